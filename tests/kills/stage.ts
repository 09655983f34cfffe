import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { SCENARIOS } from "../../tools/demo/scenarios";
import type { EmulatorOptions } from "../../tools/emulator";
import { openWorkbench, type Workbench } from "../end-to-end/workbench";
import { assertStateIsCloud, Killer, repairKilled, unknownToStates } from "./killedRun";
import type { KilledStack, Moment } from "./moments";

/** A stack of a scenario whose runs are killed, deployed on top of those that come before it. */
export class Stage {
    /** What the cloud has without the stack. */
    private readonly before: readonly string[];

    private constructor(
        readonly workbench: Workbench,
        private readonly killer: Killer,
        private readonly others: readonly Stack[],
        readonly stack: Stack,
    ) {
        this.before = this.inventory();
    }

    static async open(
        { scenario, stack: title }: Omit<KilledStack, "moments">,
        emulator: EmulatorOptions = {},
    ): Promise<Stage> {
        const killer = new Killer(() => workbench.sandbox.folder);
        const workbench = await openWorkbench({ ...killer.options, ...emulator });
        const { accounts } = workbench.emulator;
        const others: Stack[] = [];
        for (const described of SCENARIOS[scenario].stacks) {
            const stack = await workbench.open(
                described.folder,
                described.config?.(accounts),
                workbench.stackName,
                { account: described.account(accounts) },
            );
            if (described.title === title) {
                return new Stage(workbench, killer, others, stack);
            }
            await stack.up({ color: "never" });
            others.push(stack);
        }
        throw new Error(`The scenario ${scenario} has no stack ${title}.`);
    }

    kill(moment: Moment): Promise<void> {
        return this.killer.killUp(this.stack, moment);
    }

    /** Kills a run and repairs what it left. Gives back what the command prints. */
    async killAndRepair(moment: Moment): Promise<string> {
        await this.kill(moment);
        return repairKilled(this.stack);
    }

    /**
     * Deploys the stack: then its state is what the cloud has. Takes it down: then nothing of it is left.
     */
    async finish(): Promise<void> {
        const { workbench, others, stack } = this;
        await stack.up({ color: "never" });
        await assertStateIsCloud(workbench, stack);
        assert.deepEqual(await unknownToStates(workbench, [...others, stack]), []);
        await stack.destroy({ color: "never" });
        assert.deepEqual(this.inventory(), this.before);
    }

    close(): Promise<void> {
        return this.workbench.close();
    }

    private inventory(): string[] {
        return this.workbench.emulator.inventory().map(({ kind, id }) => `${kind} ${id}`);
    }
}
