import {
    type Args,
    inPlace,
    interrupted,
    needed,
    nothing,
    type Outcome,
    refused,
    type Row,
} from "../row";
import {
    CLB_RESOURCE,
    clb,
    OTHER_GROUP,
    GROUP_AFTER,
    service,
    ZONE_A,
    ZONE_B,
    ZONE_C,
} from "./scenario";

const COMPONENT = "ClbServiceResource";
const LOAD_BALANCER = "slb.ApplicationLoadBalancer *";
const LISTENER = "slb.Listener *-80";
const SERVERS = "slb.BackendServer *";

const with_ = (args: Args): Args => clb(args).args;
/** Published by a service to which a consumer is connected. */
const IN_USE = { around: [service([CLB_RESOURCE])], consumerZones: [ZONE_A] };
const served = { before: [80], after: [80], without: [80] };

interface Values {
    readonly detail?: string;
    readonly before: unknown;
    readonly after: unknown;
    readonly outcome: Outcome;
    readonly back?: Outcome;
    readonly removal?: Outcome;
    readonly setAgain?: Outcome;
    readonly serves?: Row["serves"];
    readonly isRequired?: boolean;
}

/** A row for an argument of the load balancer itself. */
function own(input: string, values: Values & { readonly alone?: boolean }): Row {
    const { before, after, outcome, isRequired = false, alone = false, ...rest } = values;
    const of = (value: unknown): Args => with_({ [input]: value });
    return {
        componentClass: COMPONENT,
        input,
        change: "changed",
        before: of(before),
        after: of(after),
        ...(isRequired ? {} : { without: of(undefined) }),
        outcome,
        ...(alone ? {} : IN_USE),
        ...(alone || outcome.kind === "refused" ? {} : { serves: served }),
        ...rest,
    };
}

/** A row for an argument of a listener. */
function ofListener(input: string, values: Values, rest: Args = {}): Row {
    const { before, after, outcome, isRequired = false, ...others } = values;
    const of = (value: unknown): Args =>
        with_({ listeners: [{ port: 80, backendPort: 8080, ...rest, [input]: value }] });
    return {
        componentClass: COMPONENT,
        input: `listeners[].${input}`,
        change: "changed",
        before: of(before),
        after: of(after),
        ...(isRequired ? {} : { without: of(undefined) }),
        outcome,
        ...IN_USE,
        serves: served,
        ...others,
    };
}

/** A row for an argument of a listener's health check; the listener is a TCP one that is checked by HTTP. */
function ofHealthCheck(
    input: string,
    before: unknown,
    after: unknown,
    values: Partial<Omit<Values, "before" | "after">> & {
        readonly listener?: Args;
        readonly check?: Args;
    } = {},
): Row {
    const { listener = {}, check = { type: "http" }, outcome, ...rest } = values;
    const of = (value: unknown): Args =>
        with_({
            listeners: [
                {
                    port: 80,
                    backendPort: 8080,
                    ...listener,
                    healthCheck: { ...check, [input]: value },
                },
            ],
        });
    return {
        componentClass: COMPONENT,
        input: `listeners[].healthCheck.${input}`,
        change: "changed",
        before: of(before),
        after: of(after),
        without: of(undefined),
        outcome: outcome ?? inPlace(LISTENER),
        removal: inPlace(LISTENER),
        ...IN_USE,
        serves: served,
        ...rest,
    };
}

const connectedEndpoint = /endpoints are connected/;
const DETACH =
    "First remove the connection and the endpoint, or publish a second load balancer and remove this one from the service.";

const BY_HAND =
    'The provider cannot do it: change it in the console, run "pulumi refresh", then change it here.';

/** Rows of an argument whose change replaces the load balancer. */
function replacing(
    input: string,
    values: Pick<Values, "before" | "after" | "removal"> & { readonly isRequired?: boolean },
): Row[] {
    const everything = interrupted(LOAD_BALANCER, LISTENER, SERVERS);
    const refusal = refused(input, connectedEndpoint, DETACH);
    const { removal, ...rest } = values;
    return [
        own(input, { ...rest, outcome: refusal, removal: removal ?? refusal, detail: "in use" }),
        own(input, {
            ...rest,
            outcome: everything,
            removal: removal ?? everything,
            detail: "not in use",
            alone: true,
        }),
    ];
}

const tags = (before: Args, after: Args, change: Row["change"]): Row => ({
    componentClass: COMPONENT,
    input: "tags",
    change,
    before: with_({ tags: before }),
    after: with_({ tags: after }),
    without: with_({}),
    outcome: inPlace(LOAD_BALANCER),
    removal: inPlace(LOAD_BALANCER),
    ...IN_USE,
    serves: served,
});

const list = (
    input: string,
    change: Row["change"],
    before: Args,
    after: Args,
    outcome: Outcome,
    rest: Partial<Row> = {},
): Row => ({
    componentClass: COMPONENT,
    input,
    change,
    before: with_(before),
    after: with_(after),
    outcome,
    ...IN_USE,
    serves: served,
    ...rest,
});

/** A load balancer that was there before. */
function existing(loadBalancerId: string): Args {
    return with_({ loadBalancerId, vswitchId: undefined, zoneId: undefined });
}

const DOMAIN_STAYS = refused(
    "listeners[0].healthCheck.domain",
    /cannot remove the host name/,
    "Set another one; or remove the listener in one update and add it again without one in the next.",
);
const L80 = { port: 80, backendPort: 8080 };
const L81 = { port: 81, backendPort: 8080 };
const ONE = { serverId: "<server one>" };
const TWO = { serverId: "<server two>" };

export const rows: Row[] = [
    ...replacing("address", { before: "<address a 0>", after: "<address a 1>", removal: nothing }),
    own("deletionProtection", {
        before: false,
        after: true,
        outcome: inPlace(LOAD_BALANCER),
        removal: nothing,
    }),
    own("deletionProtection", {
        detail: "removed while it is true",
        before: false,
        after: true,
        outcome: inPlace(LOAD_BALANCER),
        removal: nothing,
    }),
    own("instanceChargeType", {
        before: "PayByCLCU",
        after: "PayBySpec",
        outcome: refused("instanceChargeType", /PayBySpec/, BY_HAND),
        removal: refused("instanceChargeType", /PayBySpec/, BY_HAND),
    }),
    own("instanceChargeType", {
        detail: "to PayByCLCU",
        before: "PayBySpec",
        after: "PayByCLCU",
        isRequired: true,
        outcome: inPlace(LOAD_BALANCER),
        back: refused("instanceChargeType", /PayBySpec/, BY_HAND),
    }),
    own("loadBalancerName", {
        before: "orders",
        after: "invoices",
        outcome: inPlace(LOAD_BALANCER),
        removal: inPlace(LOAD_BALANCER),
    }),
    own("loadBalancerSpec", {
        before: "slb.s2.small",
        after: "slb.s3.small",
        outcome: inPlace(LOAD_BALANCER),
        removal: inPlace(LOAD_BALANCER),
    }),
    own("preflight", { before: "online", after: "offline", outcome: nothing, removal: nothing }),
    ...replacing("resourceGroupId", {
        before: OTHER_GROUP,
        after: GROUP_AFTER,
        removal: nothing,
    }),
    ...replacing("secondaryZoneId", { before: ZONE_B, after: ZONE_C, removal: nothing }),
    ...replacing("vswitchId", {
        before: "<vswitch a>",
        after: "<vswitch a2>",
        removal: needed("vswitchId", /required|given/),
    }),
    ...replacing("zoneId", { before: ZONE_A, after: ZONE_B, removal: nothing }),
    {
        componentClass: COMPONENT,
        input: "loadBalancerId",
        change: "changed",
        before: existing("<clb one>"),
        after: existing("<clb two>"),
        outcome: interrupted(LISTENER, SERVERS),
        without: with_({}),
        removal: {
            kind: "replaced",
            operations: [`replace ${LOAD_BALANCER}`, `replace ${LISTENER}`, `replace ${SERVERS}`],
            interruption: true,
        },
        detail: "not in use",
    },
    {
        componentClass: COMPONENT,
        input: "loadBalancerId",
        change: "changed",
        before: existing("<clb three>"),
        after: existing("<clb four>"),
        outcome: refused("loadBalancerId", connectedEndpoint, DETACH),
        without: with_({}),
        removal: refused("loadBalancerId", connectedEndpoint, DETACH),
        ...IN_USE,
        detail: "in use",
    },
    {
        componentClass: COMPONENT,
        input: "loadBalancerId",
        change: "changed",
        before: with_({}),
        after: existing("<clb three>"),
        outcome: {
            kind: "replaced",
            operations: [`replace ${LOAD_BALANCER}`, `replace ${LISTENER}`, `replace ${SERVERS}`],
            interruption: true,
        },
        detail: "of another one, where the component created its own, not in use",
        note: "The one that the component created is deleted.",
    },
    {
        componentClass: COMPONENT,
        input: "loadBalancerId",
        change: "changed",
        before: with_({}),
        after: existing("<clb four>"),
        outcome: refused("loadBalancerId", connectedEndpoint, DETACH),
        ...IN_USE,
        detail: "of another one, where the component created its own, in use",
    },
    tags({ team: "orders" }, { team: "invoices" }, "changed"),
    tags({ team: "orders" }, { team: "orders", stage: "test" }, "entry added"),
    tags({ team: "orders", stage: "test" }, { team: "orders" }, "entry removed"),
    tags({ team: "orders" }, { group: "orders" }, "entry renamed"),

    list(
        "backendServers",
        "entry added",
        { backendServers: [ONE] },
        { backendServers: [ONE, TWO] },
        inPlace(SERVERS),
    ),
    list(
        "backendServers",
        "entry removed",
        { backendServers: [ONE, TWO] },
        { backendServers: [ONE] },
        inPlace(SERVERS),
    ),
    list(
        "backendServers",
        "entries reordered",
        { backendServers: [ONE, TWO] },
        { backendServers: [TWO, ONE] },
        nothing,
    ),
    list(
        "backendServers",
        "changed",
        { backendServers: [ONE] },
        { backendServers: [TWO] },
        inPlace(SERVERS),
        {
            without: with_({ backendServers: undefined }),
            removal: inPlace(`delete ${SERVERS}`),
            serves: { before: [80], after: [80], without: [] },
        },
    ),
    list(
        "backendServers[].serverId",
        "changed",
        { backendServers: [ONE] },
        { backendServers: [TWO] },
        inPlace(SERVERS),
    ),
    list(
        "backendServers[].weight",
        "changed",
        { backendServers: [{ ...ONE, weight: 50 }, TWO] },
        { backendServers: [{ ...ONE, weight: 20 }, TWO] },
        inPlace(SERVERS),
        { without: with_({ backendServers: [ONE, TWO] }), removal: inPlace(SERVERS) },
    ),

    list(
        "listeners",
        "entry added",
        { listeners: [L80] },
        { listeners: [L80, L81] },
        inPlace("create slb.Listener *-81"),
        {
            serves: { before: [80], after: [80, 81] },
        },
    ),
    list(
        "listeners",
        "entry removed",
        { listeners: [L80, L81] },
        { listeners: [L80] },
        inPlace("delete slb.Listener *-81"),
        {
            serves: { before: [80, 81], after: [80] },
        },
    ),
    list(
        "listeners",
        "entries reordered",
        { listeners: [L80, L81] },
        { listeners: [L81, L80] },
        nothing,
        {
            serves: { before: [80, 81], after: [80, 81] },
        },
    ),
    list(
        "listeners",
        "changed",
        { listeners: [L80] },
        { listeners: [L81] },
        inPlace("create slb.Listener *-81", "delete slb.Listener *-80"),
        {
            serves: { before: [80], after: [81] },
            without: with_({ listeners: undefined }),
            removal: needed("listeners", /listener/),
        },
    ),
    list(
        "listeners[].port",
        "changed",
        { listeners: [L80] },
        { listeners: [L81] },
        inPlace("create slb.Listener *-81", "delete slb.Listener *-80"),
        { serves: { before: [80], after: [81] } },
    ),
    ofListener("protocol", {
        before: "http",
        after: "tcp",
        outcome: interrupted(LISTENER),
        removal: interrupted(LISTENER),
    }),
    ofListener("protocol", {
        detail: "from TCP to UDP",
        before: "tcp",
        after: "udp",
        outcome: inPlace("create slb.Listener *-80-udp", "delete slb.Listener *-80"),
        removal: nothing,
        serves: { before: [80], after: [], without: [80] },
    }),
    ofListener("backendPort", {
        before: 8080,
        after: 8081,
        outcome: interrupted(LISTENER),
        removal: interrupted(LISTENER),
    }),
    ofListener("description", {
        before: "orders",
        after: "invoices",
        outcome: inPlace(LISTENER),
        removal: inPlace(LISTENER),
    }),
    ofListener("scheduler", {
        before: "rr",
        after: "wlc",
        outcome: inPlace(LISTENER),
        removal: inPlace(LISTENER),
    }),
    ofListener("bandwidth", {
        before: 100,
        after: 200,
        outcome: inPlace(LISTENER),
        removal: inPlace(LISTENER),
    }),
    ofListener("persistenceTimeoutSeconds", {
        before: 60,
        after: 120,
        outcome: inPlace(LISTENER),
        removal: inPlace(LISTENER),
    }),
    ofListener(
        "serverCertificateId",
        {
            before: "1000000000000001_orders",
            after: "1000000000000001_invoices",
            outcome: inPlace("slb.Listener *-80"),
            removal: needed("listeners[0].serverCertificateId", /HTTPS/),
            serves: { before: [], after: [] },
        },
        { protocol: "https" },
    ),
    ofListener("healthCheck", {
        before: { intervalSeconds: 5, path: "/", type: "http" },
        after: { intervalSeconds: 7, path: "/index.html", type: "http" },
        outcome: inPlace(LISTENER),
        removal: inPlace(LISTENER),
    }),
    ofHealthCheck("enabled", true, false, {
        listener: { protocol: "http" },
        check: {},
        removal: nothing,
    }),
    ofHealthCheck("type", "http", "tcp", { check: {} }),
    ofHealthCheck("port", 8081, 8080),
    ofHealthCheck("path", "/index.html", "/page.html"),
    ofHealthCheck("domain", "orders.example", "invoices.example", { removal: DOMAIN_STAYS }),
    ofHealthCheck("domain", "orders.example", "invoices.example", {
        detail: "HTTP listener",
        removal: DOMAIN_STAYS,
        listener: { protocol: "http" },
        check: {},
    }),
    ofHealthCheck("httpCodes", "http_2xx,http_3xx", "http_2xx,http_4xx"),
    ofHealthCheck("intervalSeconds", 5, 7),
    ofHealthCheck("timeoutSeconds", 7, 9),
    ofHealthCheck("healthyThreshold", 4, 5),
    ofHealthCheck("unhealthyThreshold", 4, 5),
];
