import type { ChildChecks } from "../preflight";
import { checkContractInput, contractOf, plainContract } from "../preflight/contractInputs";
import * as rules from "../preflight/rules";
import { containsDeferred } from "../preflight/rules/values";
import type { PrivateDnsNameArgs } from "./privateDnsNameArgs";

type Named = Pick<PrivateDnsNameArgs, "zoneName" | "hostNames" | "offer">;

/** The full name of a host in a zone. */
export function domainOf(hostName: string, zoneName: string): string {
    return hostName === "@" ? zoneName : `${hostName}.${zoneName}`;
}

/** Checks the names in the zone, and returns them: those of the arguments, otherwise those of the offer. */
export function checkHostNames(checks: ChildChecks, args: Named): readonly string[] {
    const { zoneName, offer } = args;
    if (!checkContractInput(checks, "offer", offer)) {
        return [];
    }
    if ((args.hostNames ?? undefined) === undefined && offer !== undefined) {
        return namesOfOffer(checks, args);
    }
    checks.plain("hostNames", args.hostNames, rules.hostNamesNotEmpty);
    const hostNames = checks.list("hostNames", args.hostNames);
    hostNames.forEach((hostName, index) => {
        checks.plain(`hostNames[${index}]`, hostName, rules.hostName);
    });
    checks.check("hostNames", hostNames, rules.hostNamesDistinct);
    if (typeof zoneName !== "string") {
        // It has a finding of its own.
        return hostNames;
    }
    checks.compare({ offer }, (known, report) => {
        const certificateNames = contractOf("offer", known.offer)?.hostNames;
        for (const [index, hostName] of hostNames.entries()) {
            if (typeof hostName === "string") {
                const facts = { domain: domainOf(hostName, zoneName), certificateNames };
                report.check(`hostNames[${index}]`, facts, rules.certificateFits);
            }
        }
    });
    return hostNames;
}

/** The names of the offer that are in the zone. A wildcard is none: it fits any name. */
function namesOfOffer(checks: ChildChecks, { zoneName, offer }: Named): readonly string[] {
    const certificateNames = plainContract("offer", offer)?.hostNames;
    const isKnown = !containsDeferred(offer);
    const facts = { zoneName, isKnown, certificateNames };
    if (!checks.check("hostNames", facts, rules.hostNamesOffered) || typeof zoneName !== "string") {
        return [];
    }
    const hostNames = rules.namesInZone(certificateNames ?? [], zoneName);
    return hostNames.filter((each) => checks.plain("offer.hostNames", each, rules.hostName));
}
