import { fork } from "node:child_process";

import type { Findings, Progress } from "./findings";
import { type Part, PARTS } from "./parts";

/** What a process of its own says of the part that it measures. */
type Message =
    | { readonly kind: "progress"; readonly line: string }
    | { readonly kind: "measured"; readonly findings: readonly (readonly [string, string[]])[] }
    | { readonly kind: "failed"; readonly error: string };

/**
 * Measures a part in a process of its own: what is measured at the same time shares neither the folder for
 * temporary files, which is checked at the end, nor the environment.
 */
export function measureAlone(
    { name }: Part,
    titles: readonly string[] | undefined,
    progress: Progress,
): Promise<Findings> {
    const child = fork(__filename, [name, ...(titles ?? [])]);
    return new Promise((resolve, reject) => {
        child.on("message", (message: Message) => {
            if (message.kind === "progress") {
                progress(message.line);
            } else if (message.kind === "measured") {
                resolve(new Map(message.findings));
            } else {
                reject(new Error(message.error));
            }
        });
        child.on("exit", (code) => reject(new Error(`The process ended with ${code}.`)));
    });
}

function say(message: Message, said?: () => void): void {
    process.send?.(message, undefined, undefined, said);
}

async function measureHere([name, ...titles]: readonly string[]): Promise<void> {
    const end = () => process.disconnect();
    try {
        const part = PARTS.find((each) => each.name === name);
        const findings = await part?.run(
            (line) => say({ kind: "progress", line }),
            titles.length === 0 ? undefined : titles,
        );
        say({ kind: "measured", findings: [...(findings ?? [])] }, end);
    } catch (error) {
        say({ kind: "failed", error: String(error) }, end);
    }
}

if (require.main === module && process.send !== undefined) {
    void measureHere(process.argv.slice(2));
}
