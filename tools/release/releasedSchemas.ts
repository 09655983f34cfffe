import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import * as semver from "semver";

import { isReleased } from "./changelog";
import { type PackageSchema, schemaText } from "./packageSchema";

/** One folder a version, with the schema that it was released with. */
export const RELEASED_FOLDER = path.join(__dirname, "released");

/** The schemas of versions, oldest first. */
export function releasedSchemas(folder = RELEASED_FOLDER): PackageSchema[] {
    const versions = existsSync(folder) ? readdirSync(folder) : [];
    return semver
        .sort(versions)
        .map(
            (version) =>
                JSON.parse(readFileSync(schemaFile(folder, version), "utf8")) as PackageSchema,
        );
}

/**
 * Puts a version's schema where later ones are compared with it. A version that the changelog has a
 * day for is released: its schema stays what it was.
 */
export function recordSchema(
    schema: PackageSchema,
    changelog: string,
    folder = RELEASED_FOLDER,
): string {
    const { version } = schema;
    const file = schemaFile(folder, version);
    const text = schemaText(schema);
    const differs = existsSync(file) && readFileSync(file, "utf8") !== text;
    if (differs && isReleased(changelog, version)) {
        throw new Error(
            `${version} is released, according to CHANGELOG.md, with another schema. Raise the version in package.json and run "npm run schema" first.`,
        );
    }
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
}

function schemaFile(folder: string, version: string): string {
    return path.join(folder, version, "schema.json");
}
