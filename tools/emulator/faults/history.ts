import type { Cloud } from "../cloud";
import type { Owned } from "../collection";

interface Moment {
    readonly time: number;
    readonly members: ReadonlyMap<string, Map<string, Owned>>;
}

/** What the cloud held before the writes of the last moments, for reads that do not see them yet. */
export class History {
    private moments: Moment[] = [];

    constructor(private readonly cloud: Cloud) {}

    /** Keeps what there is, before a write changes it. */
    keep(milliseconds: number): void {
        const time = performance.now();
        const members = structuredClone(
            new Map(this.cloud.collections().map((each) => [each.kind, each.byId()])),
        );
        this.moments = [
            ...this.moments.filter((each) => each.time > time - milliseconds),
            { time, members },
        ];
    }

    forget(): void {
        this.moments = [];
    }

    /** Reads from the cloud as it was before the writes of so many milliseconds. Nothing may wait in between. */
    before<T>(milliseconds: number, read: () => T): T {
        const since = performance.now() - milliseconds;
        const moment = this.moments.find(({ time }) => time > since);
        if (moment === undefined) {
            return read();
        }
        const collections = this.cloud.collections();
        const now = collections.map((each) => each.byId());
        collections.forEach((each) =>
            each.hold(moment.members.get(each.kind) ?? new Map<string, Owned>()),
        );
        try {
            return read();
        } finally {
            collections.forEach((each, index) => each.hold(now[index]));
        }
    }
}
