import * as assert from "node:assert/strict";

import { findings, refused } from "./harness";

/** What is wrong, the arguments that differ from good ones, and exactly the expected findings. */
export type BadInput<Args> = readonly [
    what: string,
    args: { readonly [Property in keyof Args]?: unknown },
    ...expected: RegExp[],
];

/** One test per case: the findings are these and no others, and nothing has been registered. */
export function itRefuses<Args>(
    build: (args: Partial<Args>) => unknown,
    cases: readonly BadInput<Args>[],
): void {
    for (const [what, args, ...expected] of cases) {
        it(`refuses ${what} and registers nothing`, async () => {
            const refusal = await refused(() => build(args as Partial<Args>));

            const found = findings(refusal);
            assert.equal(found.length, expected.length, found.join("\n"));
            expected.forEach((pattern, index) => {
                assert.match(String(found[index]), pattern);
            });
            assert.deepEqual(refusal.registrations, []);
            assert.deepEqual(refusal.invokes, []);
        });
    }
}
