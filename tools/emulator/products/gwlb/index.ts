import type { Product } from "../../call";
import type { Cloud } from "../../cloud";
import { getLoadBalancerAttribute, listLoadBalancers } from "./loadBalancerDescriptions";
import { createLoadBalancer, deleteLoadBalancer } from "./loadBalancers";
import { regionActions } from "./regionsAndZones";

/** Gateway Load Balancer, as far as it can stand behind an endpoint service. Nothing flows through it. */
export function gwlb(cloud: Cloud): Product {
    return {
        name: "gwlb",
        version: "2024-04-15",
        actions: {
            ...regionActions,
            CreateLoadBalancer: (call) => createLoadBalancer(cloud, call),
            DeleteLoadBalancer: (call) => deleteLoadBalancer(cloud, call),
            GetLoadBalancerAttribute: (call) => getLoadBalancerAttribute(cloud, call),
            ListLoadBalancers: (call) => listLoadBalancers(cloud, call),
        },
    };
}
