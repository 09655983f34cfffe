import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";

import { isRead, type Call } from "../call";
import type { Cloud } from "../cloud";
import { FAULTS, type Effect, type Fault, type FaultName } from "./catalogue";
import { History } from "./history";

/** Which calls meet a fault. Every action of every account is counted by itself. */
export type Turns =
    /** One of so many calls. With which one it begins is up to the seed. */
    | { readonly every: number }
    /** Each call with this probability. */
    | { readonly probability: number }
    /** The first so many calls. */
    | { readonly first: number }
    /** All calls after so many. */
    | { readonly after: number };

export interface FaultRule {
    readonly fault: FaultName;
    readonly turns: Turns;
    /** Only these actions; `*` stands for any letters, as in `CreateLoadBalancer*Listener`. All by default. */
    readonly actions?: string;
    /** Only the calls of this account. */
    readonly accountId?: string;
}

export interface FaultPlan {
    readonly rules: readonly FaultRule[];
    /** 0 by default. The same seed meets the same calls again. */
    readonly seed?: number;
    /** How late a slow answer is. 10000 by default. */
    readonly slowMilliseconds?: number;
    /** For how long a write is not seen by a read that lags. 2000 by default. */
    readonly lagMilliseconds?: number;
}

/** With these, reads answer as before some write, so writes must be remembered. */
const OUTDATING: readonly FaultName[] = ["lag", "stale-list"];

/** A fault that a call has met. */
export interface MetFault {
    readonly name: FaultName;
    readonly effect: Effect;
}

/** Decides which calls meet which fault. It depends on nothing but the seed and the calls of one action. */
export class Faults {
    private readonly counts = new Map<string, number>();

    private readonly history: History;

    constructor(
        cloud: Cloud,
        private plan: FaultPlan = { rules: [] },
    ) {
        this.history = new History(cloud);
    }

    /** From now on. Counting begins anew. */
    set(plan: FaultPlan): void {
        this.counts.clear();
        this.history.forget();
        this.plan = plan;
    }

    clear(): void {
        this.set({ rules: [] });
    }

    /** Lets a call act that is not refused, late or on what there was before, if that is its fault. */
    async act<T>(call: Call, effect: Effect | undefined, action: () => T | Promise<T>): Promise<T> {
        const { rules, slowMilliseconds = 10_000, lagMilliseconds = 2_000 } = this.plan;
        if (effect?.kind === "delayed") {
            await wait(slowMilliseconds);
        }
        if (effect?.kind === "outdated") {
            return this.history.before(lagMilliseconds, action);
        }
        if (!isRead(call.action) && rules.some(({ fault }) => OUTDATING.includes(fault))) {
            this.history.keep(lagMilliseconds);
        }
        return action();
    }

    /** The fault that a call meets: of the first rule that hits it. Every rule counts it. */
    next(call: Pick<Call, "product" | "action" | "account">): MetFault | undefined {
        const met = this.plan.rules.map((rule, index) => this.apply(rule, index, call));
        return met.find((each) => each !== undefined);
    }

    private apply(
        rule: FaultRule,
        index: number,
        call: Pick<Call, "product" | "action" | "account">,
    ): MetFault | undefined {
        const fault: Fault = FAULTS[rule.fault];
        const { accountId } = call.account;
        const effect = fault.effect(call);
        if (
            effect === undefined ||
            !matches(rule.actions ?? "*", call.action) ||
            (rule.accountId ?? accountId) !== accountId
        ) {
            return undefined;
        }
        const key = [rule.fault, index, accountId, call.product, call.action].join("/");
        const count = this.counts.get(key) ?? 0;
        this.counts.set(key, count + 1);
        return this.isHit(rule.turns, key, count) ? { name: rule.fault, effect } : undefined;
    }

    private isHit(turns: Turns, key: string, count: number): boolean {
        if ("every" in turns) {
            return (count + this.chance(key) * turns.every) % turns.every < 1;
        }
        if ("probability" in turns) {
            return this.chance(`${key}/${count}`) < turns.probability;
        }
        return "first" in turns ? count < turns.first : count >= turns.after;
    }

    /** From 0 to 1, the same for the same seed. */
    private chance(key: string): number {
        const hash = createHash("sha256")
            .update(`${this.plan.seed ?? 0}/${key}`)
            .digest();
        return hash.readUInt32BE(0) / 2 ** 32;
    }
}

function matches(pattern: string, action: string): boolean {
    const parts = pattern.split("*").map((part) => part.replaceAll(/[^\w]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`).test(action);
}
