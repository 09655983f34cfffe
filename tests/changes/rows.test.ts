import assert from "node:assert/strict";

import { everyInput, type Input } from "./inputs";
import { type Change, nameOf, titleOf } from "./row";
import { ROWS } from "./rows";

/** The changes that an input of a kind can have. */
const CHANGES: Readonly<Record<Input["kind"], readonly Change[]>> = {
    value: ["changed"],
    object: ["changed"],
    list: ["entry added", "entry removed", "entries reordered"],
    map: ["changed", "entry added", "entry removed", "entry renamed"],
};

describe("the rows of changes", () => {
    const inputs = everyInput();

    it("are about every input of every component, in every way that it can change", () => {
        const there = new Set(
            ROWS.map(({ componentClass, input, change }) => [componentClass, input, change].join()),
        );
        const missing = inputs.flatMap(({ componentClass, path, kind }) =>
            CHANGES[kind]
                .filter((change) => !there.has([componentClass, path, change].join()))
                .map((change) => `${componentClass}: ${path} ${change}`),
        );
        assert.deepEqual(missing, []);
    });

    it("remove every optional input", () => {
        const taken = new Set(
            ROWS.filter(
                ({ without, outcome }) => without !== undefined || outcome.kind === "not measured",
            ).map(({ componentClass, input }) => [componentClass, input].join()),
        );
        const missing = inputs
            .filter(({ isRequired }) => !isRequired)
            .filter(({ componentClass, path }) => !taken.has([componentClass, path].join()))
            .map(({ componentClass, path }) => `${componentClass}: ${path}`);
        assert.deepEqual(missing, []);
    });

    it("are about existing inputs", () => {
        const there = new Set(
            inputs.map(({ componentClass, path }) => `${componentClass} ${path}`),
        );
        const unknown = ROWS.filter(
            ({ componentClass, input }) => !there.has(`${componentClass} ${input}`),
        );
        assert.deepEqual(unknown.map(titleOf), []);
    });

    it("have a title and a name each that no other row of the component has", () => {
        const names = ROWS.map((row) => `${row.componentClass} ${nameOf(row)}`);
        assert.deepEqual(
            names.filter((name, index) => names.indexOf(name) !== index),
            [],
        );
    });

    it("change something, and say what prevents a change that is refused", () => {
        const same = ROWS.filter(
            ({ before, after, without }) =>
                JSON.stringify(before) === JSON.stringify(after) && without === undefined,
        );
        assert.deepEqual(same.map(titleOf), []);
    });
});
