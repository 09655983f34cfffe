import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import type { Quota } from "../quotas/quota";
import { refusal } from "./errors";
import type { EndpointService } from "./state";

const COMMON = { productCode: "privatelink" };

/*
 * Names and standard values are those of "Quotas and limits" of PrivateLink. The codes are the emulator's
 * own: in the cloud they are of this form, and which they are is not documented. Nor is whose usage Quota
 * Center shows; here it is that of what counts for the whole account.
 */

export const SERVICES_PER_ACCOUNT: Quota = {
    ...COMMON,
    name: "pvl_quota_total_epsrv",
    code: "q_pvl001",
    description: "Endpoint services of an account",
    standard: 200,
};

export const RESOURCES_PER_SERVICE: Quota = {
    ...COMMON,
    name: "pvl_quota_epsrv_resource_per_service",
    code: "q_pvl002",
    description: "Service resources of an endpoint service",
    standard: 500,
};

export const RESOURCES_PER_ZONE: Quota = {
    ...COMMON,
    name: "pvl_quota_epsrv_resource_per_zone_per_srv",
    code: "q_pvl003",
    description: "Service resources of an endpoint service in a zone",
    standard: 100,
};

export const ENDPOINTS_PER_VPC: Quota = {
    ...COMMON,
    name: "pvl_quota_total_ep_per_vpc",
    code: "q_pvl004",
    description: "Endpoints in a VPC",
    standard: 1000,
};

/**
 * Endpoints of an account that are not connected. The code for one too many is documented, a number and whose endpoints
 * count is not: without a limit, unless a test gives an account one.
 */
export const IDLE_ENDPOINTS: Quota = {
    ...COMMON,
    name: "totalIdleEndpoint",
    code: "",
    description: "Endpoints of an account that are not connected",
    standard: Infinity,
};

/** What Quota Center lists of PrivateLink, of the quotas that the emulator keeps to. */
export const PRIVATELINK_QUOTAS: readonly Quota[] = [
    SERVICES_PER_ACCOUNT,
    RESOURCES_PER_SERVICE,
    RESOURCES_PER_ZONE,
    ENDPOINTS_PER_VPC,
];

/** CreateVpcEndpoint, Zone.N: up to 10 zones. No quota of Quota Center is documented for it. */
export const ZONES_PER_ENDPOINT = 10;

/** CreateVpcEndpoint, ZonePrivateIpAddressCount: one address in each zone. */
export const ADDRESSES_PER_ZONE = 1;

/** CreateVpcEndpointService, Resource.N: up to 10 at once. */
export const RESOURCES_PER_CREATION = 10;

export function servicesOfAccount(cloud: Cloud, accountId: string): number {
    return cloud.privatelink.services.all().filter((service) => service.accountId === accountId)
        .length;
}

/** Before one more endpoint of the service in the VPC. */
export function checkNumberOfEndpoints(
    cloud: Cloud,
    { account: { accountId } }: Call,
    service: EndpointService,
    vpcId: string,
): void {
    const endpoints = cloud.privatelink.endpoints.all();
    const inVpc = endpoints.filter((endpoint) => endpoint.vpcId === vpcId);
    if (
        cloud.options.oneEndpointForServiceAndVpc &&
        inVpc.some(({ serviceId }) => serviceId === service.id)
    ) {
        throw refusal("EndpointDuplicated");
    }
    const idle = endpoints.filter(
        (endpoint) => endpoint.accountId === accountId && endpoint.connectionStatus !== "Connected",
    );
    for (const [code, used, quota] of [
        ["totalEpPerVpc", inVpc.length, ENDPOINTS_PER_VPC],
        ["totalIdleEndpoint", idle.length, IDLE_ENDPOINTS],
    ] as const) {
        const limit = cloud.quotas.limit(accountId, quota);
        if (used >= limit) {
            throw refusal(`QuotaExceeded.${code}`, code, used, limit);
        }
    }
}

/** How much of a quota an account has used; undefined where it counts for each VPC, service or the like. */
export function privateLinkUsage(
    cloud: Cloud,
    accountId: string,
    quota: Quota,
): number | undefined {
    return quota === SERVICES_PER_ACCOUNT ? servicesOfAccount(cloud, accountId) : undefined;
}
