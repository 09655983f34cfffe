import * as pulumi from "@pulumi/pulumi";

import type { ContractName } from "../contract/description";
import { type ContractTypes, parseContract } from "../contract/parse";
import type { ChildChecks } from "./childChecks";
import type { Report } from "./report";
import { contractField, contractVersion } from "./rules/contracts";
import { containsDeferred } from "./rules/values";

/**
 * Checks an offer or a request that a component is given, which may be a value of the program's own, as one
 * that is read from another stack is checked. Returns whether it can be read.
 */
export function checkContract(
    checks: Pick<Report, "check">,
    name: ContractName,
    contract: unknown,
): boolean {
    const parsed = parseContract(name, contract);
    if ("otherVersion" in parsed) {
        return checks.check(`${name}.contractVersion`, parsed.otherVersion, contractVersion);
    }
    const problems = "problems" in parsed ? parsed.problems : [];
    for (const { path } of problems) {
        const property = path === "" ? name : `${name}.${path}`;
        checks.check(property, { name, contract, path }, contractField);
    }
    return problems.length === 0;
}

/**
 * As `checkContract`, for one that may be left out or known only later. Returns false where it is known that it
 * cannot be read.
 */
export function checkGivenContract<Name extends ContractName>(
    checks: ChildChecks,
    name: Name,
    given: pulumi.Input<ContractTypes[Name]> | undefined,
): boolean {
    if (!containsDeferred(given)) {
        return given === undefined || checkContract(checks, name, given);
    }
    checks.compare({ given }, (known, report) => {
        checkContract(report, name, known.given);
    });
    return true;
}

/** An offer or a request that a component is given; undefined where it cannot be read. */
export function contractOf<Name extends ContractName>(
    name: Name,
    given: unknown,
): ContractTypes[Name] | undefined {
    const parsed = parseContract(name, given);
    return "contract" in parsed ? parsed.contract : undefined;
}

/** As `contractOf`; undefined also for one that is known only later. */
export function plainContract<Name extends ContractName>(
    name: Name,
    given: pulumi.Input<ContractTypes[Name]> | undefined,
): ContractTypes[Name] | undefined {
    return containsDeferred(given) ? undefined : contractOf(name, given);
}

/** A field of an offer or a request that a component is given: a plain value where it is one. */
export function fieldOf<Name extends ContractName, Field extends keyof ContractTypes[Name]>(
    name: Name,
    given: pulumi.Input<ContractTypes[Name]>,
    field: Field,
): pulumi.Input<ContractTypes[Name][Field]> {
    const plain = plainContract(name, given);
    if (plain !== undefined) {
        return plain[field];
    }
    const later: pulumi.Output<unknown> = pulumi.output<unknown>({ given });
    return later.apply(
        (known) => contractOf(name, (known as { readonly given: unknown }).given)?.[field],
    ) as pulumi.Output<ContractTypes[Name][Field]>;
}
