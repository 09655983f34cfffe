import { invalidParameter, missingParameter } from "./apiError";
import type { Parameter } from "./call";
import type { Schema } from "./models";

export interface FoldedParameters {
    readonly parameters: Record<string, Parameter>;
    /** Names that the model lacks: the cloud ignores them, and so does the emulator. */
    readonly unknownNames: string[];
}

/** A tree of the dots in parameter names: `Tag.1.Key=a` and `Tag.1.Value=b` share the branches Tag and 1. */
interface Branch {
    value?: string;
    readonly children: Map<string, Branch>;
}

const DEEPEST_NAME = 16;

/**
 * Folds flat `Key.1.Sub` names into arrays and objects and types the texts, both as the request model says.
 * An empty text counts as absent, but in a field that an object requires: a tag's value may be empty.
 */
export function foldParameters(
    product: string,
    model: Schema,
    flat: ReadonlyMap<string, string>,
): FoldedParameters {
    const root: Branch = { children: new Map() };
    for (const [name, value] of flat) {
        const names = name.split(".");
        if (names.length > DEEPEST_NAME) {
            throw invalidParameter(name.slice(0, 64), "Its name has too many parts.");
        }
        grow(root, names, value);
    }
    const folding = new Folding(product);
    const parameters = folding.object(model, root, "");
    return { parameters, unknownNames: folding.unknownNames };
}

class Folding {
    readonly unknownNames: string[] = [];

    constructor(private readonly product: string) {}

    object(schema: Schema, branch: Branch, name: string): Record<string, Parameter> {
        const result: Record<string, Parameter> = {};
        for (const [key, child] of branch.children) {
            const path = name === "" ? key : `${name}.${key}`;
            const childSchema = own(schema.properties, key);
            if (childSchema === undefined) {
                this.unknownNames.push(...leaves(child, path));
                continue;
            }
            const value = this.value(childSchema, child, path);
            if (value !== undefined) {
                result[key] = value;
            }
        }
        for (const key of schema.required ?? []) {
            if (Object.hasOwn(result, key)) {
                continue;
            }
            if (name !== "" && branch.children.get(key)?.value === "") {
                result[key] = "";
            } else {
                throw missingParameter(this.product, name === "" ? key : `${name}.${key}`);
            }
        }
        return result;
    }

    private value(schema: Schema, branch: Branch, name: string): Parameter | undefined {
        switch (schema.type) {
            case "array":
                return this.array(schema.items, branch, name);
            case "object":
                return schema.properties === undefined
                    ? freeObject(leaf(branch, name), name)
                    : this.nested(schema, branch, name);
            default: {
                const value = leaf(branch, name);
                if (isLongId(value, name)) {
                    return value;
                }
                return value === "" ? undefined : scalar(schema.type, value, name);
            }
        }
    }

    private nested(
        schema: Schema,
        branch: Branch,
        name: string,
    ): Record<string, Parameter> | undefined {
        if (Boolean(branch.value)) {
            return this.nested(schema, branchOf(branch.value, name), name);
        }
        if (branch.children.size === 0) {
            return undefined;
        }
        const result = this.object(schema, branch, name);
        return Object.keys(result).length === 0 ? undefined : result;
    }

    private array(
        items: Schema | undefined,
        branch: Branch,
        name: string,
    ): Parameter[] | undefined {
        if (Boolean(branch.value) || items === undefined) {
            throw invalidParameter(name, `It is given as ${name}.1, ${name}.2 and so on.`);
        }
        const positions = [...branch.children.keys()];
        const wrong = positions.find((position) => !/^[1-9]\d{0,4}$/.test(position));
        if (wrong !== undefined) {
            throw invalidParameter(`${name}.${wrong}`, "Positions are counted from 1.");
        }
        const result = positions
            .sort((left, right) => Number(left) - Number(right))
            .map((position) => {
                const child = branch.children.get(position) as Branch;
                return this.value(items, child, `${name}.${position}`);
            })
            .filter((value) => value !== undefined);
        return result.length === 0 ? undefined : result;
    }
}

/**
 * An object may also come as JSON text, which the provider writes for the ProxyProtocolV2Config of NLB
 * (resource_alicloud_nlb_listener.go:249 of terraform-provider-alicloud 1.285.0).
 */
function branchOf(text: string | undefined, name: string): Branch {
    let fields: unknown;
    try {
        fields = JSON.parse(text ?? "");
    } catch {
        fields = undefined;
    }
    if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
        throw invalidParameter(name, `It is given as ${name}.<field>=<value>.`);
    }
    const root: Branch = { children: new Map() };
    for (const [field, value] of Object.entries(fields)) {
        if (typeof value === "object") {
            throw invalidParameter(`${name}.${field}`, "It takes one value.");
        }
        grow(root, [field], String(value));
    }
    return root;
}

function grow(root: Branch, names: readonly string[], value: string): void {
    let branch = root;
    for (const name of names) {
        let child = branch.children.get(name);
        if (child === undefined) {
            child = { children: new Map() };
            branch.children.set(name, child);
        }
        branch = child;
    }
    branch.value = value;
}

function leaf(branch: Branch, name: string): string {
    if (branch.value === undefined || branch.children.size > 0) {
        throw invalidParameter(name, "It takes one value.");
    }
    return branch.value;
}

function leaves(branch: Branch, name: string): string[] {
    return [
        ...(Boolean(branch.value) ? [name] : []),
        ...[...branch.children].flatMap(([key, child]) => leaves(child, `${name}.${key}`)),
    ];
}

function own(
    properties: Readonly<Record<string, Schema>> | undefined,
    key: string,
): Schema | undefined {
    return properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
}

const LARGEST_LONG = 2n ** 63n - 1n;

/** An id that a number cannot hold, as a RAM user has, is kept as text. */
function isLongId(value: string, name: string): boolean {
    return (
        name === "UserId" &&
        /^[1-9]\d{15,18}$/.test(value) &&
        !Number.isSafeInteger(Number(value)) &&
        BigInt(value) <= LARGEST_LONG
    );
}

function scalar(type: Schema["type"], value: string, name: string): Parameter {
    switch (type) {
        case "integer":
            if (/^[+-]?\d+$/.test(value) && Number.isSafeInteger(Number(value))) {
                return Number(value);
            }
            throw invalidParameter(name, "It is an integer.");
        case "number":
            if (/^[+-]?\d+(\.\d+)?$/.test(value)) {
                return Number(value);
            }
            throw invalidParameter(name, "It is a number.");
        case "boolean":
            if (/^(true|false)$/i.test(value)) {
                return value.toLowerCase() === "true";
            }
            throw invalidParameter(name, "It is true or false.");
        default:
            return value;
    }
}

/** An object without named fields travels as JSON text. */
function freeObject(content: string, name: string): Parameter | undefined {
    if (content === "") {
        return undefined;
    }
    try {
        const value: unknown = JSON.parse(content);
        if (typeof value === "object" && value !== null && !Array.isArray(value)) {
            return value as Parameter;
        }
    } catch (error) {
        if (!(error instanceof SyntaxError)) {
            throw error;
        }
    }
    throw invalidParameter(name, "It is a JSON object.");
}
