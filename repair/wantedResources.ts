import type { Stack } from "@pulumi/pulumi/automation";

import { cloudResources, type Deployment, type StateResource } from "./deployment";
import { runPulumi } from "./pulumiCommand";

/** A resource that may exist in the cloud although the state does not know it. */
export interface WantedResource {
    readonly resource: StateResource;
    /** A run was interrupted while it created the resource; otherwise the next run is going to create it. */
    readonly interrupted: boolean;
    /** The state has it, and it may be unfinished in the cloud. */
    readonly deployed?: boolean;
    /** The state has it, and another one is looked for that an earlier run may have left. */
    readonly beside?: boolean;
}

/** What stands in a preview for a value that is known only after the update, and for a secret. */
const NOT_SHOWN = /04da6b54-80e4-46f7-96ec-b56ff0331ba9|\[secret\]/;

/** Kinds of resources that can be unfinished in the cloud although the state has them. */
const CAN_BE_UNFINISHED = ["alicloud:slb/listener:Listener"];

/** What the state has that may be unfinished: the provider creates it with several calls, of which one may have failed. */
export function possiblyUnfinished(deployment: Deployment): WantedResource[] {
    return cloudResources(deployment)
        .filter((each) => CAN_BE_UNFINISHED.includes(each.type) && each.delete !== true)
        .map((resource) => ({ resource, interrupted: false, deployed: true }));
}

/** What the state has and is not wanted for another reason: an earlier run may have left one that looks like it. */
export function deployed(
    deployment: Deployment,
    others: readonly WantedResource[],
): WantedResource[] {
    const urns = new Set(others.map(({ resource }) => resource.urn));
    return cloudResources(deployment)
        .filter(({ urn }) => !urns.has(urn))
        .map((resource) => ({ resource, interrupted: false, beside: true }));
}

/** What runs were creating when they were interrupted. The engine notes it before it calls the provider. */
export function interruptedCreates({
    pending_operations: operations = [],
}: Deployment): WantedResource[] {
    const creates = operations.filter(({ type }) => type === "creating");
    const byUrn = new Map(creates.map(({ resource }) => [resource.urn, resource]));
    return [...byUrn.values()].map((resource) => ({ resource, interrupted: true }));
}

/**
 * What the next `pulumi up` is going to create. An answer of the cloud that is lost leaves no other trace: for the
 * engine the creation has failed.
 */
export async function plannedCreates(
    stack: Stack,
    deployment: Deployment,
): Promise<WantedResource[]> {
    const printed = await runPulumi(stack, ["preview", "--json", "--stack", stack.name]);
    const known = new Set([
        ...cloudResources(deployment).map(({ urn }) => urn),
        ...interruptedCreates(deployment).map(({ resource }) => resource.urn),
    ]);
    const { steps = [] } = JSON.parse(printed) as {
        steps?: { op: string; newState?: StateResource }[];
    };
    return steps.flatMap(({ op, newState }) =>
        op === "create" &&
        newState?.custom === true &&
        !newState.type.startsWith("pulumi:") &&
        !known.has(newState.urn) &&
        !NOT_SHOWN.test(JSON.stringify(newState.inputs))
            ? [{ resource: newState, interrupted: false }]
            : [],
    );
}
