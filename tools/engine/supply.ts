import * as fs from "node:fs";
import * as path from "node:path";
import { alone } from "./alone";
import { downloadPulumi, findDownloadedPulumi } from "./downloadedPulumi";
import { findGo } from "./goToolchain";
import { downloadPlugin, findDownloadedPlugin, findUsersPlugin } from "./installedPlugin";
import { findInstalledPulumi } from "./installedPulumi";
import type { InstalledPulumi } from "./installedPulumi";
import { buildParts } from "./partBuild";
import type { BuiltPart, Workshop } from "./partBuild";
import { findBuilt } from "./partKey";
import {
    builtProgramsOf,
    commandLine,
    type Language,
    languageHost,
    type Part,
    processorTime,
    provider,
    providerVersion,
    sdkGenerator,
    terraformProvider,
} from "./parts";
import { removeOutdatedRoots } from "./pulumiFolders";
import { removeLeftovers } from "./temporaryFolder";

export interface Supply {
    /** The CLI first, then the language hosts. */
    readonly programs: readonly string[];
    readonly pluginFolder: string;
    readonly pluginWasBuilt: boolean;
    /** Where it was asked for. */
    readonly sdkGenerator: string | undefined;
    /** Where it was asked for. */
    readonly terraformProvider: string | undefined;
    readonly built: readonly BuiltPart[];
}

export interface SupplyOptions {
    readonly languages: readonly Language[];
    readonly withSdkGenerator: boolean;
    readonly withTerraformProvider: boolean;
    /** Passes over what is installed. */
    readonly onlyBuilt: boolean;
    /** Passes over what was built before. */
    readonly rebuild: boolean;
}

/** Finds the parts of the engine, fetches those that are not there, and builds those that cannot be fetched. */
export async function supplyParts(options: SupplyOptions, workshop: Workshop): Promise<Supply> {
    const stock = takeStock(options, workshop);
    const built = stock.missing().length > 0 ? await fillUp(stock, options, workshop) : [];
    const builtFolder = (part: Part) => {
        const folder = stock.builtFolder(part);
        if (folder === undefined) {
            throw new Error(
                `The ${part.title} vanished from ${workshop.cache} after it was built.`,
            );
        }
        return folder;
    };
    const builtProgram = (part: Part) => path.join(builtFolder(part), part.executable);
    const plugin = stock.installedPlugin();
    return {
        programs:
            stock.vendorsPrograms() ??
            stock.ownPrograms.flatMap((part) =>
                builtProgramsOf(part).map((program) => path.join(builtFolder(part), program)),
            ),
        pluginFolder: plugin ?? builtFolder(provider),
        pluginWasBuilt: plugin === undefined,
        sdkGenerator: options.withSdkGenerator ? builtProgram(sdkGenerator) : undefined,
        terraformProvider: options.withTerraformProvider
            ? builtProgram(terraformProvider)
            : undefined,
        built,
    };
}

/** What must be fetched or built before programs can run; nothing is changed. */
export function missingParts(options: SupplyOptions, workshop: Workshop): readonly Part[] {
    return takeStock(options, workshop).missing();
}

type Stock = ReturnType<typeof takeStock>;

function takeStock(options: SupplyOptions, workshop: Workshop) {
    const { onlyBuilt, rebuild, withSdkGenerator, withTerraformProvider } = options;
    const { environment, cache, sourceFolder } = workshop;
    const languageHosts = options.languages.map(languageHost);
    const ownPrograms: readonly Part[] = [commandLine, ...languageHosts];
    const go = findGo(environment);
    const installed: InstalledPulumi = onlyBuilt
        ? { kind: "absent" }
        : findInstalledPulumi(languageHosts, environment, cache);
    const vendorsPrograms = () => {
        if (onlyBuilt) {
            return undefined;
        }
        return installed.kind === "usable"
            ? installed.programs
            : findDownloadedPulumi(languageHosts, environment, cache);
    };
    const pulumi = () => vendorsPrograms()?.[0];
    const builtFolder = (part: Part) => findBuilt(part, sourceFolder(part), cache, go?.version);
    const installedPlugin = () =>
        onlyBuilt
            ? undefined
            : (findUsersPlugin(environment, cache) ?? (pulumi() && findDownloadedPlugin(cache)));
    const missing = () =>
        [
            ...(pulumi() === undefined ? ownPrograms : []),
            ...(installedPlugin() === undefined ? [provider] : []),
            ...(withSdkGenerator ? [sdkGenerator] : []),
            ...(withTerraformProvider ? [terraformProvider] : []),
        ].filter((part) => rebuild || builtFolder(part) === undefined);
    return {
        ...{ go, installed, vendorsPrograms, pulumi, ownPrograms },
        ...{ builtFolder, installedPlugin, missing },
    };
}

async function fillUp(
    { go, installed, pulumi, ownPrograms, missing }: Stock,
    { rebuild, onlyBuilt }: SupplyOptions,
    workshop: Workshop,
): Promise<BuiltPart[]> {
    const { cache, progress, sourceFolder } = workshop;
    if (installed.kind === "unusable") {
        progress(`${installed.reason}; another one is fetched or built instead`);
    }
    return alone(workshop, async (signal) => {
        await removeLeftovers(cache);
        if (!onlyBuilt && missing().some((part) => ownPrograms.includes(part))) {
            await downloadPulumi({ ...workshop, signal });
        }
        const vendors = pulumi();
        if (vendors !== undefined && missing().includes(provider)) {
            await downloadPlugin({ ...workshop, pulumi: vendors, signal });
        }
        // Looked up again: another process may have built them while this one waited.
        const parts = missing();
        if (parts.length === 0) {
            return [];
        }
        if (go === undefined) {
            throw new Error(explainMissingGo(parts, vendors, goNeededFor(sourceFolder(parts[0]))));
        }
        progress(`Building from source, once for this machine: ${titles(parts)}`);
        progress(`  Takes ${processorTime(parts)}, and up to 8 GB in ${cache} until it is done`);
        const built = await buildParts(parts, { go, signal, replace: rebuild }, workshop);
        if (rebuild) {
            removeOutdatedRoots(cache);
        }
        return built;
    });
}

function explainMissingGo(
    parts: readonly Part[],
    pulumi: string | undefined,
    goVersion: string,
): string {
    const installGo = `install Go ${goVersion} or later (https://go.dev/doc/install)`;
    if (parts.includes(sdkGenerator) || parts.includes(terraformProvider)) {
        return `There is no Go to build the ${titles(parts)} with: ${installGo}.`;
    }
    return pulumi === undefined
        ? `There is no usable \`pulumi\` on PATH and no Go to build one with: install Pulumi ` +
              `(https://www.pulumi.com/docs/install/), or ${installGo}. Missing: ${titles(parts)}.`
        : `The ${provider.title} plugin ${providerVersion} is not installed, ${pulumi} cannot ` +
              `fetch it, and there is no Go to build it with: ${installGo}.`;
}

function goNeededFor(source: string): string {
    const module = fs.readFileSync(path.join(source, "go.mod"), "utf8");
    return /^go (\S+)/m.exec(module)?.[1] ?? "";
}

function titles(parts: readonly Part[]): string {
    return parts.map((part) => part.title).join(", ");
}
