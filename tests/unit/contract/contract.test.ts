import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { readOffer, readRequest } from "../../../index";
import { OFFER, REQUEST } from "./contracts";
import { type Inputs } from "../cloud";
import { refusedLater, run } from "../harness";

const STACK = "acme/orders/production";

/** Reads from a stack with these outputs. */
function readFrom<T>(
    outputs: Inputs,
    reader: (stack: pulumi.StackReference) => Promise<T>,
    secretOutputNames: string[] = [],
): Promise<T> {
    return run(() => reader(new pulumi.StackReference(STACK)), {
        state: (type) =>
            type === "pulumi:pulumi:StackReference" ? { outputs, secretOutputNames } : undefined,
    }).then(({ result }) => result);
}

/** The error of a read that must fail: one for the user, without a stack trace. */
async function errorOf(reading: Promise<unknown>): Promise<string> {
    const outcome = await reading.then(
        () => new Error("it was read"),
        (error: unknown) => error,
    );
    assert.ok(pulumi.RunError.isInstance(outcome), String(outcome));
    return outcome.message;
}

const without = (contract: object, ...fields: string[]): object =>
    Object.fromEntries(Object.entries(contract).filter(([key]) => !fields.includes(key)));

/** A contract, how it is read, and what its fields must not be. */
const CONTRACTS = [
    {
        name: "offer",
        contract: OFFER as object,
        // It may be older than the whitelist.
        fromJson: { ...OFFER, whitelistComplete: false } as object,
        optional: ["payer", "allowedAccountIds", "whitelistComplete"],
        newer: ["payer", "whitelistComplete"],
        read: readOffer as (...args: Parameters<typeof readOffer>) => Promise<object>,
        malformed: [
            ["serviceId", "", /serviceId/],
            ["serviceName", 1, /serviceName/],
            ["regionId", null, /regionId/],
            ["regionId", "Frankfurt", /regionId: must be the id of a region, for instance eu-/],
            [
                "supportedRegionIds",
                ["cn-hangzhou", "Hangzhou"],
                /supportedRegionIds\[1\]: must be the/,
            ],
            [
                "supportedRegionIds",
                ["cn-hangzhou", "cn-hangzhou"],
                /supportedRegionIds: lists "cn-hangzhou" more than once/,
            ],
            ["zoneIds", ["a-1a", "a-1a"], /zoneIds: lists "a-1a" more than once/],
            ["accountId", "123", /accountId: must be the 16-digit UID/],
            ["accountId", 1234567890123456, /accountId/],
            ["zoneIds", [], /zoneIds/],
            ["zoneIds", ["eu-central-1a", ""], /zoneIds\[1\]/],
            ["ports", [{ port: 0, protocol: "tcp" }], /ports\[0\]\.port/],
            ["ports", [{ port: 65536, protocol: "tcp" }], /ports\[0\]\.port/],
            ["ports", [{ port: 443, protocol: "https" }], /ports\[0\]\.protocol/],
            ["ports", [{ port: 443 }], /ports\[0\]\.protocol/],
            ["ports", "443", /ports/],
            ["acceptanceRequired", "true", /acceptanceRequired/],
            ["allowedAccountIds", ["*"], /allowedAccountIds\[0\]: must be the 16-digit UID/],
        ] as [string, unknown, RegExp][],
    },
    {
        name: "request",
        contract: REQUEST as object,
        fromJson: REQUEST as object,
        optional: ["regionId"],
        newer: ["regionId"],
        read: readRequest as (...args: Parameters<typeof readRequest>) => Promise<object>,
        malformed: [
            ["endpointId", "", /endpointId/],
            ["serviceId", undefined, /serviceId/],
            ["accountId", "223456789012345678", /accountId: must be the 16-digit UID/],
            ["zoneIds", [], /zoneIds/],
            ["zoneIds", "eu-central-1a", /zoneIds/],
            ["zoneIds", ["a-1a", "a-1a"], /zoneIds: lists "a-1a" more than once/],
            ["regionId", "Frankfurt", /regionId: must be the id of a region/],
            ["endpointDomain", 7, /endpointDomain/],
        ] as [string, unknown, RegExp][],
    },
];

for (const { name, contract, fromJson, optional, newer, read, malformed } of CONTRACTS) {
    describe(`reading the ${name}`, () => {
        it(`returns the plain values of the stack's output "${name}"`, async () => {
            assert.deepEqual(
                await readFrom({ [name]: contract }, (stack) => read(stack)),
                contract,
            );
        });

        it("returns the plain values of another output if one is named", async () => {
            const outputs = { other: contract };

            assert.deepEqual(await readFrom(outputs, (stack) => read(stack, "other")), contract);
        });

        it("reads an output that the other side marked as secret", async () => {
            const found = await readFrom({ [name]: contract }, (stack) => read(stack), [name]);

            assert.deepEqual(found, contract);
        });

        it("reads the JSON text of the output", async () => {
            assert.deepEqual(await read(JSON.stringify(contract)), fromJson);
        });

        it("ignores unknown fields, so that a later package may add some", async () => {
            const found = await read(JSON.stringify({ ...contract, later: true }));

            assert.deepEqual(found, fromJson);
        });

        it("reports stack, output and what to do if the output is missing", async () => {
            const message = await errorOf(readFrom({ something: "else" }, (stack) => read(stack)));

            assert.match(message, /Stack "acme\/orders\/production" has no output/);
            assert.match(message, new RegExp(`"${name}"`));
            assert.match(message, /pulumi up/);
        });

        it("asks to deploy a stack that has no outputs, because it was never deployed", async () => {
            const message = await errorOf(readFrom({}, (stack) => read(stack)));

            assert.match(message, /Deploy that stack first \("pulumi up"\)/);
        });

        it("says which side to update if the version is none that this package knows", async () => {
            const versions = [
                [0, /Update the package in the stack that wrote it/],
                [3, /Update the package in this stack/],
            ] as const;
            for (const [contractVersion, expected] of versions) {
                const message = await errorOf(
                    // The rest may look as it likes in another version.
                    readFrom({ [name]: { contractVersion, new: true } }, (stack) => read(stack)),
                );

                assert.match(message, /of stack "acme\/orders\/production"/);
                assert.match(message, new RegExp(`contract version ${contractVersion}, `));
                assert.match(message, expected);
            }
        });

        it("reads version 1: what it does not have is absent", async () => {
            const outputs = { [name]: { ...contract, contractVersion: 1 } };
            const found = await readFrom(outputs, (stack) => read(stack));

            assert.deepEqual(found, without(contract, ...newer));
        });

        it("reads fields as Python spells them", async () => {
            const snakeCase = Object.fromEntries(
                Object.entries(contract).map(([field, value]) => [
                    field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
                    value as unknown,
                ]),
            );

            assert.ok("contract_version" in snakeCase);
            assert.deepEqual(
                await readFrom({ [name]: snakeCase }, (stack) => read(stack)),
                contract,
            );
        });

        it("refuses a field in both spellings at once", async () => {
            const twice = { ...contract, service_id: "epsrv-2" };
            const message = await errorOf(read(JSON.stringify(twice)));

            assert.match(
                message,
                /^ {2}- serviceId: is given in both spellings, serviceId and service_id; keep one of them$/m,
            );
        });

        it("takes null for what need not be there, as some languages write it", async () => {
            const nulls = Object.fromEntries(optional.map((field) => [field, null]));

            assert.deepEqual(
                await read(JSON.stringify({ ...contract, ...nulls })),
                without(contract, ...optional),
            );
        });

        it("says how to get JSON that ends too early", async () => {
            const cut = JSON.stringify(contract).slice(0, 60);

            assert.match(
                await errorOf(read(cut)),
                new RegExp(
                    `^The JSON of "${name}" cannot be read: .*pulumi stack output ${name} --json`,
                ),
            );
        });

        for (const field of optional) {
            it(`reads the ${name} without ${field}`, async () => {
                const value = without(contract, field);

                assert.deepEqual(await readFrom({ [name]: value }, (stack) => read(stack)), value);
            });
        }

        for (const field of Object.keys(without(contract, ...optional))) {
            it(`names the field ${field} if it is missing`, async () => {
                const value = without(contract, field);
                const message = await errorOf(readFrom({ [name]: value }, (stack) => read(stack)));

                assert.match(message, new RegExp(`^Output "${name}" of stack "${STACK}"`));
                assert.match(message, new RegExp(`^ {2}- ${field}: `, "m"));
                assert.match(message, /Run "pulumi up" again in the stack that wrote it/);
            });
        }

        it("names a misspelt field, and the one that is meant, once", async () => {
            for (const field of Object.keys(contract).filter(
                (each) => each !== "contractVersion",
            )) {
                const misspelt = `${field}s`;
                const value = (contract as Record<string, unknown>)[field];
                const message = await errorOf(
                    read(JSON.stringify({ ...without(contract, field), [misspelt]: value })),
                );
                const problems = message.split("\n").filter((each) => each.startsWith("  - "));

                assert.deepEqual(problems, [`  - ${misspelt}: does not exist; use ${field}`]);
            }
        });

        for (const [field, value, expected] of malformed) {
            it(`refuses ${field} = ${JSON.stringify(value)}, and names only this field`, async () => {
                const message = await errorOf(
                    read(JSON.stringify({ ...contract, [field]: value })),
                );
                const problems = message.split("\n").filter((each) => each.startsWith("  - "));

                assert.equal(problems.length, 1, message);
                assert.match(String(problems[0]), expected);
            });
        }

        it("reports every wrong field at once", async () => {
            const message = await errorOf(read('{"contractVersion": 2}'));

            for (const field of Object.keys(without(contract, "contractVersion", ...optional))) {
                assert.match(message, new RegExp(`^ {2}- ${field}: `, "m"));
            }
        });

        for (const value of ["null", "7", '"text"', "[]"]) {
            it(`refuses ${value} instead of a contract`, async () => {
                assert.match(
                    await errorOf(read(value)),
                    new RegExp(`^The JSON of "${name}" is not a contract`),
                );
            });
        }

        it("says once that another output, or a secret that cannot be decrypted, is none", async () => {
            for (const value of ["{}", '{"vpcId": "vpc-1"}']) {
                const message = await errorOf(read(value));
                const problems = message.split("\n").filter((each) => each.startsWith("  - "));

                assert.deepEqual(problems, [
                    `  - (all of it): has none of the fields of ${name === "offer" ? "an" : "a"} ${name}. It is another output, or a secret that this stack cannot decrypt`,
                ]);
            }
        });

        it("says how to get the JSON text if it cannot be parsed", async () => {
            const message = await errorOf(read("{serviceId: 1}"));

            assert.match(message, new RegExp(`^The JSON of "${name}" cannot be read: `));
            assert.match(message, new RegExp(`pulumi stack output ${name} --json`));
        });
    });
}

describe("a stack reference whose name is rejected", () => {
    it("ends the reading of a contract with the error of the name", async () => {
        let reason: unknown;
        await refusedLater(() => {
            const name = pulumi.output(Promise.reject<string>(new Error("no such config")));
            const stack = Object.assign(new pulumi.StackReference(STACK), { name });
            readOffer(stack).catch((error: unknown) => {
                reason = error;
            });
        });

        assert.match(String(reason), /no such config/);
    });
});
