import {
    nameOf,
    type PackageSchema,
    type PropertySchema,
    type PropertySchemas,
    typeToken,
} from "../../tools/release/packageSchema";
import type { MadeComponent, ProgramValue } from "./examplePrograms";

/** How a language writes the names of properties and of the members of enums. */
export interface Spelling {
    readonly property: (name: string) => string;
    readonly member: (name: string) => string;
}

/** What of a program is not as the schema has it. */
export function exampleProblems(
    schema: PackageSchema,
    made: readonly MadeComponent[],
    spelling: Spelling,
): string[] {
    return made.flatMap(({ type, inputs, outputs }) => {
        const component = schema.resources[type];
        if (component === undefined) {
            return [`There is no component ${type}.`];
        }
        const known = Object.keys(component.properties ?? {}).map(spelling.property);
        return [
            ...objectProblems(
                nameOf(type),
                inputs,
                { properties: component.inputProperties, required: component.requiredInputs },
                { schema, spelling },
            ),
            ...outputs
                .filter((output) => !known.includes(output))
                .map((output) => `${nameOf(type)} has no output ${output}.`),
        ];
    });
}

interface Language {
    readonly schema: PackageSchema;
    readonly spelling: Spelling;
}

interface ObjectSchema {
    readonly properties?: PropertySchemas;
    readonly required?: readonly string[];
}

function objectProblems(
    where: string,
    value: ProgramValue,
    { properties = {}, required = [] }: ObjectSchema,
    language: Language,
): string[] {
    if (value.kind !== "object") {
        return [`${where} must be an object.`];
    }
    const byName = new Map(
        Object.entries(properties).map(([name, property]) => [
            language.spelling.property(name),
            property,
        ]),
    );
    return [
        ...Object.entries(value.entries).flatMap(([name, entry]) => {
            const property = byName.get(name);
            return property === undefined
                ? [`${where} has no input ${name}.`]
                : valueProblems(`${where}.${name}`, entry, property, language);
        }),
        ...required
            .map(language.spelling.property)
            .filter((name) => value.entries[name] === undefined)
            .map((name) => `${where}.${name} is missing.`),
    ];
}

function valueProblems(
    where: string,
    value: ProgramValue,
    property: PropertySchema,
    language: Language,
): string[] {
    const { items, additionalProperties } = property;
    if (value.kind === "expression") {
        return [];
    }
    if (items !== undefined) {
        return value.kind === "list"
            ? value.items.flatMap((item, index) =>
                  valueProblems(`${where}[${index}]`, item, items, language),
              )
            : [`${where} must be a list.`];
    }
    if (additionalProperties !== undefined) {
        return value.kind === "object"
            ? Object.entries(value.entries).flatMap(([key, entry]) =>
                  valueProblems(`${where}.${key}`, entry, additionalProperties, language),
              )
            : [`${where} must be a map.`];
    }
    const token = typeToken(property);
    const type = token === undefined ? undefined : language.schema.types[token];
    if (token !== undefined && type?.enum !== undefined) {
        const allowed = type.enum;
        const isAllowed =
            value.kind === "member"
                ? value.type === nameOf(token) &&
                  allowed.some(({ name }) => language.spelling.member(name ?? "") === value.member)
                : value.kind === "literal" && allowed.some((each) => each.value === value.value);
        return isAllowed ? [] : [`${where} must be one of ${nameOf(token)}.`];
    }
    if (type !== undefined) {
        return objectProblems(where, value, type, language);
    }
    return value.kind === "literal" && typeof value.value === property.type
        ? []
        : [`${where} must be a ${property.type}.`];
}
