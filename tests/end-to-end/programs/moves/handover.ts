import { ClbServiceResource, EndpointService } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import { connected } from "./connected";
import { type Surroundings, ZONE } from "./surroundings";

/** One CLB that the stack owns, that it only uses, and that it owns again. */
export function handedOver(around: Surroundings, shape: string) {
    const loadBalancerId = new pulumi.Config().get("loadBalancerId") ?? "";
    const serving = {
        listeners: [{ port: 80 }],
        backendServers: [{ serverId: around.serverIds[0] }],
    };
    const owned = { ...serving, vswitchId: around.vswitchIds[ZONE], zoneId: ZONE };
    const balancers = {
        owned: () => new ClbServiceResource("web", owned),
        used: () => new ClbServiceResource("web", { ...serving, loadBalancerId }),
        adopted: () =>
            new ClbServiceResource("web", owned, {
                transformations: [
                    ({ type, props, opts }) =>
                        type.endsWith(":ApplicationLoadBalancer")
                            ? { props, opts: { ...opts, import: loadBalancerId } }
                            : undefined,
                ],
            }),
    };
    const balancer = balancers[shape as keyof typeof balancers]();
    const service = new EndpointService("web", {
        serviceResources: [{ loadBalancerId: balancer.loadBalancerId, zoneIds: [ZONE] }],
        ports: balancer.ports,
    });
    return { ...connected("web", around, service), loadBalancerId: balancer.loadBalancerId };
}
