import assert from "node:assert/strict";

import { callLine } from "../tools/emulator/callRecord";
import { onMistake } from "../tools/emulator/mistakes";

const noticed: string[] = [];

onMistake((record) => noticed.push(`${callLine(record)}: ${record.message}`));

/** The mistakes that emulators of this process have made, for a test that provokes some. */
export function takeMistakes(): string[] {
    return noticed.splice(0);
}

function requireNone(): void {
    assert.deepEqual(takeMistakes(), [], "an emulator has made a mistake");
}

/**
 * Every test of the project fails in which an emulator answers a refusal that nothing says the cloud answers, or makes
 * another mistake: also where the caller takes the answer for another one, or tries again.
 */
export const mochaHooks = { afterEach: requireNone, afterAll: requireNone };
