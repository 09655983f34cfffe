/** Lines kept of the errors of a command, and of what it said last. */
const ERROR_LINES = 20;
const LAST_LINES = 10;

/** Where the engine begins to repeat its errors, and what it prints after them. */
const ERRORS_BEGIN = /^Diagnostics:$/;
const ERRORS_END = /^(Outputs|Resources|Duration|Policies):/;

/** Long enough for a finding with the steps that it names. */
const LINE_LENGTH = 1000;

/** What is worth keeping of a command that failed: the cause comes after all that worked. */
export function shortened(failure: string): string {
    const lines = failure.split("\n").map((line) => line.trimEnd().slice(0, LINE_LENGTH));
    const begin = lines.findIndex((line) => ERRORS_BEGIN.test(line));
    const rest = begin === -1 ? [] : lines.slice(begin + 1);
    const end = rest.findIndex((line) => ERRORS_END.test(line));
    const errors = end === -1 ? rest : rest.slice(0, end);
    const kept = errors.length === 0 ? lines.slice(-LAST_LINES) : ends(errors);
    return [...new Set([lines[0] ?? "", ...kept])].filter(Boolean).join("\n");
}

function ends(lines: readonly string[]): readonly string[] {
    return lines.length <= ERROR_LINES + LAST_LINES
        ? lines
        : [...lines.slice(0, ERROR_LINES), "...", ...lines.slice(-LAST_LINES)];
}
