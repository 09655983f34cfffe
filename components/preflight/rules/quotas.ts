import { z } from "zod";

import { crossFieldRule, format } from "./rule";

/** The use of a quota. */
const USE = z.object({
    quota: z.number(),
    used: z.number(),
    /** How many more the same program creates before this one. */
    planned: z.number(),
});
type Use = z.infer<typeof USE>;

export const SERVICES_PER_ACCOUNT = "pvl_quota_total_epsrv";
export const ENDPOINTS_PER_VPC = "pvl_quota_total_ep_per_vpc";

const USED_UP: Use = { quota: 200, used: 200, planned: 0 };

export const serviceQuota = crossFieldRule({
    id: "quotas.serviceQuota",
    facts: USE.extend({ description: z.string() }),
    title: "A new endpoint service within the account's quota",
    prevents:
        "A service that is refused after its network, servers and load balancer were created.",
    source: `quotas of PrivateLink: ${SERVICES_PER_ACCOUNT}`,
    lookup: "quotas.getQuotas, privatelink.getVpcEndpointServices",
    example: { ...USED_UP, description: "orders" },
    problem: ({ description, ...use }) =>
        isWithinQuota(use)
            ? undefined
            : `the account has ${formatUse(use)} endpoint services (quota ${SERVICES_PER_ACCOUNT})${formatPlanned(use)}, and none has the description ${format(description)}. Request a higher quota in Quota Center, or delete a service. If this service exists and only its description changes, set preflight to "offline".`,
});

export const endpointQuota = crossFieldRule({
    id: "quotas.endpointQuota",
    facts: USE.extend({ vpcId: z.string(), name: z.string() }),
    title: "A new endpoint within the VPC's quota",
    prevents: "An endpoint that is refused after its security group was created.",
    source: `quotas of PrivateLink: ${ENDPOINTS_PER_VPC}`,
    lookup: "privatelink.getVpcEndpoints, quotas.getQuotas",
    example: { ...USED_UP, vpcId: "vpc-1", name: "orders" },
    problem: ({ vpcId, name, ...use }) =>
        isWithinQuota(use)
            ? undefined
            : `VPC ${vpcId} has ${formatUse(use)} endpoints (quota ${ENDPOINTS_PER_VPC})${formatPlanned(use)}, and none has the name ${format(name)} or is for the same service. Request a higher quota in Quota Center, or delete an endpoint.`,
});

function isWithinQuota({ quota, used, planned }: Use): boolean {
    return used + planned < quota;
}

function formatUse({ quota, used }: Use): string {
    return `${used} of at most ${quota}`;
}

function formatPlanned({ planned }: Use): string {
    return planned === 0 ? "" : `, this program creates ${planned} more before this one`;
}
