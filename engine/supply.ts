import * as fs from "node:fs";
import * as path from "node:path";
import { withLock } from "./buildLock";
import { findGo } from "./goToolchain";
import { downloadPlugin, findDownloadedPlugin, findUsersPlugin } from "./installedPlugin";
import { findInstalledPulumi } from "./installedPulumi";
import type { InstalledPulumi } from "./installedPulumi";
import { orderlyOnInterrupt } from "./interruption";
import { buildParts } from "./partBuild";
import type { BuiltPart, Workshop } from "./partBuild";
import { findBuilt } from "./partKey";
import { commandLine, languageHosts, provider, providerVersion } from "./parts";
import type { Part } from "./parts";
import { duration } from "./progress";
import { removeOutdatedRoots } from "./pulumiFolders";
import { removeLeftovers } from "./temporaryFolder";

export interface Supply {
    /** The CLI first, then the language hosts. */
    readonly programs: readonly string[];
    readonly pluginFolder: string;
    readonly pluginWasBuilt: boolean;
    readonly built: readonly BuiltPart[];
}

export interface SupplyOptions {
    /** Passes over what is installed. */
    readonly onlyBuilt: boolean;
    /** Passes over what was built before. */
    readonly rebuild: boolean;
}

/** Finds the parts of the engine, and builds those that cannot be found. */
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
    const { installed } = stock;
    const plugin = stock.installedPlugin();
    return {
        programs:
            installed.kind === "usable"
                ? installed.programs
                : ownPrograms.map((part) => path.join(builtFolder(part), part.executable)),
        pluginFolder: plugin ?? builtFolder(provider),
        pluginWasBuilt: plugin === undefined,
        built,
    };
}

const ownPrograms: readonly Part[] = [commandLine, ...languageHosts];

type Stock = ReturnType<typeof takeStock>;

function takeStock({ onlyBuilt, rebuild }: SupplyOptions, workshop: Workshop) {
    const { environment, cache, sourceFolder } = workshop;
    const go = findGo(environment);
    const installed: InstalledPulumi = onlyBuilt
        ? { kind: "absent" }
        : findInstalledPulumi(environment, cache);
    const pulumi = installed.kind === "usable" ? installed.programs[0] : undefined;
    const builtFolder = (part: Part) => findBuilt(part, sourceFolder(part), cache, go?.version);
    const installedPlugin = () =>
        onlyBuilt
            ? undefined
            : (findUsersPlugin(environment, cache) ?? (pulumi && findDownloadedPlugin(cache)));
    const missing = () =>
        [
            ...(pulumi === undefined ? ownPrograms : []),
            ...(installedPlugin() === undefined ? [provider] : []),
        ].filter((part) => rebuild || builtFolder(part) === undefined);
    return { go, installed, pulumi, builtFolder, installedPlugin, missing };
}

async function fillUp(
    { go, installed, pulumi, missing }: Stock,
    { rebuild }: SupplyOptions,
    workshop: Workshop,
): Promise<BuiltPart[]> {
    const { cache, progress, sourceFolder } = workshop;
    if (installed.kind === "unusable") {
        progress(`${installed.reason}; the engine is built from source instead`);
    }
    return alone(workshop, async (signal) => {
        await removeLeftovers(cache);
        if (pulumi !== undefined && missing().includes(provider)) {
            await downloadPlugin({ ...workshop, pulumi, signal });
        }
        // Looked up again: another process may have built them while this one waited.
        const parts = missing();
        if (parts.length === 0) {
            return [];
        }
        if (go === undefined) {
            throw new Error(explainMissingGo(parts, pulumi, goNeededFor(sourceFolder(parts[0]))));
        }
        progress(`Building from source, once for this machine: ${titles(parts)}`);
        progress(`  Takes some minutes each, and up to 8 GB in ${cache} until it is done`);
        const built = await buildParts(parts, { go, signal, replace: rebuild }, workshop);
        if (rebuild) {
            removeOutdatedRoots(cache);
        }
        return built;
    });
}

/** Runs `work` with no other build beside it, and in a way that can be interrupted. */
function alone<T>(
    { cache, progress }: Workshop,
    work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
    const onWait = (pid: number | undefined, seconds: number) =>
        seconds === 0
            ? progress(`Another build is running (process ${pid ?? "unknown"}); waiting for it`)
            : progress(`  ${duration(seconds)}  waiting`, true);
    return orderlyOnInterrupt((signal) =>
        withLock(path.join(cache, "build.lock"), { signal, onWait }, () => work(signal)),
    );
}

function explainMissingGo(
    parts: readonly Part[],
    pulumi: string | undefined,
    goVersion: string,
): string {
    const installGo = `install Go ${goVersion} or later (https://go.dev/doc/install)`;
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
