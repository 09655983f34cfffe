import { type Deployment, providerOf, type Properties, type StateResource } from "./deployment";

/** Something in the cloud that goes into the state. */
export interface Taken {
    readonly resource: StateResource;
    readonly id: string;
    /** Under the name that the program gives it, or under one that the program does not know. */
    readonly as: "wanted" | "leftover";
}

/**
 * The state with what was found in it, and without pending operations. A leftover gets a name that no program has, so
 * that the engine deletes it with the next update at the latest.
 */
export function repairedState(
    deployment: Deployment,
    taken: readonly Taken[],
): { deployment: Deployment; leftovers: string[] } {
    const before = deployment.resources ?? [];
    const urns = new Set(before.map(({ urn }) => urn));
    const added: StateResource[] = [];
    const leftovers: string[] = [];
    for (const { resource, id, as } of inOrderOfCreation(taken)) {
        const urn = as === "wanted" ? resource.urn : nameOfLeftover(resource.urn, urns);
        urns.add(urn);
        if (as === "leftover") {
            leftovers.push(urn);
        }
        const provider = providerOf(deployment, resource);
        const relations = [...before, ...added];
        added.push({
            ...resource,
            urn,
            id,
            // What the provider reads next is compared with these: without any it would be an import, with inputs
            // that no program has written.
            outputs: resource.inputs ?? {},
            provider: `${provider?.urn}::${provider?.id}`,
            dependencies: dependenciesOf(resource, relations),
            propertyDependencies: Object.fromEntries(
                Object.entries(resource.propertyDependencies ?? {}).map(([name, others]) => [
                    name,
                    (others ?? []).filter((other) => urns.has(other)),
                ]),
            ),
            ...(as === "leftover" ? { protect: false, retainOnDelete: false } : {}),
        });
    }
    return {
        deployment: {
            ...deployment,
            resources: [...before, ...added],
            pending_operations: [],
        },
        leftovers,
    };
}

function nameOfLeftover(urn: string, taken: ReadonlySet<string>): string {
    for (let count = 1; ; count++) {
        const name = `${urn}-leftover-${count}`;
        if (!taken.has(name)) {
            return name;
        }
    }
}

/** What the state notes and still has, and whatever a resource names by its id. */
function dependenciesOf(
    { dependencies = [], inputs = {} }: StateResource,
    resources: readonly StateResource[],
): string[] {
    const ids = new Set(textsIn(inputs));
    return resources
        .filter(
            ({ urn, id, custom }) =>
                dependencies.includes(urn) || (custom && id !== undefined && ids.has(id)),
        )
        .map(({ urn }) => urn);
}

/** A resource after those that it names: in a state, dependencies come first. */
function inOrderOfCreation(taken: readonly Taken[]): Taken[] {
    const ordered: Taken[] = [];
    const add = (each: Taken): void => {
        if (ordered.includes(each)) {
            return;
        }
        const ids = textsIn(each.resource.inputs ?? {});
        taken.filter((other) => other !== each && ids.includes(other.id)).forEach(add);
        ordered.push(each);
    };
    taken.forEach(add);
    return ordered;
}

function textsIn(value: unknown): string[] {
    if (typeof value === "string") {
        return [value];
    }
    return typeof value === "object" && value !== null
        ? Object.values(value as Properties).flatMap(textsIn)
        : [];
}
