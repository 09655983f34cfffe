import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";

import { ApiError, type CallRecord, type EmulatorOptions } from "../../tools/emulator";
import { callsOf } from "../../tools/parity/compare";
import { RunStopped, STOPS } from "../../tools/parity/stops";
import { type CallOfAccount, leastPolicy, type PolicyDocument } from "../../tools/ram/leastPolicy";
import { CONSUMER, PROVIDER, REGION } from "../emulator/client";
import { AccountInPlace, ended } from "./account";

async function inAccounts(
    options: EmulatorOptions,
    test: (accounts: AccountInPlace) => Promise<void>,
): Promise<void> {
    const accounts = await AccountInPlace.open(options);
    try {
        await test(accounts);
    } finally {
        await accounts.close();
    }
}

/** What a run needs in either account, with what only the clean-up of one that is stopped calls. */
function neededPolicy({ emulator }: AccountInPlace): PolicyDocument {
    const calls = emulator.calls.filter(
        (call): call is CallRecord & CallOfAccount =>
            call.product !== undefined && call.accountId !== undefined && call.action !== undefined,
    );
    const onlyCleanUp = {
        product: "slb",
        action: "SetLoadBalancerDeleteProtection",
        accountId: emulator.accounts[0].accountId,
        parameters: { LoadBalancerId: "lb-0000000000000000000000000" },
    };
    return leastPolicy([...calls, onlyCleanUp]);
}

async function documentedPolicy(): Promise<unknown> {
    return JSON.parse(await readFile(path.join(__dirname, "../../docs/ram/parity.json"), "utf8"));
}

/** The differences, as kind, call and place. */
async function differencesOf(accounts: AccountInPlace): Promise<string[]> {
    const { differences } = await accounts.resultOfTwo();
    return differences.map(({ kind, title, at }) => `${kind}: ${title} ${at}`.trim());
}

describe("the parity kit with a second account", () => {
    it("finds no difference, leaves nothing behind in either, and records no UID", () =>
        inAccounts({}, async (accounts) => {
            const { differences, account } = await accounts.resultOfTwo();
            assert.deepEqual(differences, []);
            assert.deepEqual(accounts.emulator.inventory(), []);
            assert.deepEqual(neededPolicy(accounts), await documentedPolicy());

            const calls = callsOf(account);
            const made = (title: string) => calls.find((call) => call.title === title);
            assert.deepEqual(
                calls.filter(({ notMade }) => notMade !== undefined),
                [],
            );
            assert.equal(made("consumer: create an endpoint")?.account, "consumer");
            assert.equal(made("owner: put the consumer on the whitelist")?.account, undefined);
            assert.deepEqual(
                made("owner: until the consumer is connected")?.states?.at(-1)?.state,
                "Connected",
            );
            const recording = JSON.stringify(account);
            for (const { accountId, accessKeyId } of accounts.emulator.accounts) {
                assert.ok(!recording.includes(accountId), accountId);
                assert.ok(!recording.includes(accessKeyId), accessKeyId);
            }
        }));

    it("takes the second account's key from variables of its own, and writes who made a call", () =>
        inAccounts({}, async (accounts) => {
            const run = await accounts.compare([], accounts.consumerEnvironment());
            assert.equal(run.exitCode, 0, run.output);
            assert.match(
                await accounts.reported("parity.html"),
                /CreateVpcEndpoint<\/code\s*>\s*by the consumer/,
            );
            const calledBy = (action: string) =>
                new Set(
                    accounts.emulator.calls
                        .filter((call) => call.action === action)
                        .map(({ accountId }) => accountId),
                ).size;
            assert.equal(calledBy("CreateVpc"), 2);
            assert.equal(calledBy("CreateLoadBalancer"), 1);

            const again = await ended(
                accounts.start(["--recording", accounts.report("recording.json")], {
                    ALIBABA_CLOUD_ACCESS_KEY_ID: "",
                    HTTPS_PROXY: "http://127.0.0.1:9",
                }),
            );
            assert.equal(again.exitCode, 0, again.output);
        }));

    it("takes the keys of a profile, not those of the environment", () =>
        inAccounts({}, async (accounts) => {
            const profiles = accounts.emulator.accounts.map((account, index) => ({
                name: ["first", "second"][index],
                mode: "AK",
                access_key_id: account.accessKeyId,
                access_key_secret: account.accessKeySecret,
                region_id: REGION,
            }));
            await mkdir(path.join(accounts.folder, ".aliyun"));
            await writeFile(
                path.join(accounts.folder, ".aliyun/config.json"),
                JSON.stringify({ current: "first", profiles }),
            );
            const run = await accounts.compare([
                ...["--clean-up", "--profile", "second", "--consumer-profile", "first"],
            ]);
            assert.equal(run.exitCode, 0, run.output);
            const [owner, consumer] = accounts.emulator.calls
                .filter(({ action }) => action === "GetCallerIdentity")
                .map(({ accountId }) => accountId);
            assert.deepEqual([owner, consumer], [CONSUMER.accountId, PROVIDER.accountId]);
        }));

    describe("a deviation that is planted", () => {
        it("is reported: another code for an account that is not on the whitelist", () =>
            inAccounts(
                {
                    intercept({ action, account, parameters }) {
                        if (
                            action === "CreateVpcEndpoint" &&
                            account.accountId === CONSUMER.accountId &&
                            parameters.Zone === undefined
                        ) {
                            throw new ApiError("EndpointServiceNotFound", "No such service.");
                        }
                    },
                },
                async (accounts) => {
                    const found = await differencesOf(accounts);
                    for (const when of [
                        "before its account is on the whitelist",
                        "off the whitelist",
                    ]) {
                        assert.ok(
                            found.some((each) =>
                                new RegExp(
                                    `^code: consumer: create an(other)? endpoint,? ${when} Code$`,
                                ).test(each),
                            ),
                            found.join("\n"),
                        );
                    }
                },
            ));

        it("is reported: the UID of somebody else among the connections, which is not recorded", () =>
            inAccounts(
                {
                    interceptAnswer({ action }, answer) {
                        const Connections = (answer.Connections ?? []) as object[];
                        return action === "ListVpcEndpointConnections" && Connections.length > 0
                            ? {
                                  ...answer,
                                  Connections: [
                                      ...Connections,
                                      { EndpointOwnerId: 1234567890123456 },
                                  ],
                              }
                            : answer;
                    },
                },
                async (accounts) => {
                    const { differences, account } = await accounts.resultOfTwo();
                    assert.ok(
                        differences.some(
                            ({ title, at }) =>
                                title ===
                                    "owner: the connection of a consumer that is off the whitelist" &&
                                at === "Connections.length",
                        ),
                    );
                    assert.ok(!JSON.stringify(account).includes("1234567890123456"));
                },
            ));
    });

    it("by a kill leaves in both accounts what the next run deletes", async () => {
        let connected = () => {};
        const isConnected = new Promise<void>((resolve) => (connected = resolve));
        await inAccounts(
            {
                onCall({ action, code, accountId }) {
                    if (
                        action === "GetVpcEndpointAttribute" &&
                        code === undefined &&
                        accountId === CONSUMER.accountId
                    ) {
                        connected();
                    }
                },
            },
            async (accounts) => {
                const kit = accounts.start(
                    ["--account", "real", "--yes", "--poll-seconds", "0.02"],
                    accounts.consumerEnvironment(),
                );
                const end = ended(kit);
                await Promise.race([isConnected, end]);
                kit.kill("SIGKILL");
                await end;
                const owners = new Set(
                    accounts.emulator.inventory().map(({ accountId }) => accountId),
                );
                assert.equal(owners.size, 2);
                const run = await accounts.compare(["--clean-up"], accounts.consumerEnvironment());
                assert.equal(run.exitCode, 0, run.output);
                assert.match(run.output, /Nothing of the kit is left in the two accounts/);
                assert.deepEqual(accounts.emulator.inventory(), []);
            },
        );
    });

    it("names the account that a refusal is of", () =>
        inAccounts(
            {
                intercept({ action, account }) {
                    if (action === "CreateVpc" && account.accountId === CONSUMER.accountId) {
                        throw new ApiError("QuotaExceeded.Vpc", "Refused.");
                    }
                },
            },
            async (accounts) => {
                await assert.rejects(accounts.resultOfTwo(), (error: unknown) => {
                    assert.ok(error instanceof RunStopped);
                    assert.equal(STOPS[error.stop], 7);
                    assert.match(
                        error.message,
                        /^vpc:CreateVpc of the consumer's account was refused/,
                    );
                    return true;
                });
                assert.deepEqual(accounts.emulator.inventory(), []);
            },
        ));

    it("refuses one account in both places, and a key without its secret", () =>
        inAccounts({}, async (accounts) => {
            const [{ accessKeyId, accessKeySecret }] = accounts.emulator.accounts;
            const same = await accounts.compare([], {
                CONSUMER_ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
                CONSUMER_ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
            });
            assert.equal(same.exitCode, 2, same.output);
            assert.match(
                same.output,
                /^the consumer's credentials: are of the owner's account\. Use those of another account/,
            );
            const half = await accounts.compare([], {
                CONSUMER_ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
            });
            assert.equal(half.exitCode, 3, half.output);
            assert.match(
                half.output,
                /^CONSUMER_ALIBABA_CLOUD_ACCESS_KEY_ID: is missing, or its secret is, and there are no other credentials of the consumer\. Set CONSUMER_/,
            );
        }));

    it("says before it which account makes which call", () =>
        inAccounts({}, async (accounts) => {
            const run = await ended(accounts.start(["--dry-run"]));
            assert.equal(run.exitCode, 0, run.output);
            assert.match(run.output, /^\d+ calls with one account.*\n\d+ calls with two accounts/);
            assert.match(
                run.output,
                /^ {2}consumer privatelink:CreateVpcEndpoint +consumer: create an endpoint +\(/m,
            );
            assert.match(
                run.output,
                /^ {2}owner {4}privatelink:EnableVpcEndpointConnection +owner: accept the/m,
            );
            assert.deepEqual(accounts.emulator.calls, []);
        }));
});
