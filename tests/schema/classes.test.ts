import * as assert from "node:assert/strict";

import { committedSchema } from "../../tools/release/packageFolder";
import { run } from "../unit/harness";
import { EVERY_COMPONENT, EXPORTED } from "./everyComponent";

const PREFIX = "alicloud-privatelink:index:";

describe("every component class", () => {
    const schema = committedSchema();

    it("is in the schema, and in the programs that these tests run", () => {
        const exported = EXPORTED.map(({ name }) => name).sort();
        const made = new Set(Object.values(EVERY_COMPONENT).map((each) => each.componentClass));

        assert.ok(exported.length > 0);
        assert.deepEqual(
            Object.keys(schema.resources),
            exported.map((name) => PREFIX + name),
        );
        assert.deepEqual([...made].sort(), exported);
    });

    it("is created with each of its inputs by the programs that these tests run", () => {
        const used = new Set(
            Object.values(EVERY_COMPONENT).flatMap(({ componentClass, args }) =>
                Object.keys(args).map((property) => `${PREFIX}${componentClass}.${property}`),
            ),
        );
        const inputs = Object.entries(schema.resources).flatMap(([token, { inputProperties }]) =>
            Object.keys(inputProperties ?? {}).map((property) => `${token}.${property}`),
        );

        assert.deepEqual([...used].sort(), inputs.sort());
    });

    for (const [what, { componentClass, make }] of Object.entries(EVERY_COMPONENT)) {
        it(`has the type of its class's name, as ${what} shows`, async () => {
            const { registrations } = await run(make);
            const type = PREFIX + componentClass;

            assert.equal(registrations[0]?.type, type);
            assert.equal(registrations[0]?.urn, `urn:pulumi:stack::project::${type}::app`);
        });

        it(`registers the fields that it declares and no others, as ${what} shows`, async () => {
            const { registrations, registeredOutputs } = await run(make);
            const declared = schema.resources[PREFIX + componentClass]?.properties;
            const outputs = registeredOutputs(String(registrations[0]?.urn));

            assert.deepEqual(Object.keys(outputs ?? {}).sort(), Object.keys(declared ?? {}).sort());
        });

        it(`has no inputs of its own that its children would wait for, as ${what} shows`, async () => {
            const { registrations } = await run(make);

            assert.deepEqual(registrations[0]?.inputs, {});
            assert.deepEqual(registrations[0]?.dependencies, []);
        });
    }
});
