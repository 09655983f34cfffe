import { type ApiClient, apiClient } from "../../api/apiClient";
import { providerSettings } from "../../api/providerSettings";
import { promiseOf } from "../../shared/dependencies";
import { callerAccountId } from "./caller";
import { type LookupScope, cached, undefinedOnError } from "./lookupCache";
import { withRetries } from "./retry";

/**
 * A client for calls that the provider has no data source for, with the provider's credentials. Rejects if they
 * cannot be read, or belong to another account than the provider works in.
 */
export const ownApiClient = cached(async ({ parent }) => {
    const scope = parent as LookupScope;
    const client = await apiClient(await promiseOf(providerSettings(scope)));
    await requireProviderAccount(client, scope);
    return client;
});

/** The same client, which makes a call again while its failure is one that passes by itself. */
export function repeating(client: ApiClient): ApiClient {
    return { ...client, call: (...parameters) => withRetries(() => client.call(...parameters)) };
}

/** An explicit provider does not show its role; a lookup with its key alone would read another account. */
async function requireProviderAccount(client: ApiClient, scope: LookupScope): Promise<void> {
    // If GetCallerIdentity is denied, the calls that follow report missing permissions.
    const ignore = () => undefined;
    const options = { parent: scope };
    const [own, providers] = await Promise.all([
        undefinedOnError(options, () => client.call("sts", "GetCallerIdentity", {}), ignore),
        undefinedOnError(options, () => callerAccountId(scope), ignore),
    ]);
    const ownAccount = (own as { readonly AccountId?: string } | undefined)?.AccountId;
    if (ownAccount !== undefined && providers !== undefined && ownAccount !== providers) {
        throw new Error(
            `the provider works in account ${providers}, but the credentials that can be read of it belong to account ${ownAccount}. ` +
                "The role of an explicit provider, and all settings of one of a program in another language, cannot be read. " +
                "Use the default provider, configured with alicloud:assumeRole or alicloud:profile, or give the explicit provider a profile.",
        );
    }
}
