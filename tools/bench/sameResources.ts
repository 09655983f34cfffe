import { isDeepStrictEqual } from "node:util";

import { isRead } from "../emulator/call";
import type { Calls } from "./callCounts";

/** What one tool made: the calls that changed something, and the ids in its state. */
export interface Made {
    readonly tool: string;
    readonly calls: Calls;
    readonly ids: readonly string[];
}

/** Fails unless both tools made the same resources, with the same arguments, and know all of them. */
export function requireSameResources(one: Made, other: Made): void {
    for (const [what, list] of [
        ["calls", ({ calls }: Made) => writesOf(calls)],
        ["resources in the state", ({ ids }: Made) => ids.map(withoutNumbers).sort()],
    ] as const) {
        const [first, second] = [list(one), list(other)];
        if (!isDeepStrictEqual(first, second)) {
            const lines = [
                `${one.tool} and ${other.tool} have other ${what}.`,
                ...without(first, second).map((line) => `  only ${one.tool}: ${line}`),
                ...without(second, first).map((line) => `  only ${other.tool}: ${line}`),
            ];
            throw new Error(lines.join("\n"));
        }
    }
}

/** The calls that changed something, with what they asked for: in no order, for independent ones have none. */
export function writesOf(calls: Calls): string[] {
    return calls
        .filter(({ action, status }) => action !== undefined && !isRead(action) && status === 200)
        .map(({ action, parameters }) => {
            const asked = Object.entries(parameters)
                // What makes a repeated call the same one is new each time.
                .filter(([name]) => name !== "ClientToken")
                .sort(([first], [second]) => (first < second ? -1 : 1));
            return withoutNumbers(`${action} ${JSON.stringify(Object.fromEntries(asked))}`);
        })
        .sort();
}

/** An id without what is new in each run: vpc-gw8abc... is vpc. */
function withoutNumbers(text: string): string {
    return text.replace(/\b([a-z]+)-[a-z0-9]{15,}\b/g, "$1");
}

function without(list: readonly string[], other: readonly string[]): string[] {
    const rest = [...other];
    return list.filter((line) => {
        const found = rest.indexOf(line);
        if (found >= 0) {
            rest.splice(found, 1);
        }
        return found < 0;
    });
}
