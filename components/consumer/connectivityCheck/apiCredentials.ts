import type { Provider } from "@pulumi/alicloud/provider";
import * as pulumi from "@pulumi/pulumi";

import { callerAccountId, regionOf } from "../../preflight/lookups/caller";
import { undefinedOnError } from "../../preflight/lookups/lookupCache";
import { failure } from "./failure";
import { call, type ApiCredentials } from "./signedCall";

/**
 * The credentials for the check's own calls: those of an explicit provider if they are available (a provider
 * of a program in another language shows none), otherwise those of the provider's configuration and of its
 * environment variables.
 */
export function apiCredentials(parent: pulumi.Resource): pulumi.Output<ApiCredentials> {
    const provider = parent.getProvider("alicloud:index:any") as Partial<Provider> | undefined;
    const config = new pulumi.Config("alicloud");
    const configured =
        provider?.accessKey === undefined
            ? {
                  accessKey: config.get("accessKey"),
                  secretKey: config.get("secretKey"),
                  securityToken: config.get("securityToken"),
                  protocol: config.get("protocol"),
              }
            : {
                  accessKey: provider.accessKey,
                  secretKey: provider.secretKey,
                  securityToken: provider.securityToken,
                  protocol: provider.protocol,
              };
    // The results of the calls are not secret.
    return pulumi.unsecret(
        pulumi
            .output({ ...configured, region: regionOf(parent) ?? config.get("region") })
            .apply((known) => {
                const { accessKey, secretKey, securityToken } =
                    known.accessKey === undefined ? keyOfEnvironment() : known;
                const region = known.region ?? variable("ALICLOUD_REGION", "ALIBABA_CLOUD_REGION");
                if (accessKey === undefined || secretKey === undefined || region === undefined) {
                    throw failure(
                        "A connectivity check reads its result with a call of its own, which needs an access key. Set alicloud:region, and the key in ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY or in alicloud:accessKey and alicloud:secretKey.",
                    );
                }
                return {
                    accessKey,
                    secretKey,
                    securityToken,
                    region,
                    endpoints: endpointsIn(region, known.protocol),
                };
            }),
    );
}

/**
 * Fails if the key of the check's own calls belongs to another account than the provider's, which can have a
 * role or a profile. The check would not find its runs there.
 */
export async function requireProviderAccount(
    component: string,
    credentials: ApiCredentials,
    parent: pulumi.Resource,
): Promise<void> {
    // If GetCallerIdentity is denied, the calls that follow report missing permissions.
    const ignore = () => undefined;
    const [own, providers] = await Promise.all([
        undefinedOnError(() => call(credentials, "sts", "GetCallerIdentity", {}), ignore),
        undefinedOnError(() => callerAccountId(parent), ignore),
    ]);
    const ownAccount = (own as { readonly AccountId?: string } | undefined)?.AccountId;
    if (ownAccount !== undefined && providers !== undefined && ownAccount !== providers) {
        throw failure(
            `${component}: the provider works in account ${providers}, but the access key that the check reads its result with belongs to account ${ownAccount}. ` +
                "The check cannot use a role or a profile of the provider. " +
                `Give it credentials of account ${providers}: ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, with ALICLOUD_SECURITY_TOKEN if they are temporary.`,
        );
    }
}

/** The API's URLs: those of the provider's configuration, otherwise those of the region. */
function endpointsIn(region: string, protocol: string | undefined): ApiCredentials["endpoints"] {
    const config = new pulumi.Config("alicloud");
    const [endpoints] = config.getObject<Partial<ApiCredentials["endpoints"]>[]>("endpoints") ?? [];
    const scheme = protocol?.toLowerCase() === "http" ? "http" : "https";
    const endpointOf = (product: keyof ApiCredentials["endpoints"]) => {
        const name = product.toUpperCase();
        const endpoint =
            endpoints?.[product] ??
            variable(`ALIBABA_CLOUD_ENDPOINT_${name}`, `${name}_ENDPOINT`) ??
            `${product}.${region}.aliyuncs.com`;
        return endpoint.includes("://") ? endpoint : `${scheme}://${endpoint}/`;
    };
    return { ecs: endpointOf("ecs"), sts: endpointOf("sts") };
}

function keyOfEnvironment() {
    return {
        accessKey: variable("ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID"),
        secretKey: variable("ALICLOUD_SECRET_KEY", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
        securityToken: variable("ALICLOUD_SECURITY_TOKEN", "ALIBABA_CLOUD_SECURITY_TOKEN"),
    };
}

function variable(...names: string[]): string | undefined {
    return names
        .map((name) => process.env[name])
        .find((value) => value !== undefined && value !== "");
}
