import * as path from "node:path";

import type { CommandError, Stack } from "@pulumi/pulumi/automation";

import { examine, repair } from "../../repair";
import { SCENARIOS } from "../../tools/demo/scenarios";
import { operationsOf } from "../end-to-end/operations";
import { openWorkbench, type Workbench } from "../end-to-end/workbench";
import { runRepair } from "../kills/killedRun";
import { type Cell, type Outcome, STEPS, type Step } from "./cell";
import { causeOf } from "./cause";
import { CHANGES, type Row } from "./rows";

export type Cells = Readonly<Partial<Record<Step, Cell>>>;

interface Deployed {
    readonly title: string;
    readonly project: string;
    readonly stack: Stack;
}

/** Resources of the cloud that come and go with others, and are in no state by themselves. */
const WITHOUT_STATE = ["disk", "network interface", "managed security group"];

/**
 * Brings a scenario up, changes it and destroys it while a fault is switched on.
 *
 * @param titles those of its stacks that are wanted; all by default
 */
export async function measure(
    row: Row,
    scenario: string,
    progress: (line: string) => void,
    titles?: readonly string[],
): Promise<Cells> {
    const workbench = await openWorkbench();
    try {
        const run = new Run(workbench, row, progress);
        await run.open(scenario, titles);
        const cells: Partial<Record<Step, Cell>> = {};
        for (const step of STEPS) {
            if (step === "change" && cells.up?.outcome === "stuck") {
                continue;
            }
            cells[step] = await run.step(step, scenario);
            progress(`${step}: ${JSON.stringify(cells[step])}`);
        }
        return cells;
    } finally {
        await workbench.close();
    }
}

class Run {
    private deployed: Deployed[] = [];
    private failures: string[] = [];
    private left: string[] = [];
    private refreshed: string[] = [];
    private removed: string[] = [];
    private runs = 1;
    private isRepaired = false;

    constructor(
        private readonly workbench: Workbench,
        private readonly row: Row,
        private readonly progress: (line: string) => void,
    ) {}

    async open(scenario: string, titles?: readonly string[]): Promise<void> {
        const { emulator, sandbox } = this.workbench;
        const { accounts } = emulator;
        const certificates = path.join(sandbox.folder, "certificates.pem");
        const wanted = SCENARIOS[scenario]?.stacks.filter(
            ({ title }) => titles?.includes(title) ?? true,
        );
        for (const { title, folder, account, config } of wanted ?? []) {
            const own = {
                ...config?.(accounts),
                // The provider repeats a call without an answer only where it was made over HTTPS.
                "alicloud:protocol": "HTTPS",
            };
            const stack = await this.workbench.open(folder, own, undefined, {
                account: account(accounts),
                // The connectivity check makes a call of its own, which trusts what Node trusts.
                environment: { NODE_EXTRA_CA_CERTS: certificates },
            });
            const { name: project } = await stack.workspace.projectSettings();
            this.deployed.push({ title, project, stack });
        }
    }

    async step(step: Step, scenario: string): Promise<Cell> {
        const since = this.workbench.emulator.calls.length;
        this.failures = [];
        this.left = [];
        this.refreshed = [];
        this.removed = [];
        this.runs = 1;
        this.isRepaired = false;
        const stacks = step === "destroy" ? [...this.deployed].reverse() : this.deployed;
        let outcome: Outcome = "ridden out";
        for (const each of stacks) {
            if (step === "change") {
                await this.change(each, scenario);
            }
            if (!(await this.perform(step === "destroy" ? "destroy" : "up", each))) {
                outcome = "stuck";
                break;
            }
        }
        const calls = this.workbench.emulator.calls.slice(since);
        const met = calls.filter(({ fault }) => fault !== undefined).length;
        if (outcome !== "stuck") {
            await this.removeLeft();
            await this.compare(step);
            outcome = this.outcome(met);
        }
        const { runs, failures, refreshed, removed, left } = this;
        return { outcome, met, runs, failures, refreshed, removed, left };
    }

    private outcome(met: number): Outcome {
        if (this.left.length > 0) {
            return "left behind";
        }
        if (this.removed.length > 0) {
            return "removed";
        }
        if (this.isRepaired) {
            return "repaired";
        }
        if (this.refreshed.length > 0) {
            return "refreshed";
        }
        if (this.failures.length > 0) {
            return "converged";
        }
        return met === 0 ? "not met" : "ridden out";
    }

    private async change({ title, project, stack }: Deployed, scenario: string): Promise<void> {
        const changed = Object.entries(CHANGES[scenario]?.[title] ?? {});
        await this.workbench.sandbox.configure(
            stack,
            Object.fromEntries(changed.map(([key, value]) => [`${project}:${key}`, value])),
        );
    }

    /** Runs a command until it succeeds: some times with the fault, then without it, then after a repair. */
    private async perform(command: "up" | "destroy", deployed: Deployed): Promise<boolean> {
        const { faults } = this.workbench.emulator;
        faults.set(this.row.plan);
        for (let run = 1; run <= this.row.runs + 2; run += 1) {
            if (run === this.row.runs + 1) {
                faults.clear();
            }
            if (run === this.row.runs + 2) {
                await this.repairAll(command, deployed);
            }
            const failure = await this.attempt(command, deployed);
            if (failure === undefined) {
                faults.clear();
                this.runs = Math.max(this.runs, run);
                this.isRepaired ||= run === this.row.runs + 2;
                return true;
            }
            this.failures.push(`${command} ${deployed.title}: ${failure}`);
        }
        return false;
    }

    /** Runs a command; gives back what it failed for. */
    private async attempt(
        command: "up" | "destroy",
        { title, stack }: Deployed,
    ): Promise<string | undefined> {
        let output = "";
        let failure: string | undefined;
        const startedAt = Date.now();
        try {
            await stack[command]({ color: "never", onOutput: (text) => (output += text) });
        } catch (error) {
            failure = causeOf(`${output}\n${(error as CommandError).message}`);
        }
        const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
        this.progress(`${command} ${title}: ${seconds} s, ${failure ?? "succeeded"}`);
        return failure;
    }

    /** Repairs a stack; before an update also those that it builds on, which may be why it fails. */
    private async repairAll(command: "up" | "destroy", failing: Deployed): Promise<void> {
        const before =
            command === "up" ? this.deployed.slice(0, this.deployed.indexOf(failing)) : [];
        for (const each of before) {
            if (await this.repair(each)) {
                await each.stack.up({ color: "never" });
            }
        }
        await this.repair(failing);
    }

    /** What `npm run repair -- <stack> --import --delete` does. Gives back whether there was something to repair. */
    private async repair({ title, stack }: Deployed): Promise<boolean> {
        const { findings } = await examine(stack);
        const titles = findings.map(({ kind, wanted }) => `${kind} ${wanted.resource.urn}`);
        this.progress(`repair ${title}: ${titles.join(", ")}`);
        await repair(
            stack,
            findings,
            ({ kind }) => (kind === "lost" ? "import" : "delete"),
            () => undefined,
        );
        return findings.length > 0;
    }

    /** Deletes by its id what the package's command lists, and no state has. */
    private async removeLeft(): Promise<void> {
        for (const { kind, id } of await this.inNoState()) {
            for (const { stack } of this.deployed) {
                if ((await runRepair(stack, ["--doubles"])).includes(id)) {
                    await runRepair(stack, ["--delete", "--only", id]);
                    this.removed.push(kind);
                    break;
                }
            }
        }
    }

    private async inNoState() {
        const exported = await Promise.all(
            this.deployed.map(
                async ({ stack }) => (await stack.exportStack()).deployment as unknown,
            ),
        );
        const states = JSON.stringify(exported);
        return this.workbench.emulator
            .inventory()
            .filter(({ kind, id }) => !WITHOUT_STATE.includes(kind) && !states.includes(id));
    }

    /** Does what a run without faults finds undone. Notes what is still to do, and what no state knows. */
    private async compare(step: Step): Promise<void> {
        const options = { refresh: true };
        for (const { title, stack } of step === "change" ? this.deployed : []) {
            if ((await operationsOf(stack, "preview", options)).length > 0) {
                const done = await operationsOf(stack, "up", options);
                this.refreshed.push(...done.map((operation) => `${title}: ${operation}`));
                const left = await operationsOf(stack, "preview", options);
                this.left.push(...left.map((each) => `${title}: another run would ${each}`));
            }
        }
        const unknown = await this.inNoState();
        if (unknown.length > 0) {
            this.left.push(`in no state: ${unknown.map(({ kind }) => kind).join(", ")}`);
        }
    }
}
