import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, type Server } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { proxyHeader } from "../../tools/emulator/dataplane/proxyProtocol";

const PAGE = path.join(__dirname, "../../docs/consumer-identity.md");

const CONNECTION = {
    source: { address: "10.1.2.3", port: 40_000 },
    destination: { address: "192.168.1.7", port: 443 },
    vpcId: "vpc-1",
    endpointId: "ep-22",
    serviceId: "epsrv-333",
};

interface Program {
    readHeader(bytes: Buffer): Record<string, unknown> | undefined;
    readonly server: Server;
}

describe("the program for Node.js in docs/consumer-identity.md", () => {
    let folder: string;
    let program: Program;

    before(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "consumer-identity-"));
        const [, code] = /```js\n(.*?)```/s.exec(await readFile(PAGE, "utf8")) ?? [];
        const file = path.join(folder, "server.mjs");
        await writeFile(file, code);
        program = (await import(file)) as Program;
    });
    after(() => rm(folder, { recursive: true, force: true }));

    it("reads what an NLB writes in front of a connection", () => {
        const header = proxyHeader(CONNECTION);
        assert.deepEqual(program.readHeader(Buffer.concat([header, Buffer.from("GET /")])), {
            length: header.length,
            address: "10.1.2.3",
            port: 40_000,
            vpcId: "vpc-1",
            endpointId: "ep-22",
            serviceId: "epsrv-333",
        });
    });

    it("waits for the rest of a header, wherever it is cut", () => {
        const header = proxyHeader(CONNECTION);
        for (let length = 0; length < header.length; length += 1) {
            assert.equal(program.readHeader(header.subarray(0, length)), undefined);
        }
    });

    it("answers the endpoint by its id, and nothing to a connection without a header", async () => {
        await new Promise<void>((resolve) => program.server.listen(0, "127.0.0.1", resolve));
        try {
            assert.equal(await answerTo(proxyHeader(CONNECTION)), "Hello, ep-22\n");
            assert.equal(await answerTo(Buffer.from("GET / HTTP/1.1\r\n\r\n")), "");
        } finally {
            await new Promise((resolve) => program.server.close(resolve));
        }
    });

    function answerTo(bytes: Buffer): Promise<string> {
        const { port } = program.server.address() as AddressInfo;
        return new Promise((resolve) => {
            let answer = "";
            const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
            socket.on("data", (data) => (answer += data.toString()));
            socket.on("error", () => undefined);
            socket.on("close", () => {
                resolve(answer);
            });
        });
    }
});
