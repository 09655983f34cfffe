import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { requiredText } from "../../parameters";
import type { Vpc } from "../vpc/state";
import { missing } from "./errors";
import type { GatewayLoadBalancer } from "./state";

export function ownedLoadBalancer(cloud: Cloud, call: Call): GatewayLoadBalancer {
    const id = requiredText(call, "LoadBalancerId");
    const loadBalancer = cloud.gwlb.loadBalancers.owned(call, id);
    if (loadBalancer === undefined) {
        throw missing("ResourceNotFound.LoadBalancer");
    }
    return loadBalancer;
}

export function ownedVpc(cloud: Cloud, call: Call): Vpc {
    const vpc = cloud.vpc.vpcs.owned(call, requiredText(call, "VpcId"));
    if (vpc === undefined) {
        throw missing("ResourceNotFound.Vpc");
    }
    return vpc;
}
