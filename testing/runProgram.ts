import { setTimeout as wait } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";

import { refusalOfProgram } from "../components/preflight/refusal";

/** How a program is run. */
export interface RunOptions {
    /** The config of the stack. A name without a namespace, such as `vpcId`, belongs to the project. */
    readonly config?: Readonly<Record<string, string>>;
    /** Name of the project. `project` by default. */
    readonly project?: string;
    /** Name of the stack. `stack` by default. */
    readonly stack?: string;
    /** Name of the organization. `organization` by default. */
    readonly organization?: string;
    /** Whether it is a preview: what does not exist yet is not known then. False by default. */
    readonly preview?: boolean;
}

/** Mocks that count what has been registered. */
type CountingMocks = pulumi.runtime.Mocks & { readonly resources: readonly unknown[] };

/**
 * Runs a program with mocks until all of its resources are registered. Returns the values of its outputs, with
 * undefined for what a preview does not know.
 */
export async function runProgram<Result>(
    mocks: CountingMocks,
    program: () => Result | Promise<Result>,
    { config = {}, project = "project", stack = "stack", ...options }: RunOptions,
): Promise<pulumi.Unwrap<Result>> {
    const { organization = "organization", preview = false } = options;
    const entries = Object.entries(config).map(([name, value]) => [
        name.includes(":") ? name : `${project}:${name}`,
        value,
    ]);
    const configBefore = pulumi.runtime.allConfig();
    pulumi.runtime.setAllConfig(Object.fromEntries(entries) as Record<string, string>);
    try {
        await pulumi.runtime.setMocks(mocks, project, stack, preview, organization);
        return await withLateFailures(mocks, async () => {
            const outputs = await valueOf(pulumi.output(await program()));
            await pulumi.runtime.disconnect();
            return outputs;
        });
    } finally {
        pulumi.runtime.setAllConfig(configBefore);
    }
}

/** The value of an output as far as it is known. Rejects when the output does. */
async function valueOf<Result>(
    output: pulumi.OutputInstance<pulumi.Unwrap<Result>>,
): Promise<pulumi.Unwrap<Result>> {
    const details = output as unknown as { promise(withUnknowns: boolean): Promise<unknown> };
    return knownPartsOf(await details.promise(true)) as pulumi.Unwrap<Result>;
}

function knownPartsOf(value: unknown): unknown {
    if (pulumi.isUnknown(value)) {
        return undefined;
    }
    if (Array.isArray(value)) {
        return value.map(knownPartsOf);
    }
    return pulumi.containsUnknowns(value)
        ? Object.fromEntries(
              Object.entries(value as object).map(([name, each]) => [name, knownPartsOf(each)]),
          )
        : value;
}

/** How long nothing must happen after a failure for a program to be over. */
const QUIET_MILLISECONDS = 20;

/**
 * The SDK reports what fails after the program as an unhandled rejection, which would fail whatever test runs
 * then. Here it fails the run.
 */
async function withLateFailures<Result>(
    mocks: CountingMocks,
    action: () => Promise<Result>,
): Promise<Result> {
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    try {
        const failure = new Promise<never>((_, reject) => {
            process.on("unhandledRejection", reject);
        });
        // Findings come without an unhandled rejection, which Jest reports where a test cannot see it.
        return await Promise.race([refusalOfProgram(), failure, action()]);
    } catch (error) {
        for (let before = -1; before < mocks.resources.length;) {
            before = mocks.resources.length;
            await wait(QUIET_MILLISECONDS);
        }
        forgetPending();
        throw error;
    } finally {
        process.removeAllListeners("unhandledRejection");
        others.forEach((listener) => process.on("unhandledRejection", listener));
    }
}

/** What waits for something that failed waits for good. The SDK would fail the process for it at its end. */
function forgetPending(): void {
    (debuggable as unknown as { leakedPromises(): unknown }).leakedPromises();
}
