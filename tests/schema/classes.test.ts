import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { run } from "../unit/harness";
import { EVERY_COMPONENT, EXPORTED } from "./everyComponent";
import { type PackageSchema, SCHEMA_FILE } from "./servedSchema";

const PREFIX = "alicloud-privatelink:index:";

describe("every component class", () => {
    const schema = JSON.parse(readFileSync(SCHEMA_FILE, "utf8")) as PackageSchema;

    it("is in the schema, and in the programs that these tests run", async () => {
        const exported = EXPORTED.map(({ name }) => name).sort();
        const made = new Set<string>();
        for (const build of Object.values(EVERY_COMPONENT)) {
            const { result } = await run(build);
            made.add(result.constructor.name);
        }

        assert.ok(exported.length > 0);
        assert.deepEqual(
            Object.keys(schema.resources),
            exported.map((name) => PREFIX + name),
        );
        assert.deepEqual([...made].sort(), exported);
    });

    for (const [what, build] of Object.entries(EVERY_COMPONENT)) {
        it(`has the type of its class's name, as ${what} shows`, async () => {
            const { result, registrations } = await run(build);
            const type = PREFIX + result.constructor.name;

            assert.equal(registrations[0]?.type, type);
            assert.equal(
                registrations[0]?.urn,
                `urn:pulumi:stack::project::${type}::${registrations[0]?.name}`,
            );
        });

        it(`registers the fields that it declares and no others, as ${what} shows`, async () => {
            const { result, registrations, registeredOutputs } = await run(build);
            const declared = schema.resources[PREFIX + result.constructor.name]?.properties;
            const outputs = registeredOutputs(String(registrations[0]?.urn));

            assert.deepEqual(Object.keys(outputs ?? {}).sort(), Object.keys(declared ?? {}).sort());
        });

        it(`keeps its arguments as its inputs, as ${what} shows`, async () => {
            const { result, registrations } = await run(build);
            const declared = schema.resources[PREFIX + result.constructor.name]?.inputProperties;
            const inputs = Object.keys(registrations[0]?.inputs ?? {});

            assert.ok(inputs.length > 0);
            assert.deepEqual(
                inputs.filter((name) => !(name in (declared ?? {}))),
                [],
            );
        });
    }

    it("is made at least once with each of its inputs", async () => {
        const given = new Set<string>();
        for (const build of Object.values(EVERY_COMPONENT)) {
            const { registrations } = await run(build);
            for (const { type, inputs } of registrations.filter(({ custom }) => !custom)) {
                Object.keys(inputs).forEach((name) => given.add(`${type}.${name}`));
            }
        }

        assert.deepEqual(
            Object.entries(schema.resources)
                .flatMap(([token, { inputProperties }]) =>
                    Object.keys(inputProperties ?? {}).map((name) => `${token}.${name}`),
                )
                .filter((input) => !given.has(input)),
            [
                // Not next to an offer, whose service and ports they would name once more.
                `${PREFIX}EndpointConnection.endpointId`,
                `${PREFIX}EndpointConnection.serviceId`,
            ],
        );
    });
});
