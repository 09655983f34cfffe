import {
    nameOf,
    type PackageSchema,
    type PropertySchema,
    type PropertySchemas,
    typeToken,
} from "../../tools/release/packageSchema";
import type { Given, MadeComponent } from "./examplePrograms";

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
    given: Given,
    { properties = {}, required = [] }: ObjectSchema,
    language: Language,
): string[] {
    if (given.kind !== "object") {
        return [`${where} must be an object.`];
    }
    const byName = new Map(
        Object.entries(properties).map(([name, property]) => [
            language.spelling.property(name),
            property,
        ]),
    );
    return [
        ...Object.entries(given.entries).flatMap(([name, value]) => {
            const property = byName.get(name);
            return property === undefined
                ? [`${where} has no input ${name}.`]
                : valueProblems(`${where}.${name}`, value, property, language);
        }),
        ...required
            .map(language.spelling.property)
            .filter((name) => given.entries[name] === undefined)
            .map((name) => `${where}.${name} is missing.`),
    ];
}

function valueProblems(
    where: string,
    given: Given,
    property: PropertySchema,
    language: Language,
): string[] {
    const { items, additionalProperties } = property;
    if (given.kind === "expression") {
        return [];
    }
    if (items !== undefined) {
        return given.kind === "list"
            ? given.items.flatMap((item, index) =>
                  valueProblems(`${where}[${index}]`, item, items, language),
              )
            : [`${where} must be a list.`];
    }
    if (additionalProperties !== undefined) {
        return given.kind === "object"
            ? Object.entries(given.entries).flatMap(([key, value]) =>
                  valueProblems(`${where}.${key}`, value, additionalProperties, language),
              )
            : [`${where} must be a map.`];
    }
    const token = typeToken(property);
    const type = token === undefined ? undefined : language.schema.types[token];
    if (token !== undefined && type?.enum !== undefined) {
        const allowed = type.enum;
        const isAllowed =
            given.kind === "member"
                ? given.type === nameOf(token) &&
                  allowed.some(({ name }) => language.spelling.member(name ?? "") === given.member)
                : given.kind === "literal" && allowed.some(({ value }) => value === given.value);
        return isAllowed ? [] : [`${where} must be one of ${nameOf(token)}.`];
    }
    if (type !== undefined) {
        return objectProblems(where, given, type, language);
    }
    return given.kind === "literal" && typeof given.value === property.type
        ? []
        : [`${where} must be a ${property.type}.`];
}
