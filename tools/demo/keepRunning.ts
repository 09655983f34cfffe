import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import * as path from "node:path";

import { quoted } from "../shell/exportLine";
import type { RunningScenario } from "./runScenario";
import type { Sandbox } from "./sandbox";

/** Leaves scenarios up until the demo is interrupted, and says how to look around meanwhile. */
export async function keepRunning(
    sandbox: Sandbox,
    running: readonly RunningScenario[],
    interruption: AbortSignal,
): Promise<void> {
    const lines = ["Everything stays up until you press Ctrl-C here. In another terminal:"];
    for (const { name: scenarioName, scenario, stacks } of running) {
        for (const [index, { title, folder, account }] of scenario.stacks.entries()) {
            const file = path.join(sandbox.folder, `${scenarioName}-${title}.sh`);
            const variables = sandbox.environment(account(sandbox.emulator.accounts));
            await writeFile(file, scriptOf(variables));
            const where = `--cwd ${folder} --stack ${stacks[index].name}`;
            lines.push(
                "",
                `  # ${scenarioName}, the ${title} stack`,
                `  sh ${file} pulumi stack ${where}`,
                `  sh ${file} pulumi preview ${where}`,
            );
        }
    }
    console.log(lines.join("\n"));
    // A signal alone does not keep the process running.
    const alive = setInterval(() => undefined, 60_000);
    if (!interruption.aborted) {
        await once(interruption, "abort");
    }
    clearInterval(alive);
}

/**
 * Runs a command with the variables, and sets none of them in the shell: one that sources the script would keep them,
 * with folders that are gone, when the demo has ended.
 */
export function scriptOf(variables: Readonly<Record<string, string>>): string {
    const settings = Object.entries(variables).map(
        ([name, value]) => `    ${quoted(`${name}=${value}`)} \\`,
    );
    return ["#!/bin/sh", "env \\", ...settings, '    "$@"', ""].join("\n");
}
