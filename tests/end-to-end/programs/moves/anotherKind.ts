import {
    AlbServiceResource,
    ClbServiceResource,
    EndpointService,
    ServiceResourceType,
} from "@cloud-components/alicloud-privatelink";

import { connected } from "./connected";
import { OTHER_ZONE, type Surroundings, ZONE } from "./surroundings";

/** A service behind a CLB, another one behind an ALB beside it, and that one alone. */
export function behindAnotherKind(around: Surroundings, shape: string) {
    return {
        old: shape === "ALB" ? undefined : behindClb(around),
        new: shape === "CLB" ? undefined : behindAlb(around),
    };
}

function behindClb(around: Surroundings) {
    const balancer = new ClbServiceResource("web", {
        vswitchId: around.vswitchIds[ZONE],
        zoneId: ZONE,
        listeners: [{ port: 80 }],
        backendServers: [{ serverId: around.serverIds[0] }],
    });
    const service = new EndpointService("web", {
        serviceResources: [{ loadBalancerId: balancer.loadBalancerId, zoneIds: [ZONE] }],
        ports: balancer.ports,
    });
    return connected("web", around, service);
}

function behindAlb(around: Surroundings) {
    const { vpcId, vswitchIds, serverIds, serverIps } = around;
    const balancer = new AlbServiceResource("web-alb", {
        vpcId,
        zones: [
            { zoneId: ZONE, vswitchId: vswitchIds[ZONE], address: "192.168.1.250" },
            { zoneId: OTHER_ZONE, vswitchId: vswitchIds[OTHER_ZONE], address: "192.168.2.250" },
        ],
        listeners: [{ port: 80 }],
        serverGroup: {
            servers: [{ serverId: serverIds[0], serverIp: serverIps[0], port: 80 }],
        },
    });
    const service = new EndpointService("web-alb", {
        serviceResourceType: ServiceResourceType.Alb,
        serviceResources: [
            { loadBalancerId: balancer.loadBalancerId, zoneIds: [ZONE, OTHER_ZONE] },
        ],
        ports: balancer.ports,
    });
    return connected("web-alb", around, service);
}
