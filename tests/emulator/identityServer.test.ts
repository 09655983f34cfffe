import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";

import type { HttpResponse } from "../../tools/emulator/dataplane/connection";
import { answerWithIdentity } from "../../tools/emulator/dataplane/identityServer";
import { proxyHeader } from "../../tools/emulator/dataplane/proxyProtocol";
import { readUserData } from "../../tools/emulator/dataplane/userData";
import { eventually } from "./client";

const EXAMPLE = path.join(__dirname, "../../examples/nlb/provider/index.ts");
const CONNECTION = {
    source: { address: "10.1.2.3", port: 40_000 },
    destination: { address: "192.168.1.7", port: 80 },
};
const FROM_ENDPOINT = proxyHeader({
    ...CONNECTION,
    vpcId: "vpc-1",
    endpointId: "ep-22",
    serviceId: "epsrv-333",
});

/** The program of the example. */
async function programText(): Promise<string> {
    const [, text] =
        /const SERVER = String\.raw`\n(.*?)`;/s.exec(await readFile(EXAMPLE, "utf8")) ?? [];
    return text;
}

function userData(program: string): string {
    const script = `#!/bin/bash\ncat > /srv/server.py <<'END'\n${program}END\npython3 /srv/server.py 80 ecs03 &\n`;
    return Buffer.from(script).toString("base64");
}

describe("the server of examples/nlb, which reads who connects", () => {
    let folder: string;
    let program: ChildProcess;
    let port: number;

    before(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "identity-server-"));
        const file = path.join(folder, "server.py");
        await writeFile(file, await programText());
        port = await freePort();
        program = spawn("python3", [file, String(port), "ecs03"], { stdio: "ignore" });
        await eventually(
            () => answerTo(Buffer.alloc(0)).catch(() => undefined),
            (answer) => answer !== undefined,
        );
    });
    after(async () => {
        program.kill();
        await rm(folder, { recursive: true, force: true });
    });

    it("is known to the emulator in user data, and another program is not", async () => {
        const text = await programText();
        assert.deepEqual(readUserData(userData(text)).identityServers, [
            { port: 80, name: "ecs03" },
        ]);
        assert.deepEqual(readUserData(userData(text.replace("0xE1", "0xE2"))).identityServers, []);
    });

    for (const [what, header] of [
        ["a connection from an endpoint", FROM_ENDPOINT],
        ["one from no endpoint", proxyHeader({ ...CONNECTION, vpcId: "vpc-1" })],
        ["one without any extension", proxyHeader(CONNECTION)],
        ["one without a header", undefined],
    ] as const) {
        for (const method of ["GET", "HEAD"]) {
            it(`answers as the emulator does in its place: ${method}, ${what}`, async () => {
                const request = Buffer.from(`${method} / HTTP/1.1\r\nHost: service\r\n\r\n`);
                const real = await answerTo(Buffer.concat([header ?? Buffer.alloc(0), request]));
                const { response } = answerWithIdentity(
                    { port: 80, name: "ecs03" },
                    { method, target: "/", headers: new Map() },
                    header,
                );
                assert.deepEqual(inShort(real), inShort(response && written(response)));
            });
        }
    }

    it("says the endpoint's id in its page and in a header", async () => {
        const request = Buffer.from("GET / HTTP/1.1\r\n\r\n");
        const answer = await answerTo(Buffer.concat([FROM_ENDPOINT, request]));
        assert.match(answer, /^HTTP\/1\.0 200 OK\r\n/);
        assert.match(answer, /\r\nPrivateLink-Endpoint-Id: ep-22\r\n/);
        assert.match(answer, /\r\n\r\n<h1>Hello ep-22 from ecs03<\/h1>\n$/);
    });

    /** All that comes back for some bytes. */
    function answerTo(bytes: Buffer): Promise<string> {
        return new Promise((resolve, reject) => {
            const parts: Buffer[] = [];
            const socket = connect(port, "127.0.0.1", () => socket.end(bytes));
            socket.on("data", (data) => parts.push(data));
            socket.on("error", reject);
            socket.on("close", () => {
                resolve(Buffer.concat(parts).toString());
            });
        });
    }
});

function written({ status, reason, headers, body }: HttpResponse): string {
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
    return `HTTP/1.0 ${status} ${reason}\r\n${lines.join("")}\r\n${body.toString()}`;
}

/** Status, identity and, of what is no error, the page. Wordings of errors and times are of the Python that runs. */
function inShort(answer = ""): unknown {
    const [, status] = /^HTTP\/1\.0 (\d+)/.exec(answer) ?? [];
    const [, endpoint] = /^PrivateLink-Endpoint-Id: (.*)\r$/m.exec(answer) ?? [];
    return [status, endpoint, status === "200" ? answer.split("\r\n\r\n")[1] : ""];
}

async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}
