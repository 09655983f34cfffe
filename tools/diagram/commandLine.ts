import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";

/** A Pulumi CLI, and the variables for its state backend. */
export interface CommandLine {
    /** `<pulumiRoot>/bin/pulumi` is the CLI. */
    readonly pulumiRoot: string;
    readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The names of a project's stacks in the state backend. */
export async function stackNames(commandLine: CommandLine, folder: string): Promise<string[]> {
    const listed = JSON.parse(await run(commandLine, folder, ["stack", "ls", "--json"])) as {
        readonly name: string;
    }[];
    return listed.map(({ name }) => name);
}

/** What `pulumi stack export` writes of a stack, with its secrets encrypted. */
export function exportStack(
    commandLine: CommandLine,
    folder: string,
    name: string,
): Promise<string> {
    return run(commandLine, folder, ["stack", "export", "--stack", name]);
}

async function run(
    { pulumiRoot, environment }: CommandLine,
    folder: string,
    parameters: readonly string[],
): Promise<string> {
    try {
        const { stdout } = await promisify(execFile)(
            path.join(pulumiRoot, "bin", "pulumi"),
            [...parameters, "--non-interactive"],
            { cwd: folder, env: { ...process.env, ...environment }, maxBuffer: 2 ** 29 },
        );
        return stdout;
    } catch (error) {
        const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
        throw new Error(
            `pulumi ${parameters.join(" ")} failed in ${folder}:\n${(stderr || message).trim()}`,
            { cause: error },
        );
    }
}
