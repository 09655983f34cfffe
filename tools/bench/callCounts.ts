import type { CallRecord } from "../emulator";

export type Calls = readonly CallRecord[];

/** The actions that were called, the most frequent ones first. */
export function byAction(calls: Calls): string[] {
    const counts = new Map<string, number>();
    for (const call of calls) {
        counts.set(nameOf(call), (counts.get(nameOf(call)) ?? 0) + 1);
    }
    return [...counts]
        .sort(([, one], [, other]) => other - one)
        .map(([name, count]) => `${count} ${name}`);
}

/** The action that came most often within any one minute, and how often: the cloud limits each action by itself. */
export function busiestMinute(calls: Calls): string {
    const times = new Map<string, number[]>();
    let most = { name: "none", count: 0 };
    for (const call of calls) {
        const name = nameOf(call);
        const recent = [...(times.get(name) ?? []), call.time.getTime()].filter(
            (time) => time > call.time.getTime() - 60_000,
        );
        times.set(name, recent);
        most = recent.length > most.count ? { name, count: recent.length } : most;
    }
    return `${most.count} ${most.name}`;
}

function nameOf({ product, action }: CallRecord): string {
    return `${product}.${action}`;
}
