import * as assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import * as path from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { committedSchema } from "../../tools/release/packageFolder";
import { nameOf } from "../../tools/release/packageSchema";
import { PROGRAMS } from "../../tools/release/reference/arrange";
import {
    answerCloudAssistant,
    answers,
    outputWith,
    resetAnswers,
    answered,
} from "../unit/consumer/connectivityCheck/cloudAssistant";
import { OFFER, REQUEST } from "../unit/contract/contracts";
import { read, run } from "../unit/harness";
import { answerServiceEndpoints } from "../unit/provider/serviceEndpoints";
import { exampleProblems } from "./exampleProblems";
import { componentOf, exampleNames, EXAMPLES_FOLDER, exampleText } from "./examplePrograms";
import { PYTHON_SPELLING, pythonProgram } from "./pythonProgram";
import { YAML_SPELLING, yamlProgram } from "./yamlProgram";

const SCHEMA = committedSchema();
const COMPONENTS = Object.keys(SCHEMA.resources);

/** Values for the config that the examples ask for; each has what it is about in the test cloud. */
const CONFIG = {
    "project:vpcId": "vpc-1",
    "project:vswitchId": "vsw-a",
    "project:vswitchIdA": "vsw-a",
    "project:vswitchIdB": "vsw-b",
    "project:serverId": "i-1",
    "project:loadBalancerId": "lb-1",
    "project:serviceId": "epsrv-1",
    "project:providerStack": "acme/provider/prod",
    "project:consumerStack": "acme/consumer/prod",
    "project:connectionStack": "acme/connection/prod",
    "project:clientInstanceId": "i-1",
};

describe("the examples of the reference", () => {
    before(() => {
        answerServiceEndpoints();
        answerCloudAssistant();
        answered.runs = () => [{ id: "EcsInvocation/orders", output: outputWith() }];
    });
    after(resetAnswers);

    it("are a program in each language for each component, and nothing else", () => {
        const found = exampleNames().flatMap((example) =>
            readdirSync(path.join(EXAMPLES_FOLDER, example)).map(
                (file) => `${componentOf(example, SCHEMA)} ${file}`,
            ),
        );

        assert.deepEqual(
            found.sort(),
            COMPONENTS.flatMap((token) => PROGRAMS.map(({ file }) => `${token} ${file}`)).sort(),
        );
    });

    for (const example of exampleNames()) {
        const token = componentOf(example, SCHEMA);

        it(`create ${nameOf(token)} in TypeScript, with every output known`, async () => {
            const { registrations, result } = await run(() => runProgram(example), {
                state: stackOutputs,
                answer: token.endsWith(":ConnectivityCheck") ? answers() : undefined,
            });

            assert.ok(registrations.some(({ type }) => type === token));
            const outputs = Object.entries(result);
            assert.ok(outputs.length > 0);
            for (const [name, output] of outputs) {
                assert.notEqual(await read(output), undefined, name);
            }
        });

        it(`set inputs of ${nameOf(token)} in YAML that the schema has, and read outputs that it has`, () => {
            const made = yamlProgram(exampleText(example, "Pulumi.yaml"), SCHEMA.name);

            assert.deepEqual(
                made.map(({ type }) => type),
                [token],
            );
            assert.ok(made[0].outputs.length > 0);
            assert.deepEqual(exampleProblems(SCHEMA, made, YAML_SPELLING), []);
        });

        it(`set inputs of ${nameOf(token)} in Python that the schema has, and read outputs that it has`, () => {
            const made = pythonProgram(exampleText(example, "__main__.py"), SCHEMA);

            assert.deepEqual(
                made.map(({ type }) => type),
                [token],
            );
            assert.ok(made[0].outputs.length > 0);
            assert.deepEqual(exampleProblems(SCHEMA, made, PYTHON_SPELLING), []);
        });
    }
});

type Exports = Record<string, pulumi.Output<unknown>>;

/** Runs a program anew, as often as it is asked for, and gives what it exports. */
async function runProgram(example: string): Promise<Exports> {
    pulumi.runtime.setAllConfig(CONFIG);
    const program = require.resolve(path.join(EXAMPLES_FOLDER, example));
    delete require.cache[program];
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const exported = require(program) as Exports | (() => Promise<Exports>);
    return typeof exported === "function" ? await exported() : exported;
}

function stackOutputs(type: string): Record<string, unknown> | undefined {
    return type === "pulumi:pulumi:StackReference"
        ? {
              outputs: {
                  offer: OFFER,
                  request: REQUEST,
                  endpointId: REQUEST.endpointId,
                  endpointDomain: REQUEST.endpointDomain,
                  vpcId: "vpc-1",
                  connectionStatus: "Connected",
              },
          }
        : undefined;
}

/** The mistakes that an example may have, in the words of both languages. */
const MISTAKES: Record<string, { yaml: string; python: string; message: RegExp }> = {
    "a component that there is none of": {
        yaml: "type: alicloud-privatelink:index:Whitelist",
        python: "privatelink.Whitelist('app')",
        message: /^There is no component alicloud-privatelink:index:Whitelist\.$/,
    },
    "an input that there is none of": {
        yaml: whitelist("serviceId: a, allowedAccountIds: [], colour: red"),
        python: "EndpointServiceWhitelist('app', service_id='a', allowed_account_ids=[], colour='red')",
        message: /^EndpointServiceWhitelist has no input colour\.$/,
    },
    "an input missing": {
        yaml: whitelist("allowedAccountIds: []"),
        python: "EndpointServiceWhitelist('app', allowed_account_ids=[])",
        message: /^EndpointServiceWhitelist\.service_?[iI]d is missing\.$/,
    },
    "a value of another type": {
        yaml: whitelist("serviceId: 1, allowedAccountIds: []"),
        python: "EndpointServiceWhitelist('app', service_id=1, allowed_account_ids=[])",
        message: /^EndpointServiceWhitelist\.service_?[iI]d must be a string\.$/,
    },
    "one value where a list is asked for": {
        yaml: whitelist("serviceId: a, allowedAccountIds: b"),
        python: "EndpointServiceWhitelist('app', service_id='a', allowed_account_ids='b')",
        message: /^EndpointServiceWhitelist\.allowed\w+ must be a list\.$/,
    },
    "another type in a list": {
        yaml: whitelist("serviceId: a, allowedAccountIds: [1]"),
        python: "EndpointServiceWhitelist('app', service_id='a', allowed_account_ids=[1])",
        message: /^EndpointServiceWhitelist\.allowed\w+\[0\] must be a string\.$/,
    },
    "a value that an enum does not have": {
        yaml: "type: alicloud-privatelink:index:EndpointService\n  properties: { serviceResources: [], payer: Nobody }",
        python: "EndpointService('app', service_resources=[], payer=privatelink.Payer.NOBODY)",
        message: /^EndpointService\.payer must be one of Payer\.$/,
    },
    "a property that a nested object does not have": {
        yaml: "type: alicloud-privatelink:index:ClbServiceResource\n  properties: { listeners: [{ port: 80, door: 8 }] }",
        python: "ClbServiceResource('app', listeners=[{'port': 80, 'door': 8}])",
        message: /^ClbServiceResource\.listeners\[0\] has no input door\.$/,
    },
    "a property missing in a nested object": {
        yaml: "type: alicloud-privatelink:index:ClbServiceResource\n  properties: { listeners: [{}] }",
        python: "ClbServiceResource('app', listeners=[{}])",
        message: /^ClbServiceResource\.listeners\[0\]\.port is missing\.$/,
    },
    "an output that there is none of": {
        yaml: `${whitelist("serviceId: a, allowedAccountIds: []")}\noutputs: { size: "\${app.size}" }`,
        python: "EndpointServiceWhitelist('app', service_id='a', allowed_account_ids=[])\nprint(app.size)",
        message: /^EndpointServiceWhitelist has no output size\.$/,
    },
};

function whitelist(properties: string): string {
    return `type: alicloud-privatelink:index:EndpointServiceWhitelist\n  properties: { ${properties} }`;
}

describe("the check of an example", () => {
    for (const [what, { yaml, python, message }] of Object.entries(MISTAKES)) {
        it(`finds ${what}`, () => {
            const inYaml = yamlProgram(`resources:\n app:\n  ${yaml}`, SCHEMA.name);
            const call = python.startsWith("privatelink.") ? python : `privatelink.${python}`;
            const inPython = pythonProgram(
                `import cloud_components_alicloud_privatelink as privatelink\napp = ${call}`,
                SCHEMA,
            );
            const found = [
                ...exampleProblems(SCHEMA, inYaml, YAML_SPELLING),
                ...exampleProblems(SCHEMA, inPython, PYTHON_SPELLING),
            ];

            assert.equal(found.length, 2, found.join());
            found.forEach((problem) => assert.match(problem, message));
        });
    }

    it("refuses a Python program that does not compile", () => {
        assert.throws(() => pythonProgram("def\n", SCHEMA), /does not compile[^]*SyntaxError/);
    });

    it("refuses a YAML program with an unresolved reference", () => {
        const program = `resources: { app: { type: ${SCHEMA.name}:index:X, properties: { a: "\${b}" } } }`;

        assert.throws(() => yamlProgram(program, SCHEMA.name), /The program has no b\./);
    });
});
