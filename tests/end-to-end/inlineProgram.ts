import { createRequire } from "node:module";
import * as path from "node:path";

import type { PulumiFn, Stack } from "@pulumi/pulumi/automation";

const EXAMPLES = path.resolve(__dirname, "../../examples") + path.sep;

const load = createRequire(__filename);

/** The credentials of the programs that run in this process, and how many of them do. */
const running = { credentials: "", programs: 0 };

/**
 * Runs a command with the program of a stack's project in the test's process, as an inline program of the Automation API.
 * A process of its own costs more processor time than the CLI and the provider together, nearly all of it for loading
 * SDKs.
 *
 * Leaves it to Pulumi's language host where that must run the program: in other languages; an example until its stack is
 * deployed, which so begins as a user's does; and beside a program with other credentials, which a process has once.
 */
export async function withInlineProgram<T>(
    stack: Stack,
    isDeployed: boolean,
    command: (program: PulumiFn | undefined) => Promise<T>,
): Promise<T> {
    const file = await programFile(stack);
    const isExample = stack.workspace.workDir.startsWith(EXAMPLES);
    const variables = credentialsOf(stack);
    const credentials = JSON.stringify(variables);
    const isAlone = running.programs === 0 || running.credentials === credentials;
    if (file === undefined || (isExample && !isDeployed) || !isAlone) {
        return command(undefined);
    }
    running.credentials = credentials;
    running.programs += 1;
    Object.assign(process.env, variables);
    try {
        return await command(programIn(file));
    } finally {
        running.programs -= 1;
        if (running.programs === 0) {
            Object.keys(variables).forEach((name) => Reflect.deleteProperty(process.env, name));
        }
    }
}

/** The file that Node runs; undefined for a program in another language. */
async function programFile({ workspace }: Stack): Promise<string | undefined> {
    const { runtime, main = "." } = await workspace.projectSettings();
    const language = typeof runtime === "string" ? runtime : runtime?.name;
    return language === "nodejs" ? load.resolve(path.resolve(workspace.workDir, main)) : undefined;
}

/** What the provider, and the package's own calls, read of the environment. */
function credentialsOf({ workspace: { envVars } }: Stack): Record<string, string> {
    return Object.fromEntries(
        Object.entries(envVars ?? {}).filter(([name]) => name.startsWith("ALICLOUD_")),
    );
}

function programIn(file: string): PulumiFn {
    return async () => {
        // Each run makes resources anew, which is what loading the program's modules does.
        Object.keys(load.cache)
            .filter((each) => each.startsWith(path.dirname(file) + path.sep))
            .forEach((each) => Reflect.deleteProperty(load.cache, each));
        const exported: unknown = load(file);
        const outputs: unknown = typeof exported === "function" ? exported() : exported;
        return (await outputs) as Record<string, unknown>;
    };
}
