import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { LocalWorkspace, type Stack, type Workspace } from "@pulumi/pulumi/automation";

import { fileBackend } from "./fileBackend";

const STACK_NAME = "temporary";

export interface TemporaryStackSettings {
    /** Name of the project, and the start of the folder's name. */
    readonly projectName: string;
    /** Config in plain text. */
    readonly config?: Readonly<Record<string, string>>;
    /** Whose CLI and variables are used. Those of this process by default. */
    readonly workspace?: Pick<Workspace, "pulumiCommand" | "pulumiHome" | "envVars">;
}

/** Uses a stack of programs that only read, with a project and a state of its own, which go away afterwards. */
export async function inTemporaryStack<T>(
    { projectName, config = {}, workspace }: TemporaryStackSettings,
    use: (stack: Stack) => Promise<T>,
): Promise<T> {
    const folder = await mkdtemp(path.join(tmpdir(), `${projectName}-`));
    try {
        const stack = await LocalWorkspace.createStack(
            { projectName, stackName: STACK_NAME, program: () => Promise.resolve() },
            {
                workDir: folder,
                stackSettings: { [STACK_NAME]: { config } },
                pulumiCommand: workspace?.pulumiCommand,
                pulumiHome: workspace?.pulumiHome,
                envVars: {
                    ...workspace?.envVars,
                    PULUMI_BACKEND_URL: fileBackend(folder),
                    PULUMI_CONFIG_PASSPHRASE: "nothing is kept",
                },
            },
        );
        return await use(stack);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}
