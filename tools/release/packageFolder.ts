import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";

import type { PackageSchema } from "./packageSchema";

export const PACKAGE_FOLDER = path.join(__dirname, "../..");
export const SCHEMA_FILE = path.join(PACKAGE_FOLDER, "schema.json");

/** The parts of package.json that a release is about. */
export interface PackageManifest {
    readonly name: string;
    readonly version: string;
    readonly main: string;
    readonly scripts: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
}

export function packageManifest(): PackageManifest {
    return JSON.parse(
        readFileSync(path.join(PACKAGE_FOLDER, "package.json"), "utf8"),
    ) as PackageManifest;
}

/** The schema in schema.json. */
export function committedSchema(): PackageSchema {
    return JSON.parse(readFileSync(SCHEMA_FILE, "utf8")) as PackageSchema;
}

export function changelogText(): string {
    return readFileSync(path.join(PACKAGE_FOLDER, "CHANGELOG.md"), "utf8");
}

/** Compiles the package into bin/, which is what its plugin runs. */
export async function buildPackage(): Promise<void> {
    const compiler = require.resolve("typescript/bin/tsc");
    try {
        await promisify(execFile)(process.execPath, [compiler], { cwd: PACKAGE_FOLDER });
    } catch (error) {
        const { stdout, message } = error as Error & { stdout?: string };
        throw new Error(`The package does not compile:\n${stdout ?? message}`);
    }
}
