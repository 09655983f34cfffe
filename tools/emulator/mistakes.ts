import { channel } from "node:diagnostics_channel";

import type { CallRecord } from "./callRecord";
import { INVENTED } from "./invented";

/** The answers that show a mistake of the emulator, which no caller can be to blame for. */
const MISTAKES: readonly string[] = [
    INVENTED.undocumentedRefusal.code,
    INVENTED.modelViolation.code,
    INVENTED.internalError.code,
];

/**
 * Where the mistakes of every emulator in this process are published, so that none passes unnoticed: a caller may take
 * the answer for any other refusal, or try again.
 */
const PUBLISHED = channel("emulator:mistake");

export function isMistake({ code = "" }: CallRecord): boolean {
    return MISTAKES.includes(code);
}

export function publishMistake(record: CallRecord): void {
    if (isMistake(record)) {
        PUBLISHED.publish(record);
    }
}

export function onMistake(notice: (record: CallRecord) => void): void {
    PUBLISHED.subscribe((record) => notice(record as CallRecord));
}
