import * as assert from "node:assert/strict";
import * as path from "node:path";

import * as typescript from "typescript";

import { programText } from "../../../adopt/programText";
import { PACKAGE_FOLDER } from "../../../tools/release/packageFolder";
import { CONNECTION, ENDPOINT, ENDPOINT_RESOURCE, planWith, SERVICE } from "./plans";

describe("the program of an adoption", () => {
    it("has the components with their arguments, references and exports", () => {
        assert.equal(
            programText(planWith(SERVICE, CONNECTION)),
            `import { EndpointConnection, EndpointService } from "@cloud-components/alicloud-privatelink";

const service = new EndpointService("orders", {
    serviceResources: [
        {
            loadBalancerId: "nlb-1",
            zoneIds: ["eu-central-1a", "eu-central-1b"],
            ports: [{ port: 53, protocol: "udp" }, { port: 443 }],
        },
    ],
    serviceResourceType: "nlb",
    allowedAccountIds: ["1000000000000002"],
    payer: "EndpointService",
    addressIpVersion: "DualStack",
    tags: { team: "orders", "cost center": "7\\"" },
});

new EndpointConnection("ep-1", {
    serviceId: service.serviceId,
    endpointId: "ep-1",
});

export const offer = service.offer;
`,
        );
    });

    it("says what is left out and what a component cannot express, in comments that no text can end", () => {
        const text = programText({
            ...planWith({ ...SERVICE, notes: ["It stays */ as\nit is."] }),
            leftOut: ["The whitelist has a\r\nprocess.exit()."],
        });

        assert.ok(text.includes("\n// - The whitelist has a process.exit().\n"), text);
        assert.ok(text.includes("\n// It stays */ as it is.\nconst service"), text);
    });

    it("is compiled without an error: services, connections, endpoints, and what stays as it is", function () {
        this.timeout(0);
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
