import type * as pulumi from "@pulumi/pulumi";

import { currentProgram } from "../currentProgram";
import { lookUpLagging } from "./laggingList";
import { withRetries } from "./retry";
import { unusableProvider } from "./unusableProvider";

/** The resource whose provider decides the account and region of a lookup. */
export type LookupScope = pulumi.Resource;

/** Ids that one call looks up together. */
interface Batch<Answer> {
    readonly ids: Set<string>;
    readonly answers: Promise<ReadonlyMap<string, Answer> | undefined>;
}

/** The calls of one lookup: of each id the one that it belongs to, and which one ids can still join. */
interface Batches<Answer> {
    readonly byId: Map<string, Batch<Answer>>;
    open: Batch<Answer> | undefined;
    /** Settles when the call under way has been answered. */
    underWay: Promise<unknown>;
}

/** The answers that a program already has, by lookup. */
type Cache = Map<unknown, unknown>;

const cacheByProvider = new WeakMap<object, Cache>();

const cacheByScope = new WeakMap<LookupScope, Cache>();

/** The cache of a provider: of an explicit one, or of the program's default provider. */
function cacheOf(scope: LookupScope): Cache {
    const cache = cacheByScope.get(scope) ?? cacheOfProvider(scope);
    cacheByScope.set(scope, cache);
    return cache;
}

function cacheOfProvider(scope: LookupScope): Cache {
    const provider: object = scope.getProvider("alicloud:index:any") ?? currentProgram();
    const cache = cacheByProvider.get(provider) ?? new Map<unknown, unknown>();
    cacheByProvider.set(provider, cache);
    return cache;
}

/** A lookup with one answer per account and region. A program makes it once. */
export function cached<Answer>(
    lookUp: (options: pulumi.InvokeOptions) => Promise<Answer>,
): (scope: LookupScope) => Promise<Answer> {
    return (scope) => {
        const cache = cacheOf(scope);
        const answer =
            (cache.get(lookUp) as Promise<Answer> | undefined) ?? lookUp({ parent: scope });
        cache.set(lookUp, answer);
        return answer;
    };
}

/** A list that all components with the same provider share. */
export function sharedList<Entry>(): (scope: LookupScope) => Entry[] {
    const key = {};
    return (scope) => {
        const cache = cacheOf(scope);
        const entries = (cache.get(key) as Entry[] | undefined) ?? [];
        cache.set(key, entries);
        return entries;
    };
}

/**
 * Returns undefined, after calling `onError`, if the lookup fails. Transient failures are retried first. If no lookup
 * can succeed with the provider's settings, the program ends with that, and `onError` is not called.
 */
export async function undefinedOnError<Answer>(
    { parent }: pulumi.InvokeOptions,
    lookUp: () => Promise<Answer> | Answer,
    onError: (error: Error) => void,
): Promise<Answer | undefined> {
    try {
        return await withRetries(lookUp);
    } catch (error) {
        if ((await unusableProvider(error, parent)) === undefined) {
            onError(error as Error);
        }
        return undefined;
    }
}

/**
 * A lookup of resources by id, of as many as there are in one call. A program looks up each id once. Ids that are
 * requested in the same turn of the event loop share a call, and so do those that are requested while a call is
 * under way: the ids of deployed resources become known one by one. The answer is null if there is no such
 * resource, and undefined if the lookup failed.
 */
export function batchedById<Answer>(
    lookUp: (
        ids: string[],
        options: pulumi.InvokeOptions,
    ) => Promise<readonly Answer[] | undefined>,
    idOf: (answer: Answer) => string,
): (id: string, scope: LookupScope) => Promise<Answer | null | undefined> {
    return async (id, scope) => {
        const cache = cacheOf(scope);
        const batches = (cache.get(lookUp) as Batches<Answer> | undefined) ?? {
            byId: new Map<string, Batch<Answer>>(),
            open: undefined,
            underWay: Promise.resolve(),
        };
        cache.set(lookUp, batches);
        const batch = batches.byId.get(id) ?? batches.open ?? startBatch(batches, scope);
        batch.ids.add(id);
        batches.byId.set(id, batch);
        const answers = await batch.answers;
        return answers && (answers.get(id) ?? null);
    };

    /** It waits for the call under way. What is answered late is no worse than a call for each id. */
    function startBatch(batches: Batches<Answer>, scope: LookupScope): Batch<Answer> {
        const ids = new Set<string>();
        const answers = batches.underWay.then(async () => {
            batches.open = undefined;
            const options = { parent: scope };
            const found = await lookUpLagging(
                (wanted) => lookUp(wanted, options),
                [...ids].sort(),
                idOf,
            );
            return found && new Map(found.map((answer) => [idOf(answer), answer]));
        });
        batches.underWay = answers.catch(() => undefined);
        batches.open = { ids, answers };
        return batches.open;
    }
}

/**
 * A lookup of what belongs to one resource, by its id, in a call of its own. A program makes it once for each id. The
 * answer is undefined if this lookup failed, whatever the others came to.
 */
export function cachedById<Answer>(
    lookUp: (id: string, options: pulumi.InvokeOptions) => Promise<Answer | undefined>,
): (id: string, scope: LookupScope) => Promise<Answer | undefined> {
    return (id, scope) => {
        const cache = cacheOf(scope);
        const answers =
            (cache.get(lookUp) as Map<string, Promise<Answer | undefined>> | undefined) ??
            new Map<string, Promise<Answer | undefined>>();
        cache.set(lookUp, answers);
        const answer = answers.get(id) ?? lookUp(id, { parent: scope });
        answers.set(id, answer);
        return answer;
    };
}
