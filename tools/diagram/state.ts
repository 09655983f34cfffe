/** A resource as a stack's exported state has it. */
export interface StateResource {
    readonly urn: string;
    readonly type: string;
    /** The last part of the URN. */
    readonly name: string;
    readonly id: string;
    /** The state's outputs, with `SECRET` in the place of each secret. */
    readonly outputs: Properties;
    readonly parent?: string;
    readonly provider?: string;
    readonly dependencies: readonly string[];
    /** Whether the stack only reads the resource, which was made elsewhere. */
    readonly external: boolean;
}

export type Properties = Readonly<Record<string, unknown>>;

/** What a stack consists of. */
export interface StackState {
    readonly project: string;
    readonly stack: string;
    readonly resources: readonly StateResource[];
}

/** Stands in the place of every secret. */
export const SECRET = "(secret)";

/** Where the engine puts a mark on objects that stand for something else, and the mark of a secret. */
const MARK = "4dabf18193072939515e22adb298388d";
const SECRET_MARK = "1b47061264138c4ac30d75fd1eb44270";

/**
 * Reads what `pulumi stack export` writes.
 *
 * @param source what the text is called in errors, for instance the file's name
 */
export function readState(text: string, source: string): StackState {
    const found = exportedResources(text, source);
    const resources = found.map((resource) => readResource(resource, source));
    const [, stack = "", project = ""] =
        /^urn:pulumi:(.*?)::(.*?)::/.exec(resources[0]?.urn ?? "") ?? [];
    return { project, stack, resources };
}

function exportedResources(text: string, source: string): unknown[] {
    let state: unknown;
    try {
        state = JSON.parse(text);
    } catch (error) {
        throw new Error(`${source} is not JSON (${(error as Error).message}). ${HOW_TO_EXPORT}`, {
            cause: error,
        });
    }
    const deployment = isObject(state) ? state.deployment : undefined;
    // A stack without resources has no list of them.
    const resources = isObject(deployment) ? (deployment.resources ?? []) : undefined;
    if (!Array.isArray(resources)) {
        throw new Error(`${source} is not the exported state of a stack. ${HOW_TO_EXPORT}`);
    }
    return resources;
}

const HOW_TO_EXPORT = 'Write it with "pulumi stack export --file <file>".';

function readResource(resource: unknown, source: string): StateResource {
    if (
        !isObject(resource) ||
        typeof resource.urn !== "string" ||
        typeof resource.type !== "string"
    ) {
        throw new Error(`${source} holds a resource without a URN or type. ${HOW_TO_EXPORT}`);
    }
    const { urn, type, dependencies } = resource;
    const outputs = withoutSecrets(resource.outputs);
    return {
        urn,
        type,
        name: urn.split("::").slice(3).join("::"),
        id: text(resource.id),
        outputs: isObject(outputs) ? outputs : {},
        parent: optionalText(resource.parent),
        provider: optionalText(resource.provider),
        dependencies: Array.isArray(dependencies) ? dependencies.map(text) : [],
        external: resource.external === true,
    };
}

function withoutSecrets(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(withoutSecrets);
    }
    if (!isObject(value)) {
        return value;
    }
    if (value[MARK] === SECRET_MARK) {
        return SECRET;
    }
    return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key, withoutSecrets(each)]),
    );
}

/** Reads a text, and "" where there is none. */
export function text(value: unknown): string {
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function optionalText(value: unknown): string | undefined {
    return text(value) || undefined;
}

/** Reads a list of objects, and the empty one where there is none. */
export function objects(value: unknown): Properties[] {
    return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Reads a list of texts, and the empty one where there is none. */
export function texts(value: unknown): string[] {
    return Array.isArray(value) ? value.map(text).filter((each) => each !== "") : [];
}

export function isObject(value: unknown): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
