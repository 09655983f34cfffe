import { connectionsOf, isConnected, listedEndpoint, zoneEntry } from "./connections";
import { list, type MockedResource, type Properties, text } from "./properties";
import * as tokens from "./tokens";
import type { VisibleCloud } from "./visibleCloud";

type Answer = (inputs: Properties, cloud: VisibleCloud) => Properties;

/** What is found, by the list of the answer that has it. */
interface Listing {
    readonly type: string;
    readonly list: string;
    /** Inputs that must be the same in what is found. */
    readonly filters?: readonly string[];
    /** An entry of the list, beyond the properties of the resource. */
    readonly entry?: (found: MockedResource, cloud: VisibleCloud) => Properties;
}

const LISTINGS: Readonly<Record<string, Listing>> = {
    "alicloud:vpc/getNetworks:getNetworks": {
        type: tokens.VPC,
        list: "vpcs",
        filters: ["cidrBlock", "resourceGroupId", "status", "vpcName"],
        entry: ({ id, state }) => ({
            vpcId: id,
            creationTime: state.createTime,
            vrouterId: state.routerId,
        }),
    },
    "alicloud:vpc/getSwitches:getSwitches": {
        type: tokens.VSWITCH,
        list: "vswitches",
        filters: ["cidrBlock", "vpcId", "zoneId", "vswitchName"],
        entry: ({ id, state }) => ({ vswitchId: id, creationTime: state.createTime }),
    },
    "alicloud:ecs/getInstances:getInstances": {
        type: tokens.INSTANCE,
        list: "instances",
        filters: ["vpcId", "vswitchId", "status", "availabilityZone"],
        entry: ({ state }) => ({ creationTime: state.createTime, name: state.instanceName }),
    },
    "alicloud:ecs/getSecurityGroups:getSecurityGroups": {
        type: tokens.SECURITY_GROUP,
        list: "groups",
        filters: ["vpcId"],
        entry: ({ state }) => ({ creationTime: state.createTime }),
    },
    "alicloud:ecs/getSecurityGroupRules:getSecurityGroupRules": {
        type: tokens.SECURITY_GROUP_RULE,
        list: "rules",
        entry: ({ state }) => ({
            direction: state.type,
            ipProtocol: text(state, "ipProtocol").toUpperCase(),
            policy: text(state, "policy") === "drop" ? "Drop" : "Accept",
            sourceCidrIp: state.cidrIp ?? "",
            sourceGroupId: state.sourceSecurityGroupId ?? "",
        }),
    },
    "alicloud:slb/getApplicationLoadBalancers:getApplicationLoadBalancers": {
        type: tokens.CLB,
        list: "balancers",
        filters: ["address", "addressType", "vpcId", "vswitchId", "status"],
        entry: ({ id }) => ({ loadBalancerId: id }),
    },
    "alicloud:slb/getListeners:getListeners": {
        type: tokens.CLB_LISTENER,
        list: "slbListeners",
        filters: ["loadBalancerId", "frontendPort", "protocol"],
        entry: () => ({ status: "running" }),
    },
    "alicloud:alb/getLoadBalancers:getLoadBalancers": {
        type: tokens.ALB,
        list: "balancers",
        filters: ["addressType", "status"],
        entry: ({ id }) => ({ loadBalancerId: id }),
    },
    "alicloud:nlb/getLoadBalancers:getLoadBalancers": {
        type: tokens.NLB,
        list: "balancers",
        filters: ["addressType", "status"],
        entry: ({ id }) => ({ loadBalancerId: id }),
    },
    "alicloud:privatelink/getVpcEndpointServices:getVpcEndpointServices": {
        type: tokens.SERVICE,
        list: "services",
        filters: ["autoAcceptConnection", "serviceBusinessStatus", "status"],
        entry: ({ id }) => ({ serviceId: id }),
    },
    "alicloud:privatelink/getVpcEndpointServiceResources:getVpcEndpointServiceResources": {
        type: tokens.SERVICE_RESOURCE,
        list: "resources",
        filters: ["serviceId"],
    },
    "alicloud:privatelink/getVpcEndpointServiceUsers:getVpcEndpointServiceUsers": {
        type: tokens.SERVICE_USER,
        list: "users",
        filters: ["serviceId", "userId"],
    },
    "alicloud:privatelink/getVpcEndpoints:getVpcEndpoints": {
        type: tokens.ENDPOINT,
        list: "endpoints",
        filters: ["connectionStatus", "serviceName", "status", "vpcEndpointName", "vpcId"],
        entry: ({ id }, cloud) => ({
            endpointId: id,
            connectionStatus: isConnected(String(id), cloud) ? "Connected" : "Disconnected",
        }),
    },
    "alicloud:privatelink/getVpcEndpointZones:getVpcEndpointZones": {
        type: tokens.ENDPOINT_ZONE,
        list: "zones",
        filters: ["endpointId"],
        entry: zoneEntry,
    },
};

/** PrivateLink's quotas, as an account has them at first. */
const QUOTAS = [
    { quotaName: "pvl_quota_total_epsrv", totalQuota: 200, consumable: true },
    { quotaName: "pvl_quota_total_ep_per_vpc", totalQuota: 1000, consumable: false },
];

function withoutZones(): Properties {
    return { zones: [] };
}

const ANSWERS: Readonly<Record<string, Answer>> = {
    "alicloud:index/getCallerIdentity:getCallerIdentity": (_, { accountId }) => ({
        id: accountId,
        accountId,
        arn: `acs:ram::${accountId}:user/test`,
        identityType: "RAMUser",
        principalId: accountId,
        userId: accountId,
    }),
    "alicloud:quotas/getQuotas:getQuotas": ({ productCode }, { resources }) => ({
        productCode,
        quotas: QUOTAS.map((each) => ({
            ...each,
            id: each.quotaName,
            quotaActionCode: each.quotaName,
            totalUsage: each.consumable ? countOf(tokens.SERVICE, resources) : 0,
        })),
    }),
    // Which zones there are is not said, so that a test can use those of any region.
    "alicloud:index/getZones:getZones": withoutZones,
    "alicloud:slb/getZones:getZones": withoutZones,
    "alicloud:alb/getZones:getZones": withoutZones,
    "alicloud:nlb/getZones:getZones": withoutZones,
    "alicloud:privatelink/getVpcEndpointConnections:getVpcEndpointConnections": connectionsOf,
    "alicloud-privatelink:index:listServiceEndpoints": ({ serviceId }, cloud) => ({
        endpoints: cloud.resources
            .filter(({ type, state }) => type === tokens.ENDPOINT && state.serviceId === serviceId)
            .map((endpoint) => listedEndpoint(endpoint, cloud)),
    }),
    "alicloud-privatelink:index:checkConnectivity": ({
        targets,
        protocol,
        serverName,
        expectedStatus = 200,
        endpointId,
        consumerIdentity,
    }) => ({
        checkedAt: "2026-01-01T00:00:00Z",
        table: (targets as readonly Properties[]).map((target) => ({
            zoneId: target.zoneId,
            domain: target.domain,
            expected: target.expected,
            resolvedTo: target.expected,
            connectMilliseconds: 1,
            httpStatus: protocol === "tcp" ? 0 : expectedStatus,
            certificate: certificateOf(protocol, serverName),
            answer: "",
            seenEndpointId: consumerIdentity === true ? endpointId : "",
            verdict: "passed",
        })),
    }),
    // What the last update left in the stack: there was none.
    "pulumi:pulumi:readStackResourceOutputs": () => ({ outputs: {} }),
};

/** The calls that are answered as the cloud would. */
export const ANSWERED_CALLS: readonly string[] = [
    ...Object.keys(LISTINGS),
    ...Object.keys(ANSWERS),
];

/** The answer to a call. Undefined if it is none of those that the package makes. */
export function answerOf(
    token: string,
    inputs: Properties,
    cloud: VisibleCloud,
): Properties | undefined {
    const listing = LISTINGS[token];
    return listing === undefined ? ANSWERS[token]?.(inputs, cloud) : found(listing, inputs, cloud);
}

function found(listing: Listing, inputs: Properties, cloud: VisibleCloud): Properties {
    const known = cloud.resources.filter(
        ({ type, id }) => type === listing.type && id !== undefined,
    );
    const assumed = list(inputs, "ids")
        .filter((id) => known.every((each) => each.id !== id))
        .map((id) => cloud.assumed(listing.type, id))
        .filter((each) => each !== undefined);
    const entries = [...known, ...assumed]
        .map((resource): Properties => {
            const { id, state } = resource;
            return { ...state, ...listing.entry?.(resource, cloud), id };
        })
        .filter((entry) => isWanted(listing, inputs, entry));
    return {
        ...inputs,
        id: listing.list,
        ids: entries.map(({ id }) => id),
        [listing.list]: entries,
    };
}

function isWanted({ type, filters = [] }: Listing, inputs: Properties, entry: Properties): boolean {
    const ids = inputs.ids === undefined ? undefined : list(inputs, "ids");
    if (type === tokens.SECURITY_GROUP_RULE) {
        return (
            entry.securityGroupId === inputs.groupId &&
            (inputs.direction === undefined || entry.direction === inputs.direction)
        );
    }
    return (
        (ids === undefined || ids.includes(text(entry, "id"))) &&
        filters.every((name) => inputs[name] === undefined || inputs[name] === entry[name])
    );
}

function certificateOf(protocol: unknown, serverName: unknown): string {
    if (protocol !== "https") {
        return "";
    }
    return serverName === undefined ? "not verified" : "verified";
}

function countOf(type: string, resources: readonly MockedResource[]): number {
    return resources.filter((each) => each.type === type).length;
}
