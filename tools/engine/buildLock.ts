import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { cleanUpOnce } from "./cleanUp";

interface Holder {
    readonly pid: number;
    readonly host: string;
    readonly token: string;
}

export interface LockOptions {
    readonly signal: AbortSignal;
    /**
     * Called again and again while another process holds the lock, the first time with 0 seconds.
     */
    readonly onWait: (pid: number | undefined, seconds: number) => void;
    readonly pollMilliseconds?: number;
    readonly staleMilliseconds?: number;
}

/**
 * Runs `work` while no other process runs its own under the same lock file. A lock is stale when
 * its process is gone or, for a holder on another machine or a process number given out anew, when
 * nobody has touched it for a minute.
 */
export async function withLock<T>(
    file: string,
    { signal, onWait, pollMilliseconds = 500, staleMilliseconds = 60_000 }: LockOptions,
    work: () => Promise<T>,
): Promise<T> {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const mine: Holder = { pid: process.pid, host: os.hostname(), token: randomUUID() };
    let start: number | undefined;
    while (!take(file, mine)) {
        signal.throwIfAborted();
        if (discardIfStale(file, staleMilliseconds)) {
            continue;
        }
        const now = Date.now();
        start ??= now;
        onWait(readHolder(file)?.pid, (now - start) / 1000);
        await pause(pollMilliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
    const touch = setInterval(() => touchFile(file), staleMilliseconds / 6);
    touch.unref();
    const release = cleanUpOnce(() => {
        clearInterval(touch);
        if (readHolder(file)?.token === mine.token) {
            fs.rmSync(file, { force: true });
        }
    });
    try {
        return await work();
    } finally {
        release();
    }
}

function take(file: string, mine: Holder): boolean {
    try {
        fs.writeFileSync(file, JSON.stringify(mine), { flag: "wx" });
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") {
            return false;
        }
        throw error;
    }
}

function discardIfStale(file: string, staleMilliseconds: number): boolean {
    const holder = readHolder(file);
    const age = ageOf(file);
    if (age === undefined) {
        return true;
    }
    const gone = holder !== undefined && holder.host === os.hostname() && !isRunning(holder.pid);
    if (!gone && age < staleMilliseconds) {
        return false;
    }
    // Moving it away first makes one of several waiting processes the one that discards it.
    const aside = `${file}.${randomUUID()}`;
    try {
        fs.renameSync(file, aside);
    } catch {
        return true;
    }
    if (readHolder(aside)?.token !== holder?.token) {
        restore(aside, file);
        return false;
    }
    fs.rmSync(aside, { force: true });
    return true;
}

/** Gives back a lock that another process took between our look at it and our move. */
function restore(aside: string, file: string): void {
    try {
        fs.linkSync(aside, file);
    } catch {
        // A third process has the lock by now. Two builds at once are wasteful, not wrong.
    }
    fs.rmSync(aside, { force: true });
}

function readHolder(file: string): Holder | undefined {
    try {
        return JSON.parse(fs.readFileSync(file, "utf8")) as Holder;
    } catch {
        return undefined;
    }
}

function ageOf(file: string): number | undefined {
    try {
        return Date.now() - fs.statSync(file).mtimeMs;
    } catch {
        return undefined;
    }
}

function touchFile(file: string): void {
    try {
        fs.utimesSync(file, new Date(), new Date());
    } catch {
        // Gone: somebody deleted the cache. The build notices by itself.
    }
}

function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}
