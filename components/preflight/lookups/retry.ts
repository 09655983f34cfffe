import { setTimeout as wait } from "node:timers/promises";

import { ENGINE_HAS_ENDED } from "../refusal";

/**
 * What Alibaba Cloud, the network or the provider says of a failure that passes by itself. The provider
 * retries some of them in some of its data sources, and never in GetCallerIdentity.
 */
const TRANSIENT =
    /Throttling|SystemBusy|ServiceUnavailable|InternalError|\b50[0234]\b|connection reset|connection refused|ECONNRESET|other side closed|\bEOF\b|i\/o timeout|TLS handshake timeout/i;

/**
 * What gRPC and Pulumi's SDK say of a lookup that is cut off, because the program ends with an error of something else. It
 * says nothing of the lookup itself.
 */
const CUT_OFF = [/the client connection is closing/i, ENGINE_HAS_ENDED];

/** Whether a lookup failed only because the program ends. */
export function isCutOff(error: unknown): boolean {
    const message = String((error as Error | undefined)?.message ?? error);
    return CUT_OFF.some((said) => said.test(message));
}

/** Seconds between attempts: five of them in 15 seconds. */
const DELAYS = [1, 2, 4, 8];

/** Whether a lookup that failed can succeed without anybody changing something. */
export function isTransient(error: unknown): boolean {
    return TRANSIENT.test(String((error as Error | undefined)?.message ?? error));
}

/** Makes a lookup, and again while its failure is one that passes by itself. */
export async function withRetries<Answer>(
    lookUp: () => Promise<Answer> | Answer,
    delays: readonly number[] = DELAYS,
): Promise<Answer> {
    for (const seconds of delays) {
        try {
            return await lookUp();
        } catch (error) {
            if (!isTransient(error)) {
                throw error;
            }
        }
        await wait(seconds * 1000);
    }
    return lookUp();
}

/** Makes a lookup, and rejects if it takes longer than a number of seconds. */
export async function withinTimeLimit<Answer>(
    seconds: number,
    lookUp: () => Promise<Answer>,
): Promise<Answer> {
    const ended = new AbortController();
    const late = wait(seconds * 1000, undefined, { signal: ended.signal }).then(
        () => {
            throw new Error(`no answer within ${seconds} seconds`);
        },
        () => new Promise<never>(() => undefined),
    );
    try {
        return await Promise.race([lookUp(), late]);
    } finally {
        ended.abort();
    }
}
