import { readFileSync } from "node:fs";
import * as path from "node:path";

import { Ajv, type ValidateFunction } from "ajv";

import { jsonText } from "./longIntegers";
import { MODEL_EXCEPTIONS, type ModelException } from "./modelExceptions";

/** The part of JSON Schema that the API models use. */
export interface Schema {
    readonly type: "string" | "integer" | "number" | "boolean" | "array" | "object";
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly required?: readonly string[];
    readonly items?: Schema;
    readonly additionalProperties?: boolean;
}

interface ActionModel {
    readonly request: Schema;
    readonly response: Schema;
}

/** The official model of one product: what its actions take and answer. */
export class ApiModel {
    /** By file, for all emulators of a process: compiling a validator takes longer than most calls. */
    private static readonly loaded = new Map<string, ApiModel>();

    private readonly validators = new Map<string, ValidateFunction>();
    private readonly ajv = new Ajv({ strict: false, allErrors: true });

    private constructor(
        private readonly product: string,
        private readonly actions: Readonly<Record<string, ActionModel>>,
    ) {}

    static load(product: string, version: string): ApiModel {
        const file = path.join(__dirname, "api-models", `${product}-${version}.json`);
        const loaded = ApiModel.loaded.get(file);
        if (loaded !== undefined) {
            return loaded;
        }
        const content = JSON.parse(readFileSync(file, "utf8")) as {
            actions: Record<string, ActionModel>;
        };
        const model = new ApiModel(product, content.actions);
        ApiModel.loaded.set(file, model);
        return model;
    }

    request(action: string): Schema | undefined {
        return Object.hasOwn(this.actions, action) ? this.actions[action]?.request : undefined;
    }

    /** What in an answer does not fit the model; empty when all of it does. */
    violations(action: string, answer: unknown): string[] {
        const validate = this.validator(action);
        if (validate(JSON.parse(jsonText(answer)))) {
            return [];
        }
        return (validate.errors ?? []).map(({ instancePath, message, params }) => {
            const extra = (params as { additionalProperty?: string }).additionalProperty;
            return `${instancePath}${extra === undefined ? "" : `/${extra}`} ${message ?? ""}`;
        });
    }

    private validator(action: string): ValidateFunction {
        let validate = this.validators.get(action);
        if (validate === undefined) {
            const response = structuredClone(this.actions[action]?.response);
            for (const exception of MODEL_EXCEPTIONS) {
                if (exception.product === this.product && exception.action === action) {
                    applyException(response, exception);
                }
            }
            validate = this.ajv.compile(response as object);
            this.validators.set(action, validate);
        }
        return validate;
    }
}

function applyException(response: unknown, exception: ModelException): void {
    type Node = { properties?: Record<string, Node>; items?: Node };
    const names = exception.path.split(".");
    const last = names.pop() ?? "";
    let node: Node | undefined = response as Node;
    for (const name of names) {
        node = node?.properties?.[name.replace(/\[\]$/, "")];
        if (name.endsWith("[]")) {
            node = node?.items;
        }
    }
    if (node?.properties === undefined) {
        throw new Error(
            `modelExceptions: ${exception.product}.${exception.action} has no place for ${exception.path}`,
        );
    }
    node.properties[last] = exception.schema;
}
