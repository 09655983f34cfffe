import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { type Part, programsOf } from "./parts";
import { findOnPath, isBelow, isExecutableFile } from "./searchPath";

/** Older ones were not tried with the version of @pulumi/pulumi in package.json. */
export const oldestPulumi = [3, 230, 0] as const;

export type InstalledPulumi =
    | { readonly kind: "usable"; readonly programs: readonly string[]; readonly version: string }
    | { readonly kind: "unusable"; readonly reason: string }
    | { readonly kind: "absent" };

/**
 * Looks for a CLI on PATH that is not one of ours, with the language hosts beside it or on PATH
 * too.
 */
export function findInstalledPulumi(
    languageHosts: readonly Part[],
    environment: NodeJS.ProcessEnv,
    cache: string,
): InstalledPulumi {
    const foreign = (file: string) => !isBelow(file, cache);
    const executable = findOnPath("pulumi", environment, foreign);
    if (executable === undefined) {
        return { kind: "absent" };
    }
    const unusable = (reason: string) => ({
        kind: "unusable" as const,
        reason: `${executable} ${reason}`,
    });
    const answer = askVersion(executable, environment);
    const version = /^v?(\d+)\.(\d+)\.(\d+)/.exec(answer ?? "");
    if (version === null) {
        return unusable("does not answer `pulumi version` with a version");
    }
    if (isOlder(version.slice(1).map(Number), oldestPulumi)) {
        return unusable(`is ${answer}, older than ${oldestPulumi.join(".")}`);
    }
    const beside = path.dirname(fs.realpathSync(executable));
    const hosts: string[] = [];
    for (const part of languageHosts) {
        for (const name of programsOf(part)) {
            const bundled = path.join(beside, name);
            const program = isExecutableFile(bundled)
                ? bundled
                : findOnPath(name, environment, foreign);
            if (program === undefined) {
                return unusable(`comes without the ${part.title}`);
            }
            hosts.push(program);
        }
    }
    return { kind: "usable", programs: [executable, ...hosts], version: version[0] };
}

function askVersion(executable: string, environment: NodeJS.ProcessEnv): string | undefined {
    try {
        return execFileSync(executable, ["version"], {
            env: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
            encoding: "utf8",
            stdio: ["ignore", "pipe", "ignore"],
            timeout: 30_000,
        }).trim();
    } catch {
        return undefined;
    }
}

function isOlder(version: readonly number[], limit: readonly number[]): boolean {
    const different = version.findIndex((number, index) => number !== limit[index]);
    return different !== -1 && version[different] < limit[different];
}
