import assert from "node:assert/strict";

import { foldParameters } from "../../tools/emulator/foldParameters";
import type { Schema } from "../../tools/emulator/models";

const MODEL: Schema = {
    type: "object",
    required: ["Name"],
    properties: {
        Name: { type: "string" },
        Count: { type: "integer" },
        Weight: { type: "number" },
        Enabled: { type: "boolean" },
        Id: { type: "array", items: { type: "string" } },
        Tag: {
            type: "array",
            items: {
                type: "object",
                required: ["Key", "Value"],
                properties: {
                    Key: { type: "string" },
                    Value: { type: "string" },
                    Port: { type: "integer" },
                },
            },
        },
        Disk: {
            type: "object",
            properties: { Size: { type: "integer" }, Category: { type: "string" } },
        },
        Free: { type: "object" },
    },
};

function fold(flat: Record<string, string>, product = "vpc") {
    return foldParameters(product, MODEL, new Map(Object.entries({ Name: "n", ...flat })));
}

describe("the emulator's parameters", () => {
    for (const [what, flat, folded] of [
        ["a text as it is", { Name: " 1 " }, { Name: " 1 " }],
        ["an integer", { Count: "-42" }, { Count: -42 }],
        ["a number", { Weight: "1.5" }, { Weight: 1.5 }],
        ["true in any case", { Enabled: "True" }, { Enabled: true }],
        ["false in any case", { Enabled: "FALSE" }, { Enabled: false }],
        [
            "a list by its positions",
            { "Id.10": "c", "Id.2": "b", "Id.1": "a" },
            { Id: ["a", "b", "c"] },
        ],
        ["a list with a gap", { "Id.1": "a", "Id.3": "c" }, { Id: ["a", "c"] }],
        [
            "an object by its fields or as JSON",
            { Disk: '{"Size":40,"Category":"cloud"}' },
            { Disk: { Size: 40, Category: "cloud" } },
        ],
        [
            "objects in a list",
            { "Tag.1.Key": "k", "Tag.1.Value": "v", "Tag.1.Port": "80" },
            { Tag: [{ Key: "k", Value: "v", Port: 80 }] },
        ],
        [
            "an empty value that an object requires",
            { "Tag.1.Key": "k", "Tag.1.Value": "" },
            { Tag: [{ Key: "k", Value: "" }] },
        ],
        [
            "an object",
            { "Disk.Size": "40", "Disk.Category": "cloud" },
            { Disk: { Size: 40, Category: "cloud" } },
        ],
        [
            "an object without named fields as JSON",
            { Free: '{"a":{"b":1}}' },
            { Free: { a: { b: 1 } } },
        ],
        [
            "nothing from empty texts",
            {
                "Count": "",
                "Enabled": "",
                "Id.1": "",
                "Disk": "",
                "Disk.Size": "",
                "Free": "",
                "Id": "",
            },
            {},
        ],
    ] as const) {
        it(`reads ${what}`, () => {
            const { parameters, unknownNames } = fold(flat);
            assert.deepEqual(parameters, { Name: "n", ...(folded as object) });
            assert.deepEqual(unknownNames, []);
        });
    }

    for (const [flat, code, name] of [
        [{ Name: "" }, "MissingName", "Name"],
        [{ Count: "many" }, "InvalidParameter", "Count"],
        [{ Count: "1.5" }, "InvalidParameter", "Count"],
        [{ Count: "0x10" }, "InvalidParameter", "Count"],
        [{ Count: "99999999999999999999" }, "InvalidParameter", "Count"],
        [{ Weight: "heavy" }, "InvalidParameter", "Weight"],
        [{ Enabled: "yes" }, "InvalidParameter", "Enabled"],
        [{ Enabled: "1" }, "InvalidParameter", "Enabled"],
        [{ Id: "a" }, "InvalidParameter", "Id"],
        [{ "Id.0": "a" }, "InvalidParameter", "Id.0"],
        [{ "Id.first": "a" }, "InvalidParameter", "Id.first"],
        [{ "Id.1.Key": "a" }, "InvalidParameter", "Id.1"],
        [{ "Name.1": "a" }, "InvalidParameter", "Name"],
        [{ Disk: "40" }, "InvalidParameter", "Disk"],
        [{ "Tag.1.Value": "v" }, "MissingTag", "Tag.1.Key"],
        [{ "Tag.2.Key": "k" }, "MissingTag", "Tag.2.Value"],
        [
            { "Tag.1.Key": "k", "Tag.1.Value": "v", "Tag.1.Port": "p" },
            "InvalidParameter",
            "Tag.1.Port",
        ],
        [{ Free: "free" }, "InvalidParameter", "Free"],
        [{ Free: "[1]" }, "InvalidParameter", "Free"],
        [{ ["a.".repeat(100_000)]: "deep" }, "InvalidParameter", "a.a"],
    ] as [Record<string, string>, string, string][]) {
        it(`refuses ${JSON.stringify(flat).slice(0, 70)} and names ${name}`, () => {
            assert.throws(
                () => fold(flat),
                (error: Error & { code: string; status: number }) =>
                    error.code === code && error.status === 400 && error.message.includes(name),
            );
        });
    }

    it("reports a missing parameter of ECS as ECS does", () => {
        assert.throws(() => fold({ Name: "" }, "ecs"), {
            code: "MissingParameter",
            message:
                'The input parameter "Name" that is mandatory for processing this request is not supplied.',
        });
    });

    it("ignores and reports what the model lacks, also inside of objects", () => {
        const { parameters, unknownNames } = fold({
            "Unheard": "1",
            "Empty": "",
            "Tag.1.Key": "k",
            "Tag.1.Value": "v",
            "Tag.1.Colour": "blue",
            "Deep.1.Down": "2",
            "__proto__": "no",
            "constructor": "no",
        });
        assert.deepEqual(parameters, { Name: "n", Tag: [{ Key: "k", Value: "v" }] });
        assert.deepEqual(unknownNames.sort(), [
            "Deep.1.Down",
            "Tag.1.Colour",
            "Unheard",
            "constructor",
        ]);
    });
});
