import * as pulumi from "@pulumi/pulumi";

import { promiseOf } from "../shared/dependencies";
import { withoutStack } from "../shared/withoutStack";
import type { ContractName } from "./description";
import { type ContractTypes, parseContract } from "./parse";
import type { EndpointRequest, EndpointServiceOffer } from "./contract";
import { readsAnotherVersion } from "./contractVersion";

/**
 * Where a contract comes from: the other side's stack, or, where the two sides share no state
 * backend, the JSON text of its output, for instance from stack config.
 */
export type ContractSource = pulumi.StackReference | string;

/**
 * Reads the offer of a provider stack as plain values, from its output `offer` by default. An offer as JSON may be
 * older than the whitelist: it keeps its accounts, but they no longer count as all.
 */
export function readOffer(
    source: ContractSource,
    outputName = "offer",
): Promise<EndpointServiceOffer> {
    return read("offer", source, outputName);
}

/** Reads the request of a consumer stack as plain values, from its output `request` by default. */
export function readRequest(
    source: ContractSource,
    outputName = "request",
): Promise<EndpointRequest> {
    return read("request", source, outputName);
}

async function read<Name extends ContractName>(
    name: Name,
    source: ContractSource,
    outputName: string,
): Promise<ContractTypes[Name]> {
    if (typeof source === "string") {
        const hint = `Take it from the other side with "pulumi stack output ${outputName} --json".`;
        return contractIn(name, `The JSON of "${outputName}"`, source, hint);
    }
    const [stack, details] = await Promise.all([
        promiseOf(source.name),
        source.getOutputDetails(outputName),
    ]);
    const value: unknown = details.value ?? details.secretValue;
    if (value === undefined) {
        throw refusal(
            `Stack "${stack}" has no output "${outputName}". Deploy that stack first ("pulumi up"), ` +
                `and make sure that its program exports "${outputName}".`,
        );
    }
    return contractIn(name, `Output "${outputName}" of stack "${stack}"`, value);
}

function contractIn<Name extends ContractName>(
    name: Name,
    what: string,
    value: unknown,
    jsonHint?: string,
): ContractTypes[Name] {
    const parsed = parseContract(name, value);
    if ("contract" in parsed) {
        return parsed.contract;
    }
    if ("otherVersion" in parsed) {
        const version = parsed.otherVersion;
        throw refusal(
            `${what} is of contract version ${version}, and ${readsAnotherVersion(version)}`,
        );
    }
    if (parsed.jsonError !== undefined && jsonHint !== undefined) {
        throw refusal(`${what} cannot be read: ${parsed.jsonError}. ${jsonHint}`);
    }
    throw refusal(
        [
            `${what} is not a contract that this package can read:`,
            ...parsed.problems.map(
                ({ path, message }) => `  - ${path || "(all of it)"}: ${message}`,
            ),
            `Run "pulumi up" again in the stack that wrote it, with the same version of this package.`,
        ].join("\n"),
    );
}

function refusal(message: string): pulumi.RunError {
    return withoutStack(new pulumi.RunError(message));
}
