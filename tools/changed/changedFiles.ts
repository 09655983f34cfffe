import { execFileSync } from "node:child_process";

/** What a change consists of, as paths below the root with forward slashes. */
export interface Change {
    /** What it is compared with, for the reader: a commit and the branch that it is on. */
    readonly base: string;
    /** Files that were added, changed or deleted, committed or not. */
    readonly files: readonly string[];
    /** All files, with those that were deleted. */
    readonly allFiles: readonly string[];
}

/** Everything that differs from where the branch left `main`, with what is not committed yet. */
export function changeSince(root: string, branch = "main"): Change {
    const git = (...parameters: string[]) =>
        execFileSync("git", parameters, {
            cwd: root,
            encoding: "utf8",
            stdio: ["ignore", "pipe", "pipe"],
        })
            .split("\0")
            .map((line) => line.trim())
            .filter(Boolean);
    const start = [branch, `origin/${branch}`]
        .map((each) => attempt(() => git("merge-base", "HEAD", each)[0]))
        .find((commit) => commit !== undefined);
    if (start === undefined) {
        throw new Error(
            `--changed compares with the branch ${branch}, which is not in this repository: fetch it, or run \`npm test\` for everything.`,
        );
    }
    const files = [
        // Both ends of a renamed file: what imports the old name breaks.
        ...git("diff", "--name-only", "--no-renames", "--relative", "-z", start),
        ...git("ls-files", "--others", "--exclude-standard", "-z"),
    ];
    const allFiles = git("ls-files", "--cached", "--others", "--exclude-standard", "-z");
    return {
        base: `${start.slice(0, 7)} of ${branch}`,
        files: [...new Set(files)].sort(),
        allFiles: [...new Set([...allFiles, ...files])],
    };
}

function attempt<T>(work: () => T): T | undefined {
    try {
        return work();
    } catch {
        return undefined;
    }
}
