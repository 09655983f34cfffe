import { type Args, inPlace, nothing, replaced, type Row } from "../row";
import { type RowOptions, rowsOf } from "./builder";
import { CLB_RESOURCE, clb, output, secondService, service, ZONE_A } from "./scenario";

const PARTNER = "1000000000000002";
const OTHER = "1000000000000003";
const user = (uid: string) => `privatelink.VpcEndpointServiceUser *-${uid}`;

const { of } = rowsOf("EndpointServiceConsumers", { around: [clb(), service([CLB_RESOURCE])] });

function map(args: Args): Args {
    return {
        serviceId: output("EndpointService", "serviceId"),
        consumers: { [PARTNER]: {} },
        ...args,
    };
}

const consumers = (before: Args, after: Args, options: RowOptions): Row =>
    of("consumers", (value) => map({ consumers: value }), before, after, {
        isRequired: true,
        ...options,
    });

/** A policy decides about endpoints that wait. It changes no resource by itself, and disconnects nothing. */
const policy = (name: string, before: unknown, after: unknown, options: Partial<RowOptions> = {}) =>
    of(
        `consumers{}.${name}`,
        (value) => map({ consumers: { [PARTNER]: { [name]: value } } }),
        before,
        after,
        { outcome: nothing, removal: nothing, ...options },
    );

const NOT_FOR_CONNECTED = { note: "What is connected stays so." };

export const rows: Row[] = [
    of(
        "serviceId",
        (serviceId) => map({ serviceId }),
        output("EndpointService", "serviceId"),
        output("EndpointService", "serviceId", "-second"),
        {
            isRequired: true,
            around: [clb(), service([CLB_RESOURCE]), ...secondService()],
            outcome: replaced(user(PARTNER)),
            note: "Refused while endpoints are connected by the map.",
        },
    ),
    consumers({ [PARTNER]: {} }, { [PARTNER]: { maxEndpoints: 1 } }, { outcome: nothing }),
    consumers(
        { [PARTNER]: {} },
        { [PARTNER]: {}, [OTHER]: {} },
        { change: "entry added", outcome: inPlace(`create ${user(OTHER)}`) },
    ),
    consumers(
        { [PARTNER]: {}, [OTHER]: {} },
        { [OTHER]: {} },
        {
            change: "entry removed",
            outcome: inPlace(`delete ${user(PARTNER)}`),
            note: "Its endpoints are disconnected first.",
        },
    ),
    consumers(
        { [PARTNER]: {} },
        { [OTHER]: {} },
        {
            change: "entry renamed",
            outcome: inPlace(`create ${user(OTHER)}`, `delete ${user(PARTNER)}`),
        },
    ),
    policy("displayName", "one", "other"),
    policy("maxEndpoints", 1, 2, NOT_FOR_CONNECTED),
    ...(["regionIds", "zoneIds"] as const).flatMap((name) => {
        const [one, other] =
            name === "regionIds" ? ["eu-central-1", "cn-hangzhou"] : [ZONE_A, "cn-hangzhou-b"];
        return [
            policy(name, [one], [one, other], { ...NOT_FOR_CONNECTED, change: "entry added" }),
            policy(name, [one, other], [one], { ...NOT_FOR_CONNECTED, change: "entry removed" }),
            policy(name, [one, other], [other, one], { change: "entries reordered" }),
        ];
    }),
    policy("bandwidth", 1000, 2000, {
        note: "Of each connection of the consumer, which is updated in place. If removed, it stays.",
    }),
    policy("endDate", "2098-12-31", "2099-12-31", NOT_FOR_CONNECTED),
    of("whenClosed", (whenClosed) => map({ whenClosed }), "warn", "repair", {
        outcome: nothing,
        removal: nothing,
        note: "It decides about connections that were closed outside of the stack.",
    }),
    of("preflight", (preflight) => map({ preflight }), "online", "offline", {
        outcome: nothing,
        removal: nothing,
    }),
];
