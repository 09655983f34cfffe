import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { alone } from "./alone";
import { cacheFolder } from "./cacheFolder";
import { findGo } from "./goToolchain";
import type { Engine } from "./index";
import { buildParts, type Workshop } from "./partBuild";
import { findBuilt } from "./partKey";
import { type Part, providerName } from "./parts";
import type { Progress } from "./progress";
import { removeFolder } from "./removeFolder";
import { generateSdk } from "./sdk";

/** The go.mod and go.sum that the programs are compiled with. */
const moduleFolder = path.join(__dirname, "go-programs");

const namePrefix = "go-program-";
const daysKept = 7;

export interface GoProgramsOptions {
    readonly progress: Progress;
    /** What the SDKs are made with, and the schema of the provider's. */
    readonly engine: Pick<Engine, "sdkGenerator" | "providerSchemaFile">;
    /** The schema of the package that the programs make components of, as JSON. */
    readonly schema: string;
    /** Their folders, each with its main.go. */
    readonly programs: readonly string[];
    /** Instead of the process's own. */
    readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Compiles programs in Go with the SDKs that they import, once for the machine for each state of
 * what goes into them; gives the executable of each folder. The Go host would compile them by itself
 * each time that they run, for which Go's caches would have to stay: a gigabyte.
 */
export async function ensureGoPrograms(
    options: GoProgramsOptions,
): Promise<ReadonlyMap<string, string>> {
    const { progress, programs, environment = process.env } = options;
    const cache = cacheFolder(environment);
    const workspace = fs.mkdtempSync(path.join(os.tmpdir(), "go-programs-"));
    try {
        const ingredients = await prepareSdk(options, workspace);
        const parts = new Map(programs.map((folder) => [folder, partOf(folder, ingredients)]));
        const sourceFolder = (part: Part) => path.join(workspace, part.name);
        for (const [folder, part] of parts) {
            prepareProgram(folder, sourceFolder(part));
        }
        const go = findGo(environment);
        const built = (part: Part) => findBuilt(part, sourceFolder(part), cache, go?.version);
        const missing = () => [...parts.values()].filter((part) => built(part) === undefined);
        if (missing().length > 0) {
            if (go === undefined) {
                throw new Error(
                    "There is no Go to compile programs with: install it (https://go.dev/doc/install).",
                );
            }
            const workshop: Workshop = { cache, environment, progress, sourceFolder };
            await alone(workshop, async (signal) => {
                await prepareProviderSdk(options, workspace);
                // Looked up again: another process may have made them while this one waited.
                await buildParts(missing(), { go, signal, replace: false }, workshop);
                await removeOld(cache);
            });
        }
        return new Map(
            [...parts].map(([folder, part]) => [
                folder,
                path.join(String(built(part)), part.executable),
            ]),
        );
    } finally {
        fs.rmSync(workspace, { recursive: true, force: true });
    }
}

function partOf(folder: string, ingredients: string): Part {
    const name = path.basename(folder);
    return {
        name: `${namePrefix}${name}`,
        title: `${name} program in Go`,
        goPackage: ".",
        executable: name,
        linkFlags: "-s -w",
        ingredients,
    };
}

function prepareProgram(folder: string, source: string): void {
    fs.mkdirSync(source);
    for (const file of ["go.mod", "go.sum"]) {
        fs.copyFileSync(path.join(moduleFolder, file), path.join(source, file));
    }
    fs.copyFileSync(path.join(folder, "main.go"), path.join(source, "main.go"));
}

/** Generates the SDK of the package; returns what identifies it and the provider's SDK from others. */
async function prepareSdk(
    { engine, schema }: GoProgramsOptions,
    workspace: string,
): Promise<string> {
    const folder = path.join(workspace, "sdks", "alicloud-privatelink");
    // As `pulumi package add` has it made: a module of its own.
    const spec = JSON.parse(schema, withoutDescription) as { meta?: object };
    const packed = { ...spec, meta: { ...spec.meta, supportPack: true } };
    await generateSdk(engine, "go", packed, folder);
    const generator = path.basename(path.dirname(String(engine.sdkGenerator)));
    const hash = createHash("sha256").update(generator);
    for (const file of filesBelow(folder)) {
        hash.update(`\0${path.relative(folder, file)}\0`).update(fs.readFileSync(file));
    }
    return hash.update("\0").update(fs.readFileSync(engine.providerSchemaFile)).digest("hex");
}

/** Descriptions become comments. Without them a change of words compiles nothing anew. */
function withoutDescription(key: string, value: unknown): unknown {
    return key === "description" && typeof value === "string" ? undefined : value;
}

/**
 * Generates an SDK for what is mapped of the provider, under the names of the vendor's, which is not
 * among the modules that Go's proxy serves everywhere.
 */
async function prepareProviderSdk({ engine }: GoProgramsOptions, workspace: string): Promise<void> {
    const modulePath = `github.com/pulumi/pulumi-${providerName}/sdk/v3`;
    const folder = path.join(workspace, "sdks", providerName);
    const schema = JSON.parse(fs.readFileSync(engine.providerSchemaFile, "utf8")) as {
        language?: object;
    };
    const go = {
        importBasePath: `${modulePath}/go/${providerName}`,
        generateResourceContainerTypes: true,
        respectSchemaVersion: true,
    };
    const named = { ...schema, language: { ...schema.language, go } };
    await generateSdk(engine, "go", named, path.join(folder, "go"));
    fs.writeFileSync(path.join(folder, "go.mod"), `module ${modulePath}\n\ngo 1.25\n`);
}

/** Removes programs as they were some time ago: each state of the sources makes new ones. */
async function removeOld(cache: string): Promise<void> {
    const limit = Date.now() - daysKept * 24 * 60 * 60 * 1000;
    for (const name of fs.readdirSync(cache).filter((each) => each.startsWith(namePrefix))) {
        const folder = path.join(cache, name);
        if (fs.statSync(folder).mtimeMs < limit) {
            await removeFolder(folder);
        }
    }
}

function filesBelow(folder: string): string[] {
    return fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort();
}
