import * as assert from "node:assert/strict";

import { rootCertificates } from "node:tls";

import * as alicloud from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";

import {
    ConnectivityCheck,
    type ConnectivityCheckArgs,
    EndpointServiceWhitelist,
    PreflightMode,
} from "../../../../index";
import { type BadInput, itRefuses } from "../../badInput";
import { CALLER, type Inputs, PARTNER, REGION } from "../../cloud";
import {
    answerCloudAssistant,
    answers,
    ownCalls,
    IP_A,
    IP_B,
    OWN_KEY,
    outputWith,
    passedLine,
    seenLine,
    resetAnswers,
    answered,
    type AnsweredRun,
} from "./cloudAssistant";
import { findings, lines, outcomeOf, read, refusedLater, run, unknown } from "../../harness";
import { collectWarnings } from "../../warnings";

const COMPONENT = "ConnectivityCheck app";
const COMMAND = "Command app";
const INVOCATION = "EcsInvocation app";
const DOMAIN = "ep-1.eu-central-1.privatelink.aliyuncs.com";

const GOOD: ConnectivityCheckArgs = {
    clientInstanceId: "i-1",
    endpointId: "ep-1",
    endpointDomain: DOMAIN,
    port: 80,
};

const RAN = "EcsInvocation/app";

function answerWithRuns(...runs: AnsweredRun[]): void {
    answered.runs = () => runs;
}

function checked(args: Partial<ConnectivityCheckArgs> = {}): ConnectivityCheck {
    return new ConnectivityCheck("app", { ...GOOD, ...args });
}

async function scriptOf(args: Partial<ConnectivityCheckArgs> = {}): Promise<string> {
    const { registration } = await run(() => checked(args), { answer: answers() });
    return Buffer.from(String(registration(COMMAND).inputs.commandContent), "base64").toString();
}

async function failure(
    output: string,
    args: Partial<ConnectivityCheckArgs> = {},
    status?: string,
): Promise<string> {
    answerWithRuns({ id: RAN, output });
    const { error } = await refusedLater(() => checked(args), { answer: answers({ status }) });
    return error.message;
}

describe("ConnectivityCheck", () => {
    before(answerCloudAssistant);
    const warnings = collectWarnings();

    beforeEach(() => {
        resetAnswers();
        answerWithRuns({ id: RAN, output: outputWith() });
    });

    it("runs one command on the client, and outputs a row for each domain and address", async () => {
        const { result, registrations, registration, urns } = await run(() => checked(), {
            answer: answers(),
        });

        assert.deepEqual(lines(registrations), [COMPONENT, COMMAND, INVOCATION]);
        assert.equal(registration(COMMAND).parent, urns.get(COMPONENT));
        assert.equal(registration(INVOCATION).parent, urns.get(COMPONENT));
        assert.equal(registration(COMMAND).inputs.type, "RunShellScript");
        assert.deepEqual(registration(INVOCATION).inputs, {
            commandId: "Command/app",
            instanceIds: ["i-1"],
        });
        const row = {
            connectMilliseconds: 3,
            httpStatus: 200,
            certificate: "",
            answer: "<h1>Hello</h1>",
            seenEndpointId: "",
            verdict: "passed",
        };
        const zone = (letter: string, ip: string) =>
            [`ep-1-${letter}.example.com`, ip].map((domain) => ({
                zoneId: `${REGION}${letter}`,
                domain,
                resolvedTo: [ip],
                expected: [ip],
                ...row,
            }));
        assert.deepEqual(await read(result.table), [
            {
                zoneId: "all",
                domain: DOMAIN,
                resolvedTo: [IP_A, IP_B],
                expected: [IP_A, IP_B],
                ...row,
            },
            ...zone("a", IP_A),
            ...zone("b", IP_B),
        ]);
        assert.equal(await read(result.passed), true);
        assert.equal(await read(result.summary), "All 5 targets passed at 2026-01-01T00:00:59Z.");
        assert.equal(await read(result.checkedAt), "2026-01-01T00:00:59Z");
    });

    it("gets the runs of this command, and the output of each, from Cloud Assistant with signed calls", async () => {
        const { registration } = await run(() => checked(), { answer: answers() });

        const described = ownCalls.filter(({ Action }) => Action === "DescribeInvocations");
        const byName = described.filter(({ CommandName }) => CommandName !== undefined);
        assert.deepEqual(
            byName.map(({ CommandName }) => CommandName),
            [registration(COMMAND).inputs.name],
        );
        // Beside the id of an instance the API does not count the name.
        assert.deepEqual([...new Set(described.map(({ InstanceId }) => InstanceId))], [undefined]);
        const read = described.filter(({ IncludeOutput }) => IncludeOutput === "true");
        assert.deepEqual([...new Set(read.map(({ InvokeId }) => InvokeId))], [RAN]);
        for (const call of described) {
            assert.equal(call.AccessKeyId, "key");
            assert.match(call.Signature, /^[\w+/]{27}=$/);
        }
    });

    it("ignores what other commands wrote on the client", async () => {
        const usual = await scriptOf();
        answerWithRuns(
            { id: "t-others", output: "", commandName: "nightly-backup" },
            { id: RAN, output: outputWith() },
        );

        assert.equal(await scriptOf(), usual);
        assert.doesNotMatch(usual, /again after/);
    });

    it("fetches every target with limits, and never through a proxy", async () => {
        const script = await scriptOf({ port: 8080, path: "/healthy?all=1", protocol: "https" });

        assert.match(script, /^#!\/bin\/sh\n/);
        for (const host of [DOMAIN, "ep-1-a.example.com", IP_A, "ep-1-b.example.com", IP_B]) {
            assert.ok(script.includes(`'https://${host}:8080/healthy?all=1'`), host);
        }
        assert.match(script, /--noproxy '\*' --connect-timeout 3 --max-time 5/);
        assert.match(script, /\nexit 0\n$/);
    });

    it("escapes a quote in the path for the shell", async () => {
        assert.ok((await scriptOf({ path: "/'$(id)" })).includes("/'\\''$(id)' 20 &"));
    });

    it("is the same command while nothing changes, and another one for another check", async () => {
        const inputs = async (args: Partial<ConnectivityCheckArgs>, status?: string) => {
            const { registration } = await run(() => checked(args), {
                answer: answers({ status }),
            });
            return JSON.stringify(registration(COMMAND).inputs);
        };
        const usual = await inputs({});

        assert.equal(await inputs({}), usual);
        for (const [property, value] of Object.entries({
            port: 81,
            path: "/a",
            protocol: "tcp",
            triggers: ["2"],
            timeoutSeconds: 30,
        })) {
            assert.notEqual(await inputs({ [property]: value }), usual, property);
        }
        assert.notEqual(await inputs({}, "Wait"), usual);
    });

    it("runs again after a run that failed, but not if a later run passed", async () => {
        const failed = {
            id: "t-failed",
            output: outputWith(seenLine({ index: 1, addresses: "" })),
        };
        const passed = { id: RAN, output: outputWith() };
        const contents: string[] = [];
        for (const runs of [[passed], [passed, failed]]) {
            answerWithRuns(...runs);
            contents.push(await scriptOf());
        }

        assert.doesNotMatch(contents[0], /again after/);
        assert.match(contents[1], /again after t-failed\./);
    });

    it("outputs the results of a run in this update, and runs the same script again if the command does not change", async () => {
        const { registration } = await run(() => checked(), { answer: answers() });

        const again = ownCalls.filter(({ Action }) => Action === "RunCommand");
        assert.deepEqual(
            again.map((call) => [call.Name, call.CommandContent, call["InstanceId.1"]]),
            [
                [
                    `${String(registration(COMMAND).inputs.name)}-again`,
                    registration(COMMAND).inputs.commandContent,
                    "i-1",
                ],
            ],
        );
        resetAnswers();
        let looks = 0;
        // The run that the new command makes is listed only once it has been made.
        answered.runs = () => ((looks += 1) === 1 ? [] : [{ id: RAN, output: outputWith() }]);
        await run(() => checked(), { answer: answers() });
        assert.ok(!ownCalls.some(({ Action }) => Action === "RunCommand"));
    });

    it("runs again if the cloud no longer has the result, but not in a preview, whose outputs are unknown", async () => {
        answerWithRuns({ id: "another", output: outputWith() });
        const { result } = await run(() => checked(), { answer: answers() });
        assert.equal(await read(result.passed), true);

        resetAnswers();
        const preview = await run(() => checked(), {
            answer: answers(),
            preview: true,
            deployed: () => true,
        });
        assert.deepEqual(await read(preview.result.table), []);
        assert.equal(await read(preview.result.passed), false);
        assert.ok(!ownCalls.some(({ Action }) => Action === "RunCommand"));
    });

    describe("reports a failure in its outputs too, so that the stack does not keep those of the last success:", () => {
        const inProgram = async (
            args: Partial<ConnectivityCheckArgs> = {},
            client: Inputs = {},
        ) => {
            let result: ConnectivityCheck | undefined;
            const { error } = await refusedLater(
                () =>
                    pulumi.runtime.runInPulumiStack(() => {
                        result = checked(args);
                        return Promise.resolve();
                    }),
                { answer: answers({ client }) },
            );
            const { passed, summary, table, checkedAt } = result as ConnectivityCheck;
            return {
                error,
                outputs: await Promise.all([passed, summary, checkedAt].map(read<unknown>)),
                table: await read(table),
            };
        };

        it("of the traffic", async () => {
            const dropped = { code: 28, status: "000", connect: "0.000000" };
            answerWithRuns({
                id: RAN,
                output: outputWith(seenLine({ index: 1, addresses: IP_A, ...dropped })),
            });
            const { error, outputs, table } = await inProgram();

            assert.match(error.message, /the traffic does not arrive: 1 of 5 targets failed/);
            assert.deepEqual(outputs, [
                false,
                "1 of 5 targets failed at 2026-01-01T00:00:59Z.",
                "2026-01-01T00:00:59Z",
            ]);
            assert.match(table[1].verdict, /^security group/);
        });

        for (const [what, args, client, expected] of [
            ["of an argument", { port: 0 }, {}, /port: found 0/],
            ["of the client", {}, { status: "Stopped" }, /instance i-1 is Stopped/],
        ] as const) {
            it(`${what}, as not known`, async () => {
                const { error, outputs, table } = await inProgram(args, client);

                assert.match(error.message, expected);
                assert.deepEqual(outputs, [false, `Not known: ${error.message}`, ""]);
                assert.deepEqual(table, []);
            });
        }
    });

    it("makes no call while the client is not known, and needs no key then", async () => {
        delete process.env["ALICLOUD_ACCESS_KEY"];
        try {
            const { registrations } = await run(
                () => checked({ clientInstanceId: unknown<string>() }),
                { preview: true, answer: answers() },
            );

            assert.deepEqual(lines(registrations), [COMPONENT, COMMAND, INVOCATION]);
            assert.deepEqual(ownCalls, []);
        } finally {
            process.env["ALICLOUD_ACCESS_KEY"] = OWN_KEY.accessKey;
        }
    });

    for (const preflight of Object.values(PreflightMode)) {
        it(`keeps only its own command waiting for the endpoint's zones, ${preflight}`, async () => {
            const usual = answers();
            const { registrations } = await outcomeOf(
                () =>
                    pulumi.runtime.runInPulumiStack(() => {
                        checked({ preflight });
                        new EndpointServiceWhitelist("other", {
                            serviceId: "epsrv-1",
                            allowedAccountIds: [PARTNER],
                        });
                        return Promise.resolve();
                    }),
                {
                    answer: (token, inputs) =>
                        token.endsWith(":getVpcEndpointZones")
                            ? new Promise(() => undefined)
                            : usual(token, inputs),
                },
            );

            const made = lines(registrations).filter((line) => !line.startsWith("Stack "));
            assert.deepEqual(made.sort(), [
                COMPONENT,
                "EndpointServiceWhitelist other",
                `VpcEndpointServiceUser other-${PARTNER}`,
            ]);
        });
    }

    describe("names as the cause", () => {
        const dropped = { code: 28, status: "000", connect: "0.000000" };
        const refused = { code: 7, status: "000", connect: "0.000000" };
        const cases: [string, string, RegExp, Partial<ConnectivityCheckArgs>?, string?][] = [
            [
                "the owner, where the zone is not connected",
                outputWith(
                    ...[0, 1, 2, 3, 4].map((index) =>
                        seenLine({ index, addresses: IP_A, ...dropped }),
                    ),
                ),
                /1\. not accepted: .* \(status Wait\)/,
                {},
                "Wait",
            ],
            [
                "the name, where it does not resolve",
                outputWith(
                    seenLine({ index: 1, addresses: "", code: 6, status: "000", connect: "0" }),
                ),
                /1\. name does not resolve: the client found no address for ep-1-a\.example\.com/,
            ],
            [
                "the name, where it leads to another address, though that answers",
                outputWith(seenLine({ index: 1, addresses: "203.0.113.9," })),
                /1\. name resolves elsewhere: ep-1-a\.example\.com resolves to 203\.0\.113\.9/,
            ],
            [
                "the security group, where nothing comes back",
                outputWith(seenLine({ index: 1, addresses: IP_A, ...dropped })),
                /1\. security group: nothing answers on port 80/,
            ],
            [
                "the listener, where the connection is refused",
                outputWith(seenLine({ index: 1, addresses: IP_A, ...refused })),
                /1\. listener: the connection to port 80 is refused/,
            ],
            [
                "the backends, where the load balancer answers for them",
                outputWith(seenLine({ index: 1, addresses: IP_A, status: "503" })),
                /1\. no healthy backend: the load balancer answers HTTP 503/,
            ],
            [
                "the backends, where the connection stays silent",
                outputWith(seenLine({ index: 1, addresses: IP_A, code: 28, status: "000" })),
                /1\. no healthy backend: the connection is established, but there is no response/,
            ],
            [
                "the backend's page, where its status is another than expected",
                outputWith(seenLine({ index: 1, addresses: IP_A, status: "404" })),
                /1\. unexpected answer: HTTP 404, where 200 to 399 is expected/,
            ],
            [
                "the protocol, where TLS fails",
                outputWith(seenLine({ index: 1, addresses: IP_A, code: 35, status: "000" })),
                /1\. unexpected answer: what listens on port 80 does not use https/,
                { protocol: "https" },
            ],
            ["the script, where it left nothing", "", /1\. no result: the script wrote nothing/],
            [
                "the script, where it wrote rubbish",
                "\u0000\u0001|||\nconnectivity|x|y\nconnectivity|1",
                /5 of 5 targets failed[^]*1\. no result/,
            ],
        ];
        for (const [what, output, expected, args, status] of cases) {
            it(what, async () => {
                const message = await failure(output, args, status);

                assert.match(message, /^ConnectivityCheck "app": the traffic does not arrive: /);
                assert.match(message, expected);
            });
        }

        it("several, in the order of a request's path, without duplicates", async () => {
            const message = await failure(
                outputWith(
                    seenLine({ index: 1, addresses: IP_A, ...refused }),
                    seenLine({ index: 2, addresses: IP_A, ...refused }),
                    seenLine({ index: 3, addresses: "", code: 6, status: "000", connect: "0" }),
                ),
            );

            assert.match(message, /3 of 5 targets failed/);
            assert.match(
                message,
                /\n {2}1\. name does not resolve: .*\n {2}2\. listener: .*\nWhat the client saw:/,
            );
        });
    });

    it("only needs a connection if no page is requested", async () => {
        answerWithRuns({
            id: RAN,
            output: outputWith(seenLine({ index: 1, addresses: IP_A, code: 52, status: "000" })),
        });
        const { result } = await run(() => checked({ protocol: "tcp" }), { answer: answers() });

        assert.equal(await read(result.passed), true);
    });

    it("shows responses as one line without control characters, and only the length of binary ones", async () => {
        answerWithRuns({
            id: RAN,
            output: outputWith(
                passedLine(1, IP_A, "\u001b[31mred\r\n  and\tmore\u0007"),
                seenLine({ index: 2, addresses: IP_A, answer: Buffer.from([0x89, 0x50, 0, 1, 2]) }),
                passedLine(3, IP_B, "x".repeat(300)),
            ),
        });
        const { result } = await run(() => checked(), { answer: answers() });

        const shown = (await read(result.table)).map(({ answer }) => answer);
        assert.equal(shown[1], "[31mred and more");
        assert.equal(shown[2], "binary, 5 bytes");
        assert.equal(shown[3], `${"x".repeat(120)}…`);
    });

    describe("before anything runs, refuses", () => {
        const clients: [string, Inputs, RegExp][] = [
            [
                "a client that is stopped",
                { status: "Stopped" },
                /instance i-1 is Stopped\. Start it/,
            ],
            [
                "a client of nobody's",
                { id: "i-2" },
                /found "i-1", but the account has no such instance/,
            ],
            [
                "a client in another VPC",
                { vpcId: "vpc-2" },
                /is in vpc-2, but the endpoint is in vpc-1/,
            ],
        ];
        for (const [what, client, expected] of clients) {
            it(what, async () => {
                resetAnswers();
                const refusal = await refusedLater(() => checked(), {
                    answer: answers({ client }),
                });

                assert.match(findings(refusal).join("\n"), expected);
                assert.deepEqual(refusal.registrations, []);
            });
        }

        it("a client without Cloud Assistant", async () => {
            resetAnswers();
            answered.hasAgent = false;
            const refusal = await refusedLater(() => checked(), { answer: answers() });

            assert.match(
                findings(refusal).join("\n"),
                /Cloud Assistant does not run on instance i-1/,
            );
        });

        for (const [preflight, warned] of [
            [PreflightMode.Offline, []],
            [PreflightMode.Online, ["DescribeCloudAssistantStatus"]],
        ] as const) {
            it(`credentials that may not read results, ${preflight}, and says which permission is missing`, async () => {
                answered.refusal = { Code: "Forbidden.RAM", Message: "User not authorized." };
                const { error, registrations } = await refusedLater(() => checked({ preflight }), {
                    answer: answers(),
                });

                assert.ok(
                    error.message.endsWith(
                        "Forbidden.RAM: User not authorized. If the permission is missing, allow ecs:DescribeInvocations.",
                    ),
                    error.message,
                );
                // Without the answer of a lookup that only feeds a check, the check is not made.
                assert.equal(warnings.length, warned.length, warnings.join("\n"));
                warned.forEach((permission, index) => {
                    assert.ok(warnings[index].includes(`allow ecs:${permission}`), warnings[index]);
                });
                assert.ok(!lines(registrations).includes(COMMAND));
            });
        }
    });

    it("does not look for its result in another account than the provider's", async () => {
        answered.accountId = PARTNER;
        const { error, registrations } = await refusedLater(() => checked(), { answer: answers() });

        assert.ok(
            error.message.startsWith(
                `ConnectivityCheck "app": the provider works in account ${CALLER}, but the credentials that can be read of it belong to account ${PARTNER}.`,
            ),
            error.message,
        );
        assert.match(error.message, /configured with alicloud:assumeRole or alicloud:profile/);
        assert.ok(!lines(registrations).includes(COMMAND));
    });

    it("takes the key, the token and the region of an explicit provider, and keeps none of it", async () => {
        const { result, registration } = await run(
            () => {
                const provider = new alicloud.Provider("explicit", {
                    accessKey: "its-key",
                    secretKey: pulumi.secret("its-secret"),
                    securityToken: "its-token",
                    region: "cn-shanghai",
                });
                return new ConnectivityCheck("app", GOOD, { provider });
            },
            { answer: answers() },
        );

        assert.equal(await pulumi.isSecret(result.table), false);
        for (const { Action, AccessKeyId, SecurityToken, RegionId } of ownCalls) {
            assert.deepEqual(
                [Action, AccessKeyId, SecurityToken, RegionId],
                [Action, "its-key", "its-token", "cn-shanghai"],
            );
        }
        assert.ok(ownCalls.length > 2);
        const kept = JSON.stringify([
            registration(COMPONENT),
            registration(COMMAND),
            registration(INVOCATION),
        ]);
        assert.doesNotMatch(kept, /its-(key|secret|token)/);
    });

    for (const [what, outage, reason] of [
        [
            "cannot be reached",
            () =>
                Promise.reject(
                    new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND") }),
                ),
            "getaddrinfo ENOTFOUND",
        ],
        [
            "is not the API, as a proxy's page",
            () => Promise.resolve(new Response("<html>Access denied</html>", { status: 403 })),
            "Unexpected token '<'",
        ],
    ] as const) {
        it(`names the address of the API when its answer ${what}`, async () => {
            answered.outage = outage;
            const { error } = await refusedLater(
                () => checked({ preflight: PreflightMode.Offline }),
                { answer: answers() },
            );

            assert.ok(
                error.message.startsWith(
                    `Cloud Assistant: DescribeInvocations could not be called: no response from the API at https://ecs.test/ (${reason}`,
                ),
                error.message,
            );
        });
    }

    it("says why the endpoint's zones cannot be looked up, with the API's message and nothing else", async () => {
        const { error } = await refusedLater(() => checked(), {
            answer: (token) => {
                if (token.endsWith(":getVpcEndpointZones")) {
                    const details =
                        "SDKError:\n   StatusCode: 400\n   Code: EndpointNotFound\n   Message: code: 400, The specified Endpoint does not exist. request id: CE15\n   Data: {}\n";
                    throw Object.assign(new Error(details), { details });
                }
                return answers()(token, {});
            },
        });

        assert.ok(
            error.message.startsWith(
                'ConnectivityCheck "app": the zones of the endpoint ep-1 cannot be looked up: EndpointNotFound: The specified Endpoint does not exist. The check needs credentials of the endpoint\'s account, and its region.',
            ),
            error.message,
        );
    });

    it("looks the endpoint's zones up again after a failure that passes by itself", async () => {
        const usual = answers();
        let asked = 0;
        const { registration } = await run(() => checked(), {
            answer: (token, inputs) => {
                if (token.endsWith(":getVpcEndpointZones") && ++asked === 1) {
                    const details = "Code: Throttling.User Message: Request was denied";
                    throw Object.assign(new Error(details), { details });
                }
                return usual(token, inputs);
            },
        });

        assert.equal(asked, 2);
        assert.equal(registration(INVOCATION).custom, true);
    });

    it("runs without the permission to look the client up: Cloud Assistant reports what is wrong", async () => {
        const { registrations } = await run(() => checked(), {
            answer: (token, inputs) => {
                if (token.endsWith(":getInstances")) {
                    const details = "SDKError: StatusCode: 403, Code: Forbidden.RAM";
                    throw Object.assign(new Error(details), { details });
                }
                return answers()(token, inputs);
            },
        });

        assert.ok(lines(registrations).includes(COMMAND));
    });

    it("fails if the client stopped after the check had passed, because nothing can be proved with it", async () => {
        const refusal = await refusedLater(() => checked(), {
            answer: answers({ client: { status: "Stopped" } }),
        });

        assert.match(findings(refusal).join("\n"), /instance i-1 is Stopped\. Start it/);
    });

    const cases: readonly BadInput<ConnectivityCheckArgs>[] = [
        ["a missing client", { clientInstanceId: undefined }, /clientInstanceId: is missing/],
        ["an empty endpoint", { endpointId: " " }, /endpointId: found " "/],
        ["a URL for a domain", { endpointDomain: "http://a.b" }, /endpointDomain: found/],
        ["a domain that is a command", { endpointDomain: "a.b;id" }, /endpointDomain: found/],
        ["port 0", { port: 0 }, /port: found 0/],
        ["another protocol", { protocol: "udp" }, /protocol: found "udp"/],
        ["a path with a blank", { path: "/a b" }, /path: found/],
        ["a status that is none", { expectedStatus: 99 }, /expectedStatus: found 99/],
        [
            "a wildcard for the name of a certificate",
            { protocol: "https", serverName: "*.example" },
            /serverName: found "\*\.example"\. Must be the full name/,
        ],
        [
            "a name of a certificate without TLS",
            { serverName: "orders.example" },
            /serverName: is set for the protocol "http"/,
        ],
        [
            "authorities without a name",
            { protocol: "https", caCertificate: rootCertificates[0] },
            /caCertificate: is set without serverName/,
        ],
        [
            "a private key, which is not shown",
            {
                protocol: "https",
                serverName: "orders.example",
                caCertificate: "-----BEGIN PRIVATE KEY-----\nsecret",
            },
            /caCertificate: contains a private key\. Set it to the certificate of the authority alone\.$/,
        ],
        [
            "an identity that a connection alone cannot show",
            { protocol: "tcp", consumerIdentity: true },
            /consumerIdentity: is true for the protocol "tcp"/,
        ],
        ["no time at all", { timeoutSeconds: 0 }, /timeoutSeconds: found 0/],
    ];
    describe("with the identity that the backend must have seen,", () => {
        const IDENTIFIED = { consumerIdentity: true };
        const saying = (...endpoints: string[]): string =>
            outputWith(
                ...[`${IP_A},${IP_B}`, IP_A, IP_A, IP_B, IP_B].map((address, index) =>
                    seenLine({
                        index,
                        addresses: `${address},`,
                        endpoint: endpoints[index] ?? endpoints[0],
                    }),
                ),
            );

        it("passes if every response says this endpoint's id, which table and summary show", async () => {
            answerWithRuns({ id: RAN, output: saying("ep-1") });
            const { result } = await run(() => checked(IDENTIFIED), { answer: answers() });

            const seen = (await read(result.table)).map(({ seenEndpointId }) => seenEndpointId);
            assert.deepEqual(seen, ["ep-1", "ep-1", "ep-1", "ep-1", "ep-1"]);
            assert.equal(
                await read(result.summary),
                "All 5 targets passed at 2026-01-01T00:00:59Z. The backend servers saw endpoint ep-1.",
            );
        });

        it("fails if a server saw another endpoint", async () => {
            const message = await failure(saying("ep-1", "ep-2"), IDENTIFIED);

            assert.match(message, /1 of 5 targets failed/);
            assert.match(
                message,
                /1\. consumer identity: the backend says that it saw endpoint ep-2, but the request came through ep-1;/,
            );
        });

        it("fails if no response says an id, as without consumerIdentity of the load balancer", async () => {
            const message = await failure(outputWith(), IDENTIFIED);

            assert.match(message, /5 of 5 targets failed/);
            assert.match(
                message,
                /1\. consumer identity: the backend does not say which endpoint it saw: the header PrivateLink-Endpoint-Id of its response is missing or empty;/,
            );
        });

        it("names what keeps the response from coming first", async () => {
            const refused = seenLine({
                index: 1,
                addresses: `${IP_A},`,
                code: 7,
                status: "000",
                connect: "0",
            });
            const message = await failure(outputWith(refused), IDENTIFIED);

            assert.match(message, /1\. listener: [^]*2\. consumer identity: /);
        });

        it("shows what the responses say without it, and requires nothing", async () => {
            answerWithRuns({ id: RAN, output: saying("ep-2") });
            const { result } = await run(() => checked(), { answer: answers() });

            assert.equal(await read(result.passed), true);
            assert.equal((await read(result.table))[0].seenEndpointId, "ep-2");
            assert.doesNotMatch(await read(result.summary), /ep-/);
        });

        it("shows no control characters of what a server says", async () => {
            answerWithRuns({ id: RAN, output: saying("ep-2\u001b[31m\r\n") });
            const { result } = await run(() => checked(), { answer: answers() });

            assert.equal((await read(result.table))[0].seenEndpointId, "ep-2 [31m");
        });
    });

    describe("with the name that the certificate must be for,", () => {
        const SECURE = { port: 443, protocol: "https", serverName: "orders.example" } as const;
        const [AUTHORITY] = rootCertificates;

        it("requests that name from each target, and verifies the certificate", async () => {
            const script = await scriptOf(SECURE);

            for (const host of [DOMAIN, "ep-1-a.example.com", IP_A, "ep-1-b.example.com", IP_B]) {
                const connection = `--connect-to 'orders.example:443:${host}:443'`;
                assert.ok(
                    script.includes(`'https://orders.example:443/' 20 ${connection} &`),
                    host,
                );
            }
            assert.doesNotMatch(script, / -k|--cacert/);
        });

        it("trusts the given authorities alone, and writes nothing else of their text into the script", async () => {
            const script = await scriptOf({
                ...SECURE,
                caCertificate: `Certificate: $(reboot)\nEND_OF_CERTIFICATES\n${AUTHORITY}`,
            });

            assert.ok(
                script.includes(`<<'END_OF_CERTIFICATES'\n${AUTHORITY}\nEND_OF_CERTIFICATES\n`),
            );
            assert.match(script, /curl -sS --cacert "\$folder\/authorities\.pem" /);
            assert.doesNotMatch(script, /reboot/);
        });

        it("says that it was verified", async () => {
            const { result } = await run(() => checked(SECURE), { answer: answers() });

            const certificates = (await read(result.table)).map(({ certificate }) => certificate);
            assert.deepEqual([...new Set(certificates)], ["verified"]);
            assert.equal(
                await read(result.summary),
                "All 5 targets passed at 2026-01-01T00:00:59Z. The certificate was verified for orders.example.",
            );
        });

        for (const [what, code, said, expected] of [
            [
                "has expired",
                60,
                "curl: (60) SSL certificate problem: certificate has expired",
                "has expired; the owner of the service must renew it (SSL certificate problem: certificate has expired)",
            ],
            [
                "is not valid yet",
                60,
                "curl: (60) SSL certificate problem: certificate is not yet valid",
                "is not valid yet; ",
            ],
            [
                "is for another name",
                60,
                "curl: (60) SSL: no alternative certificate subject name matches target host name 'orders.example'",
                "is not for orders.example; use a name that it is for, ",
            ],
            [
                "is for another name, as older versions say it",
                51,
                "curl: (51) Unable to communicate securely with peer: requested domain name does not match the server's certificate.",
                "is not for orders.example; ",
            ],
            [
                "is of an unknown authority",
                60,
                "curl: (60) SSL certificate problem: unable to get local issuer certificate",
                "is from an authority that the client does not trust; if it is the right one, give its certificate as caCertificate (",
            ],
            [
                "is its own authority",
                60,
                "curl: (60) SSL certificate problem: self-signed certificate",
                "is from an authority that the client does not trust; ",
            ],
            ["is refused without a word", 60, "", "cannot be verified (curl did not say why)"],
        ] as const) {
            it(`fails if it ${what}, with what curl said`, async () => {
                const status = "000";
                const message = await failure(
                    outputWith(seenLine({ index: 1, addresses: IP_A, code, status, said })),
                    SECURE,
                );

                assert.ok(
                    message.includes(`1. certificate: that of port 443 ${expected}`),
                    message,
                );
                assert.match(
                    message,
                    /connected in 3 ms, certificate refused, no HTTP answer: certificate/,
                );
                assert.doesNotMatch(message, /\n {2}2\. /);
            });
        }

        it("blames the given authorities where it is of none of them", async () => {
            const said =
                "curl: (60) SSL certificate problem: unable to get local issuer certificate";
            const message = await failure(
                outputWith(seenLine({ index: 1, addresses: IP_A, code: 60, said })),
                { ...SECURE, caCertificate: AUTHORITY },
            );

            assert.match(message, /is from an authority that is not in caCertificate \(/);
        });

        it("says that the client's curl is too old for it", async () => {
            const said = "curl: option --connect-to: is unknown";
            const nothing = { code: 2, status: "", connect: "0" };
            const message = await failure(
                outputWith(seenLine({ index: 1, addresses: IP_A, ...nothing, said })),
                SECURE,
            );

            assert.match(
                message,
                /1\. no result: curl on the client is too old for this check \(option --connect-to: is unknown\)/,
            );
        });
    });

    it("says without a name that the certificate was not verified", async () => {
        const { result } = await run(() => checked({ protocol: "https" }), { answer: answers() });

        assert.equal((await read(result.table))[0].certificate, "not verified");
        assert.match(
            await read(result.summary),
            / The certificate was not verified, because serverName is not set\.$/,
        );
        assert.match(await scriptOf({ protocol: "https" }), /curl -sS -k /);
    });

    itRefuses<ConnectivityCheckArgs>((args) => checked(args), cases);
});
