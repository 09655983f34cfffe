import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { ensureEngine, terminalProgress } from "../../tools/engine";
import type { PackageSchema, PropertySchema } from "../../tools/release/packageSchema";
import { line, run } from "../unit/harness";
import { EVERY_COMPONENT } from "./everyComponent";

/**
 * The SDK may be newer than the provider that the engine has, which then leaves out what it does
 * not know without a word. So nothing that the components set may be news to that provider.
 */
describe("what the components set on resources", () => {
    let provider: PackageSchema;

    before(async () => {
        const { providerSchemaFile } = await ensureEngine({ progress: terminalProgress() });
        provider = JSON.parse(readFileSync(providerSchemaFile, "utf8")) as PackageSchema;
    });

    for (const [what, { make }] of Object.entries(EVERY_COMPONENT)) {
        it(`is known to the engine's provider: ${what}`, async () => {
            const { registrations } = await run(make);
            const resources = registrations.filter(
                ({ type, readId }) => type.startsWith("alicloud:") && readId === undefined,
            );

            assert.ok(resources.length > 0);
            for (const resource of resources) {
                const known = provider.resources[resource.type]?.inputProperties;
                assert.ok(known !== undefined, `The provider has no ${resource.type}.`);
                assert.deepEqual(strangers(provider, known, resource.inputs), [], line(resource));
            }
        });
    }
});

/** Paths of properties that the schema does not have. */
function strangers(
    schema: PackageSchema,
    known: Readonly<Record<string, PropertySchema>>,
    inputs: object,
): string[] {
    return Object.entries(inputs).flatMap(([name, value]) => {
        const property = known[name];
        return property === undefined
            ? [name]
            : strangersWithin(schema, property, value).map((path) => `${name}.${path}`);
    });
}

function strangersWithin(schema: PackageSchema, known: PropertySchema, value: unknown): string[] {
    if (Array.isArray(value)) {
        return value.flatMap((each) => strangersWithin(schema, known.items ?? {}, each));
    }
    // The keys of a map, such as tags, are the user's own.
    if (typeof value !== "object" || value === null || known.additionalProperties !== undefined) {
        return [];
    }
    const type = schema.types[(known.$ref ?? "").replace("#/types/", "")];
    return type?.properties === undefined
        ? Object.keys(value)
        : strangers(schema, type.properties, value);
}
