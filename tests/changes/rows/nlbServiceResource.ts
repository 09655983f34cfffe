import {
    type Args,
    inPlace,
    interrupted,
    needed,
    nothing,
    type Outcome,
    refused,
    replaced,
    type Row,
} from "../row";
import { type RowOptions, rowsOf } from "./builder";
import {
    nlb,
    NLB_RESOURCE,
    OTHER_GROUP,
    GROUP_AFTER,
    service,
    ZONE_A,
    ZONE_B,
    ZONE_C,
} from "./scenario";

const LOAD_BALANCER = "nlb.LoadBalancer *";
const GROUP = "nlb.ServerGroup *";
const LISTENER = "nlb.Listener *-80";
const SERVER = "nlb.ServerGroupServerAttachment *-one";

const { of } = rowsOf("NlbServiceResource");
const required = { isRequired: true };

/** Published by a service to which a consumer is connected. */
const PUBLISHED = {
    around: [service([NLB_RESOURCE], { serviceResourceType: "nlb" })],
    consumerZones: [ZONE_A, ZONE_B],
    serves: { before: [80], after: [80], without: [80] },
};

function listOf(input: string): string {
    return input.replace(/\[\].*/, "");
}

/** A row for an argument of the component. */
const own = (input: string, before: unknown, after: unknown, options: RowOptions): Row =>
    of(input, (value) => nlb({ [listOf(input)]: value }).args, before, after, options);

const ofListener = (
    input: string,
    before: unknown,
    after: unknown,
    outcome: Outcome = inPlace(LISTENER),
): Row =>
    of(
        `listeners[].${input}`,
        (value) => nlb({ listeners: [{ port: 80, [input]: value }] }).args,
        before,
        after,
        { outcome, removal: outcome },
    );

const ONE = { name: "one", serverId: "<server one>", port: 8080 };
const TWO = { name: "two", serverId: "<server two>", port: 8080 };

const withGroup = (group: Args): Args => nlb({ serverGroup: { servers: [ONE], ...group } }).args;

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

const ofServer = (
    input: string,
    before: unknown,
    after: unknown,
    options: Partial<RowOptions> = {},
): Row =>
    of(
        `serverGroup.servers[].${input}`,
        (value) => withGroup({ servers: [{ ...ONE, [input]: value }] }),
        before,
        after,
        { outcome: inPlace(SERVER), removal: inPlace(SERVER), ...options },
    );

const ofHealthCheck = (
    input: string,
    before: unknown,
    after: unknown,
    options: Partial<RowOptions> = {},
): Row =>
    of(
        `serverGroup.healthCheck.${input}`,
        (value) => withGroup({ healthCheck: { type: "HTTP", [input]: value } }),
        before,
        after,
        { outcome: inPlace(GROUP), removal: inPlace(GROUP), ...options },
    );

const notMeasured = (because: string): Outcome => ({ kind: "not measured", because });

const A = { zoneId: ZONE_A, vswitchId: "<vswitch a>" };
const B = { zoneId: ZONE_B, vswitchId: "<vswitch b>" };
const C = { zoneId: ZONE_C, vswitchId: "<vswitch c>" };

const changed = inPlace(LOAD_BALANCER);
const tags = inPlace(LOAD_BALANCER, GROUP, LISTENER);
const inGroups = inPlace(LOAD_BALANCER, GROUP);
const identity = inPlace(LISTENER);
const newPort = replaced(SERVER);

const withoutInterfaces = notMeasured(
    "The emulator has no network interfaces of their own to take.",
);

const ANEW =
    "First remove the zone and run an update, then add it with the new value; two zones must remain.";

export const rows: Row[] = [
    own("addressType", "Intranet", "Internet", {
        outcome: notMeasured("The emulator has no elastic IP addresses, which a public NLB needs."),
    }),
    own("consumerIdentity", false, true, {
        outcome: identity,
        removal: nothing,
        note: "Servers that do not expect the ids fail from then on.",
    }),
    own("crossZoneEnabled", true, false, { outcome: changed, removal: nothing }),
    own("deletionProtection", false, true, { outcome: changed, removal: nothing }),
    own("loadBalancerName", "orders", "invoices", { outcome: changed, removal: changed }),
    own("preflight", "online", "offline", { outcome: nothing, removal: nothing }),
    own("resourceGroupId", OTHER_GROUP, GROUP_AFTER, {
        outcome: inGroups,
        removal: nothing,
        note: "If removed, both stay in their group.",
    }),
    own("securityGroupIds", ["<servers>"], ["<servers>", "<servers two>"], {
        change: "entry added",
        outcome: changed,
        removal: changed,
    }),
    own("securityGroupIds", ["<servers>", "<servers two>"], ["<servers>"], {
        change: "entry removed",
        outcome: changed,
        removal: changed,
    }),
    own("securityGroupIds", ["<servers>", "<servers two>"], ["<servers two>", "<servers>"], {
        change: "entries reordered",
        outcome: nothing,
        removal: changed,
    }),
    own("tags", { team: "orders" }, { team: "invoices" }, { outcome: tags, removal: tags }),
    own(
        "tags",
        { team: "orders" },
        { team: "orders", stage: "test" },
        { change: "entry added", outcome: tags, removal: tags },
    ),
    own(
        "tags",
        { team: "orders", stage: "test" },
        { team: "orders" },
        { change: "entry removed", outcome: tags, removal: tags },
    ),
    own(
        "tags",
        { team: "orders" },
        { group: "orders" },
        { change: "entry renamed", outcome: tags, removal: tags },
    ),
    of("vpcId", inVpc, "<vpc>", "<client vpc>", {
        outcome: interrupted(LOAD_BALANCER, GROUP, LISTENER, SERVER),
        removal: needed("vpcId", /required|given/),
    }),
    of("loadBalancerId", existing, "<nlb one>", "<nlb two>", {
        outcome: interrupted(LISTENER),
        removal: interrupted(LOAD_BALANCER, LISTENER),
    }),
    own("zones", [A, B], [A, B, C], {
        ...required,
        ...PUBLISHED,
        change: "entry added",
        outcome: changed,
    }),
    own("zones", [A, B, C], [A, B], {
        ...required,
        ...PUBLISHED,
        change: "entry removed",
        outcome: changed,
    }),
    own("zones", [A, B], [B, A], {
        ...required,
        change: "entries reordered",
        outcome: nothing,
    }),
    own("zones", [A, B, C], [A, C], {
        ...required,
        around: PUBLISHED.around,
        consumerZones: PUBLISHED.consumerZones,
        change: "entry removed",
        detail: "one that the service publishes",
        outcome: refused(
            "zones",
            /service/,
            "First remove the zone from the service, in an earlier update.",
        ),
    }),
    own("zones[].zoneId", [A, B], [A, C], { ...required, outcome: changed }),
    own("zones[].vswitchId", [A, B], [A, { ...B, vswitchId: "<vswitch b2>" }], {
        ...required,
        outcome: refused("zones[1].vswitchId", /cannot be changed from/, ANEW),
    }),
    of(
        "zones[].vswitchId",
        (vswitchId) => nlb({ zones: [A, { ...B, vswitchId }] }).args,
        "<vswitch b>",
        "<vswitch b2>",
        {
            detail: "removed",
            outcome: refused("zones[1].vswitchId", /cannot be changed from/, ANEW),
            removal: needed("zones[1].vswitchId", /required|given/),
        },
    ),
    of(
        "zones[].address",
        (address) => nlb({ zones: [A, { ...B, address }] }).args,
        "<address b 0>",
        "<address b 1>",
        {
            outcome: refused("zones[1].address", /cannot be changed from/, ANEW),
            removal: nothing,
        },
    ),

    own("listeners", [{ port: 80 }], [{ port: 80 }, { port: 81 }], {
        change: "entry added",
        outcome: inPlace("create nlb.Listener *-81"),
        removal: needed("listeners", /listener/),
    }),
    own("listeners", [{ port: 80 }, { port: 81 }], [{ port: 80 }], {
        ...required,
        change: "entry removed",
        outcome: inPlace("delete nlb.Listener *-81"),
    }),
    own("listeners", [{ port: 80 }, { port: 81 }], [{ port: 81 }, { port: 80 }], {
        ...required,
        change: "entries reordered",
        outcome: nothing,
    }),
    own("listeners[].port", [{ port: 80 }], [{ port: 81 }], {
        ...required,
        outcome: inPlace("create nlb.Listener *-81", "delete nlb.Listener *-80"),
    }),
    of(
        "listeners[].lastPort",
        (lastPort) =>
            nlb({
                listeners: [{ port: 80, lastPort }],
                serverGroup: {
                    servers: [{ name: "one", serverId: "<server one>" }],
                    healthCheck: { port: 80 },
                },
            }).args,
        90,
        91,
        {
            outcome: interrupted(LISTENER),
            removal: interrupted(GROUP, LISTENER, SERVER),
        },
    ),
    of(
        "listeners[].protocol",
        (protocol) => nlb({ listeners: [{ port: 80, protocol }] }).args,
        "UDP",
        "TCP",
        {
            outcome: {
                kind: "replaced",
                operations: [
                    `replace ${GROUP}`,
                    `replace ${SERVER}`,
                    "create nlb.Listener *-80",
                    "delete nlb.Listener *-80-udp",
                ],
                interruption: false,
            },
            removal: {
                kind: "replaced",
                operations: [
                    `replace ${GROUP}`,
                    `replace ${SERVER}`,
                    "create nlb.Listener *-80",
                    "delete nlb.Listener *-80-udp",
                ],
                interruption: false,
            },
        },
    ),
    ofListener("description", "orders", "invoices"),
    ofListener("idleTimeoutSeconds", 30, 40),
    ofListener("connectionsPerSecond", 100, 200),

    own(
        "serverGroup",
        { servers: [ONE], scheduler: "Wlc" },
        { servers: [ONE], scheduler: "Rr" },
        { outcome: inPlace(GROUP), removal: needed("serverGroup", /server/) },
    ),
    ofGroup("serverGroupName", "orders", "invoices"),
    ofGroup("scheduler", "Wlc", "Rr"),
    ofGroup("drainTimeoutSeconds", 30, 60),
    ofGroup("clientAddressPreserved", true, false, { removal: nothing }),
    ofGroup("servers", [ONE], [ONE, TWO], {
        ...required,
        change: "entry added",
        outcome: inPlace("create nlb.ServerGroupServerAttachment *-two"),
    }),
    ofGroup("servers", [ONE, TWO], [ONE], {
        ...required,
        change: "entry removed",
        outcome: inPlace("delete nlb.ServerGroupServerAttachment *-two"),
    }),
    ofGroup("servers", [ONE, TWO], [TWO, ONE], {
        ...required,
        change: "entries reordered",
        outcome: nothing,
    }),
    ofGroup("servers[].name", [ONE], [{ ...TWO, name: "two" }], {
        ...required,
        outcome: inPlace("create nlb.ServerGroupServerAttachment *-two", `delete ${SERVER}`),
    }),
    ofServer("serverId", "<server one>", "<server two>", { ...required, outcome: newPort }),
    of(
        "serverGroup.servers[].serverId",
        (serverId) =>
            withGroup({
                servers: [{ ...ONE, serverId, ...(serverId ? {} : { serverIp: "<ip one>" }) }],
            }),
        "<server one>",
        "<server two>",
        {
            detail: "known by its address instead",
            outcome: newPort,
            removal: {
                kind: "replaced",
                operations: [`replace ${GROUP}`, `replace ${SERVER}`, `update ${LISTENER}`],
                interruption: false,
            },
        },
    ),
    ofServer("networkInterfaceId", undefined, undefined, {
        outcome: withoutInterfaces,
        removal: withoutInterfaces,
    }),
    of(
        "serverGroup.servers[].serverIp",
        (serverIp) => withGroup({ servers: [{ name: "one", serverIp, port: 8080 }] }),
        "<ip one>",
        "<ip two>",
        {
            outcome: newPort,
            removal: needed("serverGroup.servers[0]", /Set one of/),
        },
    ),
    ofServer("port", 8080, 8081, { outcome: newPort, removal: newPort }),
    ofServer("weight", 50, 20),
    ofGroup(
        "healthCheck",
        { type: "HTTP", path: "/index.html" },
        { type: "HTTP", path: "/page.html" },
    ),
    ofHealthCheck("enabled", true, false, { removal: nothing }),
    ofHealthCheck("type", "HTTP", "TCP"),
    ofHealthCheck("method", "HEAD", "GET"),
    ofHealthCheck("path", "/index.html", "/page.html"),
    ofHealthCheck("host", "orders.example", "invoices.example"),
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
    ofHealthCheck("intervalSeconds", 7, 9),
    ofHealthCheck("timeoutSeconds", 7, 9),
    ofHealthCheck("healthyThreshold", 4, 5),
    ofHealthCheck("unhealthyThreshold", 4, 5),
];

/** In another network, with the server there. */
function inVpc(vpcId: unknown): Args {
    return vpcId === "<client vpc>"
        ? nlb({
              vpcId,
              zones: [
                  { ...A, vswitchId: "<client vswitch a>" },
                  { ...B, vswitchId: "<client vswitch b>" },
              ],
              serverGroup: { servers: [{ ...ONE, serverId: "<client>" }] },
          }).args
        : nlb({ vpcId }).args;
}

/** A load balancer that was there before; without an id, a new one. */
function existing(loadBalancerId: unknown): Args {
    return loadBalancerId === undefined
        ? nlb().args
        : nlb({
              loadBalancerId,
              vpcId: undefined,
              zones: [{ zoneId: ZONE_A }, { zoneId: ZONE_B }],
          }).args;
}
