import * as assert from "node:assert/strict";
import * as path from "node:path";

import * as typescript from "typescript";

import { programText } from "../../adopt/programText";
import { PACKAGE_FOLDER } from "../../tools/release/packageFolder";
import { CONNECTION, ENDPOINT, ENDPOINT_RESOURCE, planWith, SERVICE } from "../unit/adopt/plans";

describe("the program of an adoption", () => {
    it("is compiled without an error: services, connections, endpoints, and what stays as it is", () => {
        const ignored = [
            { type: ENDPOINT_RESOURCE, name: "orders", inputs: ["vpcEndpointName", "tags"] },
        ];
        const programs = [
            planWith(SERVICE, CONNECTION),
            planWith(ENDPOINT),
            planWith({ ...ENDPOINT, ignored }),
        ].map(programText);

        // One that is wrong shows that the compiler looks at all of them.
        const wrong = "export const vpcId: number = '';";
        assert.deepEqual(errorsIn([...programs, wrong]), [
            "Type 'string' is not assignable to type 'number'.",
        ]);
    });
});

/** What the compiler says of programs that use the package. */
function errorsIn(texts: readonly string[]): string[] {
    const files = new Map(
        texts.map((text, index) => [
            path.join(PACKAGE_FOLDER, "adopted", `program${index}.ts`),
            text,
        ]),
    );
    const options: typescript.CompilerOptions = {
        target: typescript.ScriptTarget.ES2022,
        module: typescript.ModuleKind.NodeNext,
        moduleResolution: typescript.ModuleResolutionKind.NodeNext,
        strict: true,
        skipLibCheck: true,
        noEmit: true,
        types: ["node"],
        paths: {
            "@cloud-components/alicloud-privatelink": [path.join(PACKAGE_FOLDER, "index.ts")],
        },
    };
    const host = typescript.createCompilerHost(options);
    const { getSourceFile, fileExists } = host;
    host.getSourceFile = (name, ...others) => {
        const text = files.get(name);
        return text === undefined
            ? getSourceFile.call(host, name, ...others)
            : typescript.createSourceFile(name, text, others[0]);
    };
    host.fileExists = (name) => files.has(name) || fileExists.call(host, name);
    const program = typescript.createProgram([...files.keys()], options, host);
    return [...files.keys()]
        .map((name) => program.getSourceFile(name))
        .flatMap((source) => [
            ...program.getSyntacticDiagnostics(source),
            ...program.getSemanticDiagnostics(source),
        ])
        .map(({ messageText }) => typescript.flattenDiagnosticMessageText(messageText, "\n"));
}
