import { getVpcEndpointServices } from "@pulumi/alicloud/privatelink/getVpcEndpointServices";
import { getVpcEndpoints } from "@pulumi/alicloud/privatelink/getVpcEndpoints";
import { getQuotas } from "@pulumi/alicloud/quotas/getQuotas";
import * as pulumi from "@pulumi/pulumi";

import { type LookupScope, batchedById, cached, undefinedOnError } from "./lookupCache";

/** PrivateLink's code in Quota Center. */
const PRODUCT_CODE = "privatelink";

/** How much of something an account may have. */
export interface Quota {
    readonly total: number;
    /** How much of it is used; undefined where that is counted for each VPC or the like. */
    readonly used: number | undefined;
}

const quotas = cached((options) =>
    optionalQuotaLookup(
        "quotas",
        async () => (await getQuotas({ productCode: PRODUCT_CODE }, options)).quotas,
    ),
);

/**
 * A quota of PrivateLink (ListProductQuotas of Quota Center), by the name that the documents have for it.
 * Undefined where the account may not read quotas, as most may not without being told so at each run, and
 * where there is one for each region or the like, for the data source does not say which is which.
 */
export async function quota(name: string, scope: LookupScope): Promise<Quota | undefined> {
    const found = (await quotas(scope))?.filter(
        ({ quotaName, quotaActionCode }) => quotaName === name || quotaActionCode === name,
    );
    if (found?.length !== 1) {
        return undefined;
    }
    const [{ totalQuota, consumable, totalUsage }] = found;
    return { total: totalQuota, used: consumable ? totalUsage : undefined };
}

/** The endpoint services of the account in its provider's region (ListVpcEndpointServices). */
export const ownServices = cached((options) =>
    optionalQuotaLookup(
        "endpoint services",
        async () => (await getVpcEndpointServices({}, options)).services,
    ),
);

/** The endpoints in a VPC (ListVpcEndpoints). */
export const endpointsInVpc = batchedById(
    (vpcIds, options) =>
        optionalQuotaLookup("endpoints", () =>
            Promise.all(
                vpcIds.map(async (vpcId) => {
                    const { endpoints } = await getVpcEndpoints({ vpcId }, options);
                    return { vpcId, endpoints };
                }),
            ),
        ),
    ({ vpcId }) => vpcId,
);

/** Without an answer the cloud says when a quota is used up; nobody has to be warned of that beforehand. */
function optionalQuotaLookup<Answer>(
    what: string,
    ask: () => Promise<Answer>,
): Promise<Answer | undefined> {
    return undefinedOnError(
        ask,
        ({ message }) =>
            void pulumi.log.debug(
                `Quotas of PrivateLink are not checked: the cloud did not tell about ${what}: ${message}`,
            ),
    );
}
