import type { FaultName, FaultPlan, Turns } from "../../tools/emulator";

/** A fault as it is measured. */
export interface Row {
    readonly fault: FaultName;
    /** What is switched on, for the reader. */
    readonly calls: string;
    readonly plan: FaultPlan;
    /** How many runs meet the fault before one without it. */
    readonly runs: number;
    /** The scenarios in which it can happen; all by default. */
    readonly scenarios?: readonly string[];
}

/** Two that meet the fault, so that what the first one left is seen, too. */
const RUNS = 2;

function row(fault: FaultName, turns: Turns, calls: string, more: Partial<Row> = {}): Row {
    return { fault, calls, plan: { rules: [{ fault, turns }] }, runs: RUNS, ...more };
}

const FIRST: Turns = { first: 1 };
const FIRST_OF_EACH = "the first of every action";

export const ROWS: readonly Row[] = [
    row("lost", FIRST, FIRST_OF_EACH),
    row("throttle", { every: 3 }, "every third"),
    row("reset", FIRST, FIRST_OF_EACH),
    row("forbidden", { after: 1 }, "all but the first of every action, for one run", { runs: 1 }),
    row("clb-busy", FIRST, FIRST_OF_EACH, { scenarios: ["same-account", "cross-account"] }),
    row("alb-busy", FIRST, FIRST_OF_EACH, { scenarios: ["alb"] }),
    row("lag", { every: 2 }, "every second, by 3 seconds", {
        plan: { rules: [{ fault: "lag", turns: { every: 2 } }], lagMilliseconds: 3000 },
    }),
    row("cut", FIRST, FIRST_OF_EACH),
    row("stale-list", { every: 2 }, "every second, by 3 seconds", {
        plan: { rules: [{ fault: "stale-list", turns: { every: 2 } }], lagMilliseconds: 3000 },
    }),
    row("locked", FIRST, FIRST_OF_EACH),
    row("unavailable", FIRST, FIRST_OF_EACH),
    row("internal-error", FIRST, FIRST_OF_EACH),
    row("busy", FIRST, FIRST_OF_EACH),
    row("slow", { every: 3 }, "every third, by 3 seconds", {
        plan: { rules: [{ fault: "slow", turns: { every: 3 } }], slowMilliseconds: 3000 },
    }),
];

/** What is changed of every stack of a scenario, by the stack's title. */
export const CHANGES: Readonly<Record<string, Readonly<Record<string, object>>>> = {
    "same-account": changes({ listenerPort: 8080 }),
    "cross-account": changes({ listenerPort: 8080 }),
    "alb": changes({ listeners: [{ port: 8080 }] }),
    "nlb": {
        provider: {
            loadBalancer: { listeners: [{ port: 8080 }], tags: { team: "orders" } },
            service: { serviceDescription: "changed", tags: { team: "orders" } },
        },
        consumer: { endpoint: { endpointDescription: "changed", tags: { team: "orders" } } },
        connection: { bandwidth: 200 },
        check: { port: 8080 },
    },
};

function changes(listeners: object) {
    const tags = { team: "orders" };
    return {
        provider: { ...listeners, tags, serviceDescription: "changed" },
        consumer: { tags, endpointDescription: "changed" },
        connection: { bandwidth: 200 },
        check: { port: 8080 },
    };
}

/** The rows that can happen in a scenario. */
export function isMeasured({ scenarios }: Row, scenario: string): boolean {
    return scenarios?.includes(scenario) ?? true;
}
