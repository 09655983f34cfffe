import type * as pulumi from "@pulumi/pulumi";

import { currentProgram } from "../programBarrier";

/** Where an answer comes from: the account and region of a component's provider. */
export type Asker = pulumi.Resource;

/** A question for many ids that is put to the cloud once for all of them. */
interface Collected<Answer> {
    readonly ids: Set<string>;
    readonly answers: Promise<ReadonlyMap<string, Answer> | undefined>;
}

/** What a program has asked already, by question. */
type Asked = Map<unknown, unknown>;

const askedByProvider = new WeakMap<object, Asked>();

const askedByAsker = new WeakMap<Asker, Asked>();

/** What has been asked in the name of a provider: an explicit one, or the program's default one. */
function askedBy(asker: Asker): Asked {
    const asked = askedByAsker.get(asker) ?? askedByProviderOf(asker);
    askedByAsker.set(asker, asked);
    return asked;
}

function askedByProviderOf(asker: Asker): Asked {
    const provider: object = asker.getProvider("alicloud:index:any") ?? currentProgram();
    const asked = askedByProvider.get(provider) ?? new Map<unknown, unknown>();
    askedByProvider.set(provider, asked);
    return asked;
}

/** A question that has one answer for an account and region, asked once in a program. */
export function once<Answer>(
    ask: (options: pulumi.InvokeOptions) => Promise<Answer>,
): (asker: Asker) => Promise<Answer> {
    return (asker) => {
        const asked = askedBy(asker);
        const answer = (asked.get(ask) as Promise<Answer> | undefined) ?? ask({ parent: asker });
        asked.set(ask, answer);
        return answer;
    };
}

/** What the components of a program have in common: a list that each writes into, one for each provider. */
export function noted<Entry>(): (asker: Asker) => Entry[] {
    const key = {};
    return (asker) => {
        const asked = askedBy(asker);
        const entries = (asked.get(key) as Entry[] | undefined) ?? [];
        asked.set(key, entries);
        return entries;
    };
}

/** An answer that is nice to have: where the cloud gives none, that is told, and it is undefined. */
export async function unlessRefused<Answer>(
    ask: () => Promise<Answer> | Answer,
    tell: (error: Error) => void,
): Promise<Answer | undefined> {
    try {
        return await ask();
    } catch (error) {
        tell(error as Error);
        return undefined;
    }
}

/**
 * A question about a thing with an id, each asked once in a program; those that come at the same
 * time are one question. The answer is null where there is no such thing, and undefined where the
 * cloud did not answer.
 */
export function byId<Answer>(
    ask: (ids: string[], options: pulumi.InvokeOptions) => Promise<readonly Answer[] | undefined>,
    idOf: (answer: Answer) => string,
): (id: string, asker: Asker) => Promise<Answer | null | undefined> {
    const collecting = {};
    return async (id, asker) => {
        const asked = askedBy(asker);
        const known = asked.get(ask) as Map<string, Collected<Answer>> | undefined;
        const byIds = known ?? new Map<string, Collected<Answer>>();
        asked.set(ask, byIds);
        let collected = byIds.get(id) ?? (asked.get(collecting) as Collected<Answer> | undefined);
        if (collected === undefined) {
            const ids = new Set<string>();
            const answers = Promise.resolve().then(async () => {
                asked.delete(collecting);
                const found = await ask([...ids].sort(), { parent: asker });
                return found && new Map(found.map((answer) => [idOf(answer), answer]));
            });
            collected = { ids, answers };
            asked.set(collecting, collected);
        }
        collected.ids.add(id);
        byIds.set(id, collected);
        const answers = await collected.answers;
        return answers && (answers.get(id) ?? null);
    };
}
