const LENGTH = 240;

/** Where the provider says what failed: its file, its line, and the action. */
const PROVIDER = /(\w+_alicloud_\w+\.go:\d+):(?:[^\n]*? (\w+) Failed)?/;

/** What the cloud or the network answered. */
const ANSWERS = [
    /ErrorCode: (\S+)/,
    /\bCode: ([A-Z-][\w.-]+)/,
    /"Code":"([^"]+)"/,
    /(?:Post|Get) "[^"]*": (.+)/,
];

/** A line of a stack trace, which names a folder of the machine. */
const STACK_FRAME = /^\s*at .+:\d+:\d+\)?\n?/gm;

/** What a command failed for, in one line: what the provider or a component said of the first resource. */
export function causeOf(output: string): string {
    const text = output.replaceAll(/\u001b\[\d+m/g, "").replaceAll(STACK_FRAME, "");
    const provider = PROVIDER.exec(text);
    const said =
        provider === null
            ? firstError(text)
            : [provider[2], answerOf(text.slice(provider.index)), `(${provider[1]})`]
                  .filter((part) => part !== undefined)
                  .join(" ");
    return said
        .replaceAll(/127\.0\.0\.1:\d+(->127\.0\.0\.1:\d+)?/g, "the cloud")
        .replaceAll(/\b[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\b/g, "an id")
        .slice(0, LENGTH);
}

function answerOf(text: string): string {
    const found = ANSWERS.map((answer) => answer.exec(text)).filter((each) => each !== null);
    const [first] = found.sort((one, other) => one.index - other.index);
    return first?.[1] ?? text.split("\n").slice(0, 3).join(" ");
}

function firstError(text: string): string {
    const lines = text.split("\n").map((line) => line.trim());
    const isCause = (line: string) =>
        /^(\* |error: )/.test(line) && !/^error: (update|preview) failed/.test(line);
    const found = lines.findIndex(isCause);
    return lines.slice(Math.max(found, 0)).slice(0, 3).join(" ");
}
