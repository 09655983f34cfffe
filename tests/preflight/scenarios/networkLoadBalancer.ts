import fc from "fast-check";

import { type NlbListener, NlbServiceResource, type NlbServiceResourceArgs } from "../../../index";
import { nearlyAlways, TAGS } from "./arbitraries";
import { listenersOf } from "./networkListeners";
import { type NetworkServers, serverGroup, serversOf } from "./networkServers";
import { type Place, PLACES, zonesOfPlaces } from "./places";
import type { Scene } from "./scene";

/** What a user may have written of an NLB, right or wrong. */
export interface NetworkLoadBalancer {
    readonly kind: "nlb";
    readonly places: readonly Place[];
    readonly options: Partial<NlbServiceResourceArgs>;
    readonly listeners: readonly NlbListener[];
    readonly servers: NetworkServers;
}

export const NETWORK_LOAD_BALANCERS: fc.Arbitrary<NetworkLoadBalancer> = listenersOf().chain(
    (listeners) => {
        const isTcpOnly = listeners.every(({ protocol = "TCP" }) => protocol === "TCP");
        return fc.record({
            kind: fc.constant("nlb"),
            places: PLACES,
            options: fc.record({
                loadBalancerName: nearlyAlways<string | undefined>(
                    [undefined, "orders", "订单_1.b-c"],
                    ["o", "1st", "the orders", "o".repeat(129)],
                ),
                addressType: nearlyAlways<any>([undefined, "Intranet", "Internet"], ["internet"]),
                crossZoneEnabled: fc.constantFrom(undefined, true, false),
                deletionProtection: fc.constantFrom(undefined, false, true),
                consumerIdentity: isTcpOnly
                    ? fc.constantFrom(undefined, false, true)
                    : nearlyAlways([undefined, false], [true]),
                tags: TAGS,
            }),
            listeners: fc.constant(listeners),
            servers: serversOf(isTcpOnly),
        });
    },
);

/** The owner's program, as far as the load balancer goes. */
export function networkLoadBalancer(
    scene: Scene,
    { places, options, listeners, servers }: NetworkLoadBalancer,
): NlbServiceResource {
    return new NlbServiceResource("web", {
        vpcId: scene.owner.network.vpcId,
        zones: zonesOfPlaces(scene, places),
        ...options,
        listeners: [...listeners],
        serverGroup: serverGroup(scene, servers),
    });
}
