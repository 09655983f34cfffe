import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

import { type LocalWorkspace, type OutputMap, Stack } from "@pulumi/pulumi/automation";

/** The key of a value in the state that is encrypted, or is not plain data otherwise. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

interface StateFile {
    readonly checkpoint: {
        readonly latest: {
            readonly resources?: readonly {
                readonly type: string;
                readonly outputs?: Readonly<Record<string, unknown>>;
            }[];
        };
    };
}

/**
 * Makes or selects a stack. Where its state is in a folder, what the Automation API asks the CLI for after each
 * update is read from there: it runs the CLI three more times to give back the outputs and a summary, which
 * costs as much processor time as half of an update that changes nothing.
 */
export async function openStoredStack(
    stackName: string,
    workspace: LocalWorkspace,
    backendUrl: string,
): Promise<Stack> {
    if (!backendUrl.startsWith("file://")) {
        return Stack.createOrSelect(stackName, workspace);
    }
    const { name: project } = await workspace.projectSettings();
    const folder = fileURLToPath(new URL(backendUrl).href.replace(/\?.*$/, ""));
    const file = path.join(folder, ".pulumi", "stacks", project, `${stackName}.json`);
    const stack = await (existsSync(file)
        ? Stack.select(stackName, workspace)
        : Stack.create(stackName, workspace));
    const outputsByCli = () => workspace.stackOutputs(stackName);
    return Object.assign(stack, {
        outputs: async () => (await storedOutputs(file)) ?? (await outputsByCli()),
        // A summary of the last update, which nobody here reads.
        info: () => Promise.resolve(undefined),
    });
}

/** A stack's outputs as its state has them; undefined where they are encrypted, or not there yet. */
async function storedOutputs(file: string): Promise<OutputMap | undefined> {
    if (!existsSync(file)) {
        return undefined;
    }
    const { checkpoint } = JSON.parse(await readFile(file, "utf8")) as StateFile;
    const stack = checkpoint.latest.resources?.find(({ type }) => type === "pulumi:pulumi:Stack");
    const outputs = stack?.outputs ?? {};
    return JSON.stringify(outputs).includes(SIGNATURE)
        ? undefined
        : Object.fromEntries(
              Object.entries(outputs).map(([key, value]) => [key, { value, secret: false }]),
          );
}
