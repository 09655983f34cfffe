import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { inventory, writes } from "../end-to-end/holdings";
import {
    assertSaidOnce,
    CALLER,
    exportOutputs,
    failuresOf,
    LANGUAGES,
    OFFER,
    openExamples,
    OTHER_ACCOUNT,
    REQUEST,
} from "./contractScene";
import { type LanguageBench, openLanguageBench } from "./languageBench";

const THIRD_ACCOUNT = "1000000000000003";

describe("a contract that cannot be used is refused in one sentence", () => {
    let bench: LanguageBench;
    let consumers: Stack[];
    let connections: Stack[];

    before(async () => {
        bench = await openLanguageBench();
        consumers = await openExamples(bench, "consumer");
        connections = await openExamples(bench, "connection");
    });

    after(() => bench?.close());

    afterEach("nothing was created", () => {
        assert.deepEqual(inventory(bench.emulator), {});
        assert.deepEqual(writes(bench.emulator), []);
    });

    /** Expects the program of each language to be refused at preview, in a sentence that is shown once. */
    async function refuse(stacks: readonly Stack[], ...sentences: readonly RegExp[]) {
        for (const output of await failuresOf(stacks)) {
            sentences.forEach((sentence) => assertSaidOnce(output, sentence));
        }
    }

    describe("in each language: the consumer has an offer", () => {
        const { serviceName: _, ...incomplete } = OFFER;
        for (const [what, offer, ...sentences] of [
            [
                "of a version to come",
                { contractVersion: 99, service: "orders" },
                /99, and this package reads versions 1 and 2\. Update the package in this stack and run "pulumi up" there\./,
            ],
            ["without a field", incomplete, /serviceName: is missing/],
            [
                "with a field in both spellings at once, and without its zones",
                { ...OFFER, zoneIds: undefined, service_id: "epsrv-test" },
                /serviceId: is given in both spellings, serviceId and service_id; keep one of them/,
                /zoneIds: is missing/,
            ],
            [
                "for another consumer",
                { ...OFFER, consumerAccountId: THIRD_ACCOUNT },
                new RegExp(
                    `offer\\.consumerAccountId: the offer is for account ${THIRD_ACCOUNT}, and the credentials belong to account ${CALLER}\\. ` +
                        `Use those of ${THIRD_ACCOUNT}, or ask the owner, account ${OTHER_ACCOUNT}, for an offer for ${CALLER}\\.`,
                ),
            ],
            [
                "in JSON that is cut off",
                JSON.stringify(OFFER).slice(0, 100),
                /which cannot be read: Unterminated string in JSON/,
            ],
            [
                "with misspelt fields, regions that are none, and a region listed twice",
                {
                    ...incomplete,
                    serviceNames: OFFER.serviceName,
                    regionId: "Frankfurt",
                    supportedRegionIds: ["cn-hangzhou", "cn-hangzhou"],
                },
                /serviceNames: does not exist; use serviceName\b/,
                /regionId: must be the id of a region, for instance eu-central-1/,
                /supportedRegionIds: lists "cn-hangzhou" more than once/,
            ],
            ["that is empty", {}, /has none of the fields of an offer\. It is another output/],
            ["that is a list", [OFFER], /must be an object, the offer as a whole/],
            [
                "in JSON that is a list",
                JSON.stringify([OFFER]),
                /must be an object, the offer as a whole/,
            ],
            [
                "that is another output",
                { vpcId: "vpc-test" },
                /has none of the fields of an offer\. It is another output/,
            ],
        ] as const) {
            it(what, async () => {
                await exportOutputs(bench, "provider", { offer });
                await refuse(consumers, ...sentences);
            });
        }

        it("that the other stack does not export", async () => {
            await exportOutputs(bench, "provider", { vpcId: "vpc-test" });
            const outputs = await failuresOf(consumers);
            const sentences = {
                TypeScript: /has no output "offer"\. Deploy that stack first \("pulumi up"\)/,
                YAML: /offer: has no value\. Deploy the stack that it comes from first \("pulumi up"\)/,
                Python: /offer: has no value\. Deploy the stack that it comes from first \("pulumi up"\)/,
                // Go gives what is not there to the plugin as a value that is known only later.
                Go: /ports: is missing, .* An offer of another stack is known at once if that stack exports it/,
            };
            LANGUAGES.forEach((language, index) =>
                assertSaidOnce(outputs[index], sentences[language]),
            );
        });
    });

    describe("in each language: the owner has", () => {
        it("an offer of another account's service", async () => {
            await exportOutputs(bench, "provider", { offer: OFFER });
            await exportOutputs(bench, "consumer", { request: REQUEST });
            await refuse(
                connections,
                new RegExp(
                    `offer\\.accountId: the credentials belong to account ${CALLER}, but epsrv-test belongs to account ${OTHER_ACCOUNT}, ` +
                        "and only its owner can accept endpoints\\. Use the owner's credentials\\.",
                ),
            );
        });

        it("a request in JSON that is cut off", async () => {
            await exportOutputs(bench, "provider", { offer: { ...OFFER, accountId: CALLER } });
            const request = JSON.stringify(REQUEST).slice(0, 100);
            await exportOutputs(bench, "consumer", { request });
            await refuse(connections, /which cannot be read: Unterminated string in JSON/);
        });
    });
});
