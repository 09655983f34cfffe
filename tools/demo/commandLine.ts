import { parseArgs } from "node:util";

import { CONSUMERS } from "./consumersScenario";
import { type Scenario, SCENARIOS } from "./scenarios";

const ALL = "all";

/** With one whose endpoints wait until day two, so that it does not run side by side with the others. */
const SHOWN: Readonly<Record<string, Scenario>> = { ...SCENARIOS, consumers: CONSUMERS };

const USAGE = `Usage: npm run demo -- [scenario] [--keep] [--no-open] [--report <file>]
  scenario   ${Object.keys(SHOWN).join(", ")}, or ${ALL} but the last side by side;
             same-account where none is named
  --keep     leaves everything up until you press Ctrl-C, and says how to look around
  --no-open  does not open the closing report, which is otherwise done where there is a desktop
  --report   file for the closing report, .demo/report.html where none is named`;

/** What the user asks of the demo. */
export interface Request {
    /** What was named: a scenario, or all of them. */
    readonly run: string;
    /** The scenarios of that run. */
    readonly names: readonly string[];
    readonly keep: boolean;
    readonly open: boolean;
    readonly report?: string;
}

/** Reads the command line; fails with what is wrong with it, and how it is used. */
export function readRequest(parameters: readonly string[]): Request {
    try {
        const { values, positionals } = parseArgs({
            args: [...parameters],
            allowPositionals: true,
            options: {
                "keep": { type: "boolean", default: false },
                "no-open": { type: "boolean", default: false },
                "report": { type: "string" },
            },
        });
        const [run = "same-account", ...rest] = positionals;
        const names = run === ALL ? Object.keys(SCENARIOS) : [run];
        if (rest.length === 0 && names.every((name) => Object.hasOwn(SHOWN, name))) {
            const { keep, report } = values;
            return { run, names, keep, report, open: !values["no-open"] };
        }
        throw new Error(`scenario: found "${positionals.join(" ")}". Must be one of those below.`);
    } catch (error) {
        throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
    }
}

export function scenarioOf(name: string): Scenario {
    return SHOWN[name];
}
