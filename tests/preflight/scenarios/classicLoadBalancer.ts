import fc from "fast-check";

import { ClbServiceResource, type ClbListener } from "../../../index";
import { impossibleHosts, mostly } from "./arbitraries";
import { addressOf, type Scene, type Zone, ZONES } from "./scene";

/** What a user may have written of a CLB, right or wrong. */
export interface ClassicLoadBalancer {
    readonly kind: "slb";
    readonly zone: Zone;
    readonly host: number | undefined;
    readonly loadBalancerName: string | undefined;
    readonly listener: Omit<ClbListener, "port"> & { readonly port: number };
    readonly weight: number | undefined;
}

export const CLASSIC_LOAD_BALANCERS: fc.Arbitrary<ClassicLoadBalancer> = fc.record({
    kind: fc.constant("slb"),
    zone: fc.constantFrom<Zone>("a", "b", "c"),
    host: mostly<number | undefined>([undefined, 9, 252], impossibleHosts(9)),
    loadBalancerName: mostly<string | undefined>(
        [undefined, "orders", "Orders_1.b-c"],
        ["1st", "the orders", "o".repeat(81)],
    ),
    listener: fc.record({
        port: mostly([80, 443, 1, 65535], [0, 65536, -1, 80.5]),
        protocol: mostly<any>(["tcp", "udp", "http"], ["sctp"]),
        backendPort: mostly<number | undefined>([undefined, 8080, 65535], [0, 70000]),
        scheduler: mostly<any>([undefined, "wrr", "rr"], ["wlc", "sch", "random"]),
        bandwidth: mostly<number | undefined>([undefined, -1, 1, 5120], [0, 5121]),
        description: mostly<string | undefined>([undefined, "orders"], ["the orders"]),
        healthCheck: mostly<any>(
            [undefined, { intervalSeconds: 5, timeoutSeconds: 5, healthyThreshold: 3 }],
            [
                { intervalSeconds: 51 },
                { timeoutSeconds: 301 },
                { healthyThreshold: 1 },
                { unhealthyThreshold: 11 },
            ],
        ),
    }),
    weight: mostly<number | undefined>([undefined, 0, 50, 100], [101, -1]),
});

/** The owner's program, as far as the load balancer goes. */
export function classicLoadBalancer(
    { owner, backend }: Scene,
    { zone, host, loadBalancerName, listener, weight }: ClassicLoadBalancer,
): ClbServiceResource {
    return new ClbServiceResource("web", {
        vswitchId: owner.network.vswitchIds[zone],
        zoneId: ZONES[zone],
        address: host === undefined ? undefined : addressOf(1, zone, host),
        loadBalancerName,
        listeners: [listener],
        backendServers: [{ serverId: backend.id, weight }],
    });
}
