import { readdirSync } from "node:fs";
import * as path from "node:path";

/** What ships besides the components, the commands and the mocks: what npm adds by itself, and what the plugin starts with. */
const FILES = [
    "CHANGELOG.md",
    "LICENSE",
    "PulumiPlugin.yaml",
    "README.md",
    "index.ts",
    "package.json",
    "plugin.ts",
    "schema.json",
    "tsconfig.json",
];

/** The sources of the package. */
export function packageSources(packageFolder: string): string[] {
    return [
        "index.ts",
        "plugin.ts",
        ...["adopt", "components", "connections", "repair", "stacks", "testing"].flatMap((folder) =>
            readdirSync(path.join(packageFolder, folder), { recursive: true })
                .map((name) => path.posix.join(folder, String(name).split(path.sep).join("/")))
                .filter((name) => name.endsWith(".ts")),
        ),
    ];
}

/** What a tarball has that should not ship, and what it lacks. */
export function contentProblems(shipped: readonly string[], sources: readonly string[]): string[] {
    const expected = new Set([
        ...FILES,
        ...sources,
        ...sources.flatMap((source) => {
            const compiled = `bin/${source.replace(/\.ts$/, "")}`;
            return [`${compiled}.js`, `${compiled}.d.ts`];
        }),
    ]);
    return [
        ...shipped
            .filter((file) => !expected.has(file))
            .map((file) =>
                file.startsWith("bin/")
                    ? `${file} would ship, and is compiled from nothing that is there. Remove bin/ and build again.`
                    : `${file} would ship. Take it out of "files" in package.json, or name it in tools/release/tarballContents.ts.`,
            ),
        ...[...expected]
            .filter((file) => !shipped.includes(file))
            .map((file) =>
                file.startsWith("bin/")
                    ? `${file} would be missing. Build the package ("npm run build").`
                    : `${file} would be missing. Put it into "files" in package.json.`,
            ),
    ];
}
