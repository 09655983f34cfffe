import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";

import type { Stack } from "@pulumi/pulumi/automation";

import type { Call, CallRecord, EmulatorOptions } from "../../tools/emulator";
import { ApiError } from "../../tools/emulator";
import { operationsOf } from "../end-to-end/operations";
import { killProcesses } from "../end-to-end/processes";
import type { Workbench } from "../end-to-end/workbench";
import type { Moment } from "./moments";

export const REPAIR_COMMAND = path.resolve(__dirname, "../../bin/repair/main.js");

/** What the cloud makes along with something else, and deletes with it. */
const BY_PRODUCTS = ["network interface", "disk", "managed security group"];

/** Kills a run when the emulator gets a call, at the moment that is set. */
export class Killer {
    /** For the emulator whose calls it watches. */
    readonly options: EmulatorOptions = {
        transitionMilliseconds: 50,
        intercept: (call) => this.beforehand(call),
        onCall: (call) => this.afterwards(call),
    };
    private moment: Moment | undefined;
    private calls = 0;
    private killed = 0;

    constructor(private readonly folder: () => string) {}

    /** Runs `up` and kills it at the moment. Fails if the moment does not come. */
    async killUp(stack: Stack, moment: Moment): Promise<void> {
        this.moment = moment;
        this.calls = 0;
        this.killed = 0;
        await assert.rejects(stack.up({ color: "never" }), /SIGKILL/);
        assert.ok(this.killed > 0, "the run was not killed");
    }

    private beforehand({ action }: Call): void {
        if (this.comes("before", action)) {
            throw new ApiError("InternalError", "The caller was killed.", 500);
        }
    }

    private afterwards({ action }: CallRecord): void {
        this.comes("after", action);
    }

    private comes(when: Moment["when"], action: string | undefined): boolean {
        const { moment } = this;
        if (moment?.when !== when || moment.action !== action) {
            return false;
        }
        this.calls += 1;
        if (this.calls < (moment.count ?? 1)) {
            return false;
        }
        this.moment = undefined;
        this.killed = killProcesses(this.folder());
        return true;
    }
}

/** The way on that docs/interrupted-runs.md describes. Gives back what the repair command prints. */
export async function repairKilled(
    stack: Stack,
    parameters: readonly string[] = ["--import", "--delete"],
): Promise<string> {
    await stack.cancel();
    return runRepair(stack, parameters);
}

/** What `alicloud-privatelink-repair` prints. */
export async function runRepair(
    { name, workspace }: Stack,
    parameters: readonly string[],
): Promise<string> {
    const { stdout } = await promisify(execFile)(
        process.execPath,
        [REPAIR_COMMAND, name, "--cwd", workspace.workDir, ...parameters],
        { env: { ...process.env, ...workspace.envVars } },
    );
    return stdout;
}

/** Fails if the next `up` or a refresh would change anything, or if an operation is still noted as interrupted. */
export async function assertStateIsCloud(
    { emulator, sandbox }: Workbench,
    stack: Stack,
): Promise<void> {
    await stack.preview({ color: "never", expectNoChanges: true });
    assert.deepEqual(await operationsOf(stack, "refresh"), []);
    const text = await sandbox.exportStack(stack, emulator.accounts[0]);
    const { deployment } = JSON.parse(text) as { deployment: { pending_operations?: unknown[] } };
    assert.deepEqual(deployment.pending_operations ?? [], []);
}

/** What the cloud has and the states of the given stacks do not. */
export async function unknownToStates(
    { emulator, sandbox }: Workbench,
    stacks: readonly Stack[],
): Promise<string[]> {
    const [account] = emulator.accounts;
    const texts = await Promise.all(stacks.map((stack) => sandbox.exportStack(stack, account)));
    return emulator
        .inventory()
        .filter(({ kind }) => !BY_PRODUCTS.includes(kind))
        .filter(({ id }) => !texts.some((text) => text.includes(`"id": "${id}`)))
        .map(({ kind, id }) => `${kind} ${id}`);
}
