import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";

import { Sandbox, type SandboxOptions, type StackRequest } from "../../tools/demo/sandbox";
import type { Emulator, EmulatorOptions } from "../../tools/emulator";
import { type Clients, clients } from "../emulator/client";
import { startKeyServer } from "./keyServer";
import { endOrphanedProviders, processesLeft } from "./processes";

const ROOT = path.resolve(__dirname, "../..");

/** An engine, an emulator and temporary folders of a test file's own. */
export interface Workbench {
    readonly sandbox: Sandbox;
    readonly emulator: Emulator;
    /** The official clients of the first account. */
    readonly owner: Clients;
    /** What no other run calls its stacks. */
    readonly stackName: string;
    /** Opens a stack, by default of the first account and with the file's stack name. */
    open(
        folder: string,
        config?: StackRequest["config"],
        stackName?: string,
        owner?: Pick<StackRequest, "environment"> & Partial<Pick<StackRequest, "account">>,
    ): Promise<Stack>;
    /** Ends everything, and fails if a process, a temporary file, a stack's config or a log of one is left. */
    close(): Promise<void>;
}

/**
 * How long a change of state takes at least, in seconds: a variable with which any file can be run on a cloud that is as
 * slow as a real one.
 */
const AT_LEAST_MILLISECONDS = Number(process.env.STATE_CHANGE_SECONDS ?? 0) * 1000;

/** The time that a test wants, or the longer one that all are to have. */
export function stateChanges(wanted?: number): Pick<EmulatorOptions, "transitionMilliseconds"> {
    return AT_LEAST_MILLISECONDS === 0
        ? { transitionMilliseconds: wanted }
        : { transitionMilliseconds: Math.max(AT_LEAST_MILLISECONDS, wanted ?? 0) };
}

export async function openWorkbench(
    emulator?: EmulatorOptions,
    languages?: SandboxOptions["languages"],
): Promise<Workbench> {
    const leaveTemporaryFolder = await enterTemporaryFolder();
    const keyServer = await startKeyServer();
    const sandbox = await Sandbox.open({
        progress: () => undefined,
        emulator: { ...emulator, ...stateChanges(emulator?.transitionMilliseconds) },
        languages,
        secretsProvider: keyServer.secretsProvider,
    }).catch(async (error: unknown) => {
        keyServer.close();
        await leaveTemporaryFolder();
        throw error;
    });
    const stackName = `test-${randomBytes(4).toString("hex")}`;
    const configFiles: string[] = [];
    return {
        sandbox,
        emulator: sandbox.emulator,
        owner: clients(sandbox.emulator),
        stackName,
        open(folder, config, name = stackName, owner = {}) {
            configFiles.push(path.join(ROOT, folder, `Pulumi.${name}.yaml`));
            return sandbox.openStack({
                folder,
                stackName: name,
                account: sandbox.emulator.accounts[0],
                config,
                ...owner,
            });
        },
        async close() {
            await sandbox.close();
            keyServer.close();
            // Orphaned providers would hold up the next file for five minutes.
            const processes = await processesLeft(sandbox.folder, endOrphanedProviders);
            const files = await leaveTemporaryFolder();
            const logs = await logsOf(stackName, sandbox.engine.pulumiHome);
            assert.deepEqual(
                { processes, files, configFiles: configFiles.filter(existsSync), logs },
                { processes: [], files: [], configFiles: [], logs: [] },
            );
        },
    };
}

/** Gives the process a temporary folder of its own. The function given back ends that, and gives what was left in it. */
async function enterTemporaryFolder(): Promise<() => Promise<string[]>> {
    const usual = process.env.TMPDIR;
    const folder = await mkdtemp(path.join(tmpdir(), "end-to-end-"));
    process.env.TMPDIR = folder;
    return async () => {
        if (usual === undefined) {
            delete process.env.TMPDIR;
        } else {
            process.env.TMPDIR = usual;
        }
        const files = await readdir(folder);
        await rm(folder, { recursive: true, force: true });
        return files;
    };
}

/** The logs of a stack's commands in a Pulumi home. */
async function logsOf(stackName: string, pulumiHome: string): Promise<string[]> {
    const folder = path.join(pulumiHome, "logs");
    const files = existsSync(folder) ? await readdir(folder) : [];
    return files.filter((file) => file.includes(stackName));
}
