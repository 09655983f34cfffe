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
    connection,
    endpoint,
    OFFER,
    OTHER_GROUP,
    GROUP_AFTER,
    output,
    ZONE_A,
    ZONE_B,
} from "./scenario";
import { unusedOfferFields } from "./unusedOfferFields";

const ENDPOINT = "privatelink.VpcEndpoint *";
const ZONE = `privatelink.VpcEndpointZone *-${ZONE_A}`;
const SECOND_ZONE = `privatelink.VpcEndpointZone *-${ZONE_B}`;
const CONNECTION = "privatelink.VpcEndpointServiceConnection *";
const GROUP = "ecs.SecurityGroup *";
const rule = (name: string) => `ecs.SecurityGroupRule *-${name}`;
/** What is replaced with the endpoint. */
const EVERYTHING = interrupted(ENDPOINT, ZONE, CONNECTION);

const { of } = rowsOf("InterfaceEndpoint", {
    around: [connection()],
    serves: { before: [80], after: [80], without: [80] },
});

const own = (input: string, before: unknown, after: unknown, options: RowOptions): Row =>
    of(input, (value) => endpoint({ [input]: value }).args, before, after, options);
const changed = inPlace(ENDPOINT);
const both = inPlace(ENDPOINT, GROUP);
const required = { isRequired: true };

const A = { zoneId: ZONE_A, vswitchId: "<client vswitch a>" };
const B = { zoneId: ZONE_B, vswitchId: "<client vswitch b>" };
const zones = (input: string, before: unknown, after: unknown, options: RowOptions): Row =>
    of(`zones${input}`, (value) => endpoint({ zones: value }).args, before, after, {
        ...required,
        ...options,
    });

const ONE = "<clients one>";
const TWO = "<clients two>";
const newGroup: Outcome = inPlace(
    `create ${GROUP}`,
    `create ${rule("icmp")}`,
    `create ${rule("tcp-80")}`,
    ENDPOINT,
);

/** A row of an endpoint that is made for an offer. */
const offered = (input: string, before: Args, after: Args, options: RowOptions): Row =>
    of(
        `offer${input}`,
        (value) =>
            endpoint({
                serviceId: undefined,
                ports: undefined,
                offer: { ...OFFER, ...(value as Args | undefined) },
            }).args,
        before,
        after,
        { ...required, ...options },
    );

const tags = (before: Args, after: Args, change: RowOptions["change"]): Row =>
    own("tags", before, after, { change, outcome: both, removal: both });
const otherRegion: Outcome = {
    kind: "not measured",
    because: "The emulator forwards no traffic between regions; the unit tests show what is sent.",
};
const P80 = { port: 80 };
const P81 = { port: 81 };
const second = { serviceId: "<service two>" };
/** The connection goes to the service that the endpoint is of. */
const toSecond = {
    around: [connection({ serviceId: output("InterfaceEndpoint", "request.serviceId") })],
};

export const rows: Row[] = [
    own("addressIpVersion", "IPv4", "DualStack", {
        outcome: refused("addressIpVersion", /IPv6/, "Needs IPv6 in the VPC and in the service."),
        removal: nothing,
    }),
    own("clientCidrBlocks", ["10.0.16.0/20"], ["10.0.0.0/17"], {
        outcome: inPlace(
            ...["icmp", "tcp-80"].flatMap((each) => [
                `create ${rule(`${each}-10.0.0.0/17`)}`,
                `delete ${rule(`${each}-10.0.16.0/20`)}`,
            ]),
        ),
        removal: inPlace(
            ...["icmp", "tcp-80"].flatMap((each) => [
                `create ${rule(each)}`,
                `delete ${rule(`${each}-10.0.16.0/20`)}`,
            ]),
        ),
    }),
    own("clientCidrBlocks", ["10.0.16.0/20"], ["10.0.16.0/20", "10.0.32.0/20"], {
        ...required,
        change: "entry added",
        outcome: inPlace(
            `create ${rule("icmp-10.0.32.0/20")}`,
            `create ${rule("tcp-80-10.0.32.0/20")}`,
        ),
    }),
    own("clientCidrBlocks", ["10.0.16.0/20", "10.0.32.0/20"], ["10.0.16.0/20"], {
        ...required,
        change: "entry removed",
        outcome: inPlace(
            `delete ${rule("icmp-10.0.32.0/20")}`,
            `delete ${rule("tcp-80-10.0.32.0/20")}`,
        ),
    }),
    own("clientCidrBlocks", ["10.0.16.0/20", "10.0.32.0/20"], ["10.0.32.0/20", "10.0.16.0/20"], {
        ...required,
        change: "entries reordered",
        outcome: nothing,
    }),
    own("crossRegionBandwidth", 1000, 2000, { outcome: otherRegion, serves: undefined }),
    own("endpointDescription", "orders", "invoices", { outcome: changed, removal: nothing }),
    own("endpointName", "orders", "invoices", { outcome: both, removal: both }),
    own("icmpAllowed", false, true, {
        outcome: inPlace(`create ${rule("icmp")}`),
        removal: inPlace(`create ${rule("icmp")}`),
    }),
    own("policyDocument", '{"Version":"1","Statement":[]}', '{"Version":"1"}', {
        outcome: {
            kind: "not measured",
            because:
                "The emulator has no service of Alibaba Cloud itself, and no other supports a policy.",
        },
        serves: undefined,
    }),
    own("ports", [P80], [P81], {
        removal: needed("ports", /port/),
        outcome: inPlace(`create ${rule("tcp-81")}`, `delete ${rule("tcp-80")}`),
        serves: { before: [80], after: [81] },
    }),
    own("ports", [P80], [P80, P81], {
        ...required,
        change: "entry added",
        outcome: inPlace(`create ${rule("tcp-81")}`),
        serves: { before: [80], after: [80, 81] },
    }),
    own("ports", [P80, P81], [P80], {
        ...required,
        change: "entry removed",
        outcome: inPlace(`delete ${rule("tcp-81")}`),
        serves: { before: [80, 81], after: [80] },
    }),
    own("ports", [P80, P81], [P81, P80], {
        ...required,
        change: "entries reordered",
        outcome: nothing,
        serves: { before: [80, 81], after: [80, 81] },
    }),
    of("ports[].port", (value) => endpoint({ ports: [value] }).args, P80, P81, {
        ...required,
        outcome: inPlace(`create ${rule("tcp-81")}`, `delete ${rule("tcp-80")}`),
        serves: { before: [80], after: [81] },
    }),
    of(
        "ports[].protocol",
        (protocol) => endpoint({ ports: [{ port: 80, protocol }] }).args,
        "udp",
        "tcp",
        {
            outcome: inPlace(`create ${rule("tcp-80")}`, `delete ${rule("udp-80")}`),
            removal: inPlace(`create ${rule("tcp-80")}`, `delete ${rule("udp-80")}`),
            serves: { before: [], after: [80], without: [80] },
        },
    ),
    own("preflight", "online", "offline", { outcome: nothing, removal: nothing }),
    own("resourceGroupId", OTHER_GROUP, GROUP_AFTER, {
        outcome: both,
        removal: nothing,
        note: "If removed, both stay in their group.",
    }),
    own("securityGroupIds", [ONE], [TWO], {
        serves: { before: [80, 81], after: [80, 81], without: [80] },
        outcome: changed,
        removal: newGroup,
    }),
    own("securityGroupIds", [ONE], [ONE, TWO], {
        serves: { before: [80, 81], after: [80, 81], without: [80] },
        ...required,
        change: "entry added",
        outcome: changed,
    }),
    own("securityGroupIds", [ONE, TWO], [TWO], {
        serves: { before: [80, 81], after: [80, 81], without: [80] },
        ...required,
        change: "entry removed",
        outcome: changed,
    }),
    own("securityGroupIds", [ONE, TWO], [TWO, ONE], {
        serves: { before: [80, 81], after: [80, 81], without: [80] },
        ...required,
        change: "entries reordered",
        outcome: nothing,
    }),
    own("serviceId", "<service one>", "<service two>", {
        ...toSecond,
        outcome: EVERYTHING,
        removal: needed("offer", /serviceId/),
    }),
    of(
        "serviceName",
        (serviceName) => endpoint({ serviceId: undefined, serviceName }).args,
        "<service name one>",
        "<service name two>",
        { ...toSecond, outcome: EVERYTHING, removal: needed("offer", /serviceName/) },
    ),
    own("serviceRegionId", "cn-hangzhou", "cn-shanghai", {
        outcome: otherRegion,
        serves: undefined,
    }),
    tags({ team: "orders" }, { team: "invoices" }, "changed"),
    tags({ team: "orders" }, { team: "orders", stage: "test" }, "entry added"),
    tags({ team: "orders", stage: "test" }, { team: "orders" }, "entry removed"),
    tags({ team: "orders" }, { group: "orders" }, "entry renamed"),
    of(
        "vpcId",
        (value) => endpoint(value as Args).args,
        {},
        { vpcId: "<other client vpc>", zones: [{ ...A, vswitchId: "<other client vswitch a>" }] },
        {
            ...required,
            outcome: {
                kind: "replaced",
                operations: [
                    `replace ${ENDPOINT}`,
                    `replace ${ZONE}`,
                    `replace ${CONNECTION}`,
                    `replace ${GROUP}`,
                    `replace ${rule("icmp")}`,
                    `replace ${rule("tcp-80")}`,
                ],
                interruption: true,
            },
            serves: { before: [80], after: [] },
        },
    ),
    zones("", [A], [A, B], { change: "entry added", outcome: inPlace(`create ${SECOND_ZONE}`) }),
    zones("", [A, B], [A], { change: "entry removed", outcome: inPlace(`delete ${SECOND_ZONE}`) }),
    zones("", [A, B], [B, A], { change: "entries reordered", outcome: nothing }),
    zones("[].zoneId", [A], [B], {
        outcome: inPlace(`create ${SECOND_ZONE}`, `delete ${ZONE}`),
    }),
    zones("[].vswitchId", [A], [{ ...A, vswitchId: "<client vswitch a2>" }], {
        outcome: interrupted(ZONE),
    }),
    zones(
        "[].eniIp",
        [{ ...A, eniIp: "<address client 0>" }],
        [{ ...A, eniIp: "<address client 1>" }],
        { outcome: interrupted(ZONE) },
    ),
    of(
        "zones[].eniIp",
        (eniIp) => endpoint({ zones: [{ ...A, eniIp }] }).args,
        "<address client 0>",
        "<address client 0>",
        { detail: "removed", outcome: nothing, removal: nothing, setAgain: nothing },
    ),

    of(
        "offer",
        (offer) => endpoint({ serviceId: undefined, offer }).args,
        OFFER,
        { ...OFFER, ...second, serviceName: "<service name two>" },
        { ...toSecond, outcome: EVERYTHING, removal: needed("offer", /serviceName/) },
    ),
    offered(".serviceId", {}, second, {
        outcome: nothing,
        note: "The endpoint is created by the name.",
    }),
    offered(
        ".serviceName",
        {},
        { serviceName: "<service name two>" },
        {
            ...toSecond,
            outcome: EVERYTHING,
        },
    ),
    offered(
        ".contractVersion",
        {},
        { contractVersion: 3 },
        {
            outcome: refused(
                "offer.contractVersion",
                /versions 1 and 2/,
                "Update the package in the stack that is behind.",
            ),
        },
    ),
    offered(
        ".accountId",
        {},
        { accountId: "1000000000000002" },
        {
            outcome: refused(
                "offer.allowedAccountIds",
                /allow|whitelist/,
                "Have the owner add the account to the whitelist.",
            ),
        },
    ),
    ...unusedOfferFields(offered),
    offered(".acceptanceRequired", {}, { acceptanceRequired: false }, { outcome: nothing }),
    offered(
        ".allowedAccountIds",
        {},
        { allowedAccountIds: ["1000000000000002"] },
        {
            change: "entry added",
            outcome: nothing,
        },
    ),
    offered(
        ".allowedAccountIds",
        { allowedAccountIds: ["1000000000000002"] },
        {},
        {
            change: "entry removed",
            isRequired: false,
            outcome: nothing,
            removal: nothing,
        },
    ),
    offered(
        ".allowedAccountIds",
        { allowedAccountIds: ["1000000000000002", "1000000000000003"] },
        { allowedAccountIds: ["1000000000000003", "1000000000000002"] },
        { change: "entries reordered", outcome: nothing },
    ),
    offered(
        ".ports",
        {},
        {
            ports: [
                { port: 80, protocol: "tcp" },
                { port: 81, protocol: "tcp" },
            ],
        },
        {
            change: "entry added",
            outcome: inPlace(`create ${rule("tcp-81")}`),
            serves: { before: [80], after: [80, 81] },
        },
    ),
    offered(
        ".ports",
        {
            ports: [
                { port: 80, protocol: "tcp" },
                { port: 81, protocol: "tcp" },
            ],
        },
        {},
        {
            change: "entry removed",
            outcome: inPlace(`delete ${rule("tcp-81")}`),
            serves: { before: [80, 81], after: [80] },
        },
    ),
    offered(
        ".ports",
        {
            ports: [
                { port: 80, protocol: "tcp" },
                { port: 81, protocol: "tcp" },
            ],
        },
        {
            ports: [
                { port: 81, protocol: "tcp" },
                { port: 80, protocol: "tcp" },
            ],
        },
        {
            change: "entries reordered",
            outcome: nothing,
            serves: { before: [80, 81], after: [80, 81] },
        },
    ),
    offered(
        ".ports[].port",
        {},
        { ports: [{ port: 81, protocol: "tcp" }] },
        {
            outcome: inPlace(`create ${rule("tcp-81")}`, `delete ${rule("tcp-80")}`),
            serves: { before: [80], after: [81] },
        },
    ),
    offered(
        ".ports[].protocol",
        {},
        { ports: [{ port: 80, protocol: "udp" }] },
        {
            outcome: inPlace(`create ${rule("udp-80")}`, `delete ${rule("tcp-80")}`),
            serves: { before: [80], after: [] },
        },
    ),
    offered(
        ".regionId",
        {},
        { regionId: "cn-hangzhou" },
        {
            outcome: refused(
                "offer.regionId",
                /region/,
                "Have the owner support the endpoint's region.",
            ),
        },
    ),
    offered(
        ".supportedRegionIds",
        {},
        { supportedRegionIds: ["cn-hangzhou"] },
        {
            change: "entry added",
            outcome: nothing,
        },
    ),
    offered(
        ".supportedRegionIds",
        { supportedRegionIds: ["cn-hangzhou"] },
        {},
        {
            change: "entry removed",
            isRequired: false,
            outcome: nothing,
            removal: nothing,
        },
    ),
    offered(
        ".supportedRegionIds",
        { supportedRegionIds: ["cn-hangzhou", "cn-shanghai"] },
        { supportedRegionIds: ["cn-shanghai", "cn-hangzhou"] },
        { change: "entries reordered", outcome: nothing },
    ),
    offered(".zoneIds", {}, { zoneIds: [ZONE_A] }, { change: "entry removed", outcome: nothing }),
    offered(".zoneIds", { zoneIds: [ZONE_A] }, {}, { change: "entry added", outcome: nothing }),
    offered(
        ".zoneIds",
        {},
        { zoneIds: [ZONE_B, ZONE_A] },
        {
            change: "entries reordered",
            outcome: nothing,
        },
    ),
];
