import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import { type Engine, ensureEngine } from "../../engine";
import { ensurePython } from "../../engine/python";
import { outputOf } from "../../release/command";

/** What makes programs in Python run with the package. */
export interface PythonSdk {
    /** A Python that has Pulumi's packages. */
    readonly python: string;
    /** Where the package's own is installed. */
    readonly folder: string;
}

/**
 * Generates the Python package from a schema and installs it, as `pulumi package add` does in a
 * project in Python.
 */
export async function installPythonSdk(schema: string, folder: string): Promise<PythonSdk> {
    const progress = () => undefined;
    const { sdkGenerator }: Engine = await ensureEngine({ progress, withSdkGenerator: true });
    const python = await ensurePython({ progress });
    const schemaFile = path.join(folder, "schema.json");
    const source = path.join(folder, "source");
    const installed = path.join(folder, "installed");
    mkdirSync(source, { recursive: true });
    writeFileSync(schemaFile, schema);
    await outputOf("Generating the SDK", folder, [
        String(sdkGenerator),
        ...["python", schemaFile, source],
    ]);
    await outputOf("Installing the SDK", folder, [
        python,
        ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
        // With what is there: nothing is fetched.
        ...["--no-index", "--no-deps", "--no-build-isolation"],
        ...["--target", installed, source],
    ]);
    return { python, folder: installed };
}
