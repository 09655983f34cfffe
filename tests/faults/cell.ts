/** The steps of a scenario, each of them all of its stacks. */
export const STEPS = ["up", "change", "destroy"] as const;
export type Step = (typeof STEPS)[number];

/** What a step came to: from the best to the worst. */
export const OUTCOMES = [
    "not met",
    "ridden out",
    "converged",
    "refreshed",
    "repaired",
    "removed",
    "left behind",
    "stuck",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Cell {
    readonly outcome: Outcome;
    /** How many calls met the fault. */
    readonly met: number;
    /** How many runs the stack needed that needed most. */
    readonly runs: number;
    /** Of each command that failed, the stack and why. */
    readonly failures: readonly string[];
    /** What the state had as done, and a run with a refresh found undone and did. */
    readonly refreshed?: readonly string[];
    /** What was in no state, and was deleted with the package's command. */
    readonly removed?: readonly string[];
    /** What is not as after a run without faults. */
    readonly left: readonly string[];
}
