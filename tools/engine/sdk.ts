import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import type { Engine } from "./index";

/** Writes a package's SDK for a language into a folder, from its schema. */
export async function generateSdk(
    { sdkGenerator }: Pick<Engine, "sdkGenerator">,
    language: "go" | "python",
    schema: object,
    folder: string,
): Promise<void> {
    if (sdkGenerator === undefined) {
        throw new Error("An SDK was asked for of an engine that has no generator of them.");
    }
    fs.mkdirSync(folder, { recursive: true });
    const schemaFile = path.join(path.dirname(folder), `${path.basename(folder)}.json`);
    fs.writeFileSync(schemaFile, JSON.stringify(schema));
    await promisify(execFile)(sdkGenerator, [language, schemaFile, folder]);
}
