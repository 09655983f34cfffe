import { mock } from "node:test";
import timers from "node:timers/promises";

/**
 * Lets the waits of the code under test pass at once, in every test of the suite. Gives how long the current test's would have
 * been, in milliseconds.
 */
export function skipWaits(): readonly number[] {
    const waits: number[] = [];
    beforeEach(() => {
        waits.length = 0;
        mock.method(timers, "setTimeout", (milliseconds: number) => {
            waits.push(milliseconds);
            return timers.setImmediate();
        });
    });
    afterEach(() => mock.restoreAll());
    return waits;
}
