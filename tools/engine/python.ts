import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { alone } from "./alone";
import { cacheFolder } from "./cacheFolder";
import { withSignsOfLife } from "./progress";
import type { Progress } from "./progress";
import { findOnPath, isExecutableFile } from "./searchPath";
import { inTemporaryFolder, publish } from "./temporaryFolder";
import { runWatched } from "./watchedCommand";

/** What the pulumi package asks for (python_requires). */
const oldestPython = [3, 10] as const;

const requirements = path.join(__dirname, "python", "requirements.txt");

export interface PythonOptions {
    readonly progress: Progress;
    /** Instead of the process's own. */
    readonly environment?: NodeJS.ProcessEnv;
    /** Instead of those that the examples in Python need. */
    readonly requirementsFile?: string;
}

/**
 * Finds the Python to run programs with, which has the packages of `python/requirements.txt` and no
 * others: a virtual environment in the cache, made once for the machine. Rejects with a message for
 * the user where there is no Python to make it with.
 */
export async function ensurePython(options: PythonOptions): Promise<string> {
    const { progress, environment = process.env, requirementsFile = requirements } = options;
    const cache = cacheFolder(environment);
    const base = findPython(environment);
    const key = createHash("sha256")
        .update(`${base.version}\0${base.executable}\0`)
        .update(fs.readFileSync(requirementsFile));
    const target = path.join(cache, `python-${key.digest("hex").slice(0, 16)}`);
    const python = path.join(target, "bin", "python");
    if (!isExecutableFile(python)) {
        await alone({ cache, progress }, (signal) =>
            // Looked up again: another process may have made it while this one waited.
            isExecutableFile(python)
                ? Promise.resolve()
                : install({ base, target, requirementsFile, environment, progress, signal }),
        );
    }
    return python;
}

interface Python {
    readonly executable: string;
    readonly version: string;
}

function findPython(environment: NodeJS.ProcessEnv): Python {
    const wanted = oldestPython.join(".");
    const command = findOnPath("python3", environment) ?? findOnPath("python", environment);
    const advice = `install Python ${wanted} or later (https://www.python.org/downloads)`;
    if (command === undefined) {
        throw new Error(`There is no Python on PATH to run programs with: ${advice}.`);
    }
    const answer = askPython(command, environment);
    const [executable = "", version = ""] = answer.split("\n");
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (!(major === oldestPython[0] && minor >= oldestPython[1])) {
        throw new Error(`${command} is Python ${version || "of unknown version"}: ${advice}.`);
    }
    return { executable, version };
}

/** Its real file, which a version manager's stand-in on PATH does not show, and its version. */
function askPython(command: string, environment: NodeJS.ProcessEnv): string {
    try {
        return execFileSync(
            command,
            [
                "-c",
                "import sys, platform; print(sys.executable, platform.python_version(), sep='\\n')",
            ],
            { env: environment, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
        ).trim();
    } catch {
        return "";
    }
}

async function install(order: {
    readonly base: Python;
    readonly target: string;
    readonly requirementsFile: string;
    readonly environment: NodeJS.ProcessEnv;
    readonly progress: Progress;
    readonly signal: AbortSignal;
}): Promise<void> {
    const { base, target, requirementsFile, environment, progress, signal } = order;
    progress(
        `Installing the packages for programs in Python ${base.version}, once for this machine`,
    );
    const log = path.join(path.dirname(target), "python.log");
    fs.rmSync(log, { force: true });
    await inTemporaryFolder(path.dirname(target), async (folder) => {
        const common = { folder, environment, log, signal };
        await runWatched({
            ...common,
            title: "Making a virtual environment (python -m venv)",
            executable: base.executable,
            arguments: ["-m", "venv", folder],
        });
        let current = "";
        await withSignsOfLife(
            progress,
            () => `pip: ${current}`,
            () =>
                runWatched({
                    ...common,
                    title: "Installing Python packages",
                    executable: path.join(folder, "bin", "python"),
                    arguments: [
                        ...["-m", "pip", "install", "--disable-pip-version-check"],
                        // Files other than those written down, or programs that run while being
                        // installed, are refused.
                        ...["--require-hashes", "--only-binary", ":all:"],
                        ...["--requirement", requirementsFile],
                    ],
                    onOutput: (line) => (current = line.trim()),
                }),
        );
        publish(folder, target);
    });
    fs.rmSync(log, { force: true });
}
