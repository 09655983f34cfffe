import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { downloadedVersion } from "../../tools/engine/downloadedPulumi";

export const ARCHIVE = `pulumi-v${downloadedVersion}-${process.platform}-${process.arch}.tar.gz`;
const CHECKSUMS = `pulumi-${downloadedVersion}-checksums.txt`;

/** In place of the vendor's download address. */
export interface ArchiveServer {
    readonly address: string;
    /** What was asked for, with the range. */
    readonly requests: string[];
    /** How it behaves from now on; undefined as a web server does. */
    behaviour: Behaviour | undefined;
    stop(): Promise<void>;
}

/** Breaks off after half of what was asked for, refuses, lists another checksum, or gives no parts of a file. */
type Behaviour = "breaksOff" | "refuses" | "otherChecksum" | "withoutRanges";

/** Serves the archive with its checksum, and other files by their names. */
export async function serveArchive(
    archive: Buffer,
    others: Readonly<Record<string, Buffer>> = {},
): Promise<ArchiveServer> {
    const requests: string[] = [];
    const answer = (request: IncomingMessage, response: ServerResponse) => {
        const name = String(request.url).slice(1);
        const { range } = request.headers;
        requests.push(range === undefined ? name : `${name} ${range}`);
        if (server.behaviour === "refuses") {
            response.writeHead(403).end();
        } else if (name === CHECKSUMS) {
            response.end(`${"0".repeat(64)}  other.tar.gz\n${checksum()}  ${ARCHIVE}\n`);
        } else if (name === ARCHIVE) {
            sendArchive(range, response);
        } else if (Object.hasOwn(others, name)) {
            response.end(others[name]);
        } else {
            response.writeHead(404).end();
        }
    };
    const checksum = () =>
        server.behaviour === "otherChecksum"
            ? "f".repeat(64)
            : createHash("sha256").update(archive).digest("hex");
    const sendArchive = (range: string | undefined, response: ServerResponse) => {
        const start = Number(/bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0);
        const partial = range !== undefined && server.behaviour !== "withoutRanges";
        const body = partial ? archive.subarray(start) : archive;
        response.writeHead(partial ? 206 : 200, {
            "Content-Length": body.length,
            ...(partial && {
                "Content-Range": `bytes ${start}-${archive.length - 1}/${archive.length}`,
            }),
        });
        if (server.behaviour === "breaksOff") {
            response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
        } else {
            response.end(body);
        }
    };
    const http = createServer(answer);
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const server: ArchiveServer = {
        address: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
        requests,
        behaviour: undefined,
        stop: () =>
            new Promise((resolve) => {
                http.close(() => resolve());
                http.closeAllConnections();
            }),
    };
    return server;
}
