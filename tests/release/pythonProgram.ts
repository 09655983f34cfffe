import { spawnSync } from "node:child_process";
import * as path from "node:path";

import type { PackageSchema } from "../../tools/release/packageSchema";
import type { MadeComponent } from "./examplePrograms";
import type { Spelling } from "./exampleProblems";

/** Python's generated package has names with underscores, and members of enums in capitals. */
export const PYTHON_SPELLING: Spelling = {
    property: withUnderscores,
    member: (name) => withUnderscores(name).toUpperCase(),
};

/** What a Python program makes of the package; fails where the program does not compile. */
export function pythonProgram(text: string, schema: PackageSchema): MadeComponent[] {
    const { status, stdout, stderr, error } = spawnSync(
        "python3",
        [path.join(__dirname, "pythonProgram.py"), pythonPackage(schema)],
        { input: text, encoding: "utf8" },
    );
    if (error !== undefined) {
        throw new Error(`The Python examples are checked with python3: ${error.message}`);
    }
    if (status !== 0) {
        throw new Error(`The program does not compile:\n${stderr}`);
    }
    return (JSON.parse(stdout) as MadeComponent[]).map((made) => ({
        ...made,
        type: `${schema.name}:index:${made.type}`,
    }));
}

/** What a generated package is imported as: its namespace and its name. */
function pythonPackage({ namespace, name }: PackageSchema): string {
    return `${namespace}_${name}`.replaceAll("-", "_");
}

function withUnderscores(name: string): string {
    return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
