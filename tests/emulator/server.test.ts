import assert from "node:assert/strict";
import { createHash, createHmac, randomUUID } from "node:crypto";
import * as http from "node:http";
import * as https from "node:https";
import * as net from "node:net";
import * as tls from "node:tls";

import PopClient from "@alicloud/pop-core";

import { ApiError, startEmulator, type Emulator, type EmulatorOptions } from "../../tools/emulator";
import { clients, CONSUMER, eventually, PROVIDER, refusal, STS, VPC } from "./client";

type Fields = Record<string, unknown>;

const STS_VERSION = "2015-04-01";

describe("the emulator's port", () => {
    let emulator: Emulator;

    async function start(options: EmulatorOptions = {}): Promise<void> {
        emulator = await startEmulator({ transitionMilliseconds: 5, ...options });
    }

    beforeEach(() => start());
    afterEach(() => emulator.stop());

    /** The official client of the parameter dialect, HMAC-SHA1: what the caller names overrides what it fills in. */
    function pop(endpoint = `http://${emulator.endpoint}`, secret = PROVIDER.accessKeySecret) {
        return new PopClient({
            accessKeyId: PROVIDER.accessKeyId,
            accessKeySecret: secret,
            endpoint,
            apiVersion: STS_VERSION,
        });
    }

    function identity(parameters: Fields = {}, options: Fields = {}): Promise<any> {
        return pop().request("GetCallerIdentity", parameters, options);
    }

    async function popRefusal(call: Promise<unknown>): Promise<string> {
        return (await refusal(call)).code;
    }

    describe("for the provider's dialect", () => {
        for (const method of ["GET", "POST"]) {
            it(`takes a ${method} request for the account of its access key`, async () => {
                const answer = await identity({}, { method });
                assert.equal(answer.AccountId, PROVIDER.accountId);
                assert.equal(answer.Arn, `acs:ram::${PROVIDER.accountId}:root`);
                assert.match(answer.RequestId, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
            });

            it(`verifies a ${method} signature over characters that encoders disagree on`, async () => {
                const name = "网络 +*~'()!&=%/?";
                await identity({ "Unheard": name, "Tag.1.Key": name }, { method });
                assert.deepEqual(emulator.calls[0]?.unknownParameters, ["Tag.1.Key", "Unheard"]);
            });
        }

        it("merges the parameters of the URL and of the form, and refuses two values for one", async () => {
            const answer = await sendSigned(
                { Action: "GetCallerIdentity" },
                { Version: STS_VERSION },
            );
            assert.equal(answer.body.AccountId, PROVIDER.accountId);
            const twice = await sendSigned(
                { Action: "GetCallerIdentity", Version: STS_VERSION },
                { Version: "2014-05-26" },
            );
            assert.equal(twice.body.Code, "InvalidParameter");
        });

        it("refuses a wrong secret and says what it would have signed", async () => {
            const call = pop(undefined, "wrong").request("GetCallerIdentity", {});
            const { code, message } = await refusal(call);
            assert.equal(code, "SignatureDoesNotMatch");
            assert.match(message, /server string to sign is:GET&%2F&AccessKeyId%3D/);
        });

        it("refuses parameters that the signature does not cover", async () => {
            const answer = await sendSigned(
                { Action: "GetCallerIdentity", Version: STS_VERSION },
                {},
                "&Unsigned=1",
            );
            assert.deepEqual([answer.status, answer.body.Code], [400, "SignatureDoesNotMatch"]);
        });

        it("refuses a used nonce, and does not count nonces of invalid signatures", async () => {
            const SignatureNonce = randomUUID();
            const forged = pop(undefined, "wrong").request("GetCallerIdentity", { SignatureNonce });
            assert.equal(await popRefusal(forged), "SignatureDoesNotMatch");
            await identity({ SignatureNonce });
            assert.equal(await popRefusal(identity({ SignatureNonce })), "SignatureNonceUsed");
        });

        for (const [minutes, code] of [
            [-16, "InvalidTimeStamp.Expired"],
            [16, "InvalidTimeStamp.Expired"],
            [-14, undefined],
            [14, undefined],
        ] as const) {
            it(`answers a request dated ${minutes} minutes from now with ${code ?? "success"}`, async () => {
                const date = new Date(Date.now() + minutes * 60_000);
                const call = identity({ Timestamp: `${date.toISOString().slice(0, 19)}Z` });
                if (code === undefined) {
                    await call;
                } else {
                    assert.equal(await popRefusal(call), code);
                }
            });
        }

        for (const [parameters, code] of [
            [{ Timestamp: "yesterday" }, "InvalidTimeStamp.Format"],
            [{ Timestamp: "2026-13-45T00:00:00Z" }, "InvalidTimeStamp.Format"],
            [{ AccessKeyId: "unknown" }, "InvalidAccessKeyId.NotFound"],
            [{ AccessKeyId: "" }, "MissingAccessKeyId"],
            [{ SignatureNonce: "" }, "MissingSignatureNonce"],
            [{ Timestamp: "" }, "MissingTimestamp"],
            [{ Version: "" }, "MissingVersion"],
            [{ SignatureMethod: "HMAC-MD5" }, "UnsupportedRequest.Emulator"],
            [{ SignatureVersion: "2.0" }, "UnsupportedRequest.Emulator"],
            [{ SecurityToken: "token" }, "InvalidSecurityToken.MismatchWithAccessKey"],
            [{ Format: "XML" }, "UnsupportedRequest.Emulator"],
            [{ Version: "1999-01-01" }, "UnsupportedVersion.Emulator"],
            [{ RegionId: "moon-1" }, "InvalidRegionId.NotFound"],
        ] as const) {
            it(`refuses ${JSON.stringify(parameters)}: ${code}`, async () => {
                assert.equal(await popRefusal(identity(parameters)), code);
            });
        }

        it("takes Format=json in any case", async () => {
            await identity({ Format: "json" });
        });

        /** A signed request made here by the API's description: one half in the URL, the other in the form. */
        async function sendSigned(query: Fields, form: Fields, unsigned = "") {
            const all = new Map<string, unknown>(
                Object.entries({
                    AccessKeyId: PROVIDER.accessKeyId,
                    SignatureMethod: "HMAC-SHA1",
                    SignatureVersion: "1.0",
                    SignatureNonce: randomUUID(),
                    Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
                    ...query,
                    ...form,
                }),
            );
            const encode = (value: unknown) => encodeURIComponent(String(value));
            const canonical = [...all]
                .sort(([left], [right]) => (left < right ? -1 : 1))
                .map(([name, value]) => `${encode(name)}=${encode(value)}`)
                .join("&");
            const signature = createHmac("sha1", `${PROVIDER.accessKeySecret}&`)
                .update(`POST&%2F&${encode(canonical)}`)
                .digest("base64");
            const url = new URLSearchParams({ Signature: signature });
            for (const [name, value] of all) {
                if (!(name in form)) {
                    url.set(name, String(value));
                }
            }
            for (const name of Object.keys(query)) {
                url.set(name, String(query[name]));
            }
            return send({
                method: "POST",
                path: `/?${url}${unsigned}`,
                headers: { "content-type": "application/x-www-form-urlencoded" },
                body: new URLSearchParams(form as Record<string, string>).toString(),
            });
        }
    });

    describe("for the SDKs' dialect", () => {
        it("takes an official client's request for the account of its access key", async () => {
            const { body } = await clients(emulator, CONSUMER).sts.getCallerIdentity();
            assert.equal(body?.accountId, CONSUMER.accountId);
            assert.equal(body?.identityType, "Account");
        });

        it("refuses a wrong secret, an unknown key and a foreign key's secret", async () => {
            const answers = [
                { ...PROVIDER, accessKeySecret: "wrong" },
                { ...PROVIDER, accessKeyId: "unknown" },
                { ...PROVIDER, accessKeySecret: CONSUMER.accessKeySecret },
            ].map((account) => refusal(clients(emulator, account).sts.getCallerIdentity()));
            assert.deepEqual(
                (await Promise.all(answers)).map(({ code, status }) => [code, status]),
                [
                    ["SignatureDoesNotMatch", 400],
                    ["InvalidAccessKeyId.NotFound", 404],
                    ["SignatureDoesNotMatch", 400],
                ],
            );
        });

        it("accepts a request built from the API's description", async () => {
            const { status, body } = await send(signedV3());
            assert.deepEqual([status, body.AccountId], [200, PROVIDER.accountId]);
        });

        for (const [what, change, code] of [
            ["a body that was changed", { body: "Unheard=2" }, "IncompleteSignature"],
            ["a query that was changed", { path: "/?Other=2" }, "SignatureDoesNotMatch"],
            ["another action", { headers: { "x-acs-action": "X" } }, "SignatureDoesNotMatch"],
            ["a header added", { headers: { "x-acs-extra": "1" } }, "IncompleteSignature"],
            ["no nonce", { headers: { "x-acs-signature-nonce": "" } }, "IncompleteSignature"],
            ["no date", { headers: { "x-acs-date": "" } }, "IncompleteSignature"],
            [
                "another hash of the body",
                { headers: { "x-acs-content-sha256": "0".repeat(64) } },
                "IncompleteSignature",
            ],
            [
                "another dialect's header",
                { headers: { authorization: "acs a:b" } },
                "IncompleteSignature",
            ],
            [
                "a security token that is not signed",
                { headers: { "x-acs-security-token": "token" } },
                "IncompleteSignature",
            ],
        ] as [string, Partial<RawRequest>, string][]) {
            it(`refuses a request with ${what}: ${code}`, async () => {
                const request = signedV3();
                const headers = { ...request.headers, ...change.headers };
                const { status, body } = await send({ ...request, ...change, headers });
                assert.deepEqual([status, body.Code], [400, code]);
            });
        }

        it("refuses the same request a second time", async () => {
            const request = signedV3();
            await send(request);
            assert.equal((await send(request)).body.Code, "SignatureNonceUsed");
        });

        it("refuses a request that is a quarter of an hour old", async () => {
            const date = new Date(Date.now() - 16 * 60_000);
            assert.equal((await send(signedV3(date))).body.Code, "InvalidTimeStamp.Expired");
        });

        function signedV3(date = new Date()): RawRequest {
            const body = "Unheard=1";
            const hash = (text: string) => createHash("sha256").update(text).digest("hex");
            const headers: Record<string, string> = {
                "content-type": "application/x-www-form-urlencoded",
                "host": emulator.endpoint,
                "x-acs-action": "GetCallerIdentity",
                "x-acs-content-sha256": hash(body),
                "x-acs-date": `${date.toISOString().slice(0, 19)}Z`,
                "x-acs-signature-nonce": randomUUID(),
                "x-acs-version": STS_VERSION,
            };
            const names = Object.keys(headers).sort();
            const canonical = [
                "POST",
                "/",
                "Unheard%20too=%2B",
                ...names.map((name) => `${name}:${headers[name]}`),
                "",
                names.join(";"),
                hash(body),
            ].join("\n");
            const signature = createHmac("sha256", PROVIDER.accessKeySecret)
                .update(`ACS3-HMAC-SHA256\n${hash(canonical)}`)
                .digest("hex");
            return {
                method: "POST",
                path: "/?Unheard+too=%2B",
                headers: {
                    ...headers,
                    authorization: `ACS3-HMAC-SHA256 Credential=${PROVIDER.accessKeyId},SignedHeaders=${names.join(";")},Signature=${signature}`,
                },
                body,
            };
        }
    });

    it("refuses an unknown action by name, and never as a missing resource", async () => {
        const answer = await refusal(clients(emulator).call(STS, "AssumeRoleWithSAML"));
        assert.equal(answer.status, 400);
        assert.equal(answer.code, "UnsupportedAction.Emulator");
        assert.match(answer.message, /AssumeRoleWithSAML of sts/);
        assert.doesNotMatch(answer.message, /not ?found/i);
        const inherited = await refusal(clients(emulator).call(STS, "constructor"));
        assert.equal(inherited.code, "UnsupportedAction.Emulator");
    });

    it("answers a refusal with the fields that clients read", async () => {
        const { status, body, headers } = await send({ method: "GET", path: "/" });
        assert.equal(status, 400);
        assert.deepEqual(Object.keys(body).sort(), [
            "Code",
            "HostId",
            "Message",
            "Recommend",
            "RequestId",
        ]);
        assert.equal(body.HostId, emulator.endpoint);
        assert.match(headers["content-type"] ?? "", /^application\/json/);
    });

    for (const [what, request, code] of [
        ["another path", { path: "/v1/clusters" }, "UnsupportedRequest.Emulator"],
        ["another method", { method: "DELETE" }, "UnsupportedRequest.Emulator"],
        [
            "a body of JSON",
            { method: "POST", headers: { "content-type": "application/json" }, body: "{}" },
            "UnsupportedRequest.Emulator",
        ],
        ["a body without a type", { method: "POST", body: "a=b" }, "UnsupportedRequest.Emulator"],
    ] as [string, RawRequest, string][]) {
        it(`refuses ${what} by name`, async () => {
            const { status, body } = await send(request);
            assert.deepEqual([status, body.Code], [400, code]);
        });
    }

    it("refuses a body of more than a mebibyte and lives on", async () => {
        const { status } = await send({
            method: "POST",
            headers: { "content-type": "application/x-www-form-urlencoded" },
            body: `a=${"b".repeat(2 * 1024 * 1024)}`,
        });
        assert.equal(status, 413);
        assert.equal((await identity()).AccountId, PROVIDER.accountId);
    });

    it("lives on after bytes that are no request", async () => {
        for (const bytes of ["\x00\x01\x02", "\x16\x03\x01\x00\x05hello", "GET\r\n\r\n", ""]) {
            const socket = net.connect(emulator.port, "127.0.0.1", () => socket.end(bytes));
            socket.on("error", () => undefined).resume();
            await new Promise((resolve) => socket.on("close", resolve));
        }
        assert.equal((await identity()).AccountId, PROVIDER.accountId);
    });

    it("speaks TLS on the same port, with a certificate of its own authority", async () => {
        const agent = new https.Agent({ ca: emulator.certificate });
        for (const host of ["127.0.0.1", "localhost"]) {
            const client = pop(`https://${host}:${emulator.port}`);
            const answer = await client.request<any>("GetCallerIdentity", {}, { agent });
            assert.equal(answer.AccountId, PROVIDER.accountId);
        }
        const untrusting = pop(`https://${emulator.endpoint}`).request("GetCallerIdentity", {});
        await assert.rejects(untrusting, /certificate|signature/);
        agent.destroy();
    });

    it("has another authority in every run", async () => {
        const other = await startEmulator();
        await other.stop();
        assert.notEqual(other.certificate, emulator.certificate);
    });

    it("answers through CONNECT under the cloud's own host names, whose region counts", async () => {
        const agent = new https.Agent();
        agent.createConnection = (_options: unknown, done: (...args: unknown[]) => void) => {
            const tunnel = http.request({
                host: "127.0.0.1",
                port: emulator.port,
                method: "CONNECT",
                path: "vpc.eu-central-1.aliyuncs.com:443",
            });
            tunnel.on("connect", (_response, socket) => {
                const servername = "vpc.eu-central-1.aliyuncs.com";
                const secure = tls.connect({ socket, servername, ca: emulator.certificate }, () =>
                    done(null, secure),
                );
                secure.on("error", done);
            });
            tunnel.end();
            return undefined;
        };
        const client = new PopClient({
            ...PROVIDER,
            endpoint: "https://vpc.eu-central-1.aliyuncs.com",
            apiVersion: VPC.version,
        });
        await client.request("DescribeVSwitches", { VpcId: "vpc-1" }, { agent });
        assert.equal(emulator.calls[0]?.status, 200);
        assert.equal(emulator.calls[0]?.regionId, "eu-central-1");
        agent.destroy();
    });

    it("carries plain HTTP through CONNECT too, and takes a proxy's absolute form", async () => {
        const tunnelled = await exchange(
            "CONNECT sts.aliyuncs.com:80 HTTP/1.1\r\nHost: sts.aliyuncs.com:80\r\n\r\n" +
                "GET / HTTP/1.1\r\nHost: sts.aliyuncs.com\r\nConnection: close\r\n\r\n",
        );
        assert.match(tunnelled, /^HTTP\/1.1 200 [^]*HTTP\/1.1 400 [^]*"HostId":"sts.aliyuncs.com"/);
        const absolute = await exchange(
            "GET http://sts.aliyuncs.com/?Action=A HTTP/1.1\r\nHost: sts.aliyuncs.com\r\nConnection: close\r\n\r\n",
        );
        assert.match(absolute, /"Code":"MissingVersion"/);
    });

    for (const host of ["example.com:443", "aliyuncs.com.example.com:443", "10.0.0.1:443"]) {
        it(`opens no tunnel to ${host}`, async () => {
            const answer = await exchange(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
            assert.match(answer, /^HTTP\/1.1 403 [^]*hosts of the cloud only/);
        });
    }

    it("keeps a connection open for the next call, and ends it at once when it stops", async () => {
        const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
        let connections = 0;
        const createConnection = agent.createConnection.bind(agent);
        let ended: Promise<unknown> | undefined;
        agent.createConnection = (...args: Parameters<typeof createConnection>) => {
            connections += 1;
            const socket = createConnection(...args) as net.Socket;
            ended = new Promise((resolve) => socket.on("close", resolve));
            return socket;
        };
        await identity({}, { agent });
        await identity({}, { agent });
        assert.equal(connections, 1);
        const before = Date.now();
        await emulator.stop();
        await ended;
        assert.ok(Date.now() - before < 500);
        await assert.rejects(identity({}, { agent: new http.Agent() }), /ECONNREFUSED/);
        agent.destroy();
        await start();
    });

    it("never ends an idle connection, which a client may be about to use", async () => {
        const agent = new http.Agent({ keepAlive: true });
        const options = { host: "127.0.0.1", port: emulator.port, agent };
        const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
            http.get(options, resolve).on("error", reject);
        });
        response.resume();
        const { connection, "keep-alive": limit } = response.headers;
        // Node announces the limit that it has.
        assert.deepEqual([connection, limit], ["keep-alive", undefined]);
        agent.destroy();
    });

    it("listens on loopback only, on the configured port", async () => {
        const { port } = emulator;
        await emulator.stop();
        await start({ port });
        assert.equal(emulator.endpoint, `127.0.0.1:${port}`);
        await assert.rejects(startEmulator({ port }), /EADDRINUSE/);
    });

    it("records every call, including refused ones, and their unread parameters", async () => {
        const reported: string[] = [];
        await emulator.stop();
        await start({ onCall: ({ action }) => reported.push(action ?? "unknown") });
        await send({ method: "GET", path: "/" });
        await identity({ Unheard: "1", RegionId: "eu-central-1" });
        await refusal(clients(emulator).call(VPC, "DescribeVpcAttribute", { VpcId: "vpc-1" }));
        assert.deepEqual(reported, ["unknown", "GetCallerIdentity", "DescribeVpcAttribute"]);
        const [stranger, known, refused] = emulator.calls;
        assert.deepEqual([stranger?.accountId, stranger?.code], [undefined, "MissingAction"]);
        assert.deepEqual(known?.unknownParameters, ["Unheard"]);
        assert.equal(known?.accountId, PROVIDER.accountId);
        assert.equal(known?.product, "sts");
        assert.deepEqual(refused?.parameters, { RegionId: "eu-central-1", VpcId: "vpc-1" });
        assert.deepEqual([refused?.status, refused?.code], [404, "InvalidVpcID.NotFound"]);
    });

    it("lets an interceptor see, delay and refuse calls before they take effect", async () => {
        const seen: string[] = [];
        await emulator.stop();
        await start({
            intercept: async (call) => {
                seen.push(`${call.product}.${call.action}`);
                await new Promise((resolve) => setTimeout(resolve, 30));
                if (call.action === "CreateVpc") {
                    throw new ApiError("Throttling", "Too fast.");
                }
            },
        });
        const before = Date.now();
        await identity();
        assert.ok(Date.now() - before >= 29);
        const { code } = await refusal(clients(emulator).call(VPC, "CreateVpc"));
        assert.equal(code, "Throttling");
        assert.deepEqual(seen, ["sts.GetCallerIdentity", "vpc.CreateVpc"]);
        assert.deepEqual(emulator.inventory(), []);
    });

    it("answers the same client token with the same answer, and other parameters with a refusal", async () => {
        const provider = clients(emulator);
        const create = (VpcName: string, account = provider) =>
            account.call(VPC, "CreateVpc", { ClientToken: "token-1", VpcName });
        const first = await create("a");
        const again = await create("a");
        assert.equal(again.VpcId, first.VpcId);
        assert.notEqual(again.RequestId, first.RequestId);
        assert.equal((await refusal(create("b"))).code, "Duplicated.ClientToken");
        const other = await create("b", clients(emulator, CONSUMER));
        assert.notEqual(other.VpcId, first.VpcId);
        assert.equal(emulator.inventory().length, 2);
    });

    it("lets a refused call's client token be used again", async () => {
        const provider = clients(emulator);
        const token = { ClientToken: "token-2" };
        await refusal(provider.call(VPC, "CreateVpc", { ...token, CidrBlock: "nowhere" }));
        await provider.call(VPC, "CreateVpc", { ...token, CidrBlock: "10.0.0.0/8" });
        await eventually(
            () => emulator.inventory().length,
            (count) => count === 1,
        );
    });

    interface RawRequest {
        readonly method?: string;
        readonly path?: string;
        readonly headers?: Record<string, string>;
        readonly body?: string;
    }

    function send({ method = "GET", path = "/", headers, body }: RawRequest) {
        return new Promise<{
            status: number;
            headers: http.IncomingHttpHeaders;
            body: Record<string, unknown>;
        }>((resolve, reject) => {
            const options = { host: "127.0.0.1", port: emulator.port, method, path, headers };
            const request = http.request({ ...options, agent: false }, (response) => {
                let text = "";
                response.setEncoding("utf8").on("data", (chunk) => (text += chunk));
                response.on("end", () =>
                    resolve({
                        status: response.statusCode ?? 0,
                        headers: response.headers,
                        body: JSON.parse(text) as Record<string, unknown>,
                    }),
                );
            });
            request.on("error", reject);
            request.end(body);
        });
    }

    function exchange(bytes: string): Promise<string> {
        return new Promise((resolve, reject) => {
            let answer = "";
            const socket = net.connect(emulator.port, "127.0.0.1", () => socket.write(bytes));
            socket.setEncoding("utf8").on("data", (chunk: string) => (answer += chunk));
            socket.on("error", reject).on("close", () => resolve(answer));
        });
    }
});
