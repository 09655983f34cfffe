import * as assert from "node:assert/strict";

import { EVERY_COMPONENT } from "../schema/everyComponent";
import { CALLER, type Inputs } from "./cloud";
import { run, type RunOptions } from "./harness";
import { collectWarnings } from "./warnings";

/** Mocks as in the first example of Pulumi's documentation make up ids. */
const NAIVE: RunOptions = {
    mocked: true,
    make: ({ name, inputs }) => Promise.resolve({ id: `${name}_id`, state: inputs as Inputs }),
};

const ANSWERS: Record<string, NonNullable<RunOptions["answer"]>> = {
    "answer calls with their inputs": (_token, inputs) => inputs,
    "answer calls with nothing": () => ({}),
    "refuse all calls but for the account": (token) => {
        if (token.endsWith(":getCallerIdentity")) {
            return { accountId: CALLER };
        }
        throw new Error(`${token} is not mocked`);
    },
};

for (const [what, answer] of Object.entries(ANSWERS)) {
    describeMocks(what, answer);
}

function describeMocks(how: string, answer: NonNullable<RunOptions["answer"]>): void {
    describe(`Under mocks that ${how},`, () => {
        const warnings = collectWarnings();
        const fetched: unknown[] = [];
        const { fetch } = globalThis;

        beforeEach(() => {
            fetched.length = 0;
            globalThis.fetch = (place) => {
                fetched.push(place);
                return Promise.reject(new Error("nothing answers"));
            };
        });

        afterEach(() => {
            globalThis.fetch = fetch;
        });

        for (const [mode, preview] of [
            ["an up", false],
            ["a preview", true],
        ] as const) {
            describe(`in ${mode}`, () => {
                for (const [what, { make }] of Object.entries(EVERY_COMPONENT)) {
                    it(`${what} is created, calls nothing, and asks for no permission`, async () => {
                        const { registrations } = await run(make, { ...NAIVE, answer, preview });

                        assert.ok(registrations.some(({ custom }) => custom));
                        assert.deepEqual(fetched, []);
                        assert.deepEqual(
                            warnings.filter((warning) => !warning.includes("In a unit test, ")),
                            [],
                        );
                    });
                }
            });
        }
    });
}
