import { stateOf as stateInCloud } from "../../testing/states";

/** Properties of a resource, or of an invoke's arguments or answer. */
export type Inputs = Record<string, unknown>;

/** UIDs of accounts: the one whose credentials a program has by default, and two others. */
export const CALLER = "1234567890123456";
export const PARTNER = "1111222233334444";
export const CUSTOMER = "5555666677778888";

export const REGION = "eu-central-1";
const ZONES = ["a", "b", "c"].map((letter) => `${REGION}${letter}`);
/** The primary range of every VPC here. */
export const VPC_CIDR_BLOCK = "10.20.0.0/16";

interface RegisteredResource {
    readonly id: string;
    readonly name: string;
    readonly inputs: Inputs;
}

/** Where the load balancers of the tests are, and what network interfaces have. */
const PLACES: Readonly<Record<string, Inputs>> = {
    "alicloud:privatelink/vpcEndpointZone:VpcEndpointZone": { eniIp: "10.20.0.7" },
    "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer": { address: "10.10.0.5" },
    "alicloud:alb/loadBalancer:LoadBalancer": inTwoZones("vpc-of-alb"),
    "alicloud:nlb/loadBalancer:LoadBalancer": inTwoZones("vpc-of-nlb"),
};

function inTwoZones(vpcId: string): Inputs {
    const zoneMappings = ["a", "b"].map((zone) => ({
        zoneId: `${REGION}${zone}`,
        vswitchId: `vsw-${zone}`,
    }));
    return { vpcId, zoneMappings };
}

/** The state of a resource once it is there: what was requested goes first. */
export function stateOf(type: string, { id, name, inputs }: RegisteredResource): Inputs {
    const find = () => undefined;
    const usual = stateInCloud(type, { id, name, inputs, regionId: REGION, find });
    return { ...usual, ...PLACES[type], ...inputs };
}

/** A quota as Quota Center lists it; without `used`, it is one that counts for each VPC or the like. */
export function quota(quotaName: string, totalQuota: number, used?: number): Inputs {
    return {
        quotaName,
        quotaActionCode: "q_abc123",
        totalQuota,
        totalUsage: used ?? 0,
        consumable: used !== undefined,
    };
}

export function answerOf(token: string, inputs: Inputs, caller: string): Inputs {
    switch (token) {
        case "alicloud:index/getCallerIdentity:getCallerIdentity":
            return {
                accountId: caller,
                arn: `acs:ram::${caller}:user/test`,
                identityType: "RAMUser",
            };
        case "alicloud:vpc/getNetworks:getNetworks":
            return {
                ids: inputs.ids,
                vpcs: (inputs.ids as string[]).map((id) => ({ id, cidrBlock: VPC_CIDR_BLOCK })),
            };
        case "alicloud:vpc/getSwitches:getSwitches":
            return {
                ids: inputs.ids,
                // `vsw-b` and `vsw-b2` are in zone b, and `vsw-1` in zone a; others are nobody's.
                vswitches: (inputs.ids as string[]).flatMap((id) => {
                    const zone = zoneOfVswitch(id);
                    return zone === undefined
                        ? []
                        : [
                              {
                                  id,
                                  zoneId: `${REGION}${zone}`,
                                  vpcId: id === VSWITCH_OF_VPC_2 ? "vpc-2" : "vpc-1",
                                  cidrBlock: "10.0.0.0/8",
                              },
                          ];
                }),
            };
        case "alicloud:slb/getApplicationLoadBalancers:getApplicationLoadBalancers":
            return {
                ids: inputs.ids,
                balancers: ((inputs.ids ?? []) as string[]).map((id) => ({
                    id,
                    addressType: "intranet",
                    paymentType: "PayAsYouGo",
                })),
            };
        case "alicloud:ecs/getInstances:getInstances":
            return { ids: inputs.ids, instances: [] };
        case "alicloud:slb/getListeners:getListeners":
            return { loadBalancerId: inputs.loadBalancerId, slbListeners: [] };
        case "alicloud:alb/getLoadBalancers:getLoadBalancers":
        case "alicloud:nlb/getLoadBalancers:getLoadBalancers":
            return {
                ids: inputs.ids,
                balancers: ((inputs.ids ?? []) as string[]).map((id) => ({
                    id,
                    zoneMappings: ["a", "b", "c"].map((zone) => ({ zoneId: `${REGION}${zone}` })),
                })),
            };
        case "alicloud:index/getZones:getZones":
        case "alicloud:alb/getZones:getZones":
        case "alicloud:nlb/getZones:getZones":
            return { zones: ZONES.map((zoneId) => ({ id: zoneId, zoneId })) };
        case "alicloud:slb/getZones:getZones":
            return {
                // As the provider does: a zone once with each secondary zone, and then with all of them.
                zones: ZONES.flatMap((id) => {
                    const slbSlaveZoneIds = ZONES.filter((other) => other !== id);
                    return slbSlaveZoneIds.map((slaveZoneId) => ({
                        ...{ id, masterZoneId: id, slaveZoneId, slbSlaveZoneIds },
                    }));
                }),
            };
        case "alicloud:privatelink/getVpcEndpointServiceUsers:getVpcEndpointServiceUsers":
            return { users: [{ id: `${String(inputs.serviceId)}:${PARTNER}`, userId: PARTNER }] };
        case "alicloud:ecs/getSecurityGroups:getSecurityGroups":
            return {
                ids: inputs.ids,
                groups: (inputs.ids as string[]).map((id) => ({ id, vpcId: "vpc-1" })),
            };
        case "alicloud:ecs/getSecurityGroupRules:getSecurityGroupRules":
            return {
                groupId: inputs.groupId,
                rules: [
                    {
                        direction: "ingress",
                        ipProtocol: "ALL",
                        portRange: "-1/-1",
                        policy: "Accept",
                        priority: 1,
                        sourceCidrIp: VPC_CIDR_BLOCK,
                    },
                ],
            };
        case "alicloud:privatelink/getVpcEndpointZones:getVpcEndpointZones":
            return {
                endpointId: inputs.endpointId,
                // In an order of the cloud's own.
                zones: ["c", "b", "a"].map((zone) => ({
                    zoneId: `${REGION}${zone}`,
                    zoneDomain: `${String(inputs.endpointId)}-${zone}.privatelink.aliyuncs.com`,
                    eniId: `eni-${zone}`,
                    eniIp: `10.20.0.${zone.charCodeAt(0)}`,
                    status: "Wait",
                    vswitchId: `vsw-${zone}`,
                })),
            };
        case "alicloud:privatelink/getVpcEndpointServices:getVpcEndpointServices":
            // Those that the tests name are of another account.
            return { services: [], ids: [], names: [] };
        case "alicloud:privatelink/getVpcEndpoints:getVpcEndpoints":
            return { endpoints: [], ids: [], names: [] };
        case "alicloud:privatelink/getVpcEndpointConnections:getVpcEndpointConnections": {
            // Of any endpoint that is asked for by its id.
            const { endpointId } = inputs;
            const found = endpointId === undefined ? [] : [{ endpointId, status: "Disconnected" }];
            return { connections: found };
        }
        case "alicloud:quotas/getQuotas:getQuotas":
            return {
                productCode: inputs.productCode,
                quotas: [
                    quota("pvl_quota_total_epsrv", 200, 3),
                    quota("pvl_quota_total_ep_per_vpc", 1000),
                ],
            };
        default:
            throw new Error(`The components were not to call ${token}.`);
    }
}

const VSWITCH_OF_VPC_2 = "vsw-of-vpc-2";

/** The letter of the zone that a vSwitch is in. Undefined if there is none with that id. */
export function zoneOfVswitch(id: string): string | undefined {
    const zone = /^vsw-([a-c]?)\d*$/.exec(id)?.[1];
    return zone === "" || id === VSWITCH_OF_VPC_2 ? "a" : zone;
}
