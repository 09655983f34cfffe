import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { dependenciesOf, withoutDependencies } from "../../../components/shared/dependencies";
import { Consumer, isKnown, read, run, unknown } from "../harness";

describe("A value without the resources that it comes from", () => {
    it("orders a resource by dependsOn alone, so that none of its inputs counts as changed", async () => {
        const { registration, urns } = await run(() => {
            const first = new Consumer("first", { port: 80 });
            const value = first.id;
            new Consumer("second", { uses: value });
            new Consumer(
                "third",
                { uses: withoutDependencies(value) },
                { dependsOn: dependenciesOf(value) },
            );
        });

        const second = registration("Consumer second");
        const third = registration("Consumer third");
        assert.deepEqual(third.inputs, second.inputs);
        assert.deepEqual(third.dependencies, [urns.get("Consumer first")]);
        assert.deepEqual(second.inputDependencies, { uses: [urns.get("Consumer first")] });
        assert.deepEqual(third.inputDependencies, {});
    });

    it("stays unknown at preview, and keeps its resource waiting for what it comes from", async () => {
        const { registration, urns } = await run(
            () => {
                const { id } = new Consumer("first", { port: 80 });
                new Consumer(
                    "second",
                    { uses: withoutDependencies(id) },
                    { dependsOn: dependenciesOf(id) },
                );
            },
            { preview: true },
        );

        const { inputs, dependencies } = registration("Consumer second");
        assert.deepEqual(inputs, { uses: "(unknown)" });
        assert.deepEqual(dependencies, [urns.get("Consumer first")]);
    });

    it("keeps plain values, secrets, unknown parts and errors as they are", async () => {
        const secret = withoutDependencies(pulumi.secret("password"));
        const partly = withoutDependencies(pulumi.output({ known: 1, later: unknown<number>() }));

        assert.equal(await read(withoutDependencies("plain")), "plain");
        assert.equal(await read(secret), "password");
        assert.equal(await pulumi.isSecret(secret), true);
        assert.equal(await isKnown(partly), false);
        assert.equal(await read(partly.known), 1);
        await assert.rejects(
            read(withoutDependencies(Promise.reject(new Error("no answer")))),
            /no answer/,
        );
    });
});
