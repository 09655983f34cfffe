import type { Progress } from "../engine";

/**
 * One progress for each of several things that run at the same time: their lines carry their names,
 * and what each of them is at is one line for all.
 */
export function sideBySide(names: readonly string[], progress: Progress): Record<string, Progress> {
    const width = Math.max(...names.map(({ length }) => length));
    const underWay = new Map<string, string>();
    const progressOf = (name: string): Progress => {
        const prefix = `${name.padEnd(width)} | `;
        return (lines, alive = false) => {
            if (alive) {
                underWay.set(name, lines.trim().replace(/\s+/g, " "));
                progress([...underWay].map((each) => each.join(": ")).join("; "), true);
                return;
            }
            underWay.delete(name);
            for (const line of lines.split("\n")) {
                progress(`${prefix}${line}`.trimEnd());
            }
        };
    };
    return Object.fromEntries(names.map((name) => [name, progressOf(name)]));
}

/** Runs all of them at the same time; when one fails, ends the others before it says why. */
export async function allTogether<T>(
    work: readonly (() => Promise<T>)[],
    endOthers: () => void,
): Promise<T[]> {
    let failure: { readonly error: unknown } | undefined;
    const results = await Promise.all(
        work.map((each) =>
            each().catch((error: unknown) => {
                failure ??= { error };
                endOthers();
                return undefined;
            }),
        ),
    );
    if (failure !== undefined) {
        throw failure.error;
    }
    return results as T[];
}
