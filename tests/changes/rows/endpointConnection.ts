import { type Args, inPlace, needed, nothing, refused, replaced, type Row } from "../row";
import { type RowOptions, rowsOf } from "./builder";
import { unusedOfferFields } from "./unusedOfferFields";
import { connection, endpoint, OFFER, output, ZONE_A, ZONE_B } from "./scenario";

const CONNECTION = "privatelink.VpcEndpointServiceConnection *";

const { of } = rowsOf("EndpointConnection", {
    around: [endpoint()],
    serves: { before: [80], after: [80], without: [80] },
});
const required = { isRequired: true };

const byIds = (input: string, before: unknown, after: unknown, options: RowOptions): Row =>
    of(input, (value) => connection({ [input]: value }).args, before, after, options);

const REQUEST: Args = {
    contractVersion: 2,
    endpointId: output("InterfaceEndpoint", "endpointId"),
    serviceId: "<service one>",
    regionId: "eu-central-1",
    accountId: "<account>",
    zoneIds: [ZONE_A],
    endpointDomain: output("InterfaceEndpoint", "endpointDomain"),
};

/** A row of a connection that is made of an offer and a request. */
const contracts = (
    contract: "offer" | "request",
    input: string,
    before: Args,
    after: Args,
    options: RowOptions,
): Row =>
    of(
        `${contract}${input}`,
        (value) => ({
            offer: OFFER,
            request: REQUEST,
            [contract]: { ...(contract === "offer" ? OFFER : REQUEST), ...(value as Args) },
        }),
        before,
        after,
        { ...required, ...options },
    );
const offer = (input: string, before: Args, after: Args, options: RowOptions) =>
    contracts("offer", input, before, after, options);
const request = (input: string, before: Args, after: Args, options: RowOptions) =>
    contracts("request", input, before, after, options);
const same = { outcome: nothing };
const PARTNER = "1000000000000002";
const OTHER = "1000000000000003";
const AGREE = "Read both contracts from the stacks that write them.";
const P80 = { port: 80, protocol: "tcp" };
const P81 = { port: 81, protocol: "tcp" };

export const rows: Row[] = [
    byIds("bandwidth", 1000, 2000, {
        outcome: inPlace(CONNECTION),
        removal: nothing,
        note: "If removed, it stays.",
    }),
    byIds("whenClosed", "warn", "repair", { outcome: nothing, removal: nothing }),
    byIds("preflight", "online", "offline", { outcome: nothing, removal: nothing }),
    byIds(
        "endpointId",
        output("InterfaceEndpoint", "endpointId"),
        output("InterfaceEndpoint", "endpointId", "-second"),
        {
            removal: needed("endpointId", /required|given/),
            around: [endpoint(), endpoint({}, "-second")],
            outcome: replaced(CONNECTION),
            serves: { before: [80], after: [] },
            note: "The endpoint that was connected before is disconnected.",
        },
    ),
    of(
        "serviceId",
        (value) => connection((value ?? { serviceId: undefined }) as Args).args,
        {},
        {
            serviceId: "<service two>",
            endpointId: output("InterfaceEndpoint", "endpointId", "-second"),
        },
        {
            removal: needed("serviceId", /required|given/),
            around: [endpoint(), endpoint({ serviceId: "<service two>" }, "-second")],
            outcome: replaced(CONNECTION),
            serves: { before: [80], after: [] },
            note: "Together with the endpoint, which is one of that service.",
        },
    ),
    of(
        "offer",
        bothContracts("offer"),
        OFFER,
        { ...OFFER, ports: [P81] },
        {
            ...same,
            removal: needed("offer", /offer/),
        },
    ),
    offer(
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
    offer(
        ".serviceId",
        {},
        { serviceId: "<service two>" },
        {
            outcome: refused("request.serviceId", /service/, AGREE),
        },
    ),
    offer(".serviceName", {}, { serviceName: "<service name two>" }, same),
    offer(".regionId", {}, { regionId: "cn-hangzhou" }, same),
    offer(
        ".accountId",
        {},
        { accountId: PARTNER },
        {
            outcome: refused(
                "offer.accountId",
                /account/,
                "Run the connection in the owner's account.",
            ),
        },
    ),
    offer(
        ".zoneIds",
        {},
        { zoneIds: [ZONE_B] },
        {
            change: "entry removed",
            detail: "one that the endpoint is in",
            outcome: refused("request.zoneIds", /zone/, AGREE),
        },
    ),
    offer(".zoneIds", {}, { zoneIds: [ZONE_A] }, { change: "entry removed", ...same }),
    offer(".zoneIds", { zoneIds: [ZONE_A] }, {}, { change: "entry added", ...same }),
    offer(".zoneIds", {}, { zoneIds: [ZONE_B, ZONE_A] }, { change: "entries reordered", ...same }),
    offer(".ports", {}, { ports: [P80, P81] }, { change: "entry added", ...same }),
    offer(".ports", { ports: [P80, P81] }, {}, { change: "entry removed", ...same }),
    offer(
        ".ports",
        { ports: [P80, P81] },
        { ports: [P81, P80] },
        {
            change: "entries reordered",
            ...same,
        },
    ),
    offer(".ports[].port", {}, { ports: [P81] }, same),
    offer(".ports[].protocol", {}, { ports: [{ port: 80, protocol: "udp" }] }, same),
    offer(
        ".acceptanceRequired",
        {},
        { acceptanceRequired: false },
        {
            outcome: refused(
                "offer.acceptanceRequired",
                /accept/i,
                "Remove the connection: the service accepts endpoints automatically.",
            ),
        },
    ),
    offer(
        ".allowedAccountIds",
        {},
        { allowedAccountIds: [PARTNER] },
        { change: "entry added", ...same },
    ),
    offer(
        ".allowedAccountIds",
        { allowedAccountIds: [PARTNER] },
        {},
        {
            change: "entry removed",
            isRequired: false,
            ...same,
            removal: nothing,
        },
    ),
    offer(
        ".allowedAccountIds",
        { allowedAccountIds: [PARTNER, OTHER] },
        { allowedAccountIds: [OTHER, PARTNER] },
        { change: "entries reordered", ...same },
    ),
    offer(
        ".supportedRegionIds",
        {},
        { supportedRegionIds: ["cn-hangzhou"] },
        {
            change: "entry added",
            ...same,
        },
    ),
    offer(
        ".supportedRegionIds",
        { supportedRegionIds: ["cn-hangzhou"] },
        {},
        {
            change: "entry removed",
            isRequired: false,
            ...same,
            removal: nothing,
        },
    ),
    offer(
        ".supportedRegionIds",
        { supportedRegionIds: ["cn-hangzhou", "cn-shanghai"] },
        { supportedRegionIds: ["cn-shanghai", "cn-hangzhou"] },
        { change: "entries reordered", ...same },
    ),
    ...unusedOfferFields(offer),

    of(
        "request",
        bothContracts("request"),
        REQUEST,
        {
            ...REQUEST,
            endpointId: output("InterfaceEndpoint", "endpointId", "-second"),
            endpointDomain: output("InterfaceEndpoint", "endpointDomain", "-second"),
        },
        {
            removal: needed("request", /request/),
            around: [endpoint(), endpoint({}, "-second")],
            outcome: replaced(CONNECTION),
            serves: { before: [80], after: [] },
        },
    ),
    request(
        ".contractVersion",
        {},
        { contractVersion: 3 },
        {
            outcome: refused(
                "request.contractVersion",
                /versions 1 and 2/,
                "Update the package in the stack that is behind.",
            ),
        },
    ),
    request(
        ".endpointId",
        {},
        { endpointId: output("InterfaceEndpoint", "endpointId", "-second") },
        {
            around: [endpoint(), endpoint({}, "-second")],
            outcome: replaced(CONNECTION),
            serves: { before: [80], after: [] },
        },
    ),
    request(
        ".serviceId",
        {},
        { serviceId: "<service two>" },
        {
            outcome: refused("request.serviceId", /service/, AGREE),
        },
    ),
    request(
        ".accountId",
        {},
        { accountId: PARTNER },
        {
            outcome: refused(
                "request.accountId",
                /account/,
                "Add the account to the service's whitelist.",
            ),
        },
    ),
    request(
        ".regionId",
        {},
        { regionId: "cn-hangzhou" },
        { isRequired: false, ...same, removal: nothing },
    ),
    request(".zoneIds", {}, { zoneIds: [ZONE_A, ZONE_B] }, { change: "entry added", ...same }),
    request(".zoneIds", { zoneIds: [ZONE_A, ZONE_B] }, {}, { change: "entry removed", ...same }),
    request(
        ".zoneIds",
        { zoneIds: [ZONE_A, ZONE_B] },
        { zoneIds: [ZONE_B, ZONE_A] },
        {
            change: "entries reordered",
            ...same,
        },
    ),
    request(".endpointDomain", {}, { endpointDomain: "orders.example" }, same),
];

function bothContracts(contract: "offer" | "request") {
    return (value: unknown): Args => ({ offer: OFFER, request: REQUEST, [contract]: value });
}
