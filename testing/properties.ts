/** Properties of a resource, or the inputs or the answer of a call. */
export type Properties = Record<string, unknown>;

/** A resource as the program registered it, or as the test says that it exists already. */
export interface MockedResource {
    /** Its token, for instance `alicloud:vpc/switch:Switch`. */
    readonly type: string;
    /** Its name in the program; its id if it exists already. */
    readonly name: string;
    /** Undefined for a component, and in a preview. */
    readonly id: string | undefined;
    /** What the program asked for. */
    readonly inputs: Properties;
    /** What it has: what was asked for, and what the cloud adds. */
    readonly state: Properties;
    /** `<urn>::<id>` of its explicit provider. Undefined for the default one. */
    readonly provider: string | undefined;
}

/** A property that is a text. Empty if there is none. */
export function text(properties: Properties | undefined, name: string): string {
    const value = properties?.[name];
    return typeof value === "string" ? value : "";
}

/** A property that is a list. Empty if there is none. */
export function list<Entry = string>(
    properties: Properties | undefined,
    name: string,
): readonly Entry[] {
    const value = properties?.[name];
    return Array.isArray(value) ? (value as Entry[]) : [];
}
