import type * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";

import {
    ClbServiceResource,
    type ClbListener,
    EndpointConnection,
    type EndpointRequest,
    EndpointService,
    type EndpointServiceOffer,
    InterfaceEndpoint,
} from "../../../index";
import { type Scene, type Side, type Zone, ZONES } from "./scene";

/** What a user may have written in the three stacks of a scenario, right or wrong. */
export interface Scenario {
    readonly clb: {
        readonly zone: Zone;
        /** The last byte of the address in the vSwitch; of another vSwitch where it is negative. */
        readonly host: number | undefined;
        readonly loadBalancerName: string | undefined;
        readonly listener: Omit<ClbListener, "port"> & { readonly port: number };
        readonly weight: number | undefined;
    };
    readonly service: {
        /** The zone in which the load balancer is offered: its own, or the next one. */
        readonly inNextZone: boolean;
        readonly options: object;
        readonly allowed: readonly ("consumer" | "third" | "owner")[];
    };
    readonly endpoint: {
        readonly byOwner: boolean;
        /** Zones beside that of the service, each of them wrong. */
        readonly moreZones: readonly Zone[];
        readonly vswitch: "right" | "of another zone" | "of another VPC";
        readonly host: number | undefined;
        readonly options: object;
        readonly groups: "new" | "existing" | "of another VPC";
        readonly by: "offer" | "name" | "id";
    };
    readonly connection: { readonly bandwidth: number | undefined };
}

/** One of the values that are right, and now and then one that may be wrong. */
function mostly<T>(right: readonly T[], odd: readonly T[]): fc.Arbitrary<T> {
    return fc.oneof(
        { weight: 25, arbitrary: fc.constantFrom(...right) },
        { weight: 1, arbitrary: fc.constantFrom(...odd) },
    );
}

/** Last bytes of addresses that nobody else takes, and of some that nobody can have. */
function hosts(...free: number[]): fc.Arbitrary<number | undefined> {
    return mostly<number | undefined>([undefined, ...free], [0, 253, 255, -free[0]]);
}

const TAGS = mostly<object | undefined>(
    [undefined, { team: "orders" }],
    [
        { "acs:team": "orders" },
        { team: "see https://wiki" },
        Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`key-${index}`, "v"])),
    ],
);
const DESCRIPTION = mostly<string | undefined>(
    [undefined, "to the orders", "订单服务"],
    ["a", "http://wiki", "d".repeat(257)],
);

export const SCENARIOS: fc.Arbitrary<Scenario> = fc.record({
    clb: fc.record({
        zone: fc.constantFrom<Zone>("a", "b", "c"),
        host: hosts(9, 252),
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
    }),
    service: fc.record({
        inNextZone: mostly([false], [true]),
        options: fc.record({
            payer: mostly<any>([undefined, "Endpoint", "EndpointService"], ["Consumer"]),
            connectBandwidth: mostly<number | undefined>([undefined, 100, 10240], [99, 10241]),
            addressIpVersion: mostly<any>([undefined, "IPv4"], ["DualStack", "IPv6"]),
            acceptanceRequired: fc.constantFrom(undefined, true, true, false),
            zoneAffinityEnabled: fc.constantFrom(undefined, true, false),
            serviceDescription: DESCRIPTION,
            tags: TAGS,
        }),
        allowed: mostly<readonly ("consumer" | "third" | "owner")[]>(
            [["consumer"], ["consumer", "third"]],
            [[], ["third"], ["third", "third", "consumer"], ["owner", "consumer"]],
        ),
    }),
    endpoint: fc.record({
        byOwner: fc.constantFrom(false, false, true),
        moreZones: mostly<readonly Zone[]>([[]], [["a"], ["b", "c"]]),
        vswitch: mostly<Scenario["endpoint"]["vswitch"]>(
            ["right"],
            ["of another zone", "of another VPC"],
        ),
        host: hosts(20, 200),
        options: fc.record({
            endpointName: mostly<string | undefined>([undefined, "orders"], ["1st", "o"]),
            endpointDescription: DESCRIPTION,
            tags: TAGS,
            policyDocument: mostly<string | undefined>([undefined], ["{}"]),
            addressIpVersion: mostly<any>([undefined, "IPv4"], ["IPv6"]),
            crossRegionBandwidth: mostly<number | undefined>([undefined], [200, 99]),
        }),
        groups: mostly<Scenario["endpoint"]["groups"]>(["new", "existing"], ["of another VPC"]),
        by: fc.constantFrom<Scenario["endpoint"]["by"]>("offer", "offer", "name", "id"),
    }),
    connection: fc.record({
        bandwidth: mostly<number | undefined>([undefined, 100, 10240], [99, 10241]),
    }),
});

type Output<T> = pulumi.Output<T>;

/** The owner's program. */
export function publish(scene: Scene, { clb, service }: Scenario): Output<EndpointServiceOffer> {
    const { network } = scene.owner;
    const { loadBalancerId, ports } = new ClbServiceResource("web", {
        vswitchId: network.vswitchIds[clb.zone],
        zoneId: ZONES[clb.zone],
        address: addressOf(1, clb.zone, clb.host),
        loadBalancerName: clb.loadBalancerName,
        listeners: [clb.listener],
        backendServers: [{ serverId: scene.backendId, weight: clb.weight }],
    });
    const zone = service.inNextZone ? next(clb.zone) : clb.zone;
    const uids = {
        consumer: scene.consumer.accountId,
        owner: scene.owner.accountId,
        third: "1999999999999999",
    };
    return new EndpointService("web", {
        serviceResources: [{ loadBalancerId, zoneIds: [ZONES[zone]] }],
        ports,
        allowedAccountIds: service.allowed.map((each) => uids[each]),
        ...service.options,
    }).offer;
}

/** The consumer's program. */
export function connect(
    scene: Scene,
    { clb, endpoint }: Scenario,
    offer: EndpointServiceOffer,
): Output<EndpointRequest> {
    const { network, other } = consumerOf(scene, endpoint);
    const zones = [clb.zone, ...endpoint.moreZones.filter((zone) => zone !== clb.zone)];
    const place = endpoint.vswitch === "of another VPC" ? other : network;
    const { securityGroupId } = endpoint.groups === "of another VPC" ? other : network;
    return new InterfaceEndpoint("web", {
        ...serviceOf(endpoint.by, offer),
        vpcId: network.vpcId,
        zones: zones.map((zone) => ({
            zoneId: ZONES[zone],
            vswitchId: place.vswitchIds[endpoint.vswitch === "of another zone" ? next(zone) : zone],
            eniIp: addressOf(1, zone, endpoint.host),
        })),
        securityGroupIds: endpoint.groups === "new" ? undefined : [securityGroupId],
        ...endpoint.options,
    }).request;
}

/** The owner's program that lets the endpoint in. */
export function accept(
    { connection }: Scenario,
    offer: EndpointServiceOffer,
    request: EndpointRequest,
): Output<string> {
    return new EndpointConnection("web", { offer, request, ...connection }).connectionStatus;
}

/** Whose account the endpoint is made in. */
export function consumerOf(scene: Scene, { byOwner }: Scenario["endpoint"]): Side {
    return byOwner ? scene.owner : scene.consumer;
}

function serviceOf(by: Scenario["endpoint"]["by"], offer: EndpointServiceOffer) {
    const { serviceName, serviceId } = offer;
    const ports = offer.ports as { port: number }[];
    return { offer: { offer }, name: { serviceName, ports }, id: { serviceId, ports } }[by];
}

function addressOf(network: number, zone: Zone, host: number | undefined): string | undefined {
    const subnet = ["a", "b", "c"].indexOf(zone);
    return host === undefined
        ? undefined
        : `10.${network}.${host < 0 ? (subnet + 1) % 3 : subnet}.${Math.abs(host)}`;
}

function next(zone: Zone): Zone {
    return ({ a: "b", b: "c", c: "a" } as const)[zone];
}
