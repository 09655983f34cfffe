import type * as pulumi from "@pulumi/pulumi";

import { currentProgram } from "../currentProgram";
import { withRetries } from "./retry";

/** The resource whose provider decides the account and region of a lookup. */
export type LookupScope = pulumi.Resource;

/** Ids that one call looks up together. */
interface Batch<Answer> {
    readonly ids: Set<string>;
    readonly answers: Promise<ReadonlyMap<string, Answer> | undefined>;
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

/** Returns undefined, after calling `onError`, if the lookup fails. Transient failures are retried first. */
export async function undefinedOnError<Answer>(
    lookUp: () => Promise<Answer> | Answer,
    onError: (error: Error) => void,
): Promise<Answer | undefined> {
    try {
        return await withRetries(lookUp);
    } catch (error) {
        onError(error as Error);
        return undefined;
    }
}

/**
 * A lookup of resources by id. A program looks up each id once; ids that are requested in the same turn of
 * the event loop share a call. The answer is null if there is no such resource, and undefined if the
 * lookup failed.
 */
export function batchedById<Answer>(
    lookUp: (
        ids: string[],
        options: pulumi.InvokeOptions,
    ) => Promise<readonly Answer[] | undefined>,
    idOf: (answer: Answer) => string,
): (id: string, scope: LookupScope) => Promise<Answer | null | undefined> {
    const openBatch = {};
    return async (id, scope) => {
        const cache = cacheOf(scope);
        const batches =
            (cache.get(lookUp) as Map<string, Batch<Answer>> | undefined) ??
            new Map<string, Batch<Answer>>();
        cache.set(lookUp, batches);
        let batch = batches.get(id) ?? (cache.get(openBatch) as Batch<Answer> | undefined);
        if (batch === undefined) {
            const ids = new Set<string>();
            const answers = Promise.resolve().then(async () => {
                cache.delete(openBatch);
                const found = await lookUp([...ids].sort(), { parent: scope });
                return found && new Map(found.map((answer) => [idOf(answer), answer]));
            });
            batch = { ids, answers };
            cache.set(openBatch, batch);
        }
        batch.ids.add(id);
        batches.set(id, batch);
        const answers = await batch.answers;
        return answers && (answers.get(id) ?? null);
    };
}
