import * as pulumi from "@pulumi/pulumi";

import type { ContractName } from "../contract/description";
import { type ContractTypes, parseContract } from "../contract/parse";
import type { ChildChecks } from "./childChecks";
import type { Report } from "./report";
import { contractField, contractVersion } from "./rules/contracts";
import { containsDeferred } from "./rules/values";

/**
 * Checks an offer or a request in a component's arguments as `readOffer` checks one of another stack. Returns
 * whether it can be read.
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

/** As `checkContract`, for one that may be missing or known only later. Returns false if it is known to be unreadable. */
export function checkContractInput<Name extends ContractName>(
    checks: ChildChecks,
    name: Name,
    contract: pulumi.Input<ContractTypes[Name]> | undefined,
): boolean {
    if (!containsDeferred(contract)) {
        return contract === undefined || checkContract(checks, name, contract);
    }
    checks.compare({ contract }, (known, report) => {
        checkContract(report, name, known.contract);
    });
    return true;
}

/** An offer or a request, parsed; undefined if it cannot be read. */
export function contractOf<Name extends ContractName>(
    name: Name,
    contract: unknown,
): ContractTypes[Name] | undefined {
    const parsed = parseContract(name, contract);
    return "contract" in parsed ? parsed.contract : undefined;
}

/** As `contractOf`; also undefined if it is known only later. */
export function plainContract<Name extends ContractName>(
    name: Name,
    contract: pulumi.Input<ContractTypes[Name]> | undefined,
): ContractTypes[Name] | undefined {
    return containsDeferred(contract) ? undefined : contractOf(name, contract);
}

/** A field of an offer or a request: a plain value, or an output if the contract is known only later. */
export function fieldOf<Name extends ContractName, Field extends keyof ContractTypes[Name]>(
    name: Name,
    contract: pulumi.Input<ContractTypes[Name]>,
    field: Field,
): pulumi.Input<ContractTypes[Name][Field]> {
    const plain = plainContract(name, contract);
    if (plain !== undefined) {
        return plain[field];
    }
    const later: pulumi.Output<unknown> = pulumi.output<unknown>({ contract });
    return later.apply(
        (known) => contractOf(name, (known as { readonly contract: unknown }).contract)?.[field],
    ) as pulumi.Output<ContractTypes[Name][Field]>;
}
