import assert from "node:assert/strict";

import { drawDiagram, readState } from "../../tools/diagram";
import { SITUATIONS, stacksOf, stateTexts } from "./situations";

const SECRET_MARK = "1b47061264138c4ac30d75fd1eb44270";

function secret(value: Record<string, string>): Record<string, string> {
    return { "4dabf18193072939515e22adb298388d": SECRET_MARK, ...value };
}

function state(...resources: unknown[]): string {
    return JSON.stringify({ version: 3, deployment: { resources } });
}

describe("an exported state", () => {
    for (const [what, text, message] of [
        ["that is not JSON", "urn: x", /^my\.json is not JSON \(.*pulumi stack export --file/],
        ["that is a list", "[]", /^my\.json is not the exported state of a stack\./],
        ["of something else", '{"name": "x"}', /^my\.json is not the exported state of a stack\./],
        [
            "whose resources are no list",
            '{"deployment": {"resources": {}}}',
            /^my\.json is not the exported state of a stack\./,
        ],
        ["with a resource that has no URN", state({ type: "a:b:c" }), /^my\.json holds a resource/],
    ] as const) {
        it(`${what} is refused with its name and how to write one`, () => {
            assert.throws(() => readState(text, "my.json"), { message });
        });
    }

    it("of a stack without resources is read", () => {
        const { resources } = readState('{"version":3,"deployment":{"manifest":{}}}', "my.json");
        assert.deepEqual(resources, []);
    });

    it("names its project and stack", () => {
        const { project, stack } = readState(
            state({ urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", type: "x:y:Z" }),
            "my.json",
        );
        assert.deepEqual([project, stack], ["shop", "dev"]);
    });

    it("that holds nothing to draw is refused, and so is none at all", async () => {
        for (const stacks of [
            [],
            [readState(state(), "my.json")],
            [
                readState(
                    state({
                        urn: "urn:pulumi:a::b::aws:s3:Bucket::c",
                        type: "aws:s3:Bucket",
                        id: "x",
                    }),
                    "my.json",
                ),
            ],
        ]) {
            await assert.rejects(drawDiagram(stacks), { message: /^There is nothing to draw: / });
        }
    });

    it("never shows a secret, encrypted or in plain text, in any place", async () => {
        const text = state(
            {
                urn: "urn:pulumi:dev::shop::alicloud:vpc/network:Network::vpc",
                type: "alicloud:vpc/network:Network",
                id: "vpc-1",
                outputs: {
                    vpcName: secret({ plaintext: '"hidden-name"' }),
                    cidrBlock: secret({ ciphertext: "v1:hidden-cipher" }),
                    tags: { deep: [secret({ plaintext: '"hidden-tag"' })] },
                },
            },
            {
                urn: "urn:pulumi:dev::shop::alicloud:ecs/instance:Instance::server",
                type: "alicloud:ecs/instance:Instance",
                id: "i-1",
                outputs: {
                    instanceName: "server",
                    vpcId: "vpc-1",
                    password: secret({ plaintext: '"hidden-password"' }),
                    userData: "hidden-script",
                },
            },
        );
        const { mermaid, svg } = await drawDiagram([readState(text, "my.json")]);
        for (const drawn of [mermaid, svg]) {
            assert.doesNotMatch(drawn, /hidden/);
            assert.match(drawn, /secret/);
        }
    });

    it("of the examples holds secrets, and the pictures hold none of them", async () => {
        for (const situation of SITUATIONS) {
            const text = Object.values(stateTexts(situation)).join();
            const ciphertexts = [...text.matchAll(/"ciphertext": "([^"]+)"/g)].map(
                ([, each]) => each,
            );
            assert.notEqual(ciphertexts.length, 0, situation);
            const { mermaid, svg } = await drawDiagram(stacksOf(situation));
            for (const ciphertext of ciphertexts) {
                assert.ok(!`${mermaid}${svg}`.includes(ciphertext), situation);
            }
        }
    });
});
