import { type Args, inPlace, nothing, type Part, refused, replaced, type Row } from "../row";
import { type RowOptions, rowsOf } from "./builder";
import {
    ALB_RESOURCE,
    alb,
    CLB_RESOURCE,
    clb,
    OTHER_GROUP,
    GROUP_AFTER,
    output,
    ZONE_A,
    ZONE_B,
    ZONE_C,
} from "./scenario";

const SERVICE = "privatelink.VpcEndpointService *";
const ATTACHMENT = `privatelink.VpcEndpointServiceResource *-${ZONE_A}`;

const { of } = rowsOf("EndpointService", {
    around: [clb()],
    consumerZones: [ZONE_A],
    serves: { before: [80], after: [80], without: [80] },
});
const alone = { consumerZones: undefined, serves: undefined };

const own = (input: string, before: unknown, after: unknown, options: RowOptions): Row =>
    of(
        input,
        (value) => ({ serviceResources: [CLB_RESOURCE], [input]: value }),
        before,
        after,
        options,
    );

const changed = inPlace(SERVICE);
const required = { isRequired: true };
const inUse = { detail: "in use", serves: undefined };
const END =
    "First remove the endpoints, each in its own stack. Or create a second service beside this one and move the endpoints to it.";
const DETACH =
    "First attach another load balancer beside it, and remove this one once no connection uses it.";

/** A second CLB in the same zone. */
const SECOND: Part = { ...clb(), suffix: "-second" };
const SECOND_RESOURCE: Args = {
    loadBalancerId: output("ClbServiceResource", "loadBalancerId", "-second"),
    zoneIds: [ZONE_A],
};
const BLUE = { ...CLB_RESOURCE, name: "blue" };
const GREEN = { ...SECOND_RESOURCE, name: "green" };
const two = { around: [clb(), SECOND] };

const resources = (
    input: string,
    before: readonly Args[],
    after: readonly Args[],
    options: RowOptions,
): Row =>
    of(`serviceResources${input}`, (value) => ({ serviceResources: value }), before, after, {
        ...required,
        ...options,
    });
const ofAlb = (input: string, before: Args, after: Args, options: RowOptions): Row =>
    of(
        `serviceResources[].${input}`,
        (value) => ({
            serviceResourceType: "alb",
            serviceResources: [{ ...ALB_RESOURCE, ...(value as Args | undefined) }],
        }),
        before,
        after,
        { around: [alb()], ...options },
    );

const user = (uid: string) => `privatelink.VpcEndpointServiceUser *-${uid}`;
const PARTNER = "1000000000000002";
const OTHER = "1000000000000003";
const ports = (before: unknown, after: unknown, options: Partial<RowOptions> = {}): Row =>
    own("ports", before, after, { outcome: nothing, removal: nothing, ...options });
const resourcePorts = (
    before: unknown,
    after: unknown,
    options: Partial<RowOptions> = {},
    input = "ports",
): Row =>
    of(
        `serviceResources[].${input}`,
        (value) => ({
            serviceResources: [{ ...CLB_RESOURCE, ports: value ?? [{ port: 80 }] }],
        }),
        before,
        after,
        { outcome: nothing, removal: nothing, ...options },
    );
const tags = (before: Args, after: Args, change: RowOptions["change"]): Row =>
    own("tags", before, after, { change, outcome: changed, removal: changed });
const regions = (before: string[], after: string[], options: Partial<RowOptions>): Row =>
    own("supportedRegionIds", before, after, { outcome: changed, removal: changed, ...options });

export const rows: Row[] = [
    own("acceptanceRequired", false, true, { outcome: changed, removal: changed }),
    own("addressIpVersion", "IPv4", "DualStack", {
        outcome: refused(
            "addressIpVersion",
            /NLB/,
            "Needs NLBs or GWLBs with IPv6 behind the service.",
        ),
        removal: nothing,
    }),
    own("allowedAccountIds", [PARTNER], [OTHER], {
        outcome: inPlace(`create ${user(OTHER)}`, `delete ${user(PARTNER)}`),
        removal: inPlace("delete EndpointServiceWhitelist *", `delete ${user(PARTNER)}`),
    }),
    own("allowedAccountIds", [PARTNER], [PARTNER, OTHER], {
        ...required,
        change: "entry added",
        outcome: inPlace(`create ${user(OTHER)}`),
    }),
    own("allowedAccountIds", [PARTNER, OTHER], [OTHER], {
        ...required,
        change: "entry removed",
        outcome: inPlace(`delete ${user(PARTNER)}`),
    }),
    own("allowedAccountIds", [PARTNER, OTHER], [OTHER, PARTNER], {
        ...required,
        change: "entries reordered",
        outcome: nothing,
    }),
    own("connectBandwidth", 1000, 2000, { outcome: changed, removal: changed }),
    own("payer", "EndpointService", "Endpoint", {
        ...inUse,
        outcome: refused("payer", /endpoint/, END),
        removal: refused("payer", /endpoint/, END),
    }),
    own("payer", "EndpointService", "Endpoint", {
        ...alone,
        detail: "not in use",
        outcome: replaced(SERVICE, ATTACHMENT),
        removal: replaced(SERVICE, ATTACHMENT),
    }),
    ports([{ port: 80 }], [{ port: 81 }]),
    ports([{ port: 80 }], [{ port: 80 }, { port: 81 }], { change: "entry added" }),
    ports([{ port: 80 }, { port: 81 }], [{ port: 80 }], { change: "entry removed" }),
    ports([{ port: 80 }, { port: 81 }], [{ port: 81 }, { port: 80 }], {
        change: "entries reordered",
    }),
    of("ports[].port", portsOf, [{ port: 80 }], [{ port: 81 }], { ...required, outcome: nothing }),
    of(
        "ports[].protocol",
        portsOf,
        [{ port: 80, protocol: "udp" }],
        [{ port: 80, protocol: "tcp" }],
        {
            outcome: nothing,
            removal: nothing,
        },
    ),
    resourcePorts([{ port: 80 }], [{ port: 81 }]),
    resourcePorts([{ port: 80 }], [{ port: 80 }, { port: 81 }], { change: "entry added" }),
    resourcePorts([{ port: 80 }, { port: 81 }], [{ port: 80 }], { change: "entry removed" }),
    resourcePorts([{ port: 80 }, { port: 81 }], [{ port: 81 }, { port: 80 }], {
        change: "entries reordered",
    }),
    resourcePorts([{ port: 80 }], [{ port: 81 }], required, "ports[].port"),
    resourcePorts(
        [{ port: 80, protocol: "udp" }],
        [{ port: 80, protocol: "tcp" }],
        {},
        "ports[].protocol",
    ),
    own("whitelistedElsewhere", false, true, { outcome: nothing, removal: nothing }),
    own("idleTimeoutSeconds", 900, 60, { outcome: nothing, removal: nothing }),
    own("hostNames", ["orders.example"], ["orders.example", "invoices.example"], {
        change: "entry added",
        outcome: nothing,
        removal: nothing,
    }),
    own("hostNames", ["orders.example", "invoices.example"], ["orders.example"], {
        ...required,
        change: "entry removed",
        outcome: nothing,
    }),
    own(
        "hostNames",
        ["orders.example", "invoices.example"],
        ["invoices.example", "orders.example"],
        { ...required, change: "entries reordered", outcome: nothing },
    ),
    own("ignoreConnectedEndpoints", false, true, { outcome: nothing, removal: nothing }),
    own("deletionGuard", false, true, {
        outcome: {
            kind: "not measured",
            because:
                "The engine of the measurement cannot register hooks for a program in TypeScript.",
        },
    }),
    own("preflight", "online", "offline", { outcome: nothing, removal: nothing }),
    own("resourceGroupId", OTHER_GROUP, GROUP_AFTER, {
        outcome: changed,
        removal: nothing,
        note: "If removed, it stays in its group.",
    }),
    own("serviceDescription", "orders", "invoices", { outcome: changed, removal: changed }),
    own("zoneAffinityEnabled", false, true, { outcome: changed, removal: changed }),
    tags({ team: "orders" }, { team: "invoices" }, "changed"),
    tags({ team: "orders" }, { team: "orders", stage: "test" }, "entry added"),
    tags({ team: "orders", stage: "test" }, { team: "orders" }, "entry removed"),
    tags({ team: "orders" }, { group: "orders" }, "entry renamed"),
    regions(["cn-hangzhou"], ["cn-shanghai"], {}),
    regions(["cn-hangzhou"], ["cn-hangzhou", "cn-shanghai"], { change: "entry added" }),
    regions(["cn-hangzhou", "cn-shanghai"], ["cn-hangzhou"], { change: "entry removed" }),
    regions(["cn-hangzhou", "cn-shanghai"], ["cn-shanghai", "cn-hangzhou"], {
        change: "entries reordered",
        outcome: nothing,
    }),

    of(
        "serviceResources[].serviceResourceType",
        (value) => ({ serviceResources: [{ ...CLB_RESOURCE, ...(value as Args | undefined) }] }),
        { serviceResourceType: "slb" },
        { ...ALB_RESOURCE, serviceResourceType: "alb" },
        {
            ...inUse,
            removal: nothing,
            around: [clb(), alb()],
            outcome: refused("serviceResourceType", /endpoint/, END),
        },
    ),
    of(
        "serviceResourceType",
        (value) => (value ?? { serviceResources: [CLB_RESOURCE] }) as Args,
        { serviceResourceType: "slb", serviceResources: [CLB_RESOURCE] },
        { serviceResourceType: "alb", serviceResources: [ALB_RESOURCE] },
        {
            ...required,
            ...inUse,
            around: [clb(), alb()],
            outcome: refused("serviceResourceType", /endpoint/, END),
        },
    ),
    of(
        "serviceResourceType",
        (value) => (value ?? { serviceResources: [CLB_RESOURCE] }) as Args,
        { serviceResourceType: "slb", serviceResources: [CLB_RESOURCE] },
        { serviceResourceType: "alb", serviceResources: [ALB_RESOURCE] },
        {
            ...alone,
            removal: nothing,
            detail: "not in use",
            around: [clb(), alb()],
            outcome: {
                kind: "replaced",
                operations: [
                    `create privatelink.VpcEndpointServiceResource *-${ZONE_B}`,
                    `replace ${ATTACHMENT}`,
                    `replace ${SERVICE}`,
                ],
                interruption: false,
            },
        },
    ),
    resources("", [BLUE], [BLUE, GREEN], {
        ...two,
        change: "entry added",
        outcome: inPlace(`create privatelink.VpcEndpointServiceResource *-green-${ZONE_A}`),
        back: refused("serviceResources", /endpoints are connected/, DETACH),
    }),
    resources("", [BLUE, GREEN], [GREEN, BLUE], {
        ...two,
        change: "entries reordered",
        outcome: nothing,
    }),
    resources("", [BLUE, GREEN], [GREEN], {
        ...two,
        ...inUse,
        change: "entry removed",
        outcome: refused("serviceResources", /endpoints are connected/, DETACH),
    }),
    resources("", [BLUE, GREEN], [GREEN], {
        ...two,
        ...alone,
        change: "entry removed",
        detail: "not in use",
        outcome: inPlace(`delete privatelink.VpcEndpointServiceResource *-blue-${ZONE_A}`),
    }),
    resources("[].loadBalancerId", [CLB_RESOURCE], [SECOND_RESOURCE], {
        ...two,
        ...inUse,
        outcome: refused("serviceResources[0].loadBalancerId", /endpoints are connected/, DETACH),
    }),
    resources("[].loadBalancerId", [CLB_RESOURCE], [SECOND_RESOURCE], {
        ...two,
        ...alone,
        detail: "not in use",
        outcome: replaced(ATTACHMENT),
    }),
    resources("[].name", [BLUE], [{ ...BLUE, name: "green" }], {
        detail: "in use",
        outcome: nothing,
    }),
    resources("[].name", [BLUE], [CLB_RESOURCE], {
        detail: "removed, in use",
        outcome: nothing,
    }),
    of("serviceResources[].name", named, "blue", "green", {
        ...alone,
        detail: "not in use",
        removal: nothing,
        outcome: nothing,
    }),
    ofAlb(
        "zoneIds",
        { zoneIds: [ZONE_A] },
        { zoneIds: [ZONE_A, ZONE_B] },
        {
            ...required,
            change: "entry added",
            outcome: inPlace(`create privatelink.VpcEndpointServiceResource *-${ZONE_B}`),
        },
    ),
    ofAlb(
        "zoneIds",
        { zoneIds: [ZONE_A, ZONE_B] },
        { zoneIds: [ZONE_B, ZONE_A] },
        {
            ...required,
            change: "entries reordered",
            outcome: nothing,
        },
    ),
    ofAlb(
        "zoneIds",
        { zoneIds: [ZONE_A, ZONE_B] },
        { zoneIds: [ZONE_A] },
        {
            ...required,
            change: "entry removed",
            detail: "a zone that no endpoint is in",
            outcome: inPlace(`delete privatelink.VpcEndpointServiceResource *-${ZONE_B}`),
        },
    ),
    ofAlb(
        "zoneIds",
        { zoneIds: [ZONE_A, ZONE_B] },
        { zoneIds: [ZONE_B] },
        {
            ...required,
            ...inUse,
            change: "entry removed",
            outcome: refused("serviceResources", /endpoints are connected/, DETACH),
        },
    ),
    ofAlb(
        "loadBalancerZoneIds",
        { loadBalancerZoneIds: output("AlbServiceResource", "zoneIds") },
        { loadBalancerZoneIds: [ZONE_A, ZONE_B] },
        { outcome: nothing, removal: nothing },
    ),
    ofAlb(
        "loadBalancerZoneIds",
        { loadBalancerZoneIds: [ZONE_A, ZONE_B] },
        { loadBalancerZoneIds: [ZONE_A, ZONE_B, ZONE_C] },
        { ...required, change: "entry added", outcome: nothing },
    ),
    ofAlb(
        "loadBalancerZoneIds",
        { loadBalancerZoneIds: [ZONE_A, ZONE_B, ZONE_C] },
        { loadBalancerZoneIds: [ZONE_A, ZONE_B] },
        { ...required, change: "entry removed", outcome: nothing },
    ),
    ofAlb(
        "loadBalancerZoneIds",
        { loadBalancerZoneIds: [ZONE_A, ZONE_B] },
        { loadBalancerZoneIds: [ZONE_B, ZONE_A] },
        { ...required, change: "entries reordered", outcome: nothing },
    ),
];

function portsOf(ports: unknown): Args {
    return { serviceResources: [CLB_RESOURCE], ports: ports ?? [{ port: 80 }] };
}

function named(name: unknown): Args {
    return { serviceResources: [{ ...CLB_RESOURCE, name }] };
}
