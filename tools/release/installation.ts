import {
    copyFileSync,
    cpSync,
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    statSync,
    writeFileSync,
} from "node:fs";
import * as path from "node:path";

import { outputOf } from "./command";
import { constructionProblems } from "./construction";
import type { PackageLock } from "./licences";
import { packageManifest } from "./packageFolder";
import { type PackageSchema, schemaText } from "./packageSchema";
import { servedSchema } from "./servedSchema";

export interface Tarball {
    readonly file: string;
    /** What is in it, as paths inside the package. */
    readonly contents: readonly string[];
}

/** Programs that import the package: under the usual rules, and under every strange one. */
const CONSUMERS = [
    { settings: "strict", type: "commonjs" },
    { settings: "hostile", type: "module" },
] as const;
const CONSUMER_FOLDER = path.join(__dirname, "consumer");

/** Builds a package and packs it as it would be published. */
export async function pack(packageFolder: string, destination: string): Promise<Tarball> {
    const output = await outputOf("Packing", packageFolder, [
        "npm",
        "pack",
        "--json",
        "--loglevel=error",
        `--pack-destination=${destination}`,
    ]);
    // A build writes to the same output before.
    const [packed] = JSON.parse(output.slice(output.search(/^\[\n {2}\{/m))) as [
        { filename: string; files: { path: string }[] },
    ];
    return {
        file: path.join(destination, packed.filename),
        contents: packed.files.map((file) => file.path),
    };
}

/**
 * Installs a tarball into the empty folder of a TypeScript project, with the newest of all that it
 * depends on.
 */
export async function install({ file }: Tarball, folder: string): Promise<void> {
    const { typescript } = packageManifest().devDependencies;
    mkdirSync(folder, { recursive: true });
    writeFileSync(
        path.join(folder, "package.json"),
        JSON.stringify({ private: true, devDependencies: { typescript } }),
    );
    await npmInstall(folder, file);
}

/** Copies a folder's files that git has, or would have. */
export async function copyRepository(repository: string, folder: string): Promise<void> {
    const files = await outputOf("git ls-files", repository, [
        "git",
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    // A file that was removed and is not committed is still in the list.
    const present = files
        .split("\n")
        .filter((file) => file !== "" && existsSync(path.join(repository, file)));
    for (const file of present) {
        cpSync(path.join(repository, file), path.join(folder, file));
    }
}

/**
 * Installs a repository as the Pulumi CLI installs a plugin from one: with an ordinary `npm install`, which builds it.
 */
export async function installRepository(repository: string, folder: string): Promise<void> {
    await copyRepository(repository, folder);
    await npmInstall(folder);
}

export async function npmInstall(folder: string, ...packages: readonly string[]): Promise<void> {
    await outputOf(`npm install in ${folder}`, folder, [
        "npm",
        "install",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        `--prefix=${folder}`,
        ...packages,
    ]);
}

/** What was installed, with the licences. */
export function installedLock(folder: string): PackageLock {
    return JSON.parse(readFileSync(path.join(folder, "package-lock.json"), "utf8")) as PackageLock;
}

/**
 * What keeps programs that import the installed package from compiling, with the declarations that
 * the package and all it depends on come with: one as CommonJS, one as an ES module.
 */
export async function compilationProblems(folder: string): Promise<string[]> {
    for (const file of readdirSync(CONSUMER_FOLDER)) {
        copyFileSync(path.join(CONSUMER_FOLDER, file), path.join(folder, file));
    }
    const problems = await Promise.all(
        CONSUMERS.map(async ({ settings, type }) => {
            mkdirSync(path.join(folder, settings), { recursive: true });
            writeFileSync(path.join(folder, settings, "package.json"), JSON.stringify({ type }));
            try {
                await outputOf(`Compiling a program under tsconfig.${settings}.json`, folder, [
                    process.execPath,
                    path.join("node_modules", "typescript", "bin", "tsc"),
                    "-p",
                    `tsconfig.${settings}.json`,
                ]);
                return [];
            } catch (error) {
                return [(error as Error).message];
            }
        }),
    );
    return problems.flat();
}

/** What keeps the compiled programs from making each component of the schema under mocks. */
export async function runProblems(folder: string, schema: PackageSchema): Promise<string[]> {
    const problems = await Promise.all(
        CONSUMERS.map(async ({ settings, type }) => {
            let made: string;
            try {
                made = await outputOf(`Running a program that was compiled as ${type}`, folder, [
                    process.execPath,
                    path.join(settings, "program.js"),
                ]);
            } catch (error) {
                return [(error as Error).message];
            }
            return Object.keys(schema.resources)
                .filter((token) => !made.split("\n").includes(token))
                .map(
                    (token) =>
                        `A program compiled as ${type} does not make ${token}. Let tools/release/consumer/program.ts make one, or see why none was registered.`,
                );
        }),
    );
    return problems.flat();
}

/**
 * What keeps an installed package from being a plugin: it is started for a project with the hostile
 * settings, has to serve the schema, to construct components, and to leave its own folder alone.
 */
export async function pluginProblems(
    installed: string,
    folder: string,
    schema: PackageSchema,
): Promise<string[]> {
    const project = path.join(folder, "project");
    mkdirSync(project, { recursive: true });
    copyFileSync(
        path.join(CONSUMER_FOLDER, "tsconfig.hostile.json"),
        path.join(project, "tsconfig.json"),
    );
    const before = modificationTimes(installed);
    let served: PackageSchema;
    let unconstructed: string[];
    try {
        served = await servedSchema(installed, project);
        unconstructed = await constructionProblems(installed, project);
    } catch (error) {
        return [`The installed package cannot be used as a plugin: ${(error as Error).message}`];
    }
    return [
        ...(schemaText(served) === schemaText(schema)
            ? []
            : [
                  'The installed package serves another schema than schema.json. Run "npm run schema" and review what changes.',
              ]),
        ...unconstructed,
        ...(modificationTimes(installed) === before
            ? []
            : [
                  "The plugin writes into its own folder, which a read-only installation does not allow.",
              ]),
    ];
}

function modificationTimes(folder: string): string {
    return readdirSync(folder, { recursive: true })
        .map(String)
        .sort()
        .map((name) => `${name} ${statSync(path.join(folder, name)).mtimeMs}`)
        .join("\n");
}
