import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { Report } from "../../../components/preflight/report";
import type { Clients } from "../../emulator/client";
import { REGION } from "../../emulator/client";
import type { Inputs } from "../../unit/cloud";
import { line, outcomeOf, read } from "../../unit/harness";
import { lookUp } from "./lookups";
import { provision } from "./provisioning";

/** What became of a stack: what the preflight found, what the cloud refused, and what came of it. */
export interface Deployment<T> {
    /** `<path>: <problem>`, each. */
    readonly findings: readonly string[];
    /** `<resource>: <code>`, each. */
    readonly refusals: readonly string[];
    /** What the program gave out, where all of it came up. */
    readonly output: T | undefined;
}

/**
 * Brings a program up in the emulator with an account's calls, whatever the preflight finds: the findings
 * are noted and hold nothing up, so that the cloud has its own say.
 */
export async function deploy<T>(
    clients: Clients,
    build: () => pulumi.Output<T>,
): Promise<Deployment<T>> {
    const findings: string[] = [];
    const refusals: string[] = [];
    const unanswered: string[] = [];
    let pending = 0;
    let output: T | undefined;
    const provisioned = async (args: pulumi.runtime.MockResourceArgs) => {
        pending += 1;
        try {
            return args.custom === false
                ? { id: "", state: args.inputs as Inputs }
                : await provision(clients, args.type, args.inputs as Inputs);
        } catch (error) {
            refusals.push(`${line(args)}: ${(error as { code?: string }).code ?? String(error)}`);
            throw error;
        } finally {
            pending -= 1;
        }
    };
    const answer = (token: string, inputs: Inputs) => {
        const found = lookUp(clients, token, inputs);
        if (found === undefined && token.startsWith("alicloud:")) {
            unanswered.push(token);
        }
        return found;
    };
    await withoutGate(findings, () =>
        unheard(async () => {
            await outcomeOf(
                async () => {
                    pulumi.runtime.setAllConfig({ "alicloud:region": REGION });
                    const built = build();
                    await pulumi.runtime.disconnect();
                    output = await read(built);
                },
                { make: provisioned, answer },
                // What was refused has been noted.
            ).catch(() => undefined);
            while (pending > 0) {
                await new Promise((resolve) => setTimeout(resolve, 5));
            }
        }),
    );
    // A rule whose lookup has no answer is not checked, and could not be wrong.
    assert.deepEqual(unanswered, [], "lookups without an answer of the scenarios' cloud");
    return { findings, refusals, output: refusals.length === 0 ? output : undefined };
}

/** Notes what the preflight finds, and lets the program go on. */
async function withoutGate(findings: string[], run: () => Promise<void>): Promise<void> {
    const { add } = Report.prototype;
    Report.prototype.add = (propertyPath, problem) => {
        findings.push(`${propertyPath}: ${problem}`);
    };
    try {
        await run();
    } finally {
        Report.prototype.add = add;
    }
}

/** A resource that is refused is rejected in many places, some of them after the first is known. */
async function unheard(run: () => Promise<void>): Promise<void> {
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", () => undefined);
    try {
        await run();
    } finally {
        process.removeAllListeners("unhandledRejection");
        others.forEach((listener) => process.on("unhandledRejection", listener));
    }
}
