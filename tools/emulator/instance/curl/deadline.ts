import { setTimeout as wait } from "node:timers/promises";

/** Time of one transfer: what has passed of it, and what is left until `--max-time`. */
export class Deadline {
    private readonly startedAt = performance.now();

    constructor(private readonly maxSeconds: number | undefined) {}

    passedMilliseconds(): number {
        return performance.now() - this.startedAt;
    }

    leftMilliseconds(): number {
        return this.maxSeconds === undefined
            ? Infinity
            : Math.max(this.maxSeconds * 1000 - this.passedMilliseconds(), 0);
    }

    /** Waits as long as asked, or as long as there is time; answers whether there was enough. */
    async pass(milliseconds: number, signal: AbortSignal): Promise<boolean> {
        const left = this.leftMilliseconds();
        if (milliseconds > 0) {
            await wait(Math.min(milliseconds, left), undefined, { signal });
        }
        return milliseconds <= left;
    }
}
