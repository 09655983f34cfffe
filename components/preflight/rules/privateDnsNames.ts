import { z } from "zod";

import {
    crossFieldRule,
    existingRule,
    entriesRule,
    join,
    duplicates,
    type Rule,
    valueRule,
} from "./rule";
import { nonEmptyList } from "./values";

const RECORD_TTLS = [5, 30, 60, 3600, 43200, 86400];

export const recordTtl: Rule<number> = valueRule({
    id: "privateDnsNames.recordTtl",
    title: "Time that an answer of PrivateZone may be cached",
    prevents: "A record that the cloud refuses after the zone was created.",
    source: "AddZoneRecord of PrivateZone: Ttl",
    example: 600,
    allowed: (value) =>
        RECORD_TTLS.includes(value)
            ? undefined
            : `Must be one of ${join(RECORD_TTLS.map(String))} (seconds).`,
});

export const hostName: Rule<string> = valueRule({
    id: "privateDnsNames.hostName",
    title: "Names in a private zone",
    prevents: "A record that the cloud refuses after the zone was created.",
    source: "AddZoneRecord of PrivateZone: Rr",
    example: "the orders",
    allowed: (value) =>
        typeof value === "string" &&
        value.length <= 253 &&
        /^(@|(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\*)$/i.test(
            value,
        )
            ? undefined
            : 'Must be labels of letters, digits and hyphens, separated by full stops; or "*" for all names, or "@" for the zone itself.',
});

export const hostNamesDistinct = entriesRule({
    id: "privateDnsNames.hostNamesDistinct",
    entry: z.string(),
    title: "Names in a private zone, without duplicates",
    prevents: "Two resources with the same name.",
    source: "AddZoneRecord of PrivateZone: Rr",
    example: ["orders", "orders"],
    problem: (names) =>
        duplicates(names).length === 0
            ? undefined
            : `${join(duplicates(names))} is listed more than once. List each name only once.`,
});

/** The names of a certificate that are in a zone, as host names of the zone. A wildcard is none of them. */
export function namesInZone(certificateNames: readonly string[], zoneName: string): string[] {
    const zone = zoneName.toLowerCase();
    const names = certificateNames
        .map((name) => name.toLowerCase())
        .filter((name) => !name.startsWith("*."))
        .flatMap((name) => {
            if (name === zone) {
                return ["@"];
            }
            return name.endsWith(`.${zone}`) ? [name.slice(0, -zone.length - 1)] : [];
        });
    return [...new Set(names)];
}

export const hostNamesOffered = crossFieldRule({
    id: "privateDnsNames.hostNamesOffered",
    facts: z.object({
        zoneName: z.string(),
        isKnown: z.boolean(),
        certificateNames: z.array(z.string()).readonly().optional(),
    }),
    title: "Names of an offer, in place of host names",
    prevents: "A zone without a name.",
    source: "hostNames of EndpointServiceOffer",
    example: { zoneName: "internal.example", isKnown: true, certificateNames: ["orders.test"] },
    problem: ({ zoneName, isKnown, certificateNames = [] }) => {
        if (!isKnown) {
            return "is missing, and the offer is known only later. Set it, because it decides which records are created. An offer of another stack is known at once if that stack exports it.";
        }
        if (certificateNames.length === 0) {
            return "is missing, and the offer has no host names. Set it to the names that clients use.";
        }
        if (namesInZone(certificateNames, zoneName).length > 0) {
            return undefined;
        }
        const problem = `is missing, and the certificate of the service is valid for ${join(certificateNames)}`;
        return certificateNames.some((name) => fits(name, `any.${zoneName}`))
            ? `${problem}, which covers any name. Set it to the names that clients use.`
            : `${problem}, none of them in the zone ${zoneName}. Set zoneName to a zone of these names.`;
    },
});

export const certificateFits = crossFieldRule({
    id: "privateDnsNames.certificateFits",
    facts: z.object({
        domain: z.string(),
        certificateNames: z.array(z.string()).readonly().optional(),
    }),
    title: "Names that the certificate of the service is for",
    prevents: "A name for which every client refuses the certificate.",
    source: "hostNames of EndpointServiceOffer; RFC 6125",
    example: { domain: "orders.internal.example", certificateNames: ["orders.example"] },
    problem: ({ domain, certificateNames = [] }) =>
        certificateNames.length === 0 || certificateNames.some((name) => fits(name, domain))
            ? undefined
            : `the certificate of the service is valid for ${join(certificateNames)}, but not for ${domain}. Use a name that it is valid for, or ask the owner of the service for a certificate for this one.`,
});

/** Whether a name of a certificate fits a domain: a wildcard stands for one label. */
function fits(certificateName: string, domain: string): boolean {
    const [name, wanted] = [certificateName.toLowerCase(), domain.toLowerCase()];
    return name === wanted || (name.startsWith("*.") && wanted.replace(/^[^.]+/, "*") === name);
}

/** The targets of a name. */
interface Targets {
    readonly endpointDomain?: unknown;
    readonly zones?: unknown;
}

export const exactlyOneTarget: Rule<Targets> = {
    id: "privateDnsNames.exactlyOneTarget",
    title: "The target of a name, set exactly once",
    prevents: "A name with no target, or with two.",
    source: "AddZoneRecord of PrivateZone: a CNAME record must be the only record",
    example: {},
    problem: (targets) =>
        (targets?.endpointDomain === undefined) === (targets?.zones === undefined)
            ? "exactly one of endpointDomain (CNAME records) and zones (A records) must be set."
            : undefined,
};

export const oneKindOfRecord = crossFieldRule({
    id: "privateDnsNames.oneKindOfRecord",
    facts: z.object({ domain: z.string(), zoneIds: z.array(z.string()).readonly() }),
    title: "Change from the addresses of an endpoint to its domain",
    prevents: "A CNAME record that the cloud refuses in this update and in every later one.",
    source: "AddZoneRecord of PrivateZone: a CNAME record must be the only record (Record.Conflict)",
    lookup: "the state of the stack",
    example: { domain: "orders.internal.example", zoneIds: ["eu-central-1a", "eu-central-1b"] },
    problem: ({ domain, zoneIds }) =>
        zoneIds.length < 2
            ? undefined
            : `${domain} has an A record in each of ${join(zoneIds)}, and a CNAME record must be the only one of its name. First leave one entry in zones and run "pulumi up"; then replace zones with endpointDomain.`,
});

export const hostNamesNotEmpty = nonEmptyList(
    "privateDnsNames.hostNamesNotEmpty",
    "host name",
    "AddZoneRecord of PrivateZone: Rr",
);

export const vpcsNotEmpty = nonEmptyList(
    "privateDnsNames.vpcsNotEmpty",
    "VPC",
    "BindZoneVpc of PrivateZone: Vpcs",
);

export const endpointZoneAddressesNotEmpty = nonEmptyList(
    "privateDnsNames.endpointZoneAddressesNotEmpty",
    "zone",
    "AddZoneRecord of PrivateZone: Value",
);

export const vpcFound = existingRule({
    id: "privateDnsNames.vpcFound",
    property: "vpcId",
    noun: "VPC",
    title: "VPCs that exist",
    prevents: "A private zone that is created, and then refused to the VPCs.",
    source: "BindZoneVpc of PrivateZone: Vpcs.VpcId",
    lookup: "vpc.getNetworks",
    example: { vpcId: "vpc-1", exists: false },
});
