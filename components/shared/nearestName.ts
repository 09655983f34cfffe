/**
 * The name that differs least from another, if one is near enough to be meant: by a third of its characters, unless
 * another number is the most.
 */
export function nearestName(
    name: string,
    names: readonly string[],
    most = (each: string): number => Math.max(1, each.length / 3),
): string | undefined {
    const wanted = plain(name);
    const [nearest] = names
        .map((each) => ({ each, edits: edits(wanted, plain(each)) }))
        .filter(({ each, edits }) => edits <= most(each))
        .sort((one, other) => one.edits - other.edits);
    return nearest?.each;
}

/** Without what languages write differently. */
function plain(name: string): string {
    return name.replace(/[_-]/g, "").toLowerCase();
}

/** How many characters must be inserted, removed or replaced (Levenshtein). */
function edits(from: string, to: string): number {
    let row = [...Array(to.length + 1).keys()];
    [...from].forEach((character, index) => {
        const next = [index + 1];
        for (let column = 1; column <= to.length; column++) {
            const replaced = row[column - 1] + (character === to[column - 1] ? 0 : 1);
            next.push(Math.min(replaced, row[column] + 1, next[column - 1] + 1));
        }
        row = next;
    });
    return row[to.length];
}
