/**
 * What a value may be: of a simple type, any value, a map with any keys, a list with entries of one type, or an
 * object with these properties.
 */
export type ArgumentType =
    | "string"
    | "number"
    | "boolean"
    | "any"
    | "map"
    | readonly [ArgumentType]
    | { readonly [property: string]: ArgumentType };

/** The arguments of each component, by its name. */
export type ArgumentTypes = Readonly<Record<string, { readonly [argument: string]: ArgumentType }>>;
