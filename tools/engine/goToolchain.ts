import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { findOnPath } from "./searchPath";

export interface GoToolchain {
    readonly executable: string;
    /** As Go names it: `go1.26.0`. */
    readonly version: string;
}

export function findGo(environment: NodeJS.ProcessEnv): GoToolchain | undefined {
    const executable = findOnPath("go", environment);
    if (executable === undefined) {
        return undefined;
    }
    const version = versionFromFile(executable) ?? versionFromCommand(executable, environment);
    return version === undefined ? undefined : { executable, version };
}

/**
 * Reading the distribution's VERSION file spares the start of a process each time the engine is
 * found in the cache.
 */
function versionFromFile(executable: string): string | undefined {
    try {
        const root = path.dirname(path.dirname(fs.realpathSync(executable)));
        const firstLine = fs.readFileSync(path.join(root, "VERSION"), "utf8").split("\n", 1)[0];
        return plainVersion(firstLine);
    } catch {
        return undefined;
    }
}

function versionFromCommand(
    executable: string,
    environment: NodeJS.ProcessEnv,
): string | undefined {
    try {
        const output = execFileSync(executable, ["env", "GOVERSION"], {
            // The question must not make Go fetch another toolchain.
            env: { ...environment, GOTOOLCHAIN: "local" },
            encoding: "utf8",
            stdio: ["ignore", "pipe", "ignore"],
        });
        return plainVersion(output);
    } catch {
        return undefined;
    }
}

function plainVersion(text: string | undefined): string | undefined {
    return /^go[0-9][\w.-]*/.exec(text?.trim() ?? "")?.[0];
}
