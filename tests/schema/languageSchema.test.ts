import * as assert from "node:assert/strict";

import { forLanguages } from "../../tools/release/languageSchema";
import type { PackageSchema, PropertySchema } from "../../tools/release/packageSchema";

const TOKEN = "shop:index:";

/** A schema as Pulumi's analyzer makes it: what an output has is marked as plain nowhere. */
const ANALYZED: PackageSchema = {
    name: "shop",
    version: "1.4.2",
    resources: {
        [`${TOKEN}Till`]: {
            inputProperties: {
                drawers: {
                    type: "array",
                    items: { ...reference("Drawer"), plain: true },
                    plain: true,
                },
                coins: { type: "array", items: reference("Coin"), plain: true },
                open: { type: "boolean", plain: true },
                label: { type: "string" },
                receipts: { type: "array", items: reference("Coin") },
                offer: reference("Offer"),
            },
            properties: { coins: { type: "array", items: reference("Coin") } },
        },
    },
    types: {
        [`${TOKEN}Drawer`]: {
            type: "object",
            properties: {
                name: { type: "string", plain: true },
                key: { type: "string" },
                lock: { ...reference("Lock"), plain: true },
            },
        },
        [`${TOKEN}Lock`]: { type: "object", properties: { metal: reference("Metal") } },
        [`${TOKEN}Coin`]: { type: "object", properties: { metal: reference("Metal") } },
        [`${TOKEN}Metal`]: { type: "string", enum: [{ name: "Gold", value: "gold" }] },
        [`${TOKEN}Offer`]: {
            type: "object",
            properties: { contractVersion: { type: "number", plain: true } },
        },
    },
};

function reference(name: string): PropertySchema {
    return { $ref: `#/types/${TOKEN}${name}` };
}

describe("the schema for other languages", () => {
    const { schema, plainInputs } = forLanguages(ANALYZED);
    const { inputProperties = {}, properties = {} } = schema.resources[`${TOKEN}Till`];

    it("takes an Output in every input", () => {
        assert.doesNotMatch(JSON.stringify(schema), /"plain"/);
        assert.deepEqual(inputProperties.drawers, { type: "array", items: reference("Drawer") });
    });

    it("has no enum in what an output can be, so that YAML takes it as an input", () => {
        assert.deepEqual(properties, ANALYZED.resources[`${TOKEN}Till`].properties);
        assert.deepEqual(schema.types[`${TOKEN}Coin`].properties, { metal: { type: "string" } });
        assert.deepEqual(schema.types[`${TOKEN}Lock`], ANALYZED.types[`${TOKEN}Lock`]);
    });

    it("takes any value as a contract, for only the component knows its versions", () => {
        assert.deepEqual(inputProperties.offer, { $ref: "pulumi.json#/Any" });
    });

    it("names what the plugin awaits: what TypeScript takes as plain values, and contracts", () => {
        assert.deepEqual(plainInputs, {
            Till: {
                drawers: [{ name: "all", lock: {} }],
                coins: ["all"],
                open: "all",
                offer: "all",
            },
        });
    });
});
