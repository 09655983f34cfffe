import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { inventory, writes } from "../end-to-end/holdings";
import { failureOf, operationsOf, up } from "../end-to-end/operations";
import { type LanguageBench, openLanguageBench } from "./languageBench";

const PROJECT = "alicloud-privatelink-same-account";
const CALLER = "1000000000000001";
const OTHER_ACCOUNT = "1000000000000002";

const OFFER = {
    contractVersion: 2,
    serviceId: "epsrv-test",
    serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-test",
    regionId: "eu-central-1",
    accountId: OTHER_ACCOUNT,
    zoneIds: ["eu-central-1b"],
    ports: [{ port: 80, protocol: "tcp" }],
    acceptanceRequired: true,
    payer: "Endpoint",
    allowedAccountIds: [CALLER],
    whitelistComplete: true,
};

const REQUEST = {
    contractVersion: 2,
    endpointId: "ep-test",
    serviceId: "epsrv-test",
    regionId: "eu-central-1",
    accountId: CALLER,
    zoneIds: ["eu-central-1b"],
    endpointDomain: "ep-test.epsrv-test.eu-central-1.privatelink.aliyuncs.com",
};

/** A contract, or its JSON. */
type Contract = Readonly<Record<string, unknown>> | string;
type Side = "provider" | "consumer" | "connection";

/** An offer as Python exports it. */
const OFFER_IN_SNAKE_CASE = Object.fromEntries(
    Object.entries(OFFER).map(([name, value]) => [
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        value,
    ]),
);

/** What the consumer's program creates. */
const CREATED = [
    "create InterfaceEndpoint endpoint",
    "create ecs.Instance ecs1",
    "create ecs.SecurityGroup client",
    "create ecs.SecurityGroup endpoint",
    "create ecs.SecurityGroupRule endpoint-icmp-10.10.0.0/16",
    "create ecs.SecurityGroupRule endpoint-tcp-80-10.10.0.0/16",
    "create privatelink.VpcEndpoint endpoint",
    "create privatelink.VpcEndpointZone endpoint-eu-central-1b",
    "create vpc.Network vpc1",
    "create vpc.Switch vpc1-eu-central-1b",
];

/** The programs of the example, which read the outputs of the other side's stack. */
const LANGUAGES = ["TypeScript", "YAML", "Python", "Go"] as const;
const FOLDERS = { YAML: "yaml", Python: "python", Go: "go" } as const;

describe("a contract of the other stack", () => {
    let bench: LanguageBench;
    const stacks = { consumer: [] as Stack[], connection: [] as Stack[] };

    before(async () => {
        bench = await openLanguageBench();
        for (const side of ["consumer", "connection"] as const) {
            for (const language of LANGUAGES) {
                stacks[side].push(await openExample(language, side));
            }
        }
    });

    after(() => bench?.close());

    afterEach("nothing was created", () => {
        assert.deepEqual(inventory(bench.emulator), {});
        assert.deepEqual(writes(bench.emulator), []);
    });

    function openExample(language: (typeof LANGUAGES)[number], side: Side): Promise<Stack> {
        if (language === "TypeScript") {
            return bench.open(`examples/same-account/${side}`);
        }
        const folder = FOLDERS[language];
        return bench.openCopy({
            language: folder,
            folder: `examples/languages/${folder}/${side}`,
        });
    }

    /** Deploys a stack of a side that has nothing but its contract. */
    async function exportContract(side: Side, contract: Contract): Promise<void> {
        const output = side === "provider" ? "offer" : "request";
        const program = [
            `name: ${PROJECT}-${side}`,
            "runtime: yaml",
            `outputs: ${JSON.stringify({ [output]: contract })}`,
        ];
        const files = { "Pulumi.yaml": `${program.join("\n")}\n` };
        await up(await bench.openCopy({ language: "yaml" }, files));
    }

    /** What a preview of each language's program prints, which must fail without a stack trace. */
    async function failuresOf(side: "consumer" | "connection"): Promise<string[]> {
        const outputs = await Promise.all(stacks[side].map((stack) => failureOf(stack, "preview")));
        for (const output of outputs) {
            assert.doesNotMatch(output, /^\s+at \S|\[object Object\]|is not a function/m);
        }
        return outputs;
    }

    /** Expects the program of each language to be refused at preview with what TypeScript says of a property. */
    async function refusesAlike(side: "consumer" | "connection", property: string) {
        const outputs = await failuresOf(side);
        const [inTypeScript = ""] = outputs;
        const sentences = [...inTypeScript.matchAll(/^\s+- (\S+: .*)$/gm)]
            .map(([, sentence]) => sentence)
            .filter((sentence) => sentence.startsWith(property));

        assert.ok(sentences.length > 0, `Nothing is said of ${property} in:\n${inTypeScript}`);
        for (const [index, language] of LANGUAGES.entries()) {
            for (const sentence of sentences) {
                assert.ok(
                    outputs[index].includes(sentence),
                    `"${sentence}" is not said in ${language}:\n${outputs[index]}`,
                );
            }
        }
    }

    for (const [spelling, offer] of [
        ["camelCase", OFFER],
        ["snake_case", OFFER_IN_SNAKE_CASE],
    ] as const) {
        it(`is taken as a whole in each language, in ${spelling}: a preview shows all that is created`, async () => {
            await exportContract("provider", offer);
            const operations = stacks.consumer.map((stack) => operationsOf(stack, "preview"));

            assert.deepEqual(
                await Promise.all(operations),
                LANGUAGES.map(() => CREATED),
            );
        });
    }

    describe("names what its certificate is for, in YAML:", () => {
        /** A program that gives the offer of the provider's stack to a PrivateDnsName. */
        const naming = (zoneName: string) => {
            const program = [
                `name: ${PROJECT}-names`,
                "runtime: yaml",
                "resources:",
                "    provider:",
                "        type: pulumi:pulumi:StackReference",
                `        properties: { name: "organization/${PROJECT}-provider/${bench.stackName}" }`,
                "    names:",
                "        type: alicloud-privatelink:PrivateDnsName",
                "        properties:",
                '            offer: ${provider.outputs["offer"]}',
                `            zoneName: ${zoneName}`,
                "            endpointDomain: ep-test.privatelink.aliyuncs.com",
                "            vpcIds: [vpc-test]",
                "            connectionStatus: Connected",
            ];
            const files = { "Pulumi.yaml": `${program.join("\n")}\n` };
            return bench.openCopy({ language: "yaml" }, files, { ALICLOUD_REGION: "eu-central-1" });
        };
        const hostNames = ["orders.internal.example", "*.internal.example"];

        it("a PrivateDnsName takes its names from the offer, in either spelling", async () => {
            for (const named of [{ hostNames }, { host_names: hostNames }]) {
                await exportContract("provider", { ...OFFER, ...named });
                assert.deepEqual(await operationsOf(await naming("internal.example"), "preview"), [
                    "create PrivateDnsName names",
                    "create pvtz.Zone names",
                    "create pvtz.ZoneAttachment names",
                    "create pvtz.ZoneRecord names-orders",
                ]);
            }
        });

        it("one in another zone is refused", async () => {
            await exportContract("provider", { ...OFFER, hostNames });
            assert.match(
                await failureOf(await naming("example.test"), "preview"),
                /hostNames.*is missing, and the certificate of the service is valid for orders\.internal\.example, \*\.internal\.example, none of them in the zone example\.test/,
            );
        });
    });

    describe("is refused in each language with the same sentence: an offer", () => {
        for (const [what, offer, property] of [
            [
                "of other zones than the endpoint's",
                { zoneIds: ["eu-central-1a"] },
                "zones[0].zoneId",
            ],
            [
                "to other accounts than the consumer's",
                { allowedAccountIds: [] },
                "offer.allowedAccountIds",
            ],
            ["of a service in another region", { regionId: "eu-west-1" }, "offer.regionId"],
        ] as const) {
            it(what, async () => {
                await exportContract("provider", { ...OFFER, ...offer });
                await refusesAlike("consumer", property);
            });
        }
    });

    describe("is refused in each language, however it looks: an offer", () => {
        for (const [what, offer, sentence] of [
            [
                "of a version to come",
                { contractVersion: 99, service: "orders" },
                /99, and this package reads versions? \d/,
            ],
            [
                "without its zones, and with a field in both spellings",
                { ...OFFER, zoneIds: undefined, service_id: "epsrv-test" },
                /zoneIds: is missing[^]*serviceId: is given in both spellings|serviceId: is given in both spellings[^]*zoneIds: is missing/,
            ],
            [
                "in JSON that is cut off",
                JSON.stringify(OFFER).slice(0, 100),
                /JSON.*cannot be read: Unterminated string/,
            ],
        ] as const) {
            it(what, async () => {
                await exportContract("provider", offer);
                for (const output of await failuresOf("consumer")) {
                    assert.match(output, sentence);
                }
            });
        }
    });

    it("is refused in each language with the same sentence: a request for another service", async () => {
        await exportContract("provider", { ...OFFER, accountId: CALLER });
        await exportContract("consumer", { ...REQUEST, serviceId: "epsrv-other" });
        await refusesAlike("connection", "request.serviceId");
    });
});
