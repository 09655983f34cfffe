import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { batchedById, cachedById } from "../../../../components/preflight/lookups/lookupCache";
import { optionalLookup } from "../../../../components/preflight/lookups/optionalLookup";
import { run } from "../../harness";
import { collectWarnings } from "../../warnings";

interface Found {
    readonly id: string;
}

/** Calls that are answered when the test says so. */
function heldCalls() {
    const calls: { readonly ids: readonly string[]; answer(found: readonly Found[]): void }[] = [];
    const lookUp = batchedById<Found>(
        (ids) => new Promise((answer) => calls.push({ ids, answer })),
        ({ id }) => id,
    );
    return { calls, lookUp };
}

async function inProgram<T>(work: (scope: pulumi.Resource) => Promise<T>): Promise<T> {
    const { result } = await run(async () => ({
        found: await work(new pulumi.ComponentResource("test:index:Scope", "scope")),
    }));
    return result.found;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("Lookups of many ids", () => {
    it("share a call if they are requested in one turn of the event loop", async () => {
        const { calls, lookUp } = heldCalls();

        const found = await inProgram(async (scope) => {
            const answers = Promise.all(["b", "a", "b"].map((id) => lookUp(id, scope)));
            await turn();
            calls[0].answer([{ id: "a" }]);
            return answers;
        });

        assert.deepEqual(found, [null, { id: "a" }, null]);
        assert.deepEqual(
            calls.map(({ ids }) => ids),
            [["a", "b"]],
        );
    });

    it("share the next call if they are requested while one is under way", async () => {
        const { calls, lookUp } = heldCalls();

        await inProgram(async (scope) => {
            const answers: unknown[] = [];
            for (const id of ["a", "b", "c", "a"]) {
                answers.push(lookUp(id, scope));
                await turn();
            }
            assert.equal(calls.length, 1);
            calls[0].answer([{ id: "a" }]);
            await turn();
            calls[1].answer([{ id: "b" }, { id: "c" }]);
            return Promise.all(answers);
        });

        assert.deepEqual(
            calls.map(({ ids }) => ids),
            [["a"], ["b", "c"]],
        );
    });

    it("are made although the call before them failed", async () => {
        let made = 0;
        const lookUp = batchedById<Found>(
            (ids) => {
                made += 1;
                return Promise.resolve(made === 1 ? undefined : ids.map((id) => ({ id })));
            },
            ({ id }) => id,
        );

        const found = await inProgram((scope) => {
            const first = lookUp("a", scope);
            return Promise.all([first, turn().then(() => lookUp("b", scope))]);
        });

        assert.deepEqual(found, [undefined, { id: "b" }]);
    });
});

describe("Lookups of what belongs to each of many resources", () => {
    const warnings = collectWarnings();

    it("fail alone, and are warned of once", async () => {
        const lookUp = cachedById(
            optionalLookup("shelves", "test:ListShelves", (id: string) =>
                id === "whole"
                    ? Promise.resolve({ id })
                    : Promise.reject(new Error(`Forbidden: ${id}`)),
            ),
        );

        const found = await inProgram((scope) =>
            Promise.all(["broken", "whole", "closed"].map((id) => lookUp(id, scope))),
        );

        assert.deepEqual(found, [undefined, { id: "whole" }, undefined]);
        assert.equal(warnings.length, 1);
        assert.match(warnings[0], /^The rules about shelves are not checked.*Forbidden: broken/);
    });

    it("are made once for each id", async () => {
        const made: string[] = [];
        const lookUp = cachedById((id) => {
            made.push(id);
            return Promise.resolve({ id });
        });

        await inProgram((scope) =>
            Promise.all(["a", "b", "a"].map((id) => lookUp(id, scope))).then(() =>
                lookUp("b", scope),
            ),
        );

        assert.deepEqual(made, ["a", "b"]);
    });
});
