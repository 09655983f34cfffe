import { between, listed, repeated, type Rule, valueRule } from "./rule";
import { wholeNumber } from "./values";

export const recordTtl = wholeNumber("Time that an answer of PrivateZone may be kept", [5, 86400], {
    unit: " (seconds)",
    source: "AddZoneRecord of PrivateZone: Ttl",
});

export const hostName: Rule<string> = valueRule({
    title: "Names in a private zone",
    prevents: "A record that the cloud refuses, after the zone was made.",
    source: "AddZoneRecord of PrivateZone: Rr",
    wrong: "the orders",
    allowed: (value) =>
        typeof value === "string" &&
        value.length <= 253 &&
        /^(@|(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\*)$/i.test(
            value,
        )
            ? undefined
            : 'Allowed are labels of letters, digits and hyphens, with full stops between them; "*" for all names, and "@" for the zone itself.',
});

export const hostNamesDistinct: Rule<readonly string[]> = between({
    title: "Names in a private zone, each once",
    prevents: "Two resources of one name.",
    source: "AddZoneRecord of PrivateZone: Rr",
    wrong: ["orders", "orders"],
    problem: (names) =>
        repeated(names).length === 0
            ? undefined
            : `${listed(repeated(names))} stands more than once. Name each once.`,
});

/** What a name can lead to. */
interface Leads {
    readonly endpointDomain?: unknown;
    readonly zones?: unknown;
}

export const namedOnce: Rule<Leads> = {
    title: "What a name leads to, given once",
    prevents: "A name that leads nowhere, or to two things at once.",
    source: "AddZoneRecord of PrivateZone: a CNAME record stands alone",
    wrong: {},
    problem: (leads) =>
        (leads?.endpointDomain === undefined) === (leads?.zones === undefined)
            ? "exactly one of endpointDomain (CNAME records) and zones (A records) must be given."
            : undefined,
};
