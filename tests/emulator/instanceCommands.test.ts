import assert from "node:assert/strict";
import { once } from "node:events";
import * as http from "node:http";
import * as net from "node:net";

import {
    type Connection,
    DROPPED,
    errorResponse,
    REFUSED,
} from "../../tools/emulator/dataplane/connection";
import { curl } from "../../tools/emulator/instance/curl";
import type { InstanceNetwork } from "../../tools/emulator/instance/emulatedCommand";
import { getent } from "../../tools/emulator/instance/getent";
import { type Ending, endingOf, realCurl } from "./commands";

const PAGE = "hello\n";

describe("the emulator's curl", () => {
    const servers: net.Server[] = [];
    const ports = { page: 0, hanging: 0, closed: 0 };

    before(async () => {
        ports.page = await listen(
            http.createServer(({ url }, response) => {
                if (url === "/") {
                    response.writeHead(200, { "Content-Type": "text/plain" }).end(PAGE);
                } else {
                    response.writeHead(404, "Not Found").end();
                }
            }),
        );
        ports.hanging = await listen(net.createServer(() => undefined));
        const closing = net.createServer();
        ports.closed = await listen(closing);
        await new Promise((resolve) => closing.close(resolve));
    });
    after(() => servers.forEach((server) => server.close()));

    async function listen(server: net.Server): Promise<number> {
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        servers.push(server);
        return (server.address() as net.AddressInfo).port;
    }

    /** The ports of this machine as they are in the network of an instance. */
    const network: InstanceNetwork = {
        address: "127.0.0.1",
        resolve: (name) => (name === "page.internal" ? ["127.0.0.1"] : []),
        connect: (address, port) => connectionOf(address, port),
    };

    function connectionOf(_address: string, port: number): Connection {
        if (port === ports.closed) {
            return REFUSED;
        }
        return {
            outcome: "connected",
            speaks: "http",
            send: ({ target }) => ({
                afterMilliseconds: port === ports.hanging ? 60_000 : 0,
                response:
                    target === "/"
                        ? {
                              status: 200,
                              reason: "OK",
                              headers: [["Content-Type", "text/plain"]],
                              body: Buffer.from(PAGE),
                          }
                        : { ...errorResponse(404, "Not Found"), body: Buffer.alloc(0) },
            }),
        };
    }

    const emulated = async (args: readonly string[]): Promise<Ending> =>
        endingOf(await curl(args, network, new AbortController().signal));

    const url = (port: keyof typeof ports, path = "/") => `http://127.0.0.1:${ports[port]}${path}`;
    const status = ["-w", "%{http_code} %{num_connects} %{size_download}%% %{remote_ip}\\n"];
    for (const [what, args] of [
        ["a page", () => [url("page")]],
        ["a page and what is known of it", () => ["-o", "/dev/null", ...status, url("page")]],
        [
            "several short options at once",
            () => ["-sSo/dev/null", "-w%{content_type}", url("page")],
        ],
        ["a name whose address --resolve sets", () => resolved("page.internal")],
        ["a missing page", () => [...status, url("page", "/missing")]],
        ["a missing page as a failure", () => ["-f", ...status, url("page", "/missing")]],
        ["a closed port", () => ["-w", "%{http_code}|%{time_starttransfer}", url("closed")]],
        ["a server that does not answer", () => ["-m", "0.3", ...status, url("hanging")]],
        ["a name that does not exist", () => ["-w", "%{http_code}", "http://nowhere.invalid/"]],
        ["TLS where there is none", () => ["-k", url("page").replace("http", "https")]],
        ["no URL", () => ["-m", "1"]],
        ["an option without its value", () => [url("page"), "--max-time"]],
        ["a time that is none", () => ["--max-time", "soon", url("page")]],
        ["a protocol that it does not speak", () => ["moon://127.0.0.1/"]],
        ["a variable that does not exist", () => ["-w", "%{moon}", url("page")]],
    ] as [string, () => string[]][]) {
        it(`behaves like the real one for ${what}`, async () => {
            const mine = await emulated(["-s", ...args()]);
            const theirs = await realCurl(["-s", ...args()]);
            assert.deepEqual(
                [mine.exitCode, mine.stdout],
                [theirs.exitCode, theirs.stdout],
                theirs.stderr,
            );
            assert.equal(mine.stderr === "", theirs.stderr === "", theirs.stderr);
        });
    }

    function resolved(host: string): string[] {
        const { page } = ports;
        return ["--resolve", `${host}:${page}:127.0.0.1`, `http://${host}:${page}/`];
    }

    it("writes the headers where --dump-header wants them, as the real one does", async () => {
        const args = ["-s", "-D", "-", "-o", "/dev/null", url("page")];
        for (const { exitCode, stdout } of [await emulated(args), await realCurl(args)]) {
            assert.equal(exitCode, 0);
            assert.match(stdout, /^HTTP\/1\.[01] 200 OK\r\n[^]*Content-Type: text\/plain\r\n/);
            assert.match(stdout, /\r\n\r\n$/);
            assert.doesNotMatch(stdout, /hello/);
        }
    });

    it("says why, in curl's words", async () => {
        const { stderr } = await emulated(["-sS", url("closed")]);
        assert.equal(
            stderr,
            `curl: (7) Failed to connect to 127.0.0.1 port ${ports.closed}: Connection refused\n`,
        );
    });

    it("gives up on dropped packets after its connect timeout, and tries the next address", async () => {
        const addresses = ["10.0.0.1", "10.0.0.2"];
        const behind = (answering: string | undefined): InstanceNetwork => ({
            address: "10.0.0.9",
            resolve: () => addresses,
            connect: (address) => (address === answering ? connectionOf(address, 80) : DROPPED),
        });
        const ask = (answering?: string) =>
            curl(
                ["-s", "--connect-timeout", "0.4", "-o", "/dev/null", "-w", "%{remote_ip}", "a.b"],
                behind(answering),
                new AbortController().signal,
            );
        const started = performance.now();
        assert.equal((await ask("10.0.0.2")).exitCode, 0);
        const half = performance.now() - started;
        assert.ok(half > 190 && half < 390, `${half} ms`);
        assert.equal((await ask()).exitCode, 28);
        assert.ok(performance.now() - started - half > 390);
    });

    it("ends at once when the script that called it is gone", async () => {
        const controller = new AbortController();
        const request = curl([url("hanging")], network, controller.signal);
        controller.abort();
        await assert.rejects(request, { name: "AbortError" });
    });

    for (const args of [
        ["--proxy", "x", "a.b"],
        ["-d", "x", "a.b"],
        ["a.b", "c.d"],
    ]) {
        it(`refuses ${args.join(" ")}, which it cannot do, instead of ignoring it`, async () => {
            const { exitCode, stderr } = await emulated(args);
            assert.equal(exitCode, 2);
            assert.match(stderr, /^curl: .*the emulator's curl/);
        });
    }
});

describe("the emulator's getent", () => {
    const network: InstanceNetwork = {
        address: "10.0.0.9",
        resolve: (name) => (name === "two.internal" ? ["10.0.0.1", "10.0.0.2"] : []),
        connect: () => REFUSED,
    };
    const ask = async (...args: string[]) =>
        endingOf(await getent(args, network, new AbortController().signal));

    it("lists addresses as the C library does", async () => {
        assert.equal(
            (await ask("hosts", "two.internal")).stdout,
            "10.0.0.1        two.internal\n10.0.0.2        two.internal\n",
        );
        const { stdout, exitCode } = await ask("ahostsv4", "two.internal");
        assert.equal(exitCode, 0);
        assert.deepEqual(stdout.split("\n").slice(0, 4), [
            "10.0.0.1        STREAM two.internal",
            "10.0.0.1        DGRAM  ",
            "10.0.0.1        RAW    ",
            "10.0.0.2        STREAM ",
        ]);
    });

    it("reports unresolved names and unknown databases with its exit code", async () => {
        assert.deepEqual(await ask("ahostsv4", "no.internal"), {
            exitCode: 2,
            stdout: "",
            stderr: "",
        });
        assert.equal((await ask("passwd", "root")).exitCode, 1);
        assert.equal((await ask()).exitCode, 1);
    });
});
