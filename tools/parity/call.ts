import type { Answer, Parameters, ProductName } from "./api";

/** What earlier calls made, by the name under which they keep it: ids, the zone, the run's name. */
export class Known {
    private readonly values = new Map<string, string>();

    set(name: string, value: string): void {
        this.values.set(name, value);
    }

    /** Throws `NotKnown` if the call that makes it was refused. */
    get(name: string): string {
        const value = this.values.get(name);
        if (value === undefined) {
            throw new NotKnown(name);
        }
        return value;
    }

    entries(): Iterable<[name: string, value: string]> {
        return this.values.entries();
    }
}

/** An earlier call did not make what this one needs. */
export class NotKnown extends Error {
    constructor(public readonly what: string) {
        super(`There is no ${what}.`);
    }
}

/** The accounts that take part: the owner of the endpoint service, and one that has an endpoint of it. */
export const ROLES = ["owner", "consumer"] as const;
export type Role = (typeof ROLES)[number];

export type Body = Answer["body"];

/** One call of the list. */
export interface ParityCall {
    /** What it finds out; unique in the list, and the same on both sides. */
    readonly title: string;
    readonly product: ProductName;
    readonly action: string;
    /** The account that makes the call; the owner by default. */
    readonly account?: Role;
    readonly parameters: (known: Known) => Parameters;
    /** What later calls need of the answer, by the name under which it is kept. */
    readonly keeps?: Readonly<Record<string, (body: Body) => unknown>>;
    /** Is only made if the call with this title was not refused. */
    readonly onlyAfter?: string;
    /** The call is repeated until the state that it reads is one of `final`. */
    readonly awaits?: {
        readonly state: (body: Body) => unknown;
        readonly final: readonly string[];
    };
    /** What it creates and is paid for by the hour. */
    readonly costs?: PricedResource;
}

export type PricedResource = "clb" | "endpointZone";

/** Calls about one thing. Chapters that cost nothing come first. */
export interface Chapter {
    readonly title: string;
    readonly calls: readonly ParityCall[];
}

/** The tag of everything that the kit creates; its value is the run's name. */
export const TAG_KEY = "alicloud-privatelink-parity";
/** How the name of everything that the kit creates begins. */
export const NAME_PREFIX = "alicloud-privatelink-parity-";

/** The name of the run, which all that it creates has as its name and in its tag. */
export const RUN_NAME = "run name";
export const ZONE = "zone";
export const REGION = "region";

export function tagOf(known: Known): { Key: string; Value: string }[] {
    return [{ Key: TAG_KEY, Value: known.get(RUN_NAME) }];
}
