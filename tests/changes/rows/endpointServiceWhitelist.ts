import { type Args, inPlace, nothing, replaced, type Row } from "../row";
import { type RowOptions, rowsOf } from "./builder";
import { CLB_RESOURCE, clb, output, secondService, service, ZONE_A } from "./scenario";

const PARTNER = "1000000000000002";
const OTHER = "1000000000000003";
const user = (uid: string) => `privatelink.VpcEndpointServiceUser *-${uid}`;

const { of } = rowsOf("EndpointServiceWhitelist", {
    around: [clb(), service([CLB_RESOURCE])],
    consumerZones: [ZONE_A],
    serves: { before: [80], after: [80], without: [80] },
});

const accounts = (before: string[], after: string[], options: RowOptions): Row =>
    of("allowedAccountIds", (value) => whitelist({ allowedAccountIds: value }), before, after, {
        isRequired: true,
        ...options,
    });

function whitelist(args: Args): Args {
    return {
        serviceId: output("EndpointService", "serviceId"),
        allowedAccountIds: [PARTNER],
        ...args,
    };
}

export const rows: Row[] = [
    accounts([PARTNER], [OTHER], {
        outcome: inPlace(`create ${user(OTHER)}`, `delete ${user(PARTNER)}`),
    }),
    accounts([PARTNER], [PARTNER, OTHER], {
        change: "entry added",
        outcome: inPlace(`create ${user(OTHER)}`),
    }),
    accounts([PARTNER, OTHER], [OTHER], {
        change: "entry removed",
        outcome: inPlace(`delete ${user(PARTNER)}`),
    }),
    accounts([PARTNER, OTHER], [OTHER, PARTNER], {
        change: "entries reordered",
        outcome: nothing,
    }),
    of("preflight", (preflight) => whitelist({ preflight }), "online", "offline", {
        outcome: nothing,
        removal: nothing,
    }),
    of(
        "serviceId",
        (serviceId) => whitelist({ serviceId }),
        output("EndpointService", "serviceId"),
        output("EndpointService", "serviceId", "-second"),
        {
            isRequired: true,
            around: [clb(), service([CLB_RESOURCE]), ...secondService()],
            outcome: replaced(user(PARTNER)),
        },
    ),
];
