import * as pulumi from "@pulumi/pulumi";

import { type ApiClient, apiClient } from "../../api/apiClient";
import { providerSettings } from "../../api/providerSettings";
import { promiseOf } from "../../shared/dependencies";
import { isMocked } from "../../shared/mocks";
import { answeredList } from "./answeredList";
import { callerAccountId } from "./caller";
import { listPages } from "./listPages";
import { cached, type LookupScope } from "./lookupCache";

/** The endpoint services that an account may create endpoints of. */
export interface UsableServices {
    readonly accountId: string;
    readonly regionId: string;
    readonly serviceIds: ReadonlySet<string>;
}

interface Page {
    readonly Services: readonly { readonly ServiceId: string }[];
}

/** The largest page. */
const PAGE_SIZE = "1000";

/** It is asked for a warning only, for which nobody must wait long. */
const CALL_MILLISECONDS = 5_000;

/**
 * The services of the provider's region that its account is on the whitelist of, its own included
 * (ListVpcEndpointServicesByEndUser), in one list for all endpoints of a program. Undefined if it cannot be read: the
 * provider has no data source for it, and no program needs the permission.
 */
export const usableServices = cached(async ({ parent }): Promise<UsableServices | undefined> => {
    if (isMocked()) {
        return undefined;
    }
    try {
        return await readUsableServices(parent as LookupScope);
    } catch (error) {
        void pulumi.log.debug(`The services that may be used are not known: ${String(error)}`);
        return undefined;
    }
});

async function readUsableServices(scope: LookupScope): Promise<UsableServices | undefined> {
    const client = await apiClient(await promiseOf(providerSettings(scope)), CALL_MILLISECONDS);
    const [own, accountId] = await Promise.all([
        client.call("sts", "GetCallerIdentity", {}),
        callerAccountId(scope),
    ]);
    // An explicit provider does not show its role: another account has other services.
    return (own as { readonly AccountId?: string }).AccountId === accountId
        ? { accountId, regionId: client.region, serviceIds: await readServiceIds(client) }
        : undefined;
}

async function readServiceIds(client: ApiClient): Promise<ReadonlySet<string>> {
    const pages = await listPages<Page>(client, "ListVpcEndpointServicesByEndUser", {
        MaxResults: PAGE_SIZE,
    });
    const services = pages.flatMap((page) => answeredList(page, "Services"));
    return new Set(services.map(({ ServiceId }) => ServiceId));
}
