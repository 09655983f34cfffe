import * as path from "node:path";

import {
    ComponentProvider,
    getPulumiComponents,
} from "@pulumi/pulumi/provider/experimental/provider";
import { format, resolveConfig } from "prettier";

import * as components from "../../index";
import type { PlainInputs, PlainParts } from "../../components/languages/plainParts";
import {
    type ArgumentType,
    type ArgumentTypes,
    EVERY_KEY,
} from "../../components/preflight/argumentTypes";
import { PACKAGE_FOLDER, packageManifest } from "./packageFolder";
import {
    nameOf,
    type PackageSchema,
    type PropertySchema,
    type PropertySchemas,
    type TypeSchema,
    typeToken,
} from "./packageSchema";

/** What the TypeScript of the components is for other languages. */
export interface LanguageSchema {
    /** What schema.json has. */
    readonly schema: PackageSchema;
    /** What the components take as plain values, and the plugin awaits: what plainInputs.ts has. */
    readonly plainInputs: PlainInputs;
    /** The arguments of the components, which they check: what componentArguments.ts has. */
    readonly arguments: ArgumentTypes;
}

/** Any value: a type that the schema of every package has. */
const ANY = "pulumi.json#/Any";

export const PLAIN_INPUTS_FILE = path.join(PACKAGE_FOLDER, "components/languages/plainInputs.ts");

/** The text of plainInputs.ts. */
export async function plainInputsText({ plainInputs }: LanguageSchema): Promise<string> {
    const text = `import type { PlainInputs } from "./plainParts";

        /**
         * What each component takes as plain values: the inputs that decide which resources there are, and the
         * contracts. Written by "npm run schema" from the types of the components.
         */
        export const PLAIN_INPUTS: PlainInputs = ${JSON.stringify(plainInputs)};`;
    return format(text, { ...(await resolveConfig(PLAIN_INPUTS_FILE)), parser: "typescript" });
}

export const ARGUMENTS_FILE = path.join(
    PACKAGE_FOLDER,
    "components/preflight/componentArguments.ts",
);

/** The text of componentArguments.ts. */
export async function argumentsText({ arguments: types }: LanguageSchema): Promise<string> {
    const text = `import type { ArgumentTypes } from "./argumentTypes";

        /** The arguments of each component. Written by "npm run schema" from the types of the components. */
        export const COMPONENT_ARGUMENTS = ${JSON.stringify(types)} as const satisfies ArgumentTypes;`;
    return format(text, { ...(await resolveConfig(ARGUMENTS_FILE)), parser: "typescript" });
}

/** Reads the sources with Pulumi's own analyzer, and makes of its schema that for other languages. */
export async function readSources(): Promise<LanguageSchema> {
    const { namespace, name } =
        /^@(?<namespace>[^/]+)\/(?<name>.+)$/.exec(packageManifest().name)?.groups ?? {};
    const analyzer = new ComponentProvider({
        dirname: PACKAGE_FOLDER,
        name,
        namespace,
        components: getPulumiComponents(components),
    });
    return forLanguages(JSON.parse(await analyzer.getSchema()) as PackageSchema);
}

/**
 * A schema in which every input may be an Output, because the plugin awaits those that must be plain. Outputs
 * can be passed on as inputs: a type of both has no enum, which YAML takes for another type than its values. A
 * contract is any value, because only the component knows its versions and says what is wrong with it.
 */
export function forLanguages(analyzed: PackageSchema): LanguageSchema {
    const outputTypes = typesOfOutputs(analyzed);
    const isContract = ({ properties = {} }: TypeSchema) => "contractVersion" in properties;

    function input(property: PropertySchema): PropertySchema {
        const { plain: _plain, items, additionalProperties, ...rest } = property;
        const type = typeOf(analyzed, property);
        const { $ref: _reference, ...described } = rest;
        return {
            ...(type !== undefined && isContract(type) ? { ...described, $ref: ANY } : rest),
            ...(items && { items: input(items) }),
            ...(additionalProperties && { additionalProperties: input(additionalProperties) }),
        };
    }

    function withoutEnums(property: PropertySchema): PropertySchema {
        const { $ref: _reference, items, ...rest } = property;
        const type = typeOf(analyzed, property);
        return type?.enum !== undefined
            ? { ...rest, type: type.type }
            : { ...property, ...(items && { items: withoutEnums(items) }) };
    }

    function parts(property: PropertySchema, isPlain = property.plain): PlainParts | undefined {
        const token = typeToken(property);
        const type = typeOf(analyzed, property);
        if (type !== undefined && isContract(type)) {
            return "all";
        }
        if (isPlain !== true) {
            return undefined;
        }
        if (property.items !== undefined) {
            // The entries of a list that is plain are found when the program runs, as the list is.
            const inner = parts(property.items, true);
            return inner === undefined ? undefined : [inner];
        }
        if (property.additionalProperties !== undefined) {
            const inner = parts(property.additionalProperties, true);
            return inner === undefined ? undefined : { [EVERY_KEY]: inner };
        }
        // What an output has is plain in TypeScript, where the analyzer sees the output first.
        return type?.properties === undefined || outputTypes.has(String(token))
            ? "all"
            : partsOf(type.properties);
    }

    function partsOf(properties: PropertySchemas): Readonly<Record<string, PlainParts>> {
        return Object.fromEntries(
            Object.entries(properties).flatMap(([name, property]) => {
                const found = parts(property);
                return found === undefined ? [] : [[name, found]];
            }),
        );
    }

    function argumentType(property: PropertySchema): ArgumentType {
        const type = typeOf(analyzed, property);
        if (type?.properties !== undefined) {
            return isContract(type) ? "any" : mapValues(type.properties, argumentType);
        }
        if (property.items !== undefined) {
            return [argumentType(property.items)];
        }
        if (property.additionalProperties !== undefined) {
            const values = argumentType(property.additionalProperties);
            return values === "string" ? "map" : { [EVERY_KEY]: values };
        }
        const simple = type?.type ?? property.type;
        if (simple !== "string" && simple !== "number" && simple !== "boolean") {
            throw new Error(`No type is known for the argument ${JSON.stringify(property)}.`);
        }
        return simple;
    }

    const schema = {
        ...analyzed,
        resources: mapValues(analyzed.resources, (resource) => ({
            ...resource,
            inputProperties: mapValues(resource.inputProperties ?? {}, input),
            properties: mapValues(resource.properties ?? {}, withoutEnums),
        })),
        types: mapValues(analyzed.types, (type, token) =>
            type.properties === undefined
                ? type
                : {
                      ...type,
                      properties: mapValues(type.properties, (property) =>
                          input(outputTypes.has(token) ? withoutEnums(property) : property),
                      ),
                  },
        ),
    };
    return {
        schema,
        plainInputs: Object.fromEntries(
            Object.entries(analyzed.resources).map(([token, { inputProperties }]) => [
                nameOf(token),
                partsOf(inputProperties ?? {}),
            ]),
        ),
        arguments: Object.fromEntries(
            Object.entries(analyzed.resources).map(([token, { inputProperties }]) => [
                nameOf(token),
                mapValues(inputProperties ?? {}, argumentType),
            ]),
        ),
    };
}

/** The tokens of the types that outputs of components have. */
function typesOfOutputs(schema: PackageSchema): ReadonlySet<string> {
    const found = new Set<string>();
    const visit = (properties: PropertySchemas = {}): void => {
        for (const property of Object.values(properties)) {
            const token = typeToken(property.items ?? property);
            if (token !== undefined && !found.has(token)) {
                found.add(token);
                visit(schema.types[token]?.properties);
            }
        }
    };
    for (const { properties } of Object.values(schema.resources)) {
        visit(properties);
    }
    return found;
}

function typeOf(schema: PackageSchema, property: PropertySchema): TypeSchema | undefined {
    const token = typeToken(property);
    return token === undefined ? undefined : schema.types[token];
}

function mapValues<From, To>(
    record: Readonly<Record<string, From>>,
    change: (value: From, key: string) => To,
): Record<string, To> {
    return Object.fromEntries(
        Object.entries(record).map(([key, value]) => [key, change(value, key)]),
    );
}
