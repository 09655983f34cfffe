import { getVpcEndpointServices } from "@pulumi/alicloud/privatelink/getVpcEndpointServices";
import { getVpcEndpoints } from "@pulumi/alicloud/privatelink/getVpcEndpoints";
import { getQuotas } from "@pulumi/alicloud/quotas/getQuotas";
import * as pulumi from "@pulumi/pulumi";

import { answeredList } from "./answeredList";
import { type LookupScope, cached, cachedById, undefinedOnError } from "./lookupCache";

/** PrivateLink's code in Quota Center. */
const PRODUCT_CODE = "privatelink";

/** The limit on a kind of resource in an account. */
export interface Quota {
    readonly total: number;
    /** How much of it is used. Undefined if it is counted per VPC or similar. */
    readonly used: number | undefined;
}

const quotas = cached((options) =>
    optionalQuotaLookup("quotas", options, async () =>
        answeredList(await getQuotas({ productCode: PRODUCT_CODE }, options), "quotas"),
    ),
);

/**
 * A quota of PrivateLink (ListProductQuotas of Quota Center), by its name in the documentation. Undefined if
 * the credentials must not read quotas, or if there are several with this name, such as one per region: the
 * data source does not show which is which.
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
    optionalQuotaLookup("endpoint services", options, async () =>
        answeredList(await getVpcEndpointServices({}, options), "services"),
    ),
);

/** The endpoints in a VPC (ListVpcEndpoints). */
export const endpointsInVpc = cachedById((vpcId, options) =>
    optionalQuotaLookup("endpoints", options, async () => ({
        endpoints: answeredList(await getVpcEndpoints({ vpcId }, options), "endpoints"),
    })),
);

/** Logs at debug level, because most credentials must not read quotas. The cloud then reports a quota that is used up. */
function optionalQuotaLookup<Answer>(
    what: string,
    options: pulumi.InvokeOptions,
    lookUp: () => Promise<Answer>,
): Promise<Answer | undefined> {
    return undefinedOnError(
        options,
        lookUp,
        ({ message }) =>
            void pulumi.log.debug(
                `Quotas of PrivateLink are not checked, because ${what} could not be looked up: ${message}`,
            ),
    );
}
