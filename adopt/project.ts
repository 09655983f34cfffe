import { readFileSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import * as path from "node:path";

import { AdoptionError } from "./adoptionError";
import type { ImportFile } from "./importFile";
import type { Plan } from "./plan";
import { programText } from "./programText";

const PACKAGE = "@cloud-components/alicloud-privatelink";

/** Credentials, which are not written. */
const SECRET = /key|secret|token|password/i;

export interface Project {
    readonly name: string;
    /** Config of the provider. */
    readonly config: Readonly<Record<string, string>>;
    readonly plan: Plan;
    readonly importFile: ImportFile;
}

/** The files of a project, by their names. */
export function projectFiles({ name, config, plan, importFile }: Project): Record<string, string> {
    const own = JSON.parse(
        readFileSync(require.resolve(`${PACKAGE}/package.json`), "utf8"),
    ) as PackageFile;
    const dependencies = {
        [PACKAGE]: `^${own.version}`,
        "@pulumi/alicloud": own.dependencies["@pulumi/alicloud"],
        "@pulumi/pulumi": own.dependencies["@pulumi/pulumi"],
    };
    return {
        "Pulumi.yaml": projectText(name, {
            ...config,
            "alicloud:region": plan.regionId,
        }),
        "package.json": json({
            name: name.toLowerCase(),
            private: true,
            dependencies,
            devDependencies: { "@types/node": "^20", "typescript": "^5" },
        }),
        "tsconfig.json": json({
            compilerOptions: {
                target: "es2022",
                module: "nodenext",
                moduleResolution: "nodenext",
                strict: true,
                skipLibCheck: true,
                noEmit: true,
            },
            files: ["index.ts"],
        }),
        "index.ts": programText(plan),
        "import.json": json(importFile),
    };
}

interface PackageFile {
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
}

/** JSON texts are YAML. */
function projectText(name: string, config: Readonly<Record<string, string>>): string {
    const entries = Object.entries(config)
        .filter(([key]) => !SECRET.test(key))
        .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    return [
        `name: ${JSON.stringify(name)}`,
        "runtime:",
        "    name: nodejs",
        "    options:",
        "        typescript: true",
        "main: index.ts",
        "config:",
        ...entries.sort(),
        "",
    ].join("\n");
}

function json(value: unknown): string {
    return `${JSON.stringify(value, undefined, 4)}\n`;
}

/** Fails if a folder has anything in it: nothing is overwritten. */
export async function assertEmpty(folder: string): Promise<void> {
    const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") {
            return [];
        }
        throw new AdoptionError(
            error.code === "ENOTDIR"
                ? `--out: found ${folder}, which is a file. Name a folder.`
                : `--out: found ${folder}, which cannot be read: ${error.message}.`,
        );
    });
    if (found.length > 0) {
        throw new AdoptionError(
            `--out: found ${folder}, which is not empty, and nothing in it is overwritten. Name another folder.`,
        );
    }
}

export async function writeProject(folder: string, files: Record<string, string>): Promise<void> {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
        await writeFile(path.join(folder, name), text);
    }
}
