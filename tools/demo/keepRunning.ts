import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import * as path from "node:path";

import { exportLine } from "../shell/exportLine";
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
            const variables = Object.entries(
                sandbox.environment(account(sandbox.emulator.accounts)),
            );
            // A program of its own: a shell that read the variables would keep them when the demo has ended.
            const script = [
                "#!/bin/sh",
                ...variables.map(([name, value]) => exportLine(name, value)),
                'exec "$@"',
            ];
            await writeFile(file, `${script.join("\n")}\n`);
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
