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
import { type RowOptions, rowsOf } from "./builder";
import {
    ALB_RESOURCE,
    alb,
    OTHER_GROUP,
    GROUP_AFTER,
    service,
    ZONE_A,
    ZONE_B,
    ZONE_C,
} from "./scenario";

const LOAD_BALANCER = "alb.LoadBalancer *";
const GROUP = "alb.ServerGroup *";
const LISTENER = "alb.Listener *-80";

/** Published by a service to which a consumer is connected. */
const { of } = rowsOf("AlbServiceResource", {
    around: [service([ALB_RESOURCE], { serviceResourceType: "alb" })],
    consumerZones: [ZONE_A, ZONE_B],
    serves: { before: [80], after: [80], without: [80] },
});
const alone = { around: [], consumerZones: undefined, serves: undefined };

/** A row for an argument of the load balancer itself. */
const own = (input: string, before: unknown, after: unknown, options: RowOptions): Row =>
    of(input, ownArgs(input), before, after, options);

/** Arguments with a value for an input, or for the whole list that it is in. */
function ownArgs(input: string) {
    return (value: unknown): Args => alb({ [listOf(input)]: value }).args;
}

function listOf(input: string): string {
    return input.replace(/\[\].*/, "");
}

const changed = inPlace(LOAD_BALANCER);

const DETACH =
    "First remove the connections and the endpoints, or publish a second load balancer and remove this one from the service.";

/** Rows of an argument whose change replaces the load balancer. */
function replacing(
    input: string,
    before: unknown,
    after: unknown,
    {
        removal,
        argsOf = ownArgs(input),
        children = [LOAD_BALANCER, LISTENER],
    }: { removal?: Outcome; argsOf?: (value: unknown) => Args; children?: string[] } = {},
): Row[] {
    const everything = interrupted(...children);
    const refusal = refused(input, /endpoints are connected/, DETACH);
    return [
        of(input, argsOf, before, after, {
            outcome: refusal,
            removal: removal ?? refusal,
            detail: "in use",
            serves: undefined,
        }),
        of(input, argsOf, before, after, {
            outcome: everything,
            removal: removal ?? everything,
            detail: "not in use",
            ...alone,
        }),
    ];
}

const ANEW =
    "First remove the zone and run an update, then add it with the new value; two zones must remain.";

/** A row for an argument of the listener. */
const ofListener = (
    input: string,
    before: unknown,
    after: unknown,
    options: RowOptions,
    rest: Args = {},
): Row =>
    of(
        `listeners[].${input}`,
        (value) => alb({ listeners: [{ port: 80, ...rest, [input]: value }] }).args,
        before,
        after,
        options,
    );

const withGroup = (group: Args): Args =>
    alb({ serverGroup: { servers: [{ serverIp: "<ip one>", port: 8080 }], ...group } }).args;

/** A row for an argument of the server group. */
const ofGroup = (
    input: string,
    before: unknown,
    after: unknown,
    options: Partial<RowOptions> = {},
): Row =>
    of(`serverGroup.${input}`, (value) => withGroup({ [listOf(input)]: value }), before, after, {
        outcome: inPlace(GROUP),
        removal: inPlace(GROUP),
        ...options,
    });

const ofHealthCheck = (
    input: string,
    before: unknown,
    after: unknown,
    options: Partial<RowOptions> & { check?: Args } = {},
): Row => {
    const { check = {}, ...rest } = options;
    return of(
        `serverGroup.healthCheck.${input}`,
        (value) => withGroup({ healthCheck: { ...check, [input]: value } }),
        before,
        after,
        { outcome: inPlace(GROUP), removal: inPlace(GROUP), ...rest },
    );
};

const CERTIFICATE = "1000000000000001-cn-orders";
const ONE = { serverIp: "<ip one>", port: 8080 };
const TWO = { serverIp: "<ip two>", port: 8080 };
const A = { zoneId: ZONE_A, vswitchId: "<vswitch a>", address: "<address a 0>" };
const B = { zoneId: ZONE_B, vswitchId: "<vswitch b>", address: "<address b 0>" };
const C = { zoneId: ZONE_C, vswitchId: "<vswitch c>", address: "<address c 0>" };

const required = { isRequired: true };
const tags = inPlace(LOAD_BALANCER, GROUP);

export const rows: Row[] = [
    ...replacing("addressAllocatedMode", "Dynamic", "Fixed", { argsOf: withMode }),
    own("addressType", "Intranet", "Internet", {
        outcome: {
            kind: "not measured",
            because: "The emulator has no elastic IP addresses, which a public ALB needs.",
        },
        serves: undefined,
    }),
    own("deletionProtection", false, true, { outcome: changed, removal: nothing }),
    own("edition", "Standard", "Basic", {
        outcome: refused("edition", /Basic/, "The cloud does not downgrade an ALB."),
        removal: refused("edition", /Basic/, "The cloud does not downgrade an ALB."),
        note: "An upgrade is made in place.",
    }),
    own("loadBalancerName", "orders", "invoices", { outcome: changed, removal: changed }),
    own("preflight", "online", "offline", { outcome: nothing, removal: nothing }),
    own("resourceGroupId", OTHER_GROUP, GROUP_AFTER, {
        outcome: tags,
        removal: nothing,
        note: "If removed, both stay in their group.",
    }),
    own("tags", { team: "orders" }, { team: "invoices" }, { outcome: tags, removal: tags }),
    own(
        "tags",
        { team: "orders" },
        { team: "orders", stage: "test" },
        {
            change: "entry added",
            outcome: tags,
            removal: tags,
        },
    ),
    own(
        "tags",
        { team: "orders", stage: "test" },
        { team: "orders" },
        {
            change: "entry removed",
            outcome: tags,
            removal: tags,
        },
    ),
    own(
        "tags",
        { team: "orders" },
        { group: "orders" },
        {
            change: "entry renamed",
            outcome: tags,
            removal: tags,
        },
    ),
    ...replacing(
        "vpcId",
        "<vpc>",
        { vpcId: "<client vpc>" },
        {
            removal: needed("vpcId", /required|given/),
            argsOf: inVpc,
            children: [LOAD_BALANCER, GROUP, LISTENER],
        },
    ),
    of("loadBalancerId", existing, "<alb one>", "<alb two>", {
        ...alone,
        detail: "not in use",
        outcome: interrupted(LISTENER),
        removal: interrupted(LOAD_BALANCER, LISTENER),
    }),
    of("loadBalancerId", existing, "<alb three>", "<alb four>", {
        detail: "in use",
        outcome: refused("loadBalancerId", /endpoints are connected/, DETACH),
        removal: refused("loadBalancerId", /endpoints are connected/, DETACH),
        serves: undefined,
    }),
    of("loadBalancerId", existing, undefined, "<alb three>", {
        ...alone,
        ...required,
        detail: "of another one, where the component created its own, not in use",
        outcome: interrupted(LOAD_BALANCER, LISTENER),
        note: "The one that the component created is deleted.",
    }),
    of("loadBalancerId", existing, undefined, "<alb four>", {
        ...required,
        detail: "of another one, where the component created its own, in use",
        outcome: refused("loadBalancerId", /endpoints are connected/, DETACH),
        serves: undefined,
    }),
    own("zones", [A, B], [A, B, C], { ...required, change: "entry added", outcome: changed }),
    own("zones", [A, B, C], [A, B], { ...required, change: "entry removed", outcome: changed }),
    own("zones", [A, B], [B, A], { ...required, change: "entries reordered", outcome: nothing }),
    own("zones", [A, B, C], [A, C], {
        ...required,
        change: "entry removed",
        detail: "one that the service publishes",
        outcome: refused(
            "zones",
            /service/,
            "First remove the zone from the service, in an earlier update.",
        ),
    }),
    own("zones[].zoneId", [A, B], [A, C], {
        ...required,
        change: "changed",
        outcome: changed,
        ...alone,
    }),
    of(
        "zones[].vswitchId",
        inZones("vswitchId", { vswitchId: "<vswitch b2>", address: "<address b2 0>" }),
        "before",
        "after",
        {
            outcome: refused("zones[1].vswitchId", /cannot be changed from/, ANEW),
            removal: needed("zones[1].vswitchId", /required|given/),
            serves: undefined,
        },
    ),
    of("zones[].address", inZones("address", { address: "<address b 1>" }), "before", "after", {
        outcome: refused("zones[1].address", /cannot be changed from/, ANEW),
        removal: needed("zones[1].address", /required|given/),
        serves: undefined,
    }),

    own("listeners", [{ port: 80 }], [{ port: 80, description: "orders" }], {
        outcome: inPlace(LISTENER),
        removal: needed("listeners", /listener/),
    }),
    own("listeners", [{ port: 80 }], [{ port: 80 }, { port: 81 }], {
        ...required,
        change: "entry added",
        outcome: inPlace("create alb.Listener *-81"),
        serves: { before: [80], after: [80, 81] },
    }),
    own("listeners", [{ port: 80 }, { port: 81 }], [{ port: 80 }], {
        ...required,
        change: "entry removed",
        outcome: inPlace("delete alb.Listener *-81"),
        serves: { before: [80, 81], after: [80] },
    }),
    own("listeners", [{ port: 80 }, { port: 81 }], [{ port: 81 }, { port: 80 }], {
        ...required,
        change: "entries reordered",
        outcome: nothing,
        serves: { before: [80, 81], after: [80, 81] },
    }),
    own("listeners[].port", [{ port: 80 }], [{ port: 81 }], {
        ...required,
        outcome: inPlace("create alb.Listener *-81", "delete alb.Listener *-80"),
        serves: { before: [80], after: [81] },
    }),
    of(
        "listeners[].protocol",
        (protocol) => alb({ listeners: [{ port: 80, protocol, certificateId: CERTIFICATE }] }).args,
        "HTTPS",
        "HTTPS",
        {
            detail: "removed together with the certificate",
            outcome: nothing,
            removal: needed("listeners[0].certificateId", /HTTPS/),
            serves: { before: [], after: [] },
        },
    ),
    own(
        "listeners[].protocol",
        [{ port: 80 }],
        [{ port: 80, protocol: "HTTPS", certificateId: CERTIFICATE }],
        {
            ...required,
            outcome: interrupted(LISTENER),
            serves: { before: [80], after: [] },
        },
    ),
    ofListener("description", "orders", "invoices", {
        outcome: inPlace(LISTENER),
        removal: inPlace(LISTENER),
    }),
    ofListener("idleTimeoutSeconds", 30, 40, {
        outcome: inPlace(LISTENER),
        removal: inPlace(LISTENER),
    }),
    ofListener("requestTimeoutSeconds", 90, 120, {
        outcome: inPlace(LISTENER),
        removal: inPlace(LISTENER),
    }),
    ofListener(
        "certificateId",
        CERTIFICATE,
        "1000000000000001-cn-invoices",
        {
            outcome: inPlace("alb.Listener *-80"),
            removal: needed("listeners[0].certificateId", /HTTPS/),
            serves: { before: [], after: [] },
        },
        { protocol: "HTTPS" },
    ),
    ofListener(
        "securityPolicyId",
        "tls_cipher_policy_1_1",
        "tls_cipher_policy_1_2",
        {
            outcome: inPlace("alb.Listener *-80"),
            removal: inPlace("alb.Listener *-80"),
            serves: { before: [], after: [], without: [] },
        },
        { protocol: "HTTPS", certificateId: CERTIFICATE },
    ),

    own(
        "serverGroup",
        { servers: [ONE], scheduler: "Wlc" },
        { servers: [TWO], scheduler: "Sch" },
        {
            outcome: inPlace(GROUP),
            removal: needed("serverGroup", /server/),
        },
    ),
    ofGroup("serverGroupName", "orders", "invoices"),
    of(
        "serverGroup.protocol",
        (protocol) =>
            alb({
                edition: "Standard",
                listeners: [{ port: 80, protocol: "HTTPS", certificateId: CERTIFICATE }],
                serverGroup: { servers: [ONE], protocol },
            }).args,
        "HTTP",
        "HTTPS",
        {
            outcome: {
                kind: "replaced",
                operations: [`replace ${GROUP}`, "update alb.Listener *-80"],
                interruption: false,
            },
            removal: nothing,
            serves: { before: [], after: [], without: [] },
        },
    ),
    ofGroup("scheduler", "Wlc", "Sch"),
    ofGroup("stickySession", { cookieTimeoutSeconds: 600 }, { cookie: "session" }),
    of(
        "serverGroup.stickySession.cookie",
        (cookie) => withGroup({ stickySession: { cookie } }),
        "orders",
        "invoices",
        { outcome: inPlace(GROUP), removal: inPlace(GROUP) },
    ),
    of(
        "serverGroup.stickySession.cookieTimeoutSeconds",
        (cookieTimeoutSeconds) => withGroup({ stickySession: { cookieTimeoutSeconds } }),
        600,
        700,
        { outcome: inPlace(GROUP), removal: inPlace(GROUP) },
    ),
    ofGroup("servers", [ONE], [ONE, TWO], { ...required, change: "entry added" }),
    ofGroup("servers", [ONE, TWO], [ONE], { ...required, change: "entry removed" }),
    ofGroup("servers", [ONE, TWO], [TWO, ONE], {
        ...required,
        change: "entries reordered",
        outcome: nothing,
    }),
    ofGroup("servers[].serverIp", [ONE], [TWO], required),
    ofGroup("servers[].port", [ONE], [{ ...ONE, port: 8081 }], required),
    of(
        "serverGroup.servers[].port",
        (port) => withGroup({ servers: [{ serverIp: "<ip one>", port }] }),
        8080,
        8081,
        { detail: "removed", outcome: inPlace(GROUP), removal: inPlace(GROUP) },
    ),
    of(
        "serverGroup.servers[].weight",
        (weight) => withGroup({ servers: [{ ...ONE, weight }, TWO] }),
        50,
        20,
        { outcome: inPlace(GROUP), removal: inPlace(GROUP) },
    ),
    of(
        "serverGroup.servers[].serverId",
        (server) =>
            withGroup({
                servers: [
                    {
                        serverId: `<server ${server as string}>`,
                        serverIp: `<ip ${server as string}>`,
                        port: 8080,
                    },
                ],
            }),
        "one",
        "two",
        { ...required, outcome: inPlace(GROUP) },
    ),
    of(
        "serverGroup.servers[].serverId",
        (serverId) => withGroup({ servers: [{ ...ONE, serverId }] }),
        "<server one>",
        "<server one>",
        {
            detail: "known by its address alone",
            outcome: nothing,
            removal: {
                kind: "replaced",
                operations: [`replace ${GROUP}`, `update ${LISTENER}`],
                interruption: false,
            },
        },
    ),
    ofGroup(
        "healthCheck",
        { path: "/index.html", codes: ["http_2xx"] },
        { path: "/page.html", codes: ["http_2xx", "http_3xx"] },
    ),
    ofHealthCheck("enabled", true, false, { removal: nothing }),
    ofHealthCheck("protocol", "HTTP", "TCP", { removal: nothing }),
    ofHealthCheck("method", "GET", "HEAD"),
    ofHealthCheck("path", "/index.html", "/page.html"),
    ofHealthCheck("host", "orders.example", "invoices.example"),
    ofHealthCheck("codes", ["http_2xx", "http_3xx"], ["http_2xx", "http_4xx"]),
    ofHealthCheck("codes", ["http_2xx"], ["http_2xx", "http_3xx"], {
        change: "entry added",
        removal: nothing,
    }),
    ofHealthCheck("codes", ["http_2xx", "http_3xx"], ["http_2xx"], { change: "entry removed" }),
    ofHealthCheck("codes", ["http_2xx", "http_3xx"], ["http_3xx", "http_2xx"], {
        change: "entries reordered",
        outcome: nothing,
    }),
    ofHealthCheck("port", 8080, 8081),
    ofHealthCheck("intervalSeconds", 5, 7),
    ofHealthCheck("timeoutSeconds", 7, 9),
    ofHealthCheck("healthyThreshold", 4, 5),
    ofHealthCheck("unhealthyThreshold", 4, 5),
];

/** In another network, with the servers there. */
function inVpc(vpc: unknown): Args {
    return vpc !== null && typeof vpc === "object"
        ? alb({
              ...vpc,
              zones: [
                  { ...A, vswitchId: "<client vswitch a>", address: "<address client 0>" },
                  { ...B, vswitchId: "<client vswitch b>", address: "<address clientb 0>" },
              ],
              serverGroup: { servers: [{ serverIp: "<client ip>", port: 8080 }] },
          }).args
        : alb({ vpcId: vpc }).args;
}

/** At other addresses with each mode, for the old load balancer keeps its own until it is deleted. */
function withMode(addressAllocatedMode: unknown): Args {
    const turn = addressAllocatedMode === "Dynamic" ? 0 : addressAllocatedMode === "Fixed" ? 1 : 2;
    return alb({
        addressAllocatedMode,
        zones: [
            { ...A, address: `<address a ${turn}>` },
            { ...B, address: `<address b ${turn}>` },
        ],
    }).args;
}

/** A load balancer that was there before; without an id, a new one. */
function existing(loadBalancerId: unknown): Args {
    return loadBalancerId === undefined
        ? alb().args
        : alb({
              loadBalancerId,
              vpcId: undefined,
              zones: [{ zoneId: ZONE_A }, { zoneId: ZONE_B }],
          }).args;
}

/** The second zone changed, or without what it needs. */
function inZones(input: string, changes: Args) {
    const states: Readonly<Record<string, Args>> = { before: {}, after: changes };
    return (state: unknown): Args => {
        const zone = { ...B, ...(states[String(state)] ?? { [input]: undefined }) };
        return alb({ zones: [A, zone] }).args;
    };
}
