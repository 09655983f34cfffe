import { type Inputs, quota, REGION, zoneOfVswitch } from "../unit/cloud";
import { answers } from "../unit/consumer/connectivityCheck/cloudAssistant";
import type { RunOptions } from "../unit/harness";
import { deployedState } from "./deployedState";

/**
 * Things that the cloud has besides the usual ones, each with something about it that a rule minds, by
 * ids that say what it is.
 */
export const ODD = {
    vswitchElsewhere: "vsw-elsewhere",
    nobodysVswitch: "vsw-nobodys",
    nobodysGroup: "sg-nobodys",
    vpcNobodys: "vpc-nobodys",
    fullVpc: "vpc-full",
    publicClb: "lb-public",
    prepaidClb: "lb-prepaid",
    nobodysClb: "lb-nobodys",
    clbInZoneC: "lb-in-c",
    albInAAndB: "alb-in-a-and-b",
    publicAlb: "alb-public",
    publicNlb: "nlb-public",
    nobodysNlb: "nlb-nobodys",
    nlbInAAndB: "nlb-in-a-and-b",
    groupElsewhere: "sg-elsewhere",
    shutGroup: "sg-shut",
    doubleGroup: "sg-double",
    wideGroup: "sg-wide",
    stoppedClient: "i-stopped",
    clientElsewhere: "i-elsewhere",
    ownService: "epsrv-own",
    nobodysService: "epsrv-nobodys",
    nobodysEndpoint: "ep-nobodys",
    takenAddress: "10.0.77.77",
} as const;

/** An error of a lookup that the cloud refuses. */
export function refusedWith(code: string): Error {
    // The part of an engine's error that the SDK hands on.
    const details = `SDKError: StatusCode: 400, Code: ${code}`;
    return Object.assign(new Error(details), { details });
}

const RULE = {
    direction: "ingress",
    ipProtocol: "TCP",
    portRange: "443/443",
    policy: "Accept",
    priority: 1,
    sourceCidrIp: "10.1.0.0/16",
};

/** The rules of the odd groups, and of the ones that are in order. */
const GROUP_RULES: Readonly<Record<string, readonly object[]>> = {
    [ODD.shutGroup]: [{ ...RULE, portRange: "80/80" }],
    [ODD.doubleGroup]: [RULE, { ...RULE, sourceCidrIp: "10.1.8.0/24" }],
    [ODD.wideGroup]: [{ ...RULE, sourceCidrIp: "10.0.0.0/8" }],
};

/** What the cloud answers where the account has used up what it may have, and one VPC too. */
export const quotasUsedUp: NonNullable<RunOptions["answer"]> = (token, { vpcId }) => {
    switch (token.split(":").pop()) {
        case "getQuotas":
            return {
                quotas: [
                    quota("pvl_quota_total_epsrv", 200, 200),
                    quota("pvl_quota_total_ep_per_vpc", 1),
                ],
            };
        case "getVpcEndpoints":
            // Endpoints that are looked up by their ids are answered for elsewhere.
            return vpcId === undefined
                ? undefined
                : { endpoints: vpcId === ODD.fullVpc ? [ENDPOINT_OF_ANOTHER] : [] };
        default:
            return undefined;
    }
};

const ENDPOINT_OF_ANOTHER = {
    vpcEndpointName: "of-another",
    serviceId: "epsrv-of-another",
    serviceName: "of-another",
};

/** What the cloud answers where an endpoint of another account is connected to each service. */
export const serviceInUse: NonNullable<RunOptions["answer"]> = (token) =>
    token.endsWith(":getVpcEndpointConnections")
        ? { connections: [{ endpointId: "ep-1", status: "Connected" }] }
        : undefined;

/** What the cloud answers about them; undefined for what the usual cloud answers. */
export const oddAnswers: NonNullable<RunOptions["answer"]> = (token, inputs) => {
    const ids = (inputs.ids ?? []) as string[];
    switch (token.split(":").pop()) {
        case "getSwitches":
            return { ids, vswitches: ids.flatMap(vswitch) };
        case "getNetworks":
            return {
                ids,
                vpcs: ids
                    .filter((id) => id !== ODD.vpcNobodys)
                    .map((id) => ({ id, cidrBlock: "10.20.0.0/16", ipv6CidrBlock: "" })),
            };
        case "getApplicationLoadBalancers":
            return { ids, balancers: ids.filter((id) => id !== ODD.nobodysClb).map(clb) };
        case "getLoadBalancers":
            return { ids, balancers: ids.filter((id) => id !== ODD.nobodysNlb).map(alb) };
        case "getSecurityGroups":
            return {
                ids,
                groups: ids
                    .filter((id) => id !== ODD.nobodysGroup)
                    .map((id) => ({
                        id,
                        vpcId: id === ODD.groupElsewhere ? "vpc-2" : "vpc-1",
                    })),
            };
        case "getSecurityGroupRules":
            return { rules: GROUP_RULES[String(inputs.groupId)] ?? [RULE] };
        case "getVpcEndpointServices":
            return { services: ids.filter((id) => id === ODD.ownService).map((id) => ({ id })) };
        case "getVpcEndpointServiceResources":
            return { resources: [{ resourceId: ODD.clbInZoneC, resourceType: "slb" }] };
        case "getVpcEndpointServiceUsers":
            if (inputs.serviceId === ODD.nobodysService) {
                throw refusedWith("EndpointServiceNotFound");
            }
            return undefined;
        case "getVpcEndpointConnections": {
            // Each endpoint asks each service for a connection.
            const { endpointId } = inputs;
            const isThere = endpointId !== undefined && endpointId !== ODD.nobodysEndpoint;
            return { connections: isThere ? [{ endpointId, status: "Disconnected" }] : [] };
        }
        case "getVpcEndpoints":
            return inputs.ids === undefined
                ? undefined
                : {
                      endpoints: ids
                          .filter((id) => id !== ODD.nobodysEndpoint)
                          .map((id) => ({ id, vpcId: "vpc-1" })),
                  };
        case "readStackResourceOutputs":
            return deployedState();
        case "getInstances":
            return {
                instances:
                    inputs.vswitchId === undefined
                        ? ids.map(instance)
                        : [{ id: "i-1", privateIp: ODD.takenAddress }],
            };
        default:
            return answers()(token, inputs);
    }
};

function vswitch(id: string): Inputs[] {
    const zone = id === ODD.vswitchElsewhere ? "a" : zoneOfVswitch(id);
    return zone === undefined
        ? []
        : [
              {
                  id,
                  zoneId: `${REGION}${zone}`,
                  vpcId: id === ODD.vswitchElsewhere ? "vpc-2" : "vpc-1",
                  cidrBlock: "10.0.0.0/8",
              },
          ];
}

function clb(id: string): Inputs {
    return {
        id,
        addressType: id === ODD.publicClb ? "internet" : "intranet",
        paymentType: id === ODD.prepaidClb ? "Subscription" : "PayAsYouGo",
        masterZoneId: `${REGION}${id === ODD.clbInZoneC ? "c" : "a"}`,
    };
}

function alb(id: string): Inputs {
    const zones = id === ODD.albInAAndB || id === ODD.nlbInAAndB ? ["a", "b"] : ["a", "b", "c"];
    return {
        id,
        addressType: id === ODD.publicAlb || id === ODD.publicNlb ? "Internet" : "Intranet",
        zoneMappings: zones.map((zone) => ({ zoneId: `${REGION}${zone}` })),
    };
}

function instance(id: string): Inputs {
    return {
        id,
        status: id === ODD.stoppedClient ? "Stopped" : "Running",
        vpcId: id === ODD.clientElsewhere ? "vpc-2" : "vpc-1",
    };
}
