/** The parts of a Pulumi package schema that this project looks at. */
export interface PackageSchema {
    readonly name: string;
    readonly version: string;
    readonly description?: string;
    readonly namespace?: string;
    readonly resources: Readonly<Record<string, ResourceSchema>>;
    readonly types: Readonly<Record<string, TypeSchema>>;
}

export interface PropertySchema {
    readonly type?: string;
    readonly optional?: boolean;
    /** Whether its value must be there at preview: no Output. */
    readonly plain?: boolean;
    readonly description?: string;
    readonly $ref?: string;
    readonly items?: PropertySchema;
    readonly additionalProperties?: PropertySchema;
}

export type PropertySchemas = Readonly<Record<string, PropertySchema>>;

export interface EnumValueSchema {
    readonly name?: string;
    readonly value?: string | number;
    readonly description?: string;
}

export interface TypeSchema {
    readonly type?: string;
    readonly properties?: PropertySchemas;
    readonly required?: readonly string[];
    readonly enum?: readonly EnumValueSchema[];
}

export interface ResourceSchema extends TypeSchema {
    readonly description?: string;
    readonly isComponent?: boolean;
    readonly inputProperties?: PropertySchemas;
    readonly requiredInputs?: readonly string[];
}

/** A schema as it stands in schema.json: the keys in order, so that a change shows as it is. */
export function schemaText(schema: PackageSchema): string {
    return `${JSON.stringify(ordered(schema), undefined, 4)}\n`;
}

/** The name of a component or type, without the package: `EndpointService`. */
export function nameOf(token: string): string {
    return token.split(":").at(-1) ?? token;
}

/** The token of the type of this package that a property refers to; undefined for any other. */
export function typeToken(property: PropertySchema): string | undefined {
    return property.$ref?.startsWith("#/types/")
        ? property.$ref.slice("#/types/".length)
        : undefined;
}

function ordered(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(ordered);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value)
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([key, each]) => [key, ordered(each)]),
    );
}
