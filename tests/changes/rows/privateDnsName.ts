import { type Args, inPlace, interrupted, needed, nothing, refused, type Row } from "../row";
import { type RowOptions, rowsOf } from "./builder";
import { OFFER, OTHER_GROUP, GROUP_AFTER, ZONE_A, ZONE_B } from "./scenario";

const ZONE = "pvtz.Zone *";
const RECORD = "pvtz.ZoneRecord *-orders";
const ATTACHMENT = "pvtz.ZoneAttachment *";

const { of } = rowsOf("PrivateDnsName");
const required = { isRequired: true };

function names(args: Args = {}): Args {
    return {
        zoneName: "<name>.example",
        hostNames: ["orders"],
        endpointDomain: "orders.example",
        vpcIds: ["<client vpc>"],
        connectionStatus: "Connected",
        ...args,
    };
}

const own = (input: string, before: unknown, after: unknown, options: RowOptions): Row =>
    of(input, (value) => names({ [input]: value }), before, after, options);
const byZone = (args: Args): Args => names({ endpointDomain: undefined, ...args });
const zones = (input: string, before: unknown, after: unknown, options: RowOptions): Row =>
    of(`zones${input}`, (value) => byZone({ zones: value }), before, after, {
        ...required,
        ...options,
    });

const A = { zoneId: ZONE_A, eniIp: "10.0.24.7" };
const B = { zoneId: ZONE_B, eniIp: "10.0.40.7" };
const tags = (before: Args, after: Args, change: RowOptions["change"]): Row =>
    own("tags", before, after, { change, outcome: inPlace(ZONE), removal: inPlace(ZONE) });
const everything = interrupted(ZONE, RECORD, ATTACHMENT);
const attached = inPlace(ATTACHMENT);

const [PARTNER, OTHER] = ["1000000000000002", "1000000000000003"];
const ORDERS = "orders.<name>.example";
const INVOICES = "invoices.<name>.example";

/** A row of names that are those of an offer. */
const offered = (input: string, before: unknown, after: unknown, options: RowOptions): Row =>
    of(
        `offer${input}`,
        (value) => names({ hostNames: undefined, offer: { ...OFFER, ...(value as Args) } }),
        before,
        after,
        options,
    );
/** What an offer says beside its names makes no record. */
const unused = (input: string, before: Args, after: Args, change?: RowOptions["change"]): Row =>
    of(
        `offer${input}`,
        (value) =>
            names({
                hostNames: undefined,
                offer: { ...OFFER, hostNames: [ORDERS], ...(value as Args | undefined) },
            }),
        before,
        after,
        { change, outcome: nothing, removal: nothing },
    );

/** The changes of a list that the offer has beside its names. */
function lists(field: string, one: string, other: string): Row[] {
    return [
        unused(`.${field}`, { [field]: [one] }, { [field]: [one, other] }, "entry added"),
        unused(`.${field}`, { [field]: [one, other] }, { [field]: [one] }, "entry removed"),
        unused(
            `.${field}`,
            { [field]: [one, other] },
            { [field]: [other, one] },
            "entries reordered",
        ),
    ];
}

const P80 = { port: 80, protocol: "tcp" };
const P81 = { port: 81, protocol: "tcp" };

const FIELDS_WITHOUT_RECORDS: readonly Row[] = [
    unused(".serviceId", {}, { serviceId: "<service two>" }),
    unused(".serviceName", {}, { serviceName: "<service name two>" }),
    unused(".regionId", {}, { regionId: "cn-hangzhou" }),
    unused(".accountId", {}, { accountId: PARTNER }),
    unused(".zoneIds", {}, { zoneIds: [ZONE_A] }, "entry removed"),
    unused(".zoneIds", { zoneIds: [ZONE_A] }, {}, "entry added"),
    unused(".zoneIds", {}, { zoneIds: [ZONE_B, ZONE_A] }, "entries reordered"),
    unused(".ports", {}, { ports: [P80, P81] }, "entry added"),
    unused(".ports", { ports: [P80, P81] }, {}, "entry removed"),
    unused(".ports", { ports: [P80, P81] }, { ports: [P81, P80] }, "entries reordered"),
    unused(".ports[].port", {}, { ports: [P81] }),
    unused(".ports[].protocol", {}, { ports: [{ port: 80, protocol: "udp" }] }),
    unused(".acceptanceRequired", {}, { acceptanceRequired: false }),
    unused(".payer", {}, { payer: "EndpointService" }),
    unused(".whitelistComplete", {}, { whitelistComplete: false }),
    unused(".consumerAccountId", {}, { consumerAccountId: PARTNER }),
    unused(".idleTimeoutSeconds", {}, { idleTimeoutSeconds: 60 }),
    ...lists("supportedRegionIds", "cn-hangzhou", "cn-shanghai"),
    ...lists("allowedAccountIds", PARTNER, OTHER),
    offered(
        ".contractVersion",
        { hostNames: [ORDERS] },
        { hostNames: [ORDERS], contractVersion: 3 },
        {
            ...required,
            outcome: refused(
                "offer.contractVersion",
                /versions 1 and 2/,
                "Update the package in the stack that is behind.",
            ),
        },
    ),
];

export const rows: Row[] = [
    of(
        "offer",
        (offer) => names({ hostNames: offer === undefined ? ["orders"] : undefined, offer }),
        { ...OFFER, hostNames: [ORDERS] },
        { ...OFFER, hostNames: [INVOICES] },
        {
            outcome: inPlace("create pvtz.ZoneRecord *-invoices", `delete ${RECORD}`),
            removal: nothing,
            note: "Removed, with its names as `hostNames`.",
        },
    ),
    offered(
        ".hostNames",
        { hostNames: [ORDERS] },
        { hostNames: [ORDERS, INVOICES] },
        {
            change: "entry added",
            removal: needed("hostNames", /has no host names/),
            outcome: inPlace("create pvtz.ZoneRecord *-invoices"),
        },
    ),
    offered(
        ".hostNames",
        { hostNames: [ORDERS, INVOICES] },
        { hostNames: [ORDERS] },
        {
            change: "entry removed",
            ...required,
            outcome: inPlace("delete pvtz.ZoneRecord *-invoices"),
        },
    ),
    offered(
        ".hostNames",
        { hostNames: [ORDERS, INVOICES] },
        { hostNames: [INVOICES, ORDERS] },
        { change: "entries reordered", ...required, outcome: nothing },
    ),
    ...FIELDS_WITHOUT_RECORDS,
    own("connectionStatus", "Connected", "Disconnected", { ...required, outcome: inPlace(RECORD) }),
    own("endpointDomain", "orders.example", "invoices.example", {
        removal: needed("endpointDomain", /zones/),
        outcome: inPlace(RECORD),
    }),
    of(
        "endpointDomain",
        (value) => byZone(value as Args),
        { endpointDomain: "orders.example" },
        { zones: [A] },
        {
            ...required,
            detail: "replaced by the addresses of the zones",
            outcome: inPlace(`${RECORD}-${ZONE_A}`),
            back: inPlace(RECORD),
        },
    ),
    own("hostNames", ["orders"], ["invoices"], {
        removal: needed("hostNames", /host name/),
        outcome: inPlace(`create pvtz.ZoneRecord *-invoices`, `delete ${RECORD}`),
    }),
    own("hostNames", ["orders"], ["orders", "invoices"], {
        ...required,
        change: "entry added",
        outcome: inPlace(`create pvtz.ZoneRecord *-invoices`),
    }),
    own("hostNames", ["orders", "invoices"], ["orders"], {
        ...required,
        change: "entry removed",
        outcome: inPlace(`delete pvtz.ZoneRecord *-invoices`),
    }),
    own("hostNames", ["orders", "invoices"], ["invoices", "orders"], {
        ...required,
        change: "entries reordered",
        outcome: nothing,
    }),
    own("preflight", "online", "offline", { outcome: nothing, removal: nothing }),
    own("resourceGroupId", OTHER_GROUP, GROUP_AFTER, {
        outcome: everything,
        removal: nothing,
        note: "If removed, it stays in its group.",
    }),
    tags({ team: "orders" }, { team: "invoices" }, "changed"),
    tags({ team: "orders" }, { team: "orders", stage: "test" }, "entry added"),
    tags({ team: "orders", stage: "test" }, { team: "orders" }, "entry removed"),
    tags({ team: "orders" }, { group: "orders" }, "entry renamed"),
    own("ttlSeconds", 30, 3600, { outcome: inPlace(RECORD), removal: inPlace(RECORD) }),
    own("vpcIds", ["<client vpc>"], ["<other client vpc>"], { ...required, outcome: attached }),
    own("vpcIds", ["<client vpc>"], ["<client vpc>", "<other client vpc>"], {
        ...required,
        change: "entry added",
        outcome: attached,
    }),
    own("vpcIds", ["<client vpc>", "<other client vpc>"], ["<client vpc>"], {
        ...required,
        change: "entry removed",
        outcome: attached,
    }),
    own("vpcIds", ["<client vpc>", "<other client vpc>"], ["<other client vpc>", "<client vpc>"], {
        ...required,
        change: "entries reordered",
        outcome: nothing,
    }),
    own("zoneName", "<name>.example", "<name>.test", { ...required, outcome: everything }),
    zones("", [A], [A, B], {
        change: "entry added",
        isRequired: false,
        removal: needed("endpointDomain", /zones/),
        outcome: inPlace(`create ${RECORD}-${ZONE_B}`),
    }),
    zones("", [A, B], [A], {
        change: "entry removed",
        outcome: inPlace(`delete ${RECORD}-${ZONE_B}`),
    }),
    zones("", [A, B], [B, A], { change: "entries reordered", outcome: nothing }),
    zones("[].zoneId", [A], [{ ...A, zoneId: ZONE_B, eniIp: B.eniIp }], {
        outcome: inPlace(`create ${RECORD}-${ZONE_B}`, `delete ${RECORD}-${ZONE_A}`),
    }),
    zones("[].eniIp", [A], [{ ...A, eniIp: "10.0.24.8" }], {
        outcome: inPlace(`${RECORD}-${ZONE_A}`),
    }),
];
