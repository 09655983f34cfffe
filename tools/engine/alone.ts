import * as path from "node:path";
import { withLock } from "./buildLock";
import { orderlyOnInterrupt } from "./interruption";
import { duration } from "./progress";
import type { Progress } from "./progress";

/** Runs `work` with no other build beside it, and in a way that can be interrupted. */
export function alone<T>(
    { cache, progress }: { readonly cache: string; readonly progress: Progress },
    work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
    const onWait = (pid: number | undefined, seconds: number) =>
        seconds === 0
            ? progress(`Another build is running (process ${pid ?? "unknown"}); waiting for it`)
            : progress(`  ${duration(seconds)}  waiting`, true);
    return orderlyOnInterrupt((signal) =>
        withLock(path.join(cache, "build.lock"), { signal, onWait }, () => work(signal)),
    );
}
