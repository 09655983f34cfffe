import type { Stack } from "@pulumi/pulumi/automation";

import { lookUp } from "./cloudLookup";
import { type Deployment, nameOf } from "./deployment";
import { chosen, type Finding, findingsOf, keysOf } from "./findings";
import { runPulumi } from "./pulumiCommand";
import { repairedState, type Taken } from "./repairedState";
import {
    deployed,
    interruptedCreates,
    plannedCreates,
    possiblyUnfinished,
} from "./wantedResources";

export type { Finding } from "./findings";

/** What is done about a finding. Nothing is done about one of which nothing is certain, whatever is chosen. */
export type Choice = "import" | "delete" | "leave";

export interface Examination {
    readonly findings: readonly Finding[];
    /** How many changes and deletions were interrupted; a refresh tells how they ended. */
    readonly interruptedChanges: number;
    /** Why the program could not be previewed: what it is going to create is not looked for then. */
    readonly previewProblem: string | undefined;
}

interface Exported {
    readonly deployment: Deployment;
}

/**
 * Finds what the cloud has and the state does not. Changes nothing.
 *
 * @param named ids that a person names: they are also found beside what the state has, of which no run is noted as interrupted
 * @param doubles whether everything is found that looks like what the state has
 */
export async function examine(
    stack: Stack,
    named: readonly string[] = [],
    doubles = false,
): Promise<Examination> {
    const { deployment } = (await stack.exportStack()) as Exported;
    let previewProblem: string | undefined;
    const planned = await plannedCreates(stack, deployment).catch((error: unknown) => {
        previewProblem = (error as Error).message;
        return [];
    });
    const interrupted = interruptedCreates(deployment);
    const usual = [...interrupted, ...planned, ...possiblyUnfinished(deployment)];
    const wanted = [...usual, ...(named.length > 0 || doubles ? deployed(deployment, usual) : [])];
    const answers = await lookUp(stack, deployment, wanted);
    const isFound = answers.some((answer) => "found" in answer && answer.found.length > 0);
    const ofOthers = isFound ? await keysOfOtherStacks(stack, deployment) : new Set<string>();
    const findings = findingsOf(deployment, wanted, answers, ofOthers);
    return {
        // It is normal that what is only planned does not exist, and that what is deployed is finished.
        findings: findings.filter((finding) =>
            usual.includes(finding.wanted)
                ? finding.kind !== "nothing" || finding.wanted.interrupted
                : (doubles && (finding.kind === "double" || finding.kind === "ambiguous")) ||
                  chosen(finding, named).length > 0,
        ),
        interruptedChanges: (deployment.pending_operations ?? []).filter(
            ({ type }) => type !== "creating",
        ).length,
        previewProblem,
    };
}

/**
 * Imports or deletes what was found, brings the state in line with the cloud, and forgets all interrupted operations:
 * Pulumi drops them from a state that it imports. What of them is left to find, a preview is going to create. What the
 * state has and no update finishes is replaced by the next one.
 */
export async function repair(
    stack: Stack,
    findings: readonly Finding[],
    choiceOf: (finding: Finding) => Choice,
    onOutput: (text: string) => void,
): Promise<void> {
    const taken: Taken[] = [];
    const replaced: string[] = [];
    for (const finding of findings) {
        const { resource } = finding.wanted;
        const choice = choiceOf(finding);
        if (finding.kind === "stopped") {
            if (choice === "delete") {
                replaced.push(resource.urn);
            }
            continue;
        }
        if ("found" in finding && choice !== "leave") {
            // Two resources cannot have one name in the state, and an unfinished one would stay so.
            const as = choice === "import" && finding.kind === "lost" ? "wanted" : "leftover";
            refuseSecondImport(taken, { resource, id: finding.found.id, as });
            taken.push({ resource, id: finding.found.id, as });
        }
    }
    const parameters = ["--stack", stack.name];
    const exported = JSON.parse(
        await runPulumi(stack, ["stack", "export", ...parameters]),
    ) as Exported;
    const { deployment, leftovers } = repairedState(exported.deployment, taken);
    const repaired = JSON.stringify({ ...exported, deployment });
    await runPulumi(stack, ["stack", "import", ...parameters], { input: repaired });
    const update = ["--yes", "--skip-preview", "--color", "never", ...parameters];
    await runPulumi(stack, ["refresh", ...update], { onOutput });
    if (leftovers.length > 0) {
        const targets = leftovers.flatMap((urn) => ["--target", urn]);
        await runPulumi(stack, ["destroy", ...update, ...targets], { onOutput });
    }
    for (const urn of replaced) {
        // Others depend on it, so that it can only go with an update that creates another.
        await runPulumi(stack, ["state", "taint", urn, "--yes", ...parameters]);
        onOutput(`The next "pulumi up" replaces ${urn}.\n`);
    }
}

/** The state can have one resource of a name. */
function refuseSecondImport(taken: readonly Taken[], { resource, id, as }: Taken): void {
    const other = taken.find((each) => each.as === "wanted" && each.resource.urn === resource.urn);
    if (as === "wanted" && other !== undefined) {
        throw new Error(
            `${nameOf(resource.urn)}: ${other.id} and ${id} cannot both be imported, as the program has one. Nothing was changed. ` +
                "Import one with --import --only <id>, then delete the others with --delete --only <id>.",
        );
    }
}

/** What the other stacks in the same state backend have. */
async function keysOfOtherStacks(stack: Stack, own: Deployment): Promise<Set<string>> {
    const listed = JSON.parse(await runPulumi(stack, ["stack", "ls", "--all", "--json"])) as {
        readonly name: string;
    }[];
    const keys = new Set<string>();
    for (const { name } of listed) {
        const text = await runPulumi(stack, ["stack", "export", "--stack", name]);
        const { deployment } = JSON.parse(text) as Exported;
        if (stackOf(deployment) !== stackOf(own)) {
            keysOf(deployment).forEach((key) => keys.add(key));
        }
    }
    return keys;
}

/** The part of every URN that names stack and project. */
function stackOf({ resources = [] }: Deployment): string {
    return resources[0]?.urn.split("::").slice(0, 2).join("::") ?? "";
}
