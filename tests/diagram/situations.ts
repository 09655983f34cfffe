import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import { readState, type StackState } from "../../tools/diagram";

export const FIXTURES = path.join(__dirname, "fixtures");

/** Situations whose stacks were exported by `writeFixtures.ts`. */
export const SITUATIONS = [
    "same-account",
    "before-acceptance",
    "cross-account",
    "disconnected",
    "alb",
    "nlb",
    "single-stack",
] as const;

export type Situation = (typeof SITUATIONS)[number];

/** The exported states of a situation's stacks, by the stacks' titles. */
export function stateTexts(situation: Situation): Record<string, string> {
    const folder = path.join(FIXTURES, situation);
    return Object.fromEntries(
        readdirSync(folder)
            .sort()
            .map((file) => [
                path.basename(file, ".json"),
                readFileSync(path.join(folder, file), "utf8"),
            ]),
    );
}

/** The stacks of a situation, or only those named. */
export function stacksOf(situation: Situation, ...titles: string[]): StackState[] {
    return Object.entries(stateTexts(situation))
        .filter(([title]) => titles.length === 0 || titles.includes(title))
        .map(([title, text]) => readState(text, title));
}

/** The stacks of a situation with properties of all resources of a type changed. */
export function stacksWith(
    situation: Situation,
    changes: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): StackState[] {
    return stacksOf(situation).map((stack) => ({
        ...stack,
        resources: stack.resources.map((resource) => ({
            ...resource,
            outputs: { ...resource.outputs, ...changes[resource.type] },
        })),
    }));
}
