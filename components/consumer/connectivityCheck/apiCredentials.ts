import type { Provider } from "@pulumi/alicloud/provider";
import * as pulumi from "@pulumi/pulumi";

import { callerAccountId, regionOf } from "../../preflight/lookups/resources";
import { undefinedOnError } from "../../preflight/lookups/lookupCache";
import { failure } from "./failure";
import { call, type OwnCaller } from "./signedCall";

/**
 * The credentials that the check's own calls take: those of an explicit provider where they are to be
 * had (a provider of a program in another language shows none), otherwise those of the provider's
 * configuration and of its environment variables.
 */
export function ownCaller(asker: pulumi.Resource): pulumi.Output<OwnCaller> {
    const provider = asker.getProvider("alicloud:index:any") as Partial<Provider> | undefined;
    const config = new pulumi.Config("alicloud");
    const given =
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
    // What is made with the credentials is no secret.
    return pulumi.unsecret(
        pulumi
            .output({ ...given, region: regionOf(asker) ?? config.get("region") })
            .apply((known) => {
                const { accessKey, secretKey, securityToken } =
                    known.accessKey === undefined ? keyOfEnvironment() : known;
                const region = known.region ?? variable("ALICLOUD_REGION", "ALIBABA_CLOUD_REGION");
                if (accessKey === undefined || secretKey === undefined || region === undefined) {
                    throw failure(
                        "A connectivity check reads its result with an access key of its own call. Set alicloud:region, and the key in ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY or in alicloud:accessKey and alicloud:secretKey.",
                    );
                }
                return {
                    accessKey,
                    secretKey,
                    securityToken,
                    region,
                    places: placesIn(region, known.protocol),
                };
            }),
    );
}

/**
 * Fails where the key of the check's own calls is of another account than the provider works in: a role
 * or a profile that only the provider knows. Nothing that was run would be found there.
 */
export async function ofProvidersAccount(
    component: string,
    caller: OwnCaller,
    asker: pulumi.Resource,
): Promise<void> {
    // Who may not be told is told by the calls that follow.
    const untold = () => undefined;
    const [own, providers] = await Promise.all([
        undefinedOnError(() => call(caller, "sts", "GetCallerIdentity", {}), untold),
        undefinedOnError(() => callerAccountId(asker), untold),
    ]);
    const ownAccount = (own as { readonly AccountId?: string } | undefined)?.AccountId;
    if (ownAccount !== undefined && providers !== undefined && ownAccount !== providers) {
        throw failure(
            `${component}: the provider works in account ${providers}, but the access key that the check reads its result with is of account ${ownAccount}. ` +
                "A role or a profile that only the provider knows is not known to the check. " +
                `Give it credentials of account ${providers}: ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, with ALICLOUD_SECURITY_TOKEN where they are temporary.`,
        );
    }
}

/** Where the products are: where the provider is told to find them, otherwise the region's own addresses. */
function placesIn(region: string, protocol: string | undefined): OwnCaller["places"] {
    const config = new pulumi.Config("alicloud");
    const [endpoints] = config.getObject<Partial<OwnCaller["places"]>[]>("endpoints") ?? [];
    const scheme = protocol?.toLowerCase() === "http" ? "http" : "https";
    const placeOf = (product: keyof OwnCaller["places"]) => {
        const name = product.toUpperCase();
        const place =
            endpoints?.[product] ??
            variable(`ALIBABA_CLOUD_ENDPOINT_${name}`, `${name}_ENDPOINT`) ??
            `${product}.${region}.aliyuncs.com`;
        return place.includes("://") ? place : `${scheme}://${place}/`;
    };
    return { ecs: placeOf("ecs"), sts: placeOf("sts") };
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
