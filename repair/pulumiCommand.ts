import { spawn } from "node:child_process";

import type { Stack } from "@pulumi/pulumi/automation";

export interface CommandOptions {
    /** The text that the command reads as its input. */
    readonly input?: string;
    readonly onOutput?: (text: string) => void;
}

/**
 * Runs what the Automation API offers only with a file on disk, with secrets in plain text, or with further runs of the CLI
 * for a summary that is not used. Gives back what the command prints.
 */
export async function runPulumi(
    { workspace }: Stack,
    parameters: readonly string[],
    { input = "", onOutput }: CommandOptions = {},
): Promise<string> {
    const child = spawn(workspace.pulumiCommand.command, [...parameters, "--non-interactive"], {
        cwd: workspace.workDir,
        env: { ...process.env, ...workspace.envVars },
        stdio: ["pipe", "pipe", "pipe"],
    });
    let printed = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
        onOutput?.(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    // A command that ends before it has read its input says why on its own.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    const status = await new Promise<number | null>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
    });
    if (status !== 0) {
        throw new Error(`pulumi ${parameters.join(" ")} failed:\n${(errors || printed).trim()}`);
    }
    return printed;
}
