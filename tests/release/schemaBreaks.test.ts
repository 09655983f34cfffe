import * as assert from "node:assert/strict";

import { schemaBreaks } from "../../tools/release/schemaBreaks";
import { changed, reference, shopSchema } from "./schemas";

type Change = Parameters<typeof changed>[0];

/** What breaks programs: the change, and its message. */
const BREAKS: Record<string, { change: Change; expected: string[] }> = {
    "another name of the package": {
        change: ({ schema }) => (schema.name = "store"),
        expected: ["acme/shop: the package is called acme/store"],
    },
    "another namespace of the package": {
        change: ({ schema }) => (schema.namespace = "emca"),
        expected: ["acme/shop: the package is called emca/shop"],
    },
    "a component removed": {
        change: ({ schema }) => delete (schema.resources as object)["shop:index:Shelf" as never],
        expected: ["Shelf: the component was removed"],
    },
    "an input removed": {
        change: ({ till }) => delete (till.inputProperties as { note?: object }).note,
        expected: ["Till.note: the input was removed"],
    },
    "an input made required": {
        change: ({ till }) => till.requiredInputs.push("note"),
        expected: ["Till.note: the input has become required"],
    },
    "a required input added": {
        change: ({ till }) => {
            Object.assign(till.inputProperties, { colour: { type: "string" } });
            till.requiredInputs.push("colour");
        },
        expected: ["Till.colour: the input is new, and required"],
    },
    "another type of an input": {
        change: ({ till }) => (till.inputProperties.note.type = "number"),
        expected: ["Till.note: the type of the input is number, was string"],
    },
    "another type of a list's items": {
        change: ({ till }) => (till.inputProperties.slots.items.type = "number"),
        expected: [
            "Till.slots: the type of the input is list of plain number, was list of plain string",
        ],
    },
    "a map where a list was": {
        change: ({ till }) =>
            Object.assign(till.inputProperties, {
                slots: { type: "object", additionalProperties: { type: "string" } },
            }),
        expected: ["Till.slots: the type of the input is map of string, was list of plain string"],
    },
    "an input that no longer takes an Output": {
        change: ({ till }) => (till.inputProperties.note.plain = true),
        expected: ["Till.note: the type of the input is plain string, was string"],
    },
    "an output removed": {
        change: ({ till }) => {
            delete (till.properties as { total?: object }).total;
            till.required.splice(1);
        },
        expected: ["Till.total: the output was removed"],
    },
    "another type of an output": {
        change: ({ till }) => (till.properties.total.type = "string"),
        expected: ["Till.total: the type of the output is string, was number"],
    },
    "an output of another type of the package": {
        change: ({ till }) => Object.assign(till.properties.receipt, reference("Drawer")),
        expected: ["Till.receipt: the type of the output is Drawer, was Receipt"],
    },
    "an output that may be missing": {
        change: ({ till }) => till.required.splice(1),
        expected: ["Till.total: the output may be missing"],
    },
    "a type removed": {
        change: ({ schema }) => delete (schema.types as object)["shop:index:Coin" as never],
        expected: ["Coin: the type was removed"],
    },
    "an enum turned into another kind of type": {
        change: ({ schema }) =>
            Object.assign(schema.types, { "shop:index:Coin": { type: "object" } }),
        expected: ["Coin: the type is object, was an enum of strings"],
    },
    "an enum value removed": {
        change: ({ type }) => type("Coin").enum.splice(1),
        expected: ['Coin.Iron: the enum value "iron" was removed'],
    },
    "another value under an enum's name": {
        change: ({ type }) => (type("Coin").enum[1].value = "steel"),
        expected: ['Coin.Iron: the enum value is "steel", was "iron"'],
    },
    "a property of a type removed": {
        change: ({ type }) => delete (type("Drawer").properties as { label?: object }).label,
        expected: ["Drawer.label: the property was removed"],
    },
    "a property made required in a type that programs give": {
        change: ({ type }) => type("Drawer").required.push("label"),
        expected: ["Drawer.label: the property has become required"],
    },
    "a property that may be missing in a type that programs get": {
        change: ({ type }) => type("Receipt").required.splice(0),
        expected: ["Receipt.number: the property may be missing"],
    },
};

/** What no program can notice. */
const ALLOWED: Record<string, Change> = {
    "nothing": () => undefined,
    "another version": ({ schema }) => (schema.version = "1.4.3"),
    "another description": ({ schema, till, type }) => {
        schema.description = "The shop.";
        till.inputProperties.note.description = "The note.";
        type("Coin").enum[0].description = "Golden.";
    },
    "a component added": ({ schema }) =>
        Object.assign(schema.resources, {
            "shop:index:Door": { inputProperties: { key: {} }, requiredInputs: ["key"] },
        }),
    "an optional input added": ({ till }) =>
        Object.assign(till.inputProperties, { colour: { type: "string" } }),
    "an input made optional": ({ till }) => till.requiredInputs.splice(0),
    "an output added": ({ till }) => {
        Object.assign(till.properties, { colour: { type: "string" } });
        till.required.push("colour");
    },
    "a type added": ({ schema }) =>
        Object.assign(schema.types, { "shop:index:Key": { type: "object", required: ["teeth"] } }),
    "an enum value added": ({ type }) =>
        type("Coin").enum.push({ name: "Tin", value: "tin", description: "Of tin." }),
    "enum values in another order": ({ type }) => type("Coin").enum.reverse(),
    "a property made optional in a type that programs only give": ({ type }) =>
        type("Drawer").required.splice(0),
    "a required property added to a type that programs only get": ({ type }) => {
        Object.assign(type("Receipt").properties, { day: { type: "string" } });
        type("Receipt").required.push("day");
    },
};

describe("what breaks programs that were written for an earlier schema", () => {
    for (const [what, { change, expected }] of Object.entries(BREAKS)) {
        it(`is ${what}`, () => {
            const breaks = schemaBreaks(shopSchema(), changed(change));

            assert.deepEqual(
                breaks.map(({ path, change }) => `${path}: ${change}`),
                expected,
            );
        });
    }

    for (const [what, change] of Object.entries(ALLOWED)) {
        it(`is not ${what}`, () => {
            assert.deepEqual(schemaBreaks(shopSchema(), changed(change)), []);
        });
    }
});
