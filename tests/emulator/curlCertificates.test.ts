import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import * as https from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";

import {
    type Certificate,
    CertificateAuthority,
    selfSigned,
} from "../../tools/emulator/certificates";
import { errorResponse, REFUSED } from "../../tools/emulator/dataplane/connection";
import { curl } from "../../tools/emulator/instance/curl";
import type { InstanceNetwork } from "../../tools/emulator/instance/emulatedCommand";
import { endingOf, realCurl } from "./commands";

const NAME = "orders.example";
const DAY = 24 * 60 * 60 * 1000;

describe("the emulator's curl, over TLS,", () => {
    const servers: https.Server[] = [];
    const certificates = new Map<number, Certificate>();
    const ports = { right: 0, expired: 0, early: 0, selfSigned: 0, elsewhere: 0 };
    let folder: string;

    before(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "curl-"));
        const [authority, another] = [
            await CertificateAuthority.create(),
            await CertificateAuthority.create(),
        ];
        await writeFile(path.join(folder, "authority.pem"), authority.certificate);
        const now = Date.now();
        const between = (from: number, to: number) =>
            authority.issue(NAME, {
                notBefore: new Date(now + from * DAY),
                notAfter: new Date(now + to * DAY),
            });
        ports.right = await listen(await authority.issue(NAME));
        ports.expired = await listen(await between(-3, -1));
        ports.early = await listen(await between(1, 3));
        ports.selfSigned = await listen(await selfSigned(NAME));
        ports.elsewhere = await listen(await another.issue(NAME));
    });
    after(async () => {
        servers.forEach((server) => server.close());
        await rm(folder, { recursive: true });
    });

    async function listen({ cert, key }: Certificate): Promise<number> {
        const server = https.createServer({ cert, key }, (_, response) => {
            response.writeHead(204).end();
        });
        // A client that does not trust it says so.
        server.on("tlsClientError", () => undefined);
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        servers.push(server);
        const { port } = server.address() as AddressInfo;
        certificates.set(port, { cert, key });
        return port;
    }

    /** The servers of this machine as they are in the network of an instance. */
    const network: InstanceNetwork = {
        address: "127.0.0.1",
        resolve: () => ["127.0.0.1"],
        connect: (_, port) =>
            certificates.has(port)
                ? {
                      outcome: "connected",
                      speaks: "https",
                      certificate: certificates.get(port),
                      send: () => ({
                          response: { ...errorResponse(204, "No Content"), body: Buffer.alloc(0) },
                          afterMilliseconds: 0,
                      }),
                  }
                : REFUSED,
    };

    const emulated = async (args: readonly string[]) =>
        endingOf(await curl(args, network, new AbortController().signal, folder));

    const trusting = () => ["--cacert", path.join(folder, "authority.pem")];
    const request = (port: keyof typeof ports, name = NAME) => [
        "-sS",
        "-w",
        "%{http_code}",
        ...["--connect-to", `${name}:${ports[port]}:127.0.0.1:${ports[port]}`],
        `https://${name}:${ports[port]}/`,
    ];

    for (const [what, args, exitCode] of [
        [
            "a certificate of an authority that --cacert names",
            () => [...trusting(), ...request("right")],
            0,
        ],
        ["one of an authority that it does not know", () => request("right"), 60],
        ["one of another authority", () => [...trusting(), ...request("elsewhere")], 60],
        ["one that has expired", () => [...trusting(), ...request("expired")], 60],
        ["one that is not valid yet", () => [...trusting(), ...request("early")], 60],
        ["one that no authority has signed", () => request("selfSigned"), 60],
        ["one that it does not verify", () => ["-k", ...request("expired")], 0],
        [
            "an address in place of a name",
            () => [...trusting(), `https://127.0.0.1:${ports.right}/`],
            0,
        ],
        [
            "a file of authorities that is missing",
            () => ["--cacert", "/nowhere.pem", ...request("right")],
            77,
        ],
        [
            "a host that goes to itself",
            () => ["-k", "--connect-to", "::127.0.0.1:", ...request("right")],
            0,
        ],
    ] as [string, () => string[], number][]) {
        it(`behaves like the real one for ${what}`, async () => {
            const [mine, theirs] = [await emulated(args()), await realCurl(args())];
            assert.deepEqual(
                [mine.exitCode, mine.stdout],
                [theirs.exitCode, theirs.stdout],
                `${mine.stderr}${theirs.stderr}`,
            );
            assert.equal(mine.exitCode, exitCode);
        });
    }

    for (const [what, args, stderr] of [
        [
            "has expired",
            () => [...trusting(), ...request("expired")],
            "curl: (60) SSL certificate problem: certificate has expired\n",
        ],
        [
            "is for another name, with the exit code of that time",
            () => [...trusting(), ...request("right", "stock.example")],
            "curl: (51) SSL: no alternative certificate subject name matches target host name 'stock.example'\n",
        ],
        [
            "is its own authority",
            () => request("selfSigned"),
            "curl: (60) SSL certificate problem: self signed certificate\n",
        ],
    ] as [string, () => string[], string][]) {
        it(`says that a certificate ${what}`, async () => {
            assert.equal((await emulated(args())).stderr, stderr);
        });
    }

    it("reads a file beside the script that calls it", async () => {
        const { exitCode } = await emulated(["--cacert", "authority.pem", ...request("right")]);
        assert.equal(exitCode, 0);
    });
});
