import { type Args, nothing, type Row } from "../row";
import type { RowOptions } from "./builder";

type MakeRow = (input: string, before: Args, after: Args, options: RowOptions) => Row;

const PARTNER = "1000000000000002";
const OTHER = "1000000000000003";
const ORDERS = "orders.example";
const INVOICES = "invoices.example";

/** Fields of an offer that say something to people, or to other accounts than the one of these rows: the owner's. */
export function unusedOfferFields(offer: MakeRow): Row[] {
    const changed = (field: string, before: unknown, after: unknown): Row =>
        offer(
            `.${field}`,
            { [field]: before },
            { [field]: after },
            { isRequired: false, outcome: nothing, removal: nothing },
        );
    const names = (before: Args, after: Args, options: Partial<RowOptions>): Row =>
        offer(".hostNames", before, after, { outcome: nothing, ...options });
    return [
        changed("payer", "EndpointService", "Endpoint"),
        changed("whitelistComplete", false, true),
        changed("consumerAccountId", PARTNER, OTHER),
        changed("idleTimeoutSeconds", 900, 60),
        names(
            { hostNames: [ORDERS] },
            { hostNames: [ORDERS, INVOICES] },
            { change: "entry added", isRequired: false, removal: nothing },
        ),
        names(
            { hostNames: [ORDERS, INVOICES] },
            { hostNames: [ORDERS] },
            { change: "entry removed" },
        ),
        names(
            { hostNames: [ORDERS, INVOICES] },
            { hostNames: [INVOICES, ORDERS] },
            { change: "entries reordered" },
        ),
    ];
}
