import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import { parseDocument } from "yaml";

import { ensureEngine, type Language } from "../../tools/engine";
import { ensureGoPrograms } from "../../tools/engine/goPrograms";
import { programsInGo } from "../../tools/engine/programsInGo";
import { installPythonSdk } from "./pythonSdk";

/** A program, and the copy of it that is to run. */
export interface Copy {
    readonly source: string | undefined;
    readonly folder: string;
}

/** Makes a copy ready to run; gives the variables that it runs with. */
type Preparation = (copy: Copy) => Promise<Record<string, string>>;

/**
 * What programs of each language need before they run. An SDK is made from the schema, in a folder
 * below the one given, when the first program of its language is prepared.
 */
export function preparations(
    schema: () => Promise<string>,
    folder: string,
): Readonly<Record<Exclude<Language, "nodejs">, Preparation>> {
    const progress = () => undefined;
    const engine = once(() => ensureEngine({ progress, withSdkGenerator: true }));
    const schemaText = once(schema);
    const pythonSdk = once(async () =>
        installPythonSdk(await engine(), await schemaText(), folder),
    );
    const compiled = once(async () =>
        ensureGoPrograms({
            progress,
            engine: await engine(),
            schema: await schemaText(),
            programs: programsInGo(),
        }),
    );
    return {
        yaml: () => Promise.resolve({}),
        async python(copy) {
            const sdk = await pythonSdk();
            symlinkSync(path.dirname(path.dirname(sdk.python)), path.join(copy.folder, "venv"));
            return {
                // The host that is built here knows neither of these two from Pulumi.yaml.
                PULUMI_PYTHON_CMD: sdk.python,
                PYTHONPATH: sdk.folder,
                PYTHONDONTWRITEBYTECODE: "1",
            };
        },
        async go(copy) {
            const binary = (await compiled()).get(String(copy.source));
            if (binary === undefined) {
                throw new Error(
                    `${copy.source} is none of the programs in Go: ${programsInGo().join(", ")}`,
                );
            }
            setBinary(path.join(copy.folder, "Pulumi.yaml"), binary);
            return {
                // The host that is built here does not see the one in Pulumi.yaml.
                PULUMI_GO_BINARY: binary,
                // It asks Go for the program's modules, with which the binary was made already.
                GOPROXY: "off",
            };
        },
    };
}

/** Makes a project in Go run a compiled binary. */
function setBinary(projectFile: string, binary: string): void {
    const project = parseDocument(readFileSync(projectFile, "utf8"));
    project.set("runtime", { name: "go", options: { binary } });
    writeFileSync(projectFile, project.toString());
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
    let made: Promise<T> | undefined;
    return () => (made ??= make());
}
