import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

import type { Stack } from "@pulumi/pulumi/automation";

import { REPAIR_COMMAND } from "./killedRun";

/** Runs a program in a terminal of its own, which ends with it. */
const IN_TERMINAL =
    "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";

/** How a question ends, after what it is about. */
const QUESTION = /^(.*): (?:import, )?delete, leave\? $/m;

/**
 * Runs `alicloud-privatelink-repair` in a terminal, and answers each question when it is asked. Gives back what the
 * terminal shows.
 *
 * @param answerTo what is typed, by what is asked about: kind, name and id of a resource
 */
export async function repairInTerminal(
    { name, workspace }: Stack,
    parameters: readonly string[],
    answerTo: (asked: string) => string,
): Promise<string> {
    const command = [process.execPath, REPAIR_COMMAND, name, "--cwd", workspace.workDir];
    const child = spawn("python3", ["-c", IN_TERMINAL, ...command, ...parameters], {
        env: { ...process.env, ...workspace.envVars },
        stdio: ["pipe", "pipe", "inherit"],
    });
    let shown = "";
    let unread = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
        shown += text;
        unread += text;
        const asked = QUESTION.exec(stripVTControlCharacters(unread))?.[1];
        if (asked !== undefined) {
            unread = "";
            child.stdin.write(`${answerTo(asked)}\n`);
        }
    });
    const status = await new Promise<number | null>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
    });
    if (status !== 0) {
        throw new Error(`The command ended with ${status}:\n${shown}`);
    }
    return stripVTControlCharacters(shown).replaceAll("\r\n", "\n");
}
