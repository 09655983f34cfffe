import type { ReleaseCheck } from "./checks";

/**
 * Runs checks one after the other, says what each found, and returns the names of those that failed.
 * One that fails keeps none of the others from running.
 */
export async function runChecks(
    checks: Readonly<Record<string, ReleaseCheck>>,
    names: readonly string[],
    say: (line: string) => void,
): Promise<string[]> {
    const unknown = names.find((name) => !Object.hasOwn(checks, name));
    if (unknown !== undefined) {
        throw new Error(
            `check: found "${unknown}". Must be one of ${Object.keys(checks).join(", ")}.`,
        );
    }
    const failed: string[] = [];
    for (const [name, { title, problems }] of Object.entries(checks)) {
        if (names.length > 0 && !names.includes(name)) {
            continue;
        }
        say(`${name}: ${title} ...`);
        const startedAt = Date.now();
        const found = await problemsOf(problems);
        const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
        found.forEach((problem) => say(`  - ${problem.split("\n").join("\n    ")}`));
        say(`${name}: ${found.length === 0 ? "holds" : "FAILED"}, ${seconds} s`);
        if (found.length > 0) {
            failed.push(name);
        }
    }
    return failed;
}

async function problemsOf(problems: ReleaseCheck["problems"]): Promise<string[]> {
    try {
        return await problems();
    } catch (error) {
        return [(error as Error).message];
    }
}
