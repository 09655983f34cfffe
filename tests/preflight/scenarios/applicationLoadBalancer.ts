import fc from "fast-check";

import {
    type AlbListener,
    type AlbServerGroup,
    AlbServiceResource,
    type AlbServiceResourceArgs,
} from "../../../index";
import { listenersOf } from "./applicationListeners";
import { type ApplicationServers, serverGroup, serversOf } from "./applicationServers";
import { nearlyAlways, TAGS } from "./arbitraries";
import { type Place, PLACES, zonesOfPlaces } from "./places";
import type { Scene } from "./scene";

/** What a user may have written of an ALB, right or wrong. */
export interface ApplicationLoadBalancer {
    readonly kind: "alb";
    readonly places: readonly Place[];
    readonly options: Partial<AlbServiceResourceArgs>;
    readonly listeners: readonly AlbListener[];
    readonly servers: ApplicationServers;
}

/** What an ALB speaks to its servers, and with that which editions and listeners it takes. */
interface Speech {
    readonly toServers: AlbServerGroup["protocol"];
    readonly editions: fc.Arbitrary<any>;
    readonly listeners: fc.Arbitrary<AlbListener["protocol"]>;
}

const WRONG_EDITIONS = ["Premium", "standard"];
const IN_THE_CLEAR: Speech = {
    toServers: "HTTP",
    editions: nearlyAlways<string | undefined>(
        [undefined, "Basic", "Standard", "StandardWithWaf"],
        WRONG_EDITIONS,
    ),
    listeners: fc.constantFrom(undefined, "HTTP", "HTTPS"),
};
const ENCRYPTED: Speech = {
    toServers: "HTTPS",
    editions: nearlyAlways<string | undefined>(
        ["Standard", "StandardWithWaf"],
        [undefined, "Basic", ...WRONG_EDITIONS],
    ),
    listeners: nearlyAlways<AlbListener["protocol"]>(["HTTPS"], [undefined, "HTTP"]),
};

export const APPLICATION_LOAD_BALANCERS: fc.Arbitrary<ApplicationLoadBalancer> = fc
    .constantFrom(IN_THE_CLEAR, IN_THE_CLEAR, ENCRYPTED)
    .chain(({ toServers, editions, listeners }) =>
        fc.record({
            kind: fc.constant("alb"),
            places: PLACES,
            options: fc.record({
                loadBalancerName: nearlyAlways<string | undefined>(
                    [undefined, "orders", "订单_1.b-c"],
                    ["o", "1st", "the orders", "o".repeat(129)],
                ),
                edition: editions,
                addressType: nearlyAlways<any>([undefined, "Intranet", "Internet"], ["internet"]),
                addressAllocatedMode: nearlyAlways<any>(
                    [undefined, "Fixed", "Dynamic"],
                    ["Static"],
                ),
                deletionProtection: fc.constantFrom(undefined, false, true),
                tags: TAGS,
            }),
            listeners: listenersOf(listeners),
            servers: serversOf(toServers),
        }),
    );

/** The owner's program, as far as the load balancer goes. */
export function applicationLoadBalancer(
    scene: Scene,
    { places, options, listeners, servers }: ApplicationLoadBalancer,
): AlbServiceResource {
    return new AlbServiceResource("web", {
        vpcId: scene.owner.network.vpcId,
        zones: zonesOfPlaces(scene, places),
        ...options,
        listeners: [...listeners],
        serverGroup: serverGroup(scene, servers),
    });
}
