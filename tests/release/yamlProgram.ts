import { parse } from "yaml";

import type { MadeComponent, ProgramValue } from "./examplePrograms";
import type { Spelling } from "./exampleProblems";

/** YAML writes all names as the schema does, and the values of enums, not their names. */
export const YAML_SPELLING: Spelling = { property: (name) => name, member: (name) => name };

interface Program {
    readonly config?: Readonly<Record<string, unknown>>;
    readonly resources: Readonly<Record<string, { type: string; properties?: unknown }>>;
    readonly outputs?: unknown;
}

/** What a YAML program makes of the package; refers to nothing that it does not have. */
export function yamlProgram(text: string, packageName: string): MadeComponent[] {
    const program = parse(text) as Program;
    const names = new Set([
        ...Object.keys(program.config ?? {}),
        ...Object.keys(program.resources),
    ]);
    const references = [...text.matchAll(/\$\{(\w+)(?:\.(\w+))?/g)].map(([, name, property]) => ({
        name,
        property,
    }));
    for (const { name } of references) {
        if (!names.has(name)) {
            throw new Error(`The program has no ${name}.`);
        }
    }
    return Object.entries(program.resources)
        .filter(([, { type }]) => type.startsWith(`${packageName}:`))
        .map(([resource, { type, properties }]) => ({
            type,
            inputs: valueOf(properties ?? {}),
            outputs: references.flatMap(({ name, property }) =>
                name === resource && property !== undefined ? [property] : [],
            ),
        }));
}

function valueOf(value: unknown): ProgramValue {
    if (Array.isArray(value)) {
        return { kind: "list", items: value.map(valueOf) };
    }
    if (typeof value === "object" && value !== null) {
        return {
            kind: "object",
            entries: Object.fromEntries(
                Object.entries(value).map(([key, each]) => [key, valueOf(each)]),
            ),
        };
    }
    return typeof value === "string" && value.includes("${")
        ? { kind: "expression" }
        : { kind: "literal", value };
}
