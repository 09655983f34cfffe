import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { writeFile } from "node:fs/promises";
import * as path from "node:path";

import { ApiError, type EmulatorOptions } from "../../tools/emulator";
import { readOptions } from "../../tools/parity/options";
import { durationsText } from "../../tools/parity/report";
import { RunStopped, STOPS } from "../../tools/parity/stops";
import { clients, VPC } from "../emulator/client";
import { AccountInPlace, ended, type Run } from "./account";

const MISSING_VPC = "vpc-0000000000000000000000000";
const FOREIGN_ENDPOINT = "ep-m5e1234567890abcdefg";

/** Runs a test with an account in place, and closes it. */
async function inAccount(
    options: EmulatorOptions,
    test: (account: AccountInPlace) => Promise<void>,
): Promise<void> {
    const account = await AccountInPlace.open(options);
    try {
        await test(account);
    } finally {
        await account.close();
    }
}

/** The differences, as kind, call and place. */
async function differencesOf(account: AccountInPlace): Promise<string[]> {
    const { differences } = await account.result();
    return differences.map(({ kind, title, at }) => `${kind}: ${title} ${at}`.trim());
}

function assertExit(run: Run, exitCode: number): void {
    assert.equal(run.exitCode, exitCode, run.output);
}

describe("the parity kit, with an emulator in the place of the account", () => {
    it("finds no difference, and leaves nothing behind", () =>
        inAccount({}, async (account) => {
            const run = await account.compare();
            assertExit(run, 0);
            assert.match(run.output, /The emulator answers every call of the list as the account/);
            assert.deepEqual(account.emulator.inventory(), []);
        }));

    describe("a deviation that is planted", () => {
        it("is reported: another code", () =>
            inAccount(
                {
                    intercept({ action, parameters }) {
                        if (action === "DeleteVpc" && parameters.VpcId === MISSING_VPC) {
                            throw new ApiError("Gone.Vpc", "The VPC is gone.", 404);
                        }
                    },
                },
                async (account) => {
                    assert.deepEqual(await differencesOf(account), [
                        "code: DeleteVpc of a network that does not exist Code",
                        "message: DeleteVpc of a network that does not exist Message",
                        "value: DeleteVpc of a network that does not exist Recommend",
                    ]);
                },
            ));

        it("is reported: a field that is missing, and one of another type", () =>
            inAccount(
                {
                    interceptAnswer({ action }, answer) {
                        if (action === "ListVpcEndpointSecurityGroups") {
                            const { MaxResults, ...rest } = answer;
                            return { ...rest, RequestId: String(MaxResults) };
                        }
                        return action === "CheckProductOpen" ? { ...answer, Status: 1 } : answer;
                    },
                },
                async (account) => {
                    const differences = await differencesOf(account);
                    assert.ok(
                        differences.includes(
                            "field extra: endpoint: its security groups MaxResults",
                        ),
                        differences.join("\n"),
                    );
                    assert.ok(
                        differences.some((each) => /whether PrivateLink is activated/.test(each)),
                        differences.join("\n"),
                    );
                },
            ));

        it("is reported: a slower state, which is no difference in itself", () =>
            inAccount({ transitionMilliseconds: 3000 }, async (account) => {
                const { differences, ...recordings } = await account.result();
                assert.deepEqual(differences, []);
                const [said, seconds] =
                    /service: until it is active: Creating (\d+\.\d) s → Active \(emulator: Creating \d+\.\d s → Active\)/.exec(
                        durationsText(recordings.account, recordings.emulator),
                    ) ?? [];
                // It counts from the first time that the state is read, later than it began.
                assert.ok(Number(seconds) >= 1, said);
            }));

        it("is reported: an id of somebody else in a list, and the recording does not hold it", () =>
            inAccount(
                {
                    interceptAnswer({ action }, answer) {
                        return action === "ListVpcEndpoints"
                            ? {
                                  ...answer,
                                  Endpoints: [
                                      ...(answer.Endpoints as object[]),
                                      { EndpointId: FOREIGN_ENDPOINT, OwnerId: 1234567890123456 },
                                  ],
                              }
                            : answer;
                    },
                },
                async (account) => {
                    const { differences, account: recorded } = await account.result();
                    assert.ok(differences.some(({ at }) => at === "Endpoints.length"));
                    const recording = JSON.stringify(recorded);
                    assert.ok(!recording.includes(FOREIGN_ENDPOINT));
                    assert.ok(!recording.includes("1234567890123456"));
                },
            ));
    });

    it("records nothing that tells whose account it is", () =>
        inAccount({}, async (account) => {
            const recording = JSON.stringify((await account.result()).account);
            const [{ accountId, accessKeyId, accessKeySecret }] = account.emulator.accounts;
            const sent = account.emulator.calls
                .flatMap(({ parameters }) => Object.values(parameters))
                .filter((value) => typeof value === "string");
            const ids = new Set(
                sent.filter((value) => /^(vpc|vsw|sg|lb|ep|epsrv)-(?!0+$)/.test(value)),
            );
            assert.ok(ids.size >= 6, [...ids].join(" "));
            for (const secret of [accountId, accessKeyId, accessKeySecret, ...ids]) {
                assert.ok(!recording.includes(secret), secret);
            }
            assert.doesNotMatch(recording, /\d+\.\d+\.\d+\.\d+(?!\/16|\/24)"/);
        }));

    it("compares a recording with the emulator, without any account", () =>
        inAccount({}, async (account) => {
            assertExit(await account.compare(), 0);
            const again = await ended(
                account.start(["--recording", account.report("recording.json")], {
                    ALIBABA_CLOUD_ACCESS_KEY_ID: "",
                    HTTPS_PROXY: "http://127.0.0.1:9",
                }),
            );
            assertExit(again, 0);

            const changed = path.join(account.folder, "changed.json");
            const text = await account.reported("recording.json");
            await writeFile(changed, text.replaceAll("EndpointNotFound", "EndpointLost"));
            const other = await ended(account.start(["--recording", changed]));
            assertExit(other, 1);
            assert.match(other.output, /account: {2}EndpointLost\n {6}emulator: EndpointNotFound/);
        }));

    describe("a run that is stopped", () => {
        /** Runs a test with a run of the kit that has created an endpoint. */
        async function inRun(
            test: (account: AccountInPlace, kit: ChildProcess, end: Promise<Run>) => Promise<void>,
        ): Promise<void> {
            let created = () => {};
            const hasEndpoint = new Promise<void>((resolve) => (created = resolve));
            await inAccount(
                {
                    onCall({ action, code }) {
                        if (action === "GetVpcEndpointAttribute" && code === undefined) {
                            created();
                        }
                    },
                },
                async (account) => {
                    const kit = account.start([
                        ...["--account", "real", "--yes", "--report", account.report()],
                    ]);
                    const end = ended(kit);
                    await Promise.race([hasEndpoint, end]);
                    await test(account, kit, end);
                },
            );
        }

        it("by Ctrl-C deletes what it created", () =>
            inRun(async (account, kit, end) => {
                kit.kill("SIGINT");
                const run = await end;
                assertExit(run, 130);
                assert.match(run.output, /Interrupted\. Deletes what the run created/);
                assert.deepEqual(account.emulator.inventory(), []);
            }));

        it("by a kill leaves what the next run deletes, and nothing else of the account", () =>
            inRun(async (account, kit, end) => {
                kit.kill("SIGKILL");
                await end;
                const { call } = clients(account.emulator);
                const foreign = await Promise.all([
                    call(VPC, "CreateVpc", { VpcName: "alicloud-privatelink-parity-mine" }),
                    call(VPC, "CreateVpc", {
                        VpcName: "orders",
                        Tag: [{ Key: "alicloud-privatelink-parity", Value: "mine" }],
                    }),
                ]);
                const run = await account.compare(["--clean-up"]);
                assertExit(run, 0);
                assert.match(run.output, /Deletes what earlier runs left: endpoint ep-/);
                assert.deepEqual(
                    account.emulator
                        .inventory()
                        .map(({ id }) => id)
                        .sort(),
                    foreign.map(({ VpcId }) => VpcId as string).sort(),
                );
            }));
    });

    describe("an account with which it cannot work", () => {
        /** What makes it so, the exit code, what is said. */
        const REFUSED: readonly [
            what: string,
            action: string,
            code: string,
            exit: number,
            RegExp,
        ][] = [
            [
                "a key that is wrong",
                "GetCallerIdentity",
                "InvalidAccessKeyId.NotFound",
                3,
                /access key is wrong/,
            ],
            ["a user without rights", "CreateVpc", "Forbidden.RAM", 4, /lacks a permission/],
            [
                "unpaid bills",
                "CreateLoadBalancer",
                "PayInsufficientBalance",
                5,
                /no balance or unpaid bills/,
            ],
            [
                "a product that is not activated",
                "CreateVpcEndpointService",
                "NeedOpenProduct",
                6,
                /not activated/,
            ],
            [
                "a quota that is used up",
                "CreateVpcEndpoint",
                "QuotaExceeded.Endpoint",
                7,
                /quota of the account is used up/,
            ],
            ["a wrong clock", "GetCallerIdentity", "InvalidTimeStamp.Expired", 9, /clock is wrong/],
        ];
        for (const [what, action, code, exitCode, said] of REFUSED) {
            it(`is named, and nothing is left: ${what}`, () =>
                inAccount(
                    {
                        intercept(call) {
                            if (call.action === action) {
                                throw new ApiError(code, "Refused.", 403);
                            }
                        },
                    },
                    async (account) => {
                        await assert.rejects(account.result(), (error: unknown) => {
                            assert.ok(error instanceof RunStopped);
                            assert.equal(STOPS[error.stop], exitCode);
                            assert.match(error.message, said);
                            return true;
                        });
                        assert.deepEqual(account.emulator.inventory(), []);
                    },
                ));
        }

        it("is named: no network", () =>
            inAccount({}, async (account) => {
                const run = await account.compare([], { HTTPS_PROXY: "http://127.0.0.1:9" });
                assertExit(run, 8);
                assert.match(run.output, /was not answered.*set HTTPS_PROXY/s);
                assert.doesNotMatch(run.output, /Signature/);
            }));

        it("is named: no credentials", () =>
            inAccount({}, async (account) => {
                const run = await account.compare([], { ALIBABA_CLOUD_ACCESS_KEY_ID: "" });
                assertExit(run, 3);
                assert.match(
                    run.output,
                    /^ALIBABA_CLOUD_ACCESS_KEY_ID: is missing, or its secret is, .*\. Set ALIBABA_CLOUD_ACCESS_KEY_ID/m,
                );
            }));
    });

    it("creates nothing without a yes, or beyond the limit of money", () =>
        inAccount({}, async (account) => {
            const unasked = await ended(account.start(["--account", "real"]));
            assertExit(unasked, 2);
            assert.match(unasked.output, /agree with --yes/);
            const dear = await account.compare(["--max-cost", "0.1"]);
            assertExit(dear, 10);
            assert.match(dear.output, /may cost CNY \d\.\d\d, and --max-cost is CNY 0\.10/);
            const writes = account.emulator.calls.filter(
                ({ action = "" }) => !/^(Describe|List|Get)/.test(action),
            );
            assert.deepEqual(writes, []);
        }));

    it("lists the calls and what they cost, and calls nothing", () =>
        inAccount({}, async (account) => {
            const run = await ended(account.start(["--dry-run"]));
            assertExit(run, 0);
            assert.match(
                run.output,
                /slb:CreateLoadBalancer +CLB: create +\(a CLB, without traffic: CNY 0\.147 per hour\)/,
            );
            assert.deepEqual(account.emulator.calls, []);
        }));

    it("shows the usage, without a stack trace, for options that make no sense", () =>
        inAccount({}, async (account) => {
            const run = await ended(account.start(["--acount", "real"]));
            assertExit(run, 2);
            assert.match(run.output, /^Unknown option '--acount'.* --help shows the options\.\n$/s);
            const recording = await ended(account.start(["--recording", "README.md"]));
            assertExit(recording, 2);
            assert.match(
                recording.output,
                /^--recording: found "README\.md", which cannot be read: .* Must be a recording of this kit\./,
            );
        }));
});

describe("the options of the parity kit", () => {
    const REFUSED: readonly [parameters: string[], said: RegExp][] = [
        [
            [],
            /^--account: is missing\. Set --account real to compare with an account, or --recording FILE\./,
        ],
        [["--account", "mine"], /^--account: found "mine"\. Must be "real"\./],
        [
            ["--account", "real", "--max-cost", "free"],
            /^--max-cost: found "free"\. Must be a number above 0\./,
        ],
        [
            ["--account", "real", "--max-minutes", "0"],
            /^--max-minutes: found "0"\. Must be a number above 0\./,
        ],
        [["--account", "real", "more"], /^Unexpected argument 'more'/],
    ];
    for (const [parameters, said] of REFUSED) {
        it(`refuse: ${parameters.join(" ") || "none"}`, () => {
            assert.throws(() => readOptions(parameters), { message: said });
        });
    }
});
