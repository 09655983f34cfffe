import type * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";

import type { ServicePort } from "../../../index";
import {
    type ApplicationLoadBalancer,
    APPLICATION_LOAD_BALANCERS,
    applicationLoadBalancer,
} from "./applicationLoadBalancer";
import {
    type ClassicLoadBalancer,
    CLASSIC_LOAD_BALANCERS,
    classicLoadBalancer,
} from "./classicLoadBalancer";
import {
    type NetworkLoadBalancer,
    NETWORK_LOAD_BALANCERS,
    networkLoadBalancer,
} from "./networkLoadBalancer";
import type { Scene, Zone } from "./scene";

/** A load balancer of a kind that can stand behind a service. */
export type LoadBalancer = ClassicLoadBalancer | ApplicationLoadBalancer | NetworkLoadBalancer;

export const LOAD_BALANCERS: fc.Arbitrary<LoadBalancer> = fc.oneof(
    CLASSIC_LOAD_BALANCERS,
    APPLICATION_LOAD_BALANCERS,
    NETWORK_LOAD_BALANCERS,
);

/** What a service needs to know of its load balancer. */
interface Published {
    readonly loadBalancerId: pulumi.Output<string>;
    readonly ports: pulumi.Output<ServicePort[]>;
    /** All its zones, of a kind that has several. */
    readonly loadBalancerZoneIds?: string[];
}

/** Makes the load balancer of a scenario. */
export function makeLoadBalancer(scene: Scene, loadBalancer: LoadBalancer): Published {
    if (loadBalancer.kind === "slb") {
        return classicLoadBalancer(scene, loadBalancer);
    }
    const { loadBalancerId, ports, zoneIds } =
        loadBalancer.kind === "alb"
            ? applicationLoadBalancer(scene, loadBalancer)
            : networkLoadBalancer(scene, loadBalancer);
    return { loadBalancerId, ports, loadBalancerZoneIds: zoneIds };
}

/** The zones in which it can be reached, without duplicates. */
export function zonesOf(loadBalancer: LoadBalancer): Zone[] {
    return loadBalancer.kind === "slb"
        ? [loadBalancer.zone]
        : [...new Set(loadBalancer.places.map(({ zone }) => zone))];
}
