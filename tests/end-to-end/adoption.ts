import { execFile } from "node:child_process";
import { mkdir, symlink } from "node:fs/promises";
import * as path from "node:path";
import { promisify } from "node:util";

import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";

import type { Account, CallRecord } from "../../tools/emulator";
import { callsDuring } from "./crossAccount";
import type { Workbench } from "./workbench";

const ROOT = path.resolve(__dirname, "../..");
const COMMAND = path.join(ROOT, "bin/adopt/main.js");

export interface Ran {
    readonly status: number;
    readonly output: string;
    readonly errors: string;
}

/** An adoption on the emulator: the command as it is installed, and what its user does next. */
export class AdoptionBench {
    constructor(private readonly workbench: Workbench) {}

    /** Runs the command with an account's credentials. */
    async run(
        account: Account,
        parameters: readonly string[],
        environment: Readonly<Record<string, string | undefined>> = {},
    ): Promise<Ran & { readonly calls: CallRecord[] }> {
        const { sandbox, emulator } = this.workbench;
        const config = Object.entries(sandbox.cloudConfig()).flatMap(([key, value]) => [
            "--config",
            `${key}=${value}`,
        ]);
        const { result, calls } = await callsDuring(emulator, account, () =>
            run([COMMAND, ...parameters, ...config], {
                ...process.env,
                ...sandbox.environment(account),
                ALICLOUD_REGION: "eu-central-1",
                ...environment,
            }),
        );
        return { ...result, calls };
    }

    /** A folder that nothing is in, by a name of its own. */
    folder(name: string): string {
        return path.join(this.workbench.sandbox.folder, "adopted", name);
    }

    /** Makes a stack of a written project, which finds the packages that `npm install` would bring. */
    async openStack(folder: string, account: Account): Promise<Stack> {
        for (const scope of [
            "@cloud-components/alicloud-privatelink",
            "@pulumi/alicloud",
            "@pulumi/pulumi",
        ]) {
            const target = scope.startsWith("@pulumi")
                ? path.join(ROOT, "node_modules", scope)
                : ROOT;
            const link = path.join(folder, "node_modules", scope);
            await mkdir(path.dirname(link), { recursive: true });
            await symlink(target, link);
        }
        const { sandbox } = this.workbench;
        return LocalWorkspace.createStack(
            { stackName: this.workbench.stackName, workDir: folder },
            {
                envVars: sandbox.environment(account),
                pulumiCommand: sandbox.command,
            },
        );
    }

    /** What `pulumi import --file import.json --generate-code=false` prints. */
    async importInto(stack: Stack): Promise<string> {
        const { pulumiCommand, workDir, envVars } = stack.workspace;
        const parameters = ["import", "--file", "import.json", "--generate-code=false", "--yes"];
        const { stdout } = await promisify(execFile)(
            pulumiCommand.command,
            [...parameters, "--stack", stack.name, "--non-interactive", "--color", "never"],
            { cwd: workDir, env: { ...process.env, ...envVars } },
        );
        return stdout;
    }
}

async function run(parameters: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
    try {
        const { stdout, stderr } = await promisify(execFile)(process.execPath, [...parameters], {
            env,
        });
        return { status: 0, output: stdout, errors: stderr };
    } catch (error) {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { status: code, output: stdout, errors: stderr };
    }
}
