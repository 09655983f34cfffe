import { writeFile } from "node:fs/promises";
import * as path from "node:path";

import type { Engine } from "../../tools/engine";
import { ensurePython } from "../../tools/engine/python";
import { generateSdk } from "../../tools/engine/sdk";
import { outputOf } from "../../tools/release/command";

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
export async function installPythonSdk(
    engine: Engine,
    schema: string,
    folder: string,
): Promise<PythonSdk> {
    const python = await ensurePython({ progress: () => undefined });
    const source = path.join(folder, "source");
    const installed = path.join(folder, "installed");
    await generateSdk(engine, "python", JSON.parse(schema) as object, source);
    await outputOf("Installing the SDK", folder, [
        python,
        ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
        // With what is there: nothing is fetched.
        ...["--no-index", "--no-deps", "--no-build-isolation"],
        ...["--target", installed, source],
    ]);
    await writeFile(path.join(installed, "sitecustomize.py"), NO_GARBAGE_COLLECTION);
    return { python, folder: installed };
}

/** Collecting garbage is 40 % of the processor time in which Python loads Pulumi's packages. */
const NO_GARBAGE_COLLECTION = "import gc\n\ngc.disable()\n";
