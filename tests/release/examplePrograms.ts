import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";

import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";
import { nameOf, type PackageSchema } from "../../tools/release/packageSchema";

export const EXAMPLES_FOLDER = path.join(PACKAGE_FOLDER, "docs", "examples");

/** A component that a program makes, and which of its outputs the program reads. */
export interface MadeComponent {
    /** Its token, or whatever the program calls it. */
    readonly type: string;
    readonly inputs: ProgramValue;
    readonly outputs: readonly string[];
}

/** A value as it stands in a program: known as far as the program's text says it. */
export type ProgramValue =
    | { readonly kind: "literal"; readonly value: unknown }
    | { readonly kind: "list"; readonly items: readonly ProgramValue[] }
    | { readonly kind: "object"; readonly entries: Readonly<Record<string, ProgramValue>> }
    /** A member of an enum, by name. */
    | { readonly kind: "member"; readonly type: string; readonly member: string }
    /** What only a run of the program shows. */
    | { readonly kind: "expression" };

/** The folders of the examples. */
export function exampleNames(): string[] {
    return readdirSync(EXAMPLES_FOLDER).sort();
}

export function exampleText(example: string, file: string): string {
    return readFileSync(path.join(EXAMPLES_FOLDER, example, file), "utf8");
}

/** The token of the component that an example is about: `endpointService` for EndpointService. */
export function componentOf(example: string, schema: PackageSchema): string {
    const token = Object.keys(schema.resources).find(
        (each) => nameOf(each).toLowerCase() === example.toLowerCase(),
    );
    if (token === undefined) {
        throw new Error(`docs/examples/${example} has the name of no component.`);
    }
    return token;
}
