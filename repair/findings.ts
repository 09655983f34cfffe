import type { Answer } from "./cloudLookup";
import { cloudResources, type Deployment, nameOf, type StateResource } from "./deployment";
import type { FoundResource } from "./lookups";
import type { WantedResource } from "./wantedResources";

/** What was found for one wanted resource. */
export type Finding = { readonly wanted: WantedResource } & (
    | (Found & {
          /**
           * The state does not have it; or has another one in its place; or it was never finished, and no update
           * would finish it; or the state has it, and that is so.
           */
          readonly kind: "lost" | "double" | "unfinished" | "stopped";
      })
    | { readonly kind: "ambiguous"; readonly candidates: readonly Found[] }
    | { readonly kind: "nothing" }
    | { readonly kind: "unknown"; readonly problem: string }
);

interface Found {
    readonly found: FoundResource;
    /** Id of the resource that the state has. */
    readonly kept?: string;
}

/** What may be between the clocks of this machine and of the cloud, which tells some times in minutes. */
const CLOCKS_APART = 5 * 60_000;

/**
 * Compares what the cloud has with the state. What the stack has already, what was created before the stack could
 * have done so, and what other stacks have, is not the stack's to repair.
 */
export function findingsOf(
    deployment: Deployment,
    wanted: readonly WantedResource[],
    answers: readonly Answer[],
    ofOtherStacks: ReadonlySet<string>,
): Finding[] {
    const own = keysOf(deployment);
    const findings = wanted.map((each, index): Finding => {
        const answer = answers[index];
        if ("problem" in answer) {
            return { wanted: each, kind: "unknown", problem: answer.problem };
        }
        if (each.deployed === true) {
            return unfinishedAmong(each, answer.found);
        }
        const { type, urn } = each.resource;
        const earliest = earliestCreation(deployment, each.resource);
        const kept = cloudResources(deployment).find(
            (resource) => resource.urn === urn && resource.delete !== true,
        )?.id;
        const candidates = answer.found
            .filter(
                ({ id, createdAt }) =>
                    !own.has(keyOf(type, id)) &&
                    !ofOtherStacks.has(keyOf(type, id)) &&
                    (createdAt === undefined || createdAt.getTime() >= earliest),
            )
            .map((found): Found => ({ found, kept }));
        if (candidates.length > 1) {
            return { wanted: each, kind: "ambiguous", candidates };
        }
        return candidates.length === 0
            ? { wanted: each, kind: "nothing" }
            : certain(each, candidates[0]);
    });
    return findings.map((finding) => onlyOne(finding, findings));
}

/** Whether what the state has is unfinished in the cloud. */
function unfinishedAmong(wanted: WantedResource, candidates: readonly FoundResource[]): Finding {
    const found = candidates.find(({ id }) => id === wanted.resource.id);
    return found?.unfinished === undefined
        ? { wanted, kind: "nothing" }
        : { wanted, kind: "stopped", found };
}

/** What could stand for two resources of the program is certain for neither. */
function onlyOne(finding: Finding, all: readonly Finding[]): Finding {
    if (!("found" in finding)) {
        return finding;
    }
    const { wanted, found } = finding;
    const other = all.find(
        (each) =>
            each !== finding &&
            "found" in each &&
            each.found.id === found.id &&
            each.wanted.resource.type === wanted.resource.type,
    );
    return other === undefined
        ? finding
        : {
              wanted,
              kind: "unknown",
              problem: `${found.id} could as well be ${nameOf(other.wanted.resource.urn)}`,
          };
}

/** What of a finding a person has named, by ids in the cloud. */
export function chosen(finding: Finding, ids: readonly string[]): Extract<Finding, Found>[] {
    if (finding.kind === "ambiguous") {
        return finding.candidates
            .filter(({ found }) => ids.includes(found.id))
            .map((candidate) => certain(finding.wanted, candidate));
    }
    return "found" in finding && ids.includes(finding.found.id) ? [finding] : [];
}

function certain(wanted: WantedResource, candidate: Found): Extract<Finding, Found> {
    if (candidate.kept !== undefined) {
        return { wanted, kind: "double", ...candidate };
    }
    const isFinished = candidate.found.unfinished === undefined;
    return { wanted, kind: isFinished ? "lost" : "unfinished", ...candidate };
}

/** What a state has in the cloud, as `<type> <id>`. */
export function keysOf(deployment: Deployment): Set<string> {
    return new Set(cloudResources(deployment).map(({ type, id = "" }) => keyOf(type, id)));
}

function keyOf(type: string, id: string): string {
    return `${type} ${id}`;
}

/** A resource is created after the stack, its parent and everything that it depends on. */
function earliestCreation({ resources = [] }: Deployment, resource: StateResource): number {
    const before = new Set([resource.parent, ...(resource.dependencies ?? [])]);
    const times = resources
        .filter(({ urn, type }) => before.has(urn) || type === "pulumi:pulumi:Stack")
        .map(({ created }) => new Date(created ?? "").getTime())
        .filter((time) => !Number.isNaN(time));
    return Math.max(0, ...times) - CLOCKS_APART;
}
