import fc from "fast-check";

/** How many times more often a value is right than not: of few properties, and of one among many. */
const RIGHT_TIMES = { few: 35, many: 90 };

/** One of the values that are right, and now and then one that may be wrong. */
export function mostly<T>(right: readonly T[], odd: readonly T[]): fc.Arbitrary<T> {
    return oftenRight(RIGHT_TIMES.few, right, odd);
}

/** As `mostly`, for what has so many properties that else one of them would always be wrong. */
export function nearlyAlways<T>(right: readonly T[], odd: readonly T[]): fc.Arbitrary<T> {
    return oftenRight(RIGHT_TIMES.many, right, odd);
}

function oftenRight<T>(weight: number, right: readonly T[], odd: readonly T[]): fc.Arbitrary<T> {
    return fc.oneof(
        { weight, arbitrary: fc.constantFrom(...right) },
        { weight: 1, arbitrary: fc.constantFrom(...odd) },
    );
}

/** Last bytes of addresses that nobody can have, next to one that is free in its vSwitch. */
export function impossibleHosts(free: number): number[] {
    return [0, 253, 255, 256, -free];
}

export const TAGS = mostly<Readonly<Record<string, string>> | undefined>(
    [undefined, { team: "orders" }],
    [
        { "acs:team": "orders" },
        { team: "see https://wiki" },
        Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`key-${index}`, "v"])),
    ],
);

export const DESCRIPTION = mostly<string | undefined>(
    [undefined, "to the orders", "订单服务"],
    ["a", "http://wiki", "d".repeat(257)],
);
