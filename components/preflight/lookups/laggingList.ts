import { setTimeout as wait } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

import { isMocked } from "../../shared/mocks";

/** What is known of the lists of the cloud. The tests of the components, in which none lags, change it. */
export const LISTS: {
    /** Seconds between the lookups of what an update may have created a moment ago. */
    delays: readonly number[];
} = { delays: [1, 2, 4] };

type LookUp<Answer> = (ids: string[]) => Promise<readonly Answer[] | undefined>;

/**
 * Looks up resources by id, and again those that are not found: a list of the cloud can lag behind what was
 * created a moment ago. In a preview nothing is created, so that an id that is not found is wrong.
 */
export async function lookUpLagging<Answer>(
    lookUp: LookUp<Answer>,
    ids: string[],
    idOf: (answer: Answer) => string,
    delays: readonly number[] = pulumi.runtime.isDryRun() || isMocked() ? [] : LISTS.delays,
): Promise<readonly Answer[] | undefined> {
    let found = await lookUp(ids);
    for (const seconds of delays) {
        const known = new Set(found?.map(idOf));
        const missing = ids.filter((id) => !known.has(id));
        if (found === undefined || missing.length === 0) {
            return found;
        }
        await wait(seconds * 1000);
        const more = await lookUp(missing);
        found = more && [...found, ...more];
    }
    return found;
}
