import fc from "fast-check";

import { all, type CasesByRule, type RuleCases } from "./ruleCases";

/** Ids of each kind, as the cloud makes them. */
const IDS = {
    vpc: idsWith("vpc-"),
    vswitch: idsWith("vsw-"),
    securityGroup: idsWith("sg-"),
    instance: idsWith("i-"),
    networkInterface: idsWith("eni-"),
    clb: idsWith("lb-"),
    alb: idsWith("alb-"),
    nlb: idsWith("nlb-"),
    service: idsWith("epsrv-"),
    endpoint: idsWith("ep-"),
    resourceGroup: idsWith("rg-"),
} as const;

type Kind = keyof typeof IDS;

function idsWith(prefix: string): fc.Arbitrary<string> {
    return fc.stringMatching(/^[a-z0-9]{1,20}$/).map((rest) => prefix + rest);
}

/** The cases of a rule about ids of some kinds, the first of which its messages name. */
function idsOf(
    what: string,
    kinds: readonly Kind[],
    { allows = [], refuses = [] }: { allows?: readonly string[]; refuses?: readonly string[] } = {},
): RuleCases {
    const good = fc.oneof(...kinds.map((kind) => IDS[kind]));
    const others = (Object.keys(IDS) as Kind[]).filter((kind) => !kinds.includes(kind));
    const foreign = kinds.includes("vpc") ? "vsw-1" : "vpc-1";
    return {
        // Others say that an id is missing.
        allows: ["", ...fc.sample(good, { numRuns: 3, seed: 1 }), ...allows],
        refuses: [
            [foreign, new RegExp(`^found "${foreign}", which is the id of a .*id of ${what}`)],
            ...fc
                .sample(good, { numRuns: 1, seed: 1 })
                .map((id) => [`${id} `, /Remove the blanks around the id\.$/] as const),
            ...all(refuses, new RegExp(`^found .* Must be the id of ${what}, which begins with`)),
        ],
        good,
        bad: fc.oneof(
            ...others.map((kind) => IDS[kind]),
            good.map((id) => ` ${id}`),
        ),
    };
}

const STRICT = { refuses: ["orders", "web_id", "x-1"] };
/** Made by hand, by a unit test or in earlier years. */
const OTHERS = { allows: ["15215f4bb8a-cn-hangzhou-dg-a01", "orders", "vpc-a-id"] };

function listsOf({ allows, refuses, good, bad }: RuleCases): RuleCases {
    return {
        allows: [[], allows],
        refuses: refuses.map(([id, message]) => [[...allows, id], message] as const),
        good: fc.array(good),
        bad: fc.tuple(fc.array(good), bad).map(([ids, id]) => [...ids, id]),
    };
}

export const ID_CASES: CasesByRule = {
    "ids.vpcId": idsOf("a VPC", ["vpc"], STRICT),
    "ids.vpcIds": listsOf(idsOf("a VPC", ["vpc"], STRICT)),
    "ids.vswitchId": idsOf("a vSwitch", ["vswitch"], STRICT),
    "ids.idsOfSecurityGroups": listsOf(idsOf("a security group", ["securityGroup"], STRICT)),
    "ids.serviceId": idsOf("an endpoint service", ["service"], STRICT),
    "ids.endpointId": idsOf("an endpoint", ["endpoint"], STRICT),
    "ids.clientInstanceId": idsOf("an ECS instance", ["instance"], STRICT),
    "ids.serverId": idsOf("a server", ["instance", "networkInterface"], OTHERS),
    "ids.networkInterfaceId": idsOf("a network interface", ["networkInterface"], STRICT),
    "ids.clbId": idsOf("a CLB", ["clb"], OTHERS),
    "ids.albId": idsOf("an ALB", ["alb"], STRICT),
    "ids.nlbId": idsOf("an NLB", ["nlb"], STRICT),
    "ids.loadBalancerId": idsOf("a load balancer", ["clb", "alb", "nlb"], OTHERS),
    "ids.resourceGroupId": idsOf("a resource group", ["resourceGroup"], OTHERS),
};
