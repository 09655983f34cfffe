import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { eventually } from "../emulator/client";
import { agentIsUp, runScript } from "../emulator/scripts";
import * as holdings from "./holdings";
import { failureOf, type Operation, operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

export interface Moved {
    readonly operations: Operation[];
    /** What the move's program exports: ids, and the domain of the endpoint. */
    readonly outputs: Record<string, any>;
}

/** A stack of the program of moves, which goes from one shape to the next. */
export interface MovesBench extends Workbench {
    readonly stack: Stack;
    /** Runs `up` in a shape. */
    become(shape: string, config?: Readonly<Record<string, unknown>>): Promise<Moved>;
    /** What a preview of a shape would do. */
    preview(shape: string): Promise<Operation[]>;
    /** What is printed by a command that must fail in a shape. */
    refusal(shape: string, command: "up" | "preview"): Promise<string>;
    /** What the client gets from an endpoint, as soon as it gets anything. */
    page(outputs: Moved["outputs"], endpointDomain?: string): Promise<string>;
    /** The connections of a service, as `<endpoint id> <status>`. */
    connections(serviceId: string): Promise<string[]>;
    /** Another `up` and a refresh find nothing to do; then all of it is destroyed, and nothing is left. */
    settleAndDestroy(): Promise<void>;
}

export async function openMovesBench(move: string): Promise<MovesBench> {
    const workbench = await openWorkbench();
    const stack = await workbench.open("tests/end-to-end/programs/moves", { "moves:move": move });
    const configure = (shape: string, config: Readonly<Record<string, unknown>>) =>
        workbench.sandbox.configure(stack, {
            "moves:shape": shape,
            ...Object.fromEntries(
                Object.entries(config).map(([key, value]) => [`moves:${key}`, value]),
            ),
        });
    return {
        ...workbench,
        stack,
        async become(shape, config = {}) {
            await configure(shape, config);
            const { operations, outputs } = await up(stack);
            return { operations, outputs: outputs.outputs as Record<string, any> };
        },
        async preview(shape) {
            await configure(shape, {});
            return operationsOf(stack, "preview");
        },
        async refusal(shape, command) {
            await configure(shape, {});
            return failureOf(stack, command);
        },
        async page({ clientId, endpointDomain }, domain = endpointDomain as string) {
            await agentIsUp(workbench.owner, clientId as string);
            const fetched = await eventually(
                async () => {
                    const { output } = await runScript(
                        workbench.owner,
                        clientId as string,
                        `curl -s --max-time 3 http://${domain}/`,
                    );
                    return output.toString().trim();
                },
                (text) => text !== "",
                60_000,
            );
            return fetched;
        },
        async connections(serviceId) {
            const found = await holdings.connections(workbench.owner, serviceId);
            return found.map(({ endpointId, status }) => `${endpointId} ${status}`);
        },
        async settleAndDestroy() {
            assert.deepEqual(await operationsOf(stack, "up"), []);
            assert.deepEqual(await operationsOf(stack, "refresh"), []);
            await operationsOf(stack, "destroy");
            assert.deepEqual(holdings.inventory(workbench.emulator), {});
        },
    };
}
