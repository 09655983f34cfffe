import { createHash } from "node:crypto";

import type { HttpRequest } from "./connection";
import type { Pool, Target } from "./pools";

/** Who wants to be served: by address on layer 4, with a request on layer 7. */
export interface Visitor {
    readonly address: string;
    readonly request?: HttpRequest;
}

/** Chooses among the servers of pools, each pool by its own rule, and remembers whose turn it is. */
export class Scheduling {
    private readonly credits = new Map<string, Map<string, number>>();
    private readonly persistence = new Map<string, { key: string; until: number }>();

    constructor(private readonly now: () => Date) {}

    choose(pool: Pool, healthy: readonly Target[], visitor: Visitor): Target | undefined {
        const candidates = healthy.filter(({ weight }) => weight > 0);
        if (candidates.length === 0) {
            return undefined;
        }
        const kept = this.keptFor(pool, candidates, visitor);
        const chosen = kept ?? this.byRule(pool, candidates, visitor);
        if (pool.persistenceSeconds > 0) {
            const until = this.now().getTime() + pool.persistenceSeconds * 1000;
            this.persistence.set(`${pool.key} ${visitor.address}`, { key: chosen.key, until });
        }
        return chosen;
    }

    private keptFor(
        pool: Pool,
        candidates: readonly Target[],
        { address }: Visitor,
    ): Target | undefined {
        const kept = this.persistence.get(`${pool.key} ${address}`);
        return kept === undefined || kept.until < this.now().getTime()
            ? undefined
            : candidates.find(({ key }) => key === kept.key);
    }

    private byRule(pool: Pool, candidates: readonly Target[], visitor: Visitor): Target {
        switch (pool.scheduler) {
            case "weighted":
                return this.inTurn(pool, candidates, ({ weight }) => weight);
            case "in turn":
                return this.inTurn(pool, candidates, () => 1);
            case "client address":
                return hashed(candidates, visitor.address);
            default:
                return hashed(candidates, parameterOf(visitor, pool.scheduler.parameter));
        }
    }

    /** Everyone gains its weight, the richest is chosen and pays for all: turns come in the weights' ratio. */
    private inTurn(
        { key: poolKey }: Pool,
        candidates: readonly Target[],
        weightOf: (target: Target) => number,
    ): Target {
        const credits = this.credits.get(poolKey) ?? new Map<string, number>();
        this.credits.set(poolKey, credits);
        let chosen = candidates[0];
        let total = 0;
        for (const target of candidates) {
            total += weightOf(target);
            credits.set(target.key, (credits.get(target.key) ?? 0) + weightOf(target));
            if ((credits.get(target.key) ?? 0) > (credits.get(chosen.key) ?? 0)) {
                chosen = target;
            }
        }
        credits.set(chosen.key, (credits.get(chosen.key) ?? 0) - total);
        return chosen;
    }
}

/** The same text goes to the same server, as long as the servers are the same. */
function hashed(candidates: readonly Target[], text: string): Target {
    const rank = ({ key, weight }: Target) => {
        const digest = createHash("sha256").update(`${text} ${key}`).digest().readUInt32BE();
        return -weight / Math.log((digest + 1) / 2 ** 32 - Number.EPSILON);
    };
    return candidates.reduce((best, target) => (rank(target) > rank(best) ? target : best));
}

function parameterOf({ request }: Visitor, name: string): string {
    const query = request?.target.split("?")[1] ?? "";
    return new URLSearchParams(query).get(name) ?? "";
}
