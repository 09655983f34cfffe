import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { SITUATIONS, stateTexts } from "../../diagram/situations";
import { idOf } from "../../../testing/identifiers";
import type { MockedResource, Properties } from "../../../testing/properties";
import { stateOf, TYPES_WITH_STATE } from "../../../testing/states";

/** A resource in the exported state of a stack: what the provider says of it. */
interface Exported {
    readonly type: string;
    readonly id: string;
    readonly outputs: Properties;
}

/** What the types of a resource say: its properties, and the arguments that it takes. */
interface Declared {
    readonly properties: readonly string[];
    readonly arguments: readonly string[];
    readonly required: readonly string[];
}

const EXPORTED = SITUATIONS.flatMap((situation) =>
    Object.values(stateTexts(situation)).flatMap(
        (text) =>
            (JSON.parse(text) as { deployment: { resources: Exported[] } }).deployment.resources,
    ),
).filter(({ type }) => type.startsWith("alicloud:"));

const NEVER = { name: "app", find: () => undefined };

describe("mocked resources", () => {
    for (const type of TYPES_WITH_STATE) {
        const { properties, ...declared } = declaredOf(type);

        it(`${type} have everything that only the cloud knows`, () => {
            const state = stateOf(type, { ...NEVER, id: "1", inputs: {}, regionId: "cn-hangzhou" });

            assert.deepEqual(
                properties
                    .filter((each) => !declared.arguments.includes(each))
                    .filter((each) => state[each] === undefined),
                [],
            );
            assert.deepEqual(
                Object.keys(state).filter((each) => !properties.includes(each)),
                [],
            );
        });

        for (const { id, outputs } of EXPORTED.filter((each) => each.type === type).slice(0, 2)) {
            it(`${type} have ids and values in the form of ${id.slice(0, 40)}`, () => {
                const asked = Object.entries(outputs).filter(([name]) =>
                    declared.arguments.includes(name),
                );
                const inputs = Object.fromEntries(asked);
                const { regionId = "eu-central-1" } = outputs as { regionId?: string };
                const made = {
                    name: "app",
                    find: ofTheSameStack,
                    id: idOf({ type, name: "app", inputs }),
                    regionId,
                };
                const required = asked.filter(([name]) => declared.required.includes(name));
                const few = stateOf(type, { ...made, inputs: Object.fromEntries(required) });
                const state = stateOf(type, { ...made, inputs });

                assert.equal(formOf(made.id), formOf(id));
                assert.deepEqual(
                    formsOf(state, (name) => name in outputs),
                    formsOf(outputs, (name) => name in state && name !== "id"),
                );
                for (const name of Object.keys(few).filter((each) => each in outputs)) {
                    assert.ok(
                        few[name] === undefined || typeof few[name] === typeof outputs[name],
                        name,
                    );
                }
            });
        }
    }
});

/** What a resource refers to, as a program has it beside the resource. */
function ofTheSameStack(id: string): MockedResource | undefined {
    const found = EXPORTED.find((each) => each.id === id);
    if (found === undefined) {
        return undefined;
    }
    const { type, outputs } = found;
    return { id, name: id, type, inputs: outputs, state: outputs, provider: undefined };
}

function formsOf(state: Properties, isCompared: (name: string) => boolean): Properties {
    const names = Object.keys(state).filter(isCompared).sort();
    return Object.fromEntries(names.map((name) => [name, formOf(state[name])]));
}

/** A value without what differs from one resource to the next. */
function formOf(value: unknown): unknown {
    return typeof value === "string"
        ? value
              .replaceAll(/\b(\w+)-[a-z0-9]{18,20}\b/g, "$1-*")
              .replaceAll(/\biZ[a-z0-9]{20}Z\b/g, "iZ*Z")
              .replaceAll(/\brg-\w+/g, "rg-*")
              .replaceAll(/\d{4}-\d\d-\d\dT[\d:]+Z/g, "time")
              .replaceAll(/\b\d+(\.\d+){3}\b/g, "address")
              .replaceAll(/\bapp\b/g, "*")
        : value;
}

function declaredOf(type: string): Declared {
    const [, file] = type.split(":");
    const text = readFileSync(require.resolve(`@pulumi/alicloud/${file}`).replace(/js$/, "d.ts"));
    const [resource, args] = String(text).split(/export interface \w+Args \{/);
    return {
        properties: namesIn(resource, /^ {4}readonly (\w+): pulumi\.Output</gm),
        arguments: namesIn(args, /^ {4}(\w+)\??: /gm),
        required: namesIn(args, /^ {4}(\w+): /gm),
    };
}

function namesIn(text: string, pattern: RegExp): string[] {
    return [...text.matchAll(pattern)].map(([, name]) => name);
}
