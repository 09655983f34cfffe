import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import * as path from "node:path";

import { ensureEngine, type Progress } from "../engine";
import { type CommandLine, exportStack, stackNames } from "./commandLine";

/** A stack's state as `pulumi stack export` writes it, its secrets encrypted. */
export interface ExportedStack {
    /** What it is called in messages. */
    readonly source: string;
    readonly text: string;
}

const EXAMPLES = path.resolve(__dirname, "../../examples");

/** The folder that a name stands for: a path from where the user is, or one of the examples. */
export async function projectFolder(name: string, workingFolder: string): Promise<string> {
    for (const folder of [path.resolve(workingFolder, name), path.join(EXAMPLES, name)]) {
        if (existsSync(folder) && (await stat(folder)).isDirectory()) {
            return folder;
        }
    }
    const examples = (await readdir(EXAMPLES)).filter((each) => each !== "shared");
    throw new Error(
        `stacks: found "${name}". Must be a file, a folder, or one of the examples ${examples.join(", ")}.`,
    );
}

/**
 * Exports the stacks of the Pulumi project in a folder, or else of those in the folders directly in
 * it, with the CLI and from the state backend that the environment leads to.
 *
 * @param names the stacks' names; all stacks where there are none
 */
export async function exportStacks(
    folder: string,
    names: readonly string[],
    progress: Progress,
): Promise<ExportedStack[]> {
    const projects = await projectsIn(folder);
    if (projects.length === 0) {
        throw new Error(
            `stacks: found "${folder}". Must be the folder of a Pulumi project, or one with such folders.`,
        );
    }
    const engine = await ensureEngine({ progress });
    const commandLine: CommandLine = {
        pulumiRoot: engine.pulumiRoot,
        // The user's own home stays, and with it the backend that the user is logged in to.
        environment: { PATH: engine.environment().PATH, PULUMI_SKIP_UPDATE_CHECK: "true" },
    };
    const exported: ExportedStack[] = [];
    for (const project of projects) {
        for (const name of await stackNames(commandLine, project)) {
            if (names.length === 0 || names.includes(name)) {
                const source = `stack ${name} of ${path.relative(folder, project) || "."}`;
                progress(`Exporting ${source}`);
                exported.push({ source, text: await exportStack(commandLine, project, name) });
            }
        }
    }
    if (exported.length === 0) {
        const called = names.length === 0 ? "" : ` called ${names.join(" or ")}`;
        throw new Error(
            `The state backend holds no stack${called} of ${projects.map((each) => path.basename(each)).join(", ")}. ` +
                `Deploy them first ("pulumi up"), or set PULUMI_BACKEND_URL to the backend that holds them.`,
        );
    }
    return exported;
}

async function projectsIn(folder: string): Promise<string[]> {
    const isProject = (each: string) => existsSync(path.join(each, "Pulumi.yaml"));
    if (isProject(folder)) {
        return [folder];
    }
    const names = (await readdir(folder)).sort();
    return names.map((name) => path.join(folder, name)).filter(isProject);
}
