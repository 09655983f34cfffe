import { readFileSync } from "node:fs";
import * as path from "node:path";

interface Property {
    readonly $ref?: string;
    readonly type?: string;
    readonly items?: Property;
    readonly additionalProperties?: Property;
}

interface Schema {
    readonly resources: Readonly<
        Record<
            string,
            {
                readonly inputProperties: Readonly<Record<string, Property>>;
                readonly requiredInputs?: readonly string[];
            }
        >
    >;
    readonly types: Readonly<
        Record<
            string,
            {
                readonly properties?: Readonly<Record<string, Property>>;
                readonly required?: readonly string[];
            }
        >
    >;
}

/** An input of a component, a nested one under its path. */
export interface Input {
    readonly componentClass: string;
    /** `listeners[].healthCheck.port` */
    readonly path: string;
    readonly isRequired: boolean;
    readonly kind: "value" | "list" | "map" | "object";
}

/** Every input of every component that the package's schema has. */
export function everyInput(): Input[] {
    const file = path.resolve(__dirname, "../../schema.json");
    const schema = JSON.parse(readFileSync(file, "utf8")) as Schema;
    return Object.entries(schema.resources).flatMap(([token, resource]) =>
        inputsOf(
            schema,
            token.split(":").at(-1) ?? token,
            "",
            resource.inputProperties,
            resource.requiredInputs ?? [],
        ),
    );
}

function inputsOf(
    schema: Schema,
    componentClass: string,
    prefix: string,
    properties: Readonly<Record<string, Property>>,
    required: readonly string[],
): Input[] {
    return Object.entries(properties).flatMap(([name, property]) => {
        const path = `${prefix}${name}`;
        const [child, suffix] = nested(property);
        const type = typeOf(schema, child) ?? contractType(schema, name);
        const kind =
            property.items !== undefined
                ? "list"
                : property.additionalProperties !== undefined
                  ? "map"
                  : type?.properties !== undefined
                    ? "object"
                    : "value";
        return [
            { componentClass, path, isRequired: required.includes(name), kind },
            ...inputsOf(
                schema,
                componentClass,
                `${path}${suffix}.`,
                type?.properties ?? {},
                type?.required ?? [],
            ),
        ];
    });
}

function nested(property: Property): [child: Property, suffix: string] {
    if (property.items !== undefined) {
        return [property.items, "[]"];
    }
    return property.additionalProperties === undefined
        ? [property, ""]
        : [property.additionalProperties, "{}"];
}

/** The contracts are of any type in the schema, and still have the fields of a type there. */
const CONTRACTS: Readonly<Record<string, string>> = {
    offer: "alicloud-privatelink:index:EndpointServiceOffer",
    request: "alicloud-privatelink:index:EndpointRequest",
};

function contractType(schema: Schema, name: string) {
    return schema.types[CONTRACTS[name] ?? ""];
}

function typeOf(schema: Schema, { $ref }: Property) {
    const [, token] = /^#\/types\/(.+)$/.exec($ref ?? "") ?? [];
    return token === undefined ? undefined : schema.types[decodeURIComponent(token)];
}
