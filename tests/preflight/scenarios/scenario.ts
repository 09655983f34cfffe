import fc from "fast-check";

import type { EndpointServiceArgs, InterfaceEndpointArgs } from "../../../index";
import { DESCRIPTION, impossibleHosts, mostly, TAGS } from "./arbitraries";
import { LOAD_BALANCERS, type LoadBalancer, zonesOf } from "./loadBalancer";
import { nextZone, type Zone, ZONES } from "./scene";

/** What a user may have written in the three stacks of a scenario, right or wrong. */
export interface Scenario {
    readonly loadBalancer: LoadBalancer;
    readonly service: Service;
    readonly endpoint: Endpoint;
    readonly connection: { readonly bandwidth: number | undefined };
}

interface Service {
    /** The zones in which the load balancer is offered: some of its own, where nothing is wrong. */
    readonly zones: readonly Zone[];
    /** Whether the service gets all zones of a load balancer that can have several. */
    readonly knowsZones: boolean;
    readonly options: Partial<EndpointServiceArgs>;
    readonly allowed: readonly ("consumer" | "third" | "owner")[];
}

interface Endpoint {
    readonly byOwner: boolean;
    /** Some of the zones of the service, where nothing is wrong. */
    readonly zones: readonly Zone[];
    readonly vswitch: "right" | "of another zone" | "of another VPC";
    readonly host: number | undefined;
    readonly options: Partial<InterfaceEndpointArgs>;
    readonly groups: "new" | "existing" | "of another VPC";
    readonly by: "offer" | "name" | "id";
}

export const SCENARIOS: fc.Arbitrary<Scenario> = LOAD_BALANCERS.chain((loadBalancer) =>
    fc
        .record({
            service: serviceOf(loadBalancer),
            connection: fc.record({
                bandwidth: mostly<number | undefined>([undefined, 100, 10240], [99, 10241]),
            }),
        })
        .chain(({ service, connection }) =>
            endpointOf(service).map((endpoint) => ({
                loadBalancer,
                service,
                endpoint,
                connection,
            })),
        ),
);

function serviceOf(loadBalancer: LoadBalancer): fc.Arbitrary<Service> {
    const own = zonesOf(loadBalancer);
    const { kind } = loadBalancer;
    return fc.record({
        zones: mostlyAmong(own, [[nextZone(own[0])], [own[0], nextZone(own[0])], [own[0], own[0]]]),
        knowsZones: fc.boolean(),
        options: fc.record({
            serviceResourceType: mostly<any>(kind === "slb" ? [undefined, kind] : [kind], [
                kind === "slb" ? "alb" : "slb",
                "clb",
            ]),
            payer: mostly<any>([undefined, "Endpoint", "EndpointService"], ["Consumer"]),
            connectBandwidth: mostly<number | undefined>(
                kind === "nlb" ? [undefined] : [undefined, 100, 10240],
                kind === "nlb" ? [1000, 99] : [99, 10241],
            ),
            addressIpVersion: mostly<any>(
                [undefined, "IPv4"],
                // The emulator's networks have no IPv6, which is for NLBs alone to know.
                kind === "nlb" ? ["IPv6"] : ["DualStack", "IPv6"],
            ),
            acceptanceRequired: fc.constantFrom(undefined, true, true, false),
            zoneAffinityEnabled: fc.constantFrom(undefined, true, false),
            serviceDescription: DESCRIPTION,
            tags: TAGS,
        }),
        allowed: mostly<Service["allowed"]>(
            [["consumer"], ["consumer", "third"]],
            [[], ["third"], ["third", "third", "consumer"], ["owner", "consumer"]],
        ),
    });
}

function endpointOf({ zones }: Service): fc.Arbitrary<Endpoint> {
    const offered = [...new Set(zones)];
    const others = (Object.keys(ZONES) as Zone[]).filter((zone) => !offered.includes(zone));
    return fc.record({
        byOwner: fc.constantFrom(false, false, true),
        zones: mostlyAmong(offered, [
            [offered[0], offered[0]],
            ...others.flatMap((zone) => [[zone], [...offered, zone]]),
        ]),
        vswitch: mostly<Endpoint["vswitch"]>(["right"], ["of another zone", "of another VPC"]),
        host: mostly<number | undefined>([undefined, 20, 200], impossibleHosts(20)),
        options: fc.record({
            endpointName: mostly<string | undefined>([undefined, "orders"], ["1st", "o"]),
            endpointDescription: DESCRIPTION,
            tags: TAGS,
            policyDocument: mostly<string | undefined>([undefined], ["{}"]),
            addressIpVersion: mostly<any>([undefined, "IPv4"], ["IPv6"]),
            crossRegionBandwidth: mostly<number | undefined>([undefined], [200, 99]),
        }),
        groups: mostly<Endpoint["groups"]>(["new", "existing"], ["of another VPC"]),
        by: fc.constantFrom<Endpoint["by"]>("offer", "offer", "name", "id"),
    });
}

/** All of the zones or some, in whatever order; now and then what is odd. */
function mostlyAmong(
    zones: readonly Zone[],
    odd: readonly (readonly Zone[])[],
): fc.Arbitrary<readonly Zone[]> {
    return fc
        .oneof(fc.constant(zones), fc.shuffledSubarray([...zones], { minLength: 1 }))
        .chain((some) => mostly<readonly Zone[]>([some], odd));
}
