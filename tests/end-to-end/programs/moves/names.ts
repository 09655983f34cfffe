import { ClbServiceResource, EndpointService } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import { connected } from "./connected";
import { type Surroundings, ZONE } from "./surroundings";

class Platform extends pulumi.ComponentResource {
    constructor() {
        super("moves:index:Platform", "platform");
        this.registerOutputs({});
    }
}

/** The components of a private service: called web, then called orders, then under a parent. */
export function underOtherNames(around: Surroundings, shape: string) {
    const [name, opts] = placeOf(shape);
    const balancer = new ClbServiceResource(
        name,
        {
            loadBalancerName: "web",
            vswitchId: around.vswitchIds[ZONE],
            zoneId: ZONE,
            listeners: [{ port: 80 }],
            backendServers: [{ serverId: around.serverIds[0] }],
        },
        opts,
    );
    const service = new EndpointService(
        name,
        {
            serviceDescription: "Orders",
            serviceResources: [{ loadBalancerId: balancer.loadBalancerId, zoneIds: [ZONE] }],
            ports: balancer.ports,
            allowedAccountIds: ["1000000000000002"],
        },
        opts,
    );
    const made = connected(name, around, service, true, opts);
    return { ...made, loadBalancerId: balancer.loadBalancerId };
}

function placeOf(shape: string): [string, pulumi.ComponentResourceOptions | undefined] {
    switch (shape) {
        case "renamed":
            return ["orders", { aliases: [{ name: "web" }] }];
        case "under a parent":
            return [
                "orders",
                { parent: new Platform(), aliases: [{ parent: pulumi.rootStackResource }] },
            ];
        default:
            return ["web", undefined];
    }
}
