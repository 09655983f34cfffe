/** In place of a property's name: the values of a map, whose keys are the user's. */
export const EVERY_KEY = "*";

/**
 * What a value may be: of a simple type, any value, a map of texts, a list with entries of one type, or an object with
 * these properties; the only property of a map of objects is `EVERY_KEY`.
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
