import {
    nameOf,
    type PackageSchema,
    type PropertySchema,
    type PropertySchemas,
    type ResourceSchema,
    type TypeSchema,
    typeToken,
} from "./packageSchema";

/** Something that programs written for an earlier schema may use and a later one no longer has. */
export interface SchemaBreak {
    /** What breaks: a component, type or one of their properties, as `InterfaceEndpoint.offer`. */
    readonly path: string;
    /** What happened to it, as the end of a sentence. */
    readonly change: string;
}

/** Whether a property or a type is used as an input or as an output. A type may be both. */
interface Use {
    readonly asInput: boolean;
    readonly asOutput: boolean;
}

/** What of the released schema the next one breaks; nothing where every program goes on working. */
export function schemaBreaks(released: PackageSchema, next: PackageSchema): SchemaBreak[] {
    return [
        ...packageBreaks(released, next),
        ...Object.entries(released.resources).flatMap(([token, resource]) =>
            componentBreaks(token, resource, next.resources[token]),
        ),
        ...Object.entries(released.types).flatMap(([token, type]) =>
            typeBreaks(token, type, next.types[token], useOf(token, released)),
        ),
    ];
}

function packageBreaks(released: PackageSchema, next: PackageSchema): SchemaBreak[] {
    const before = fullName(released);
    const after = fullName(next);
    return before === after ? [] : [{ path: before, change: `the package is called ${after}` }];
}

function fullName({ namespace, name }: PackageSchema): string {
    return namespace === undefined ? name : `${namespace}/${name}`;
}

function componentBreaks(
    token: string,
    released: ResourceSchema,
    next: ResourceSchema | undefined,
): SchemaBreak[] {
    const component = nameOf(token);
    if (next === undefined) {
        return [{ path: component, change: "the component was removed" }];
    }
    return [
        ...propertyBreaks(
            { owner: component, kind: "input" },
            { properties: released.inputProperties, required: released.requiredInputs },
            { properties: next.inputProperties, required: next.requiredInputs },
            { asInput: true, asOutput: false },
        ),
        ...propertyBreaks({ owner: component, kind: "output" }, released, next, {
            asInput: false,
            asOutput: true,
        }),
    ];
}

function typeBreaks(
    token: string,
    released: TypeSchema,
    next: TypeSchema | undefined,
    use: Use,
): SchemaBreak[] {
    const type = nameOf(token);
    if (next === undefined) {
        return [{ path: type, change: "the type was removed" }];
    }
    if (
        released.type !== next.type ||
        (released.enum === undefined) !== (next.enum === undefined)
    ) {
        return [{ path: type, change: `the type is ${kindOf(next)}, was ${kindOf(released)}` }];
    }
    return [
        ...enumBreaks(type, released, next),
        ...propertyBreaks({ owner: type, kind: "property" }, released, next, use),
    ];
}

function kindOf({ type, enum: values }: TypeSchema): string {
    return values === undefined ? String(type) : `an enum of ${type}s`;
}

function enumBreaks(type: string, released: TypeSchema, next: TypeSchema): SchemaBreak[] {
    return (released.enum ?? []).flatMap((member): SchemaBreak[] => {
        const path = `${type}.${member.name}`;
        const kept = next.enum?.find(({ name }) => name === member.name);
        if (kept === undefined) {
            return [{ path, change: `the enum value "${member.value}" was removed` }];
        }
        return kept.value === member.value
            ? []
            : [{ path, change: `the enum value is "${kept.value}", was "${member.value}"` }];
    });
}

interface Properties {
    readonly properties?: PropertySchemas;
    readonly required?: readonly string[];
}

function propertyBreaks(
    { owner, kind }: { readonly owner: string; readonly kind: string },
    released: Properties,
    next: Properties,
    { asInput, asOutput }: Use,
): SchemaBreak[] {
    const after = next.properties ?? {};
    const gone = Object.entries(released.properties ?? {}).flatMap(
        ([name, property]): SchemaBreak[] => {
            const path = `${owner}.${name}`;
            const kept = after[name];
            if (kept === undefined) {
                return [{ path, change: `the ${kind} was removed` }];
            }
            const before = shapeOf(property);
            const now = shapeOf(kept);
            return before === now
                ? []
                : [{ path, change: `the type of the ${kind} is ${now}, was ${before}` }];
        },
    );
    const demanded = Object.keys(after)
        .filter((name) => asInput && isRequired(next, name) && !isRequired(released, name))
        .map((name) => ({
            path: `${owner}.${name}`,
            change:
                released.properties?.[name] === undefined
                    ? `the ${kind} is new, and required`
                    : `the ${kind} has become required`,
        }));
    const doubtful = Object.keys(released.properties ?? {})
        .filter((name) => asOutput && after[name] !== undefined)
        .filter((name) => isRequired(released, name) && !isRequired(next, name))
        .map((name) => ({ path: `${owner}.${name}`, change: `the ${kind} may be missing` }));
    return [...gone, ...demanded, ...doubtful];
}

function isRequired({ required }: Properties, name: string): boolean {
    return required?.includes(name) ?? false;
}

/** A property's type in words. Two of the same words take and give the same values. */
function shapeOf(property: PropertySchema): string {
    const { $ref, type, items, additionalProperties, plain } = property;
    const whole = typeToken(property) === undefined ? ($ref ?? type) : nameOf(String($ref));
    const shape =
        items !== undefined
            ? `list of ${shapeOf(items)}`
            : additionalProperties !== undefined
              ? `map of ${shapeOf(additionalProperties)}`
              : String(whole);
    return plain === true ? `plain ${shape}` : shape;
}

/** Whether the values of a type are inputs of components, outputs, or both. */
function useOf(token: string, schema: PackageSchema): Use {
    const components = Object.values(schema.resources);
    return {
        asInput: reaches(
            components.map(({ inputProperties }) => inputProperties),
            token,
            schema,
        ),
        asOutput: reaches(
            components.map(({ properties }) => properties),
            token,
            schema,
        ),
    };
}

function reaches(
    from: readonly (PropertySchemas | undefined)[],
    token: string,
    schema: PackageSchema,
): boolean {
    const seen = new Set<string>();
    const visit = (properties: PropertySchemas = {}): void => {
        for (const property of Object.values(properties)) {
            for (const reference of typesIn(property)) {
                if (!seen.has(reference)) {
                    seen.add(reference);
                    visit(schema.types[reference]?.properties);
                }
            }
        }
    };
    from.forEach(visit);
    return seen.has(token);
}

function typesIn(property: PropertySchema): string[] {
    const { items, additionalProperties } = property;
    const token = typeToken(property);
    return [
        ...(token === undefined ? [] : [token]),
        ...(items === undefined ? [] : typesIn(items)),
        ...(additionalProperties === undefined ? [] : typesIn(additionalProperties)),
    ];
}
