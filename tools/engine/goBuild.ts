import * as fs from "node:fs";
import * as path from "node:path";
import type { GoToolchain } from "./goToolchain";
import { binaryOf, type Part } from "./parts";
import { withSignsOfLife } from "./progress";
import type { Progress } from "./progress";
import { runWatched } from "./watchedCommand";

export interface GoBuild {
    readonly part: Part;
    readonly source: string;
    /** Existing folder that takes the binary; nothing else is written outside of Go's caches. */
    readonly output: string;
    readonly log: string;
    readonly go: GoToolchain;
    readonly environment: NodeJS.ProcessEnv;
    readonly progress: Progress;
    readonly signal: AbortSignal;
}

/**
 * The environment for `go`, with its caches below `caches` unless the caller names others (CI keeps
 * them).
 */
export function goEnvironment(environment: NodeJS.ProcessEnv, caches: string): NodeJS.ProcessEnv {
    const { GOOS: _system, GOARCH: _processor, ...others } = environment;
    return {
        ...others,
        GOPATH: path.join(caches, "path"),
        GOMODCACHE: environment.GOMODCACHE || path.join(caches, "modules"),
        GOCACHE: environment.GOCACHE || path.join(caches, "build"),
        // A workspace file in a folder above would take over from the part's go.mod.
        GOWORK: "off",
        // No part needs a C compiler, and a machine without one must build the same.
        CGO_ENABLED: "0",
    };
}

/** Compiles a part, puts its script beside it and lets it write its companion file. */
export async function goBuild(build: GoBuild): Promise<void> {
    const { part, source, output, log, go, environment, signal } = build;
    const scratch = path.join(output, "scratch");
    fs.mkdirSync(scratch, { recursive: true });
    const common = {
        folder: source,
        environment: { ...environment, GOTMPDIR: scratch },
        log,
        signal,
    };
    const flags = [
        ...["-mod=readonly", "-trimpath", "-buildvcs=false"],
        // Modules are left writable so that they can be deleted without further ado.
        "-modcacherw",
        // The linker would throw it away; not making it saves a seventh of the time and some disk.
        "-gcflags=all=-dwarf=false",
    ];
    const packages = await fetchModules(build, { ...common, flags });
    const mainPackage = packages.at(-1);
    let compiled = 0;
    let current = "";
    await withSignsOfLife(
        build.progress,
        () =>
            current === mainPackage
                ? `${part.title}: linking`
                : `${part.title}: compiled ${compiled} of ${packages.length} packages ${current}`,
        () =>
            runWatched({
                ...common,
                title: `Building the ${part.title}`,
                executable: go.executable,
                arguments: [
                    ...["build", "-v", ...flags, "-ldflags", part.linkFlags],
                    ...["-o", path.join(output, binaryOf(part)), part.goPackage],
                ],
                onError: (line) => {
                    if (!/\s/.test(line)) {
                        compiled += 1;
                        current = line;
                    }
                },
            }),
    );
    copyLauncher(build);
    await copyScript(build, { ...common, flags });
    await writeCompanion(build, common);
    fs.rmSync(scratch, { recursive: true, force: true });
}

interface Setting {
    readonly folder: string;
    readonly environment: NodeJS.ProcessEnv;
    readonly log: string;
    readonly signal: AbortSignal;
}

/**
 * Listing the packages, each after those it imports, fetches the modules that they are in and no
 * others.
 */
async function fetchModules(
    { part, go, progress }: GoBuild,
    { flags, ...setting }: Setting & { readonly flags: readonly string[] },
): Promise<string[]> {
    const packages: string[] = [];
    let modules = 0;
    await withSignsOfLife(
        progress,
        () => `${part.title}: fetched ${modules} modules`,
        () =>
            runWatched({
                ...setting,
                title: `Fetching the ${part.title}'s modules`,
                executable: go.executable,
                arguments: ["list", "-deps", ...flags, part.goPackage],
                onOutput: (line) => packages.push(line),
                onError: (line) => {
                    if (line.startsWith("go: downloading ")) {
                        modules += 1;
                    }
                },
            }),
    );
    return packages;
}

function copyLauncher({ part, source, output }: GoBuild): void {
    if (part.launcher !== undefined) {
        const copy = path.join(output, part.executable);
        fs.copyFileSync(path.join(source, part.launcher), copy);
        fs.chmodSync(copy, 0o755);
    }
}

async function copyScript(
    { part, output, go }: GoBuild,
    { flags, ...setting }: Setting & { readonly flags: readonly string[] },
): Promise<void> {
    const { script } = part;
    if (script === undefined) {
        return;
    }
    let folder = "";
    await runWatched({
        ...setting,
        title: `Looking for ${script.file}`,
        executable: go.executable,
        arguments: ["list", "-m", ...flags, "-f", "{{.Dir}}", script.module],
        onOutput: (line) => (folder = line),
    });
    const copy = path.join(output, path.posix.basename(script.file));
    fs.copyFileSync(path.join(folder, script.file), copy);
    fs.chmodSync(copy, 0o755);
}

async function writeCompanion({ part, output }: GoBuild, setting: Setting): Promise<void> {
    if (part.companion === undefined) {
        return;
    }
    const lines: string[] = [];
    await runWatched({
        ...setting,
        title: `Asking the ${part.title} for ${part.companion.file}`,
        executable: path.join(output, part.executable),
        arguments: part.companion.arguments,
        onOutput: (line) => lines.push(line),
    });
    fs.writeFileSync(path.join(output, part.companion.file), `${lines.join("\n")}\n`);
}
