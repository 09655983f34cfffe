import { isObject, objects, type Properties, type StackState, text } from "./state";

/** What the stacks' outputs say about services and endpoints, by id. */
export interface Contracts {
    readonly offers: ReadonlyMap<string, Properties>;
    readonly requests: ReadonlyMap<string, Properties>;
    /** What the endpoints have in their zones. */
    readonly zones: ReadonlyMap<string, readonly Properties[]>;
}

/**
 * Finds the contracts among the outputs of components and stacks, and in what stacks read of each
 * other. Who made a contract knows it better than who read it once.
 */
export function readContracts(stacks: readonly StackState[]): Contracts {
    const offers = new Map<string, Properties>();
    const requests = new Map<string, Properties>();
    const zones = new Map<string, Properties[]>();
    const enter = ({ offer, request, endpointId, zones: found }: Properties): void => {
        if (isObject(offer)) {
            offers.set(text(offer.serviceId), offer);
        }
        if (isObject(request)) {
            requests.set(text(request.endpointId), request);
        }
        if (Array.isArray(found)) {
            zones.set(text(endpointId), objects(found));
        }
    };
    const resources = stacks.flatMap((stack) => stack.resources);
    for (const { type, outputs } of resources) {
        if (type === "pulumi:pulumi:StackReference" && isObject(outputs.outputs)) {
            enter(outputs.outputs);
        }
    }
    for (const { type, outputs } of resources) {
        if (type !== "pulumi:pulumi:StackReference") {
            enter(outputs);
        }
    }
    return { offers, requests, zones };
}

/** The account of the contract that a component or a stack has among its outputs. */
export function contractAccount({ offer, request }: Properties): string | undefined {
    const [contract] = [offer, request].filter(isObject);
    return contract === undefined ? undefined : text(contract.accountId) || undefined;
}
