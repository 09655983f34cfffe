import { duration } from "../engine/progress";
import type { KnownTimes, TimedStep } from "./runTimes";
import type { Scenario, ScenarioStack } from "./scenarios";

const COLUMNS = 80;

type ShownScenario = Pick<Scenario, "title"> & {
    readonly stacks: readonly Pick<ScenarioStack, "title">[];
};

/** What a run is going to do, and how long each part of it took the last time. */
export function outlookLines(
    scenarios: Readonly<Record<string, ShownScenario>>,
    times: KnownTimes | undefined,
): string[] {
    const names = Object.keys(scenarios);
    const titles = names.map((name) => scenarios[name].title);
    const steps = names.flatMap((name) => {
        const known = times?.scenarios[name];
        const lines = known === undefined ? plainSteps(scenarios[name].stacks) : grouped(known);
        return [...(names.length > 1 ? [`  ${name}`] : []), ...lines];
    });
    const preparation = times?.preparation;
    return [
        ...titles,
        sourceOf(times),
        ...(preparation === undefined ? [] : [`  start: ${shortly(preparation)}`]),
        ...steps,
        ...(times === undefined ? [] : [`  altogether: ${duration(times.seconds)}`]),
    ];
}

function sourceOf(times: KnownTimes | undefined): string {
    if (times === undefined) {
        return "What comes; how long it takes is known after the first run on this machine:";
    }
    return times.here
        ? `What comes, and how long it took on this machine on ${times.day}:`
        : "What comes, and how long it took where it was measured, on 2 busy cores:";
}

/** What of the engine comes before all that. */
export function engineLines(missing: string): string[] {
    const lines = ["  before that,"];
    for (const word of `once for this machine, fetched or built: ${missing}`.split(" ")) {
        const longer = `${lines.at(-1)} ${word}`;
        if (longer.length <= COLUMNS) {
            lines[lines.length - 1] = longer;
        } else {
            lines.push(`    ${word}`);
        }
    }
    return lines;
}

/** What is done to stacks whatever happens in between. */
function plainSteps(stacks: ShownScenario["stacks"]): string[] {
    const titles = stacks.map(({ title }) => title);
    return [`  up, and again: ${titles.join(", ")}`, `  destroy: ${titles.reverse().join(", ")}`];
}

/** Steps of one kind that follow each other are one line, or more where they do not fit. */
function grouped(steps: readonly TimedStep[]): string[] {
    const lines: string[] = [];
    let operation: string | undefined;
    for (const step of steps) {
        const item = `${step.title} ${shortly(step.seconds)}`;
        const longer = `${lines.at(-1)}, ${item}`;
        if (step.operation === operation && longer.length <= COLUMNS) {
            lines[lines.length - 1] = longer;
        } else {
            lines.push(`  ${step.operation}: ${item}`);
        }
        operation = step.operation;
    }
    return lines;
}

function shortly(seconds: number): string {
    return seconds < 1 ? "1 s" : duration(seconds);
}

/** How long the steps of a scenario that are still to come took, one after the other. */
export class StepsToCome {
    private readonly steps: TimedStep[];

    constructor(steps: readonly TimedStep[] = []) {
        this.steps = [...steps];
    }

    /** What is known of a step that begins now: ", 41 s the last time". */
    begin(operation: string, title: string): string {
        const index = this.steps.findIndex(
            (step) => step.operation === operation && step.title === title,
        );
        if (index === -1) {
            return "";
        }
        // What stands before it was left out this time.
        const [{ seconds }] = this.steps.splice(0, index + 1).slice(-1);
        const left = this.steps.reduce((sum, step) => sum + step.seconds, seconds);
        return ` (about ${shortly(seconds)}; ${shortly(left)} until the end)`;
    }
}
