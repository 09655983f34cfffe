import { ClbServiceResource, EndpointService } from "@cloud-components/alicloud-privatelink";

import { connected } from "./connected";
import { type Surroundings, ZONE } from "./surroundings";

/** One CLB, two CLBs in the same zone, and the second one alone. */
export function behindOtherBalancers(around: Surroundings, shape: string) {
    const { vswitchIds, serverIds } = around;
    const balancer = (name: string, index: number) =>
        new ClbServiceResource(name, {
            vswitchId: vswitchIds[ZONE],
            zoneId: ZONE,
            listeners: [{ port: 80 }],
            backendServers: [{ serverId: serverIds[index] }],
        });
    const first = shape.startsWith("second") ? undefined : balancer("web", 0);
    const second = shape === "first" ? undefined : balancer("second", 1);
    const resources = [
        { name: undefined, balancer: first },
        { name: "second", balancer: second },
    ].flatMap(({ name, balancer }) =>
        balancer === undefined
            ? []
            : [{ name, loadBalancerId: balancer.loadBalancerId, zoneIds: [ZONE] }],
    );
    const service = new EndpointService("web", {
        serviceResources: resources,
        ports: [{ port: 80 }],
    });
    return connected("web", around, service, !shape.endsWith("closed"));
}
