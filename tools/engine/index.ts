import * as path from "node:path";
import { cacheFolder } from "./cacheFolder";
import type { BuiltPart } from "./partBuild";
import { type Language, processorTime, sourceFolder } from "./parts";
import { requirePlatform } from "./platform";
import type { Progress } from "./progress";
import { providerSchema } from "./providerSchema";
import { assembleHome, assembleRoot } from "./pulumiFolders";
import { missingParts, supplyParts } from "./supply";

export { terminalProgress } from "./progress";
export type { Progress } from "./progress";
export type { BuiltPart } from "./partBuild";
export { type Language, languages } from "./parts";
export { makeSandboxHome } from "./usersPulumiHome";
export { findTerraformProvider, type TerraformProvider } from "./terraformProvider";

export interface EngineOptions {
    readonly progress: Progress;
    /** Languages of the programs to run. Node alone by default. */
    readonly languages?: readonly Language[];
    /** Whether SDKs are to be generated. They are not by default. */
    readonly withSdkGenerator?: boolean;
    /** Whether the provider is also wanted as one that `terraform` runs. It is not by default. */
    readonly withTerraformProvider?: boolean;
    /** Builds every part asked for anew, whatever is installed or was built before. */
    readonly force?: boolean;
    /** Instead of the process's own. */
    readonly environment?: NodeJS.ProcessEnv;
}

/** A CLI, its language hosts and the provider plugin, ready to run programs with. */
export interface Engine {
    /**
     * `<pulumiRoot>/bin/pulumi` exists: what the Automation API's `PulumiCommand` takes as its
     * root.
     */
    readonly pulumiRoot: string;
    readonly binFolder: string;
    /** A Pulumi home that is not the user's, with the provider plugin in it. */
    readonly pulumiHome: string;
    /** The provider plugin's package schema, as JSON. */
    readonly providerSchemaFile: string;
    /** The program that writes SDKs, where it was asked for. */
    readonly sdkGenerator: string | undefined;
    /** The provider for `terraform`, where it was asked for. */
    readonly terraformProvider: string | undefined;
    /** What this call built; empty where everything was there. */
    readonly built: readonly BuiltPart[];
    /** The variables to set for whatever runs programs in this engine. */
    environment(): Record<string, string>;
}

/**
 * Finds the engine: the CLI on PATH where there is one, else the vendor's, fetched, else one built from source, once
 * for the machine; and the provider plugin likewise. Rejects with a message for the user where neither is
 * possible.
 */
export async function ensureEngine(options: EngineOptions): Promise<Engine> {
    const {
        progress,
        languages = ["nodejs"],
        withSdkGenerator = false,
        withTerraformProvider = false,
        force = false,
        environment = process.env,
    } = options;
    requirePlatform(process.platform);
    const cache = cacheFolder(environment);
    const supply = await supplyParts(
        {
            languages,
            withSdkGenerator,
            withTerraformProvider,
            onlyBuilt: force || isBuildRequested(environment),
            rebuild: force,
        },
        { cache, environment, progress, sourceFolder },
    );
    const pulumiRoot = await assembleRoot(cache, supply.programs);
    const binFolder = path.join(pulumiRoot, "bin");
    const pulumiHome = await assembleHome(cache, supply.pluginFolder);
    const providerSchemaFile = await providerSchema({
        plugin: supply.pluginFolder,
        pulumi: path.join(binFolder, "pulumi"),
        pulumiHome,
        environment,
        progress,
    });
    return {
        pulumiRoot,
        binFolder,
        pulumiHome,
        providerSchemaFile,
        sdkGenerator: supply.sdkGenerator,
        terraformProvider: supply.terraformProvider,
        built: supply.built,
        environment: () => ({
            PATH: [binFolder, environment.PATH].filter(Boolean).join(path.delimiter),
            PULUMI_HOME: pulumiHome,
            PULUMI_SKIP_UPDATE_CHECK: "true",
            // Node compiles the SDKs once, not in every run of a program: from Node 22.1, older ones ignore it.
            NODE_COMPILE_CACHE:
                environment.NODE_COMPILE_CACHE ?? path.join(cache, "node-compile-cache"),
            // A missing plugin is then an error that names it, not a wait for a site out of reach.
            ...(supply.pluginWasBuilt && { PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true" }),
        }),
    };
}

/**
 * The parts that a program in Node needs and that are not here, with what building them takes: each is fetched or built
 * when the engine is first asked for. Undefined where nothing is missing.
 */
export function missingEngineParts(environment: NodeJS.ProcessEnv): string | undefined {
    requirePlatform(process.platform);
    const onlyBuilt = isBuildRequested(environment);
    const parts = missingParts(
        {
            languages: ["nodejs"],
            withSdkGenerator: false,
            withTerraformProvider: false,
            onlyBuilt,
            rebuild: false,
        },
        { cache: cacheFolder(environment), environment, progress: () => undefined, sourceFolder },
    );
    return parts.length === 0
        ? undefined
        : `${parts.map(({ title }) => title).join(", ")}; a build takes ${processorTime(parts)}`;
}

const choiceVariable = "ALICLOUD_PRIVATELINK_ENGINE";

function isBuildRequested(environment: NodeJS.ProcessEnv): boolean {
    const choice = environment[choiceVariable];
    if (choice !== undefined && choice !== "" && choice !== "build") {
        throw new Error(`${choiceVariable}: found "${choice}". Must be "build", or left out.`);
    }
    return choice === "build";
}
