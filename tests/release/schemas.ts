import type { PackageSchema, PropertySchema } from "../../tools/release/packageSchema";

const TOKEN = "shop:index:";

/** A small package with everything that a schema of this package has. */
export function shopSchema(): PackageSchema {
    return {
        name: "shop",
        namespace: "acme",
        version: "1.4.2",
        description: "A shop.",
        resources: {
            [`${TOKEN}Till`]: {
                description: "A till.",
                inputProperties: {
                    drawer: { description: "Its drawer.", ...reference("Drawer"), plain: true },
                    note: { description: "A note.", type: "string" },
                    slots: {
                        description: "Its slots.",
                        type: "array",
                        items: { type: "string", plain: true },
                    },
                },
                requiredInputs: ["drawer"],
                properties: {
                    receipt: { description: "The receipt.", ...reference("Receipt") },
                    total: { description: "The total.", type: "number" },
                },
                required: ["receipt", "total"],
            },
            [`${TOKEN}Shelf`]: { description: "A shelf.", properties: {} },
        },
        types: {
            [`${TOKEN}Drawer`]: {
                type: "object",
                properties: {
                    coin: { description: "Its coin.", ...reference("Coin") },
                    label: { description: "Its label.", type: "string" },
                },
                required: ["coin"],
            },
            [`${TOKEN}Receipt`]: {
                type: "object",
                properties: { number: { description: "Its number.", type: "string" } },
                required: ["number"],
            },
            [`${TOKEN}Coin`]: {
                type: "string",
                enum: [
                    { name: "Gold", value: "gold", description: "Of gold." },
                    { name: "Iron", value: "iron", description: "Of iron." },
                ],
            },
        },
    };
}

/** A schema that a test may change. */
export type Draft<T> = { -readonly [Key in keyof T]-?: Draft<NonNullable<T[Key]>> };

/** The shop's schema after a change. */
export function changed(
    change: (draft: {
        readonly schema: Draft<PackageSchema>;
        readonly till: Draft<PackageSchema["resources"][string]>;
        readonly type: (name: string) => Draft<PackageSchema["types"][string]>;
    }) => void,
    version = "1.4.2",
): PackageSchema {
    const schema = { ...shopSchema(), version } as Draft<PackageSchema>;
    change({
        schema,
        till: schema.resources[`${TOKEN}Till`],
        type: (name) => schema.types[TOKEN + name],
    });
    return schema;
}

export function reference(type: string): PropertySchema {
    return { $ref: `#/types/${TOKEN}${type}` };
}
