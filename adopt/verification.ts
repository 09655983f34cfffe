import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";

import type { PreflightError } from "../index";
import { AdoptionError } from "./adoptionError";
import type { ImportFile } from "./importFile";
import type { IgnoredInputs, Plan, PlannedComponent } from "./plan";
import { preview } from "./preview";
import type { Properties } from "./properties";
import { nameOf } from "./urn";

/** What the first `pulumi up` would do to a resource that was imported. */
export interface Difference {
    readonly operation: string;
    readonly type: string;
    readonly name: string;
    /** Name of the component that it is a child of. */
    readonly componentName: string;
    readonly inputs: readonly string[];
    readonly imported: Properties;
    readonly planned: Properties;
}

/** Findings first, then differences, then none. */
const MOST_PREVIEWS = 4;

/**
 * Imports what is adopted into a stack that goes away again, and previews the program there. What it would change is
 * left as it is in the cloud, with a note of it; what the checks find switches them off, with a note of that.
 */
export async function verified(stack: Stack, plan: Plan, importFile: ImportFile): Promise<Plan> {
    await stack.import({
        resources: [...importFile.resources],
        nameTable: importFile.nameTable,
        generateCode: false,
    });
    let current = plan;
    for (let count = 0; count < MOST_PREVIEWS; count++) {
        const next = improved(current, await previewed(stack, current));
        if (next === current) {
            return current;
        }
        current = next;
    }
    throw new AdoptionError("A program that changes nothing was not found.");
}

type Outcome = Pick<PreflightError, "findings"> | readonly Difference[];

async function previewed(stack: Stack, plan: Plan): Promise<Outcome> {
    const differences: Difference[] = [];
    const refusal = await preview(stack, plan, {
        onEvent: (event) => differences.push(...differencesIn(event)),
    });
    return refusal ?? differences;
}

function differencesIn({ resourcePreEvent }: EngineEvent): Difference[] {
    const step = resourcePreEvent?.metadata;
    if (step === undefined || step.op === "same" || step.type.startsWith("pulumi:")) {
        return [];
    }
    const paths = Object.keys(step.detailedDiff ?? {});
    const changed = paths.length > 0 ? paths : (step.diffs ?? []);
    return [
        {
            operation: step.op,
            type: step.type,
            name: nameOf(step.urn),
            componentName: nameOf(step.new?.parent ?? step.old?.parent ?? ""),
            inputs: [...new Set(changed.map((path) => path.split(/[.[]/)[0]))].sort(),
            imported: step.old?.inputs ?? {},
            planned: step.new?.inputs ?? {},
        },
    ];
}

/** The plan as it must be; the same one if there is nothing to improve. */
export function improved(plan: Plan, outcome: Outcome): Plan {
    if ("findings" in outcome) {
        return {
            ...plan,
            components: plan.components.map((each) => withoutChecks(each, outcome.findings)),
        };
    }
    const [refused] = outcome.filter(({ operation }) => operation !== "update");
    if (refused !== undefined) {
        throw new AdoptionError(
            `The program would ${refused.operation} ${refused.type} ${refused.name}, which the cloud has` +
                `${refused.inputs.length === 0 ? "" : `, for ${refused.inputs.join(", ")}`}. It cannot be adopted.`,
        );
    }
    return outcome.length === 0
        ? plan
        : {
              ...plan,
              components: plan.components.map((each) =>
                  outcome
                      .filter(({ componentName }) => componentName === each.name)
                      .reduce(leavingAsIs, each),
              ),
          };
}

function withoutChecks(
    planned: PlannedComponent,
    findings: PreflightError["findings"],
): PlannedComponent {
    const own = findings.filter(
        ({ component }) => component === `${planned.component} "${planned.name}"`,
    );
    return own.length === 0
        ? planned
        : {
              ...planned,
              args: { ...planned.args, preflight: "offline" },
              notes: [
                  ...planned.notes,
                  ...own.map(
                      ({ reason }) =>
                          `The checks are off (preflight "offline"), for they refuse what the cloud has: ${reason}`,
                  ),
              ],
          };
}

function leavingAsIs(planned: PlannedComponent, difference: Difference): PlannedComponent {
    const { type, name, inputs } = difference;
    const ignored: IgnoredInputs = { type, name, inputs };
    return {
        ...planned,
        ignored: [...(planned.ignored ?? []), ignored],
        notes: [
            ...planned.notes,
            ...inputs.map(
                (input) =>
                    `${input} of ${type.split(":").at(-1)} ${name} stays as it is in the cloud, ${shown(difference.imported[input])}: ` +
                    `the component would set ${shown(difference.planned[input])}.`,
            ),
        ],
    };
}

function shown(value: unknown): string {
    return value === undefined ? "nothing" : JSON.stringify(value);
}
