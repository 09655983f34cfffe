import { execFile } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";

import type { Stack } from "@pulumi/pulumi/automation";

import { type Language, languages } from "../../tools/engine";
import { removeFolder } from "../../tools/engine/removeFolder";
import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";
import { openWorkbench, type Workbench } from "../end-to-end/workbench";
import {
    homeWithoutPlugin,
    homeWithPluginForNewerCli,
    installPlugin,
    PLUGIN,
} from "./pluginInstallation";
import { preparations } from "./preparation";

/** Settings of a TypeScript project that forbid what the package does. */
const HOSTILE = path.join(PACKAGE_FOLDER, "tools", "release", "consumer", "tsconfig.hostile.json");

/** A workbench for programs in other languages, which get the components from the package's plugin. */
export interface LanguageBench extends Workbench {
    /** Where the plugin is installed. */
    readonly plugin: string;
    /**
     * Opens a stack of a program, a copy in a folder of its own; a project whose tsconfig.json
     * forbids what the package does.
     */
    openCopy(
        program: Program,
        files?: Readonly<Record<string, string>>,
        environment?: Readonly<Record<string, string>>,
    ): Promise<Stack>;
    /** The environment of a user who has not installed the plugin. */
    withoutPlugin(): Record<string, string>;
    /** The environment of a user whose CLI is older than the plugin's PulumiPlugin.yaml asks for. */
    withPluginForNewerCli(): Record<string, string>;
}

/** The folder of a program below the project's root, or nothing for one of the given files alone. */
interface Program {
    readonly language: Exclude<Language, "nodejs">;
    readonly folder?: string;
    readonly config?: Readonly<Record<string, unknown>>;
}

export async function openLanguageBench(): Promise<LanguageBench> {
    const workbench = await openWorkbench(undefined, languages);
    const { sandbox } = workbench;
    const home = path.join(sandbox.folder, "home-with-package");
    const { pulumiHome } = sandbox.engine;
    const plugin = installPlugin(home, pulumiHome);
    let otherHomes = 0;
    const otherHome = (prepare: typeof homeWithoutPlugin) => {
        const other = path.join(sandbox.folder, "other-homes", String((otherHomes += 1)));
        prepare(other, pulumiHome);
        return { PULUMI_HOME: other };
    };
    const prepare = preparations(
        () => servedSchema(workbench, plugin),
        path.join(sandbox.folder, "sdk"),
    );
    let copies = 0;
    return {
        ...workbench,
        plugin,
        async openCopy({ language, folder, config }, files = {}, environment = {}) {
            const copy = path.join(sandbox.folder, "programs", String((copies += 1)));
            mkdirSync(copy, { recursive: true });
            const source = folder === undefined ? undefined : path.join(PACKAGE_FOLDER, folder);
            if (source !== undefined) {
                copyProgram(source, copy);
            }
            copyFileSync(HOSTILE, path.join(copy, "tsconfig.json"));
            for (const [name, content] of Object.entries(files)) {
                writeFileSync(path.join(copy, name), content);
            }
            const usual = await prepare[language]({ source, folder: copy });
            return workbench.open(path.relative(PACKAGE_FOLDER, copy), config, undefined, {
                environment: { PULUMI_HOME: home, ...usual, ...environment },
            });
        },
        withoutPlugin: () => otherHome(homeWithoutPlugin),
        withPluginForNewerCli: () => otherHome(homeWithPluginForNewerCli),
        async close() {
            // Its folders cannot be removed by a user who may not write there.
            await removeFolder(home);
            await workbench.close();
        },
    };
}

function copyProgram(from: string, to: string): void {
    for (const file of readdirSync(from)) {
        // What somebody installed there, or the config of a stack of theirs, is no part of it.
        if (!/^(venv|sdks|__pycache__|Pulumi\..+\.yaml)$/.test(file)) {
            cpSync(path.join(from, file), path.join(to, file), { recursive: true });
        }
    }
}

/** The schema as a user's CLI gets it from the plugin. */
async function servedSchema({ sandbox }: Workbench, plugin: string): Promise<string> {
    const { stdout } = await promisify(execFile)(
        path.join(sandbox.engine.binFolder, "pulumi"),
        ["package", "get-schema", path.join(plugin, PLUGIN)],
        {
            cwd: sandbox.folder,
            env: { ...process.env, ...sandbox.environment(sandbox.emulator.accounts[0]) },
            maxBuffer: 1 << 30,
        },
    );
    return stdout;
}
