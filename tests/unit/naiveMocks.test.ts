import * as assert from "node:assert/strict";

import { EVERY_COMPONENT } from "../schema/everyComponent";
import type { Inputs } from "./cloud";
import { run, type RunOptions } from "./harness";
import { collectWarnings } from "./warnings";

/** Mocks as in the first example of Pulumi's documentation: ids are made up, calls answer their inputs. */
const NAIVE: RunOptions = {
    make: ({ name, inputs }) => Promise.resolve({ id: `${name}_id`, state: inputs as Inputs }),
    answer: (_token, inputs: Inputs) => inputs,
};

/** A connectivity check calls the API itself, which mocks do not see. */
const MADE = Object.entries(EVERY_COMPONENT).filter(
    ([, { componentClass }]) => componentClass !== "ConnectivityCheck",
);

describe("Under mocks that know nothing of the package,", () => {
    const warnings = collectWarnings();
    for (const [mode, preview] of [
        ["an up", false],
        ["a preview", true],
    ] as const) {
        describe(`in ${mode}`, () => {
            for (const [what, { make }] of MADE) {
                it(`${what} is created, and nothing asks for a permission`, async () => {
                    const { registrations } = await run(make, { ...NAIVE, preview });

                    assert.ok(registrations.some(({ custom }) => custom));
                    assert.deepEqual(
                        warnings.filter((warning) => !warning.includes("In a unit test, ")),
                        [],
                    );
                });
            }
        });
    }
});
