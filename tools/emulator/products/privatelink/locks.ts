import type { ApiError } from "../../apiError";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { refusal } from "./errors";

/** The part of a change of state for which a write that answers when it is done holds its locks. */
const WRITE_SHARE_OF_TRANSITION = 0.2;

/** Something that one write at a time may have, and the error for a second one. */
export interface Lock {
    readonly key: string;
    readonly whenHeld: ApiError;
}

/** Several actions cannot be called concurrently under one account, whatever they are about. */
export function accountLock(call: Call): Lock {
    return {
        key: `${call.account.accountId}/${call.action}`,
        whenHeld: refusal("ConcurrentCallNotSupported"),
    };
}

/**
 * Does a write while nobody else may. `work` checks and changes without waiting; the answer comes
 * only after the time that the write takes, and until then other writes of the same are refused.
 */
export async function exclusively(
    cloud: Cloud,
    locks: readonly Lock[],
    work: () => Answer,
): Promise<Answer> {
    const { heldLocks } = cloud.privatelink;
    for (const lock of locks) {
        if (heldLocks.has(lock.key)) {
            throw lock.whenHeld;
        }
    }
    for (const lock of locks) {
        heldLocks.add(lock.key);
    }
    try {
        const answer = work();
        await cloud.clock.pass(cloud.options.transitionMilliseconds * WRITE_SHARE_OF_TRANSITION);
        return answer;
    } finally {
        for (const lock of locks) {
            heldLocks.delete(lock.key);
        }
    }
}
