import {
    ClbServiceResource,
    EndpointService,
    EndpointServiceWhitelist,
} from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import { type Surroundings, ZONE } from "./surroundings";

const ACCOUNTS = ["1000000000000002", "1000000000000003"];

/** The whitelist of a service: inside the service, and as a component of its own. */
export function withItsWhitelist(around: Surroundings, shape: string) {
    const balancer = new ClbServiceResource("web", {
        vswitchId: around.vswitchIds[ZONE],
        zoneId: ZONE,
        listeners: [{ port: 80 }],
    });
    const isInside = shape !== "separate";
    const service = new EndpointService(
        "web",
        {
            serviceResources: [{ loadBalancerId: balancer.loadBalancerId, zoneIds: [ZONE] }],
            ports: balancer.ports,
            allowedAccountIds: isInside ? ACCOUNTS : [],
        },
        shape === "inside again" ? { transformations: [withFormerWhitelist] } : undefined,
    );
    if (!isInside) {
        new EndpointServiceWhitelist(
            "consumers",
            { serviceId: service.serviceId, allowedAccountIds: ACCOUNTS },
            { aliases: [{ name: "web", parent: service }] },
        );
    }
    return { serviceId: service.serviceId };
}

/** Makes the whitelist inside the service the one that was a component of its own. */
function withFormerWhitelist({
    type,
    props,
    opts,
}: pulumi.ResourceTransformationArgs): pulumi.ResourceTransformationResult | undefined {
    return type.endsWith(":EndpointServiceWhitelist")
        ? {
              props,
              opts: { ...opts, aliases: [{ name: "consumers", parent: pulumi.rootStackResource }] },
          }
        : undefined;
}
