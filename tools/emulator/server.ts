import { randomBytes } from "node:crypto";
import * as http from "node:http";
import * as https from "node:https";
import * as net from "node:net";
import type { Duplex } from "node:stream";
import * as tls from "node:tls";

import type { CertificateAuthority } from "./certificates";
import type { Gateway, WireAnswer } from "./gateway";
import { INVENTED } from "./invented";
import { jsonText } from "./longIntegers";
import { isServedHost } from "./regions";

const TLS_HANDSHAKE = 0x16;
const LARGEST_BODY = 1024 * 1024;
/** Several clients put all parameters into the URL, user data of an instance included. */
const LARGEST_HEADER = 256 * 1024;

/** What Node takes for an idle connection that is not ended. */
const FOR_GOOD = 0;

/**
 * One port of the loopback interface for everything: the first byte of a connection distinguishes TLS from plain
 * HTTP, and what comes through a CONNECT tunnel is distinguished in the same way.
 */
export class Server {
    private readonly listener: net.Server;
    private readonly sockets = new Set<net.Socket>();

    private constructor(
        private readonly gateway: Gateway,
        private readonly plain: http.Server,
        private readonly secure: https.Server,
    ) {
        for (const server of [plain, secure]) {
            server.on("request", (request, response) => void this.handle(request, response));
            server.on("connect", (request: http.IncomingMessage, socket: Duplex, head: Buffer) =>
                this.tunnel(request, socket, head),
            );
            server.on("clientError", refuseUnreadable);
        }
        secure.on("tlsClientError", (_error, socket) => socket.destroy());
        this.listener = net.createServer((socket) => {
            this.sockets.add(socket);
            socket.on("close", () => this.sockets.delete(socket));
            this.accept(socket);
        });
    }

    static async create(gateway: Gateway, authority: CertificateAuthority): Promise<Server> {
        const options = {
            maxHeaderSize: LARGEST_HEADER,
            // A connection that is ended while its client writes the next call looks like a broken network.
            keepAliveTimeout: FOR_GOOD,
        };
        const contexts = new Map<string, Promise<tls.SecureContext>>();
        const contextFor = (name: string) => {
            const found =
                contexts.get(name) ?? authority.certificateFor(name).then(tls.createSecureContext);
            contexts.set(name, found);
            return found;
        };
        const secure = https.createServer({
            ...options,
            // Shown to a client that names no host, as Go does when it calls an address.
            ...(await authority.certificateFor()),
            SNICallback: (name, done) => {
                if (!isServedHost(name)) {
                    done(new Error(`${name} is no host of the cloud`));
                    return;
                }
                contextFor(name).then((found) => done(null, found), done);
            },
        });
        return new Server(gateway, http.createServer(options), secure);
    }

    /** Opens the port, or one that the system picks for 0; answers which it is. */
    async listen(port: number): Promise<number> {
        await new Promise<void>((resolve, reject) => {
            this.listener.once("error", reject);
            this.listener.listen({ port, host: "127.0.0.1" }, () => {
                this.listener.off("error", reject);
                resolve();
            });
        });
        return (this.listener.address() as net.AddressInfo).port;
    }

    /** Ends every connection at once, idle or not. */
    async stop(): Promise<void> {
        const closed = new Promise<void>((resolve) => this.listener.close(() => resolve()));
        for (const socket of this.sockets) {
            socket.destroy();
        }
        await closed;
    }

    private accept(socket: Duplex): void {
        socket.on("error", () => socket.destroy());
        socket.once("data", (first: Buffer) => {
            socket.pause();
            socket.unshift(first);
            const server = first[0] === TLS_HANDSHAKE ? this.secure : this.plain;
            server.emit("connection", socket);
            process.nextTick(() => socket.resume());
        });
    }

    /** A client with a proxy set asks for the cloud's own hosts: all of them are here, and no others. */
    private tunnel(request: http.IncomingMessage, socket: Duplex, head: Buffer): void {
        socket.on("error", () => socket.destroy());
        const host = (request.url ?? "").replace(/:\d+$/, "");
        if (!isServedHost(host)) {
            const text = `The emulator serves hosts of the cloud only, not ${host}.\n`;
            socket.end(
                `HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
            );
            return;
        }
        socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        if (head.length > 0) {
            socket.unshift(head);
        }
        this.accept(socket);
    }

    private async handle(
        request: http.IncomingMessage,
        response: http.ServerResponse,
    ): Promise<void> {
        const body = await readBody(request);
        if (body === undefined) {
            response.shouldKeepAlive = false;
            send(response, 413, {
                Code: INVENTED.requestTooLarge.code,
                Message: `The body of a request holds ${LARGEST_BODY} bytes at most.`,
            });
            return;
        }
        const answer = await this.gateway.answer({
            method: request.method ?? "GET",
            // A client with a proxy set sends the absolute form; its host is in the Host header as well.
            target: (request.url ?? "/")
                .replace(/^https?:\/\/[^/?#]*/i, "")
                .replace(/^(?!\/)/, "/"),
            headers: request.headers,
            body,
        });
        if (answer.disconnected === undefined) {
            send(response, answer.status, answer.body);
        } else {
            this.disconnect(response, answer);
        }
    }

    /** Resets a client's connection, in the middle of the answer or without one. */
    private disconnect(
        response: http.ServerResponse,
        { status, body, disconnected }: WireAnswer,
    ): void {
        const { remotePort } = response.req.socket;
        const reset = () =>
            [...this.sockets].find((each) => each.remotePort === remotePort)?.resetAndDestroy();
        if (disconnected !== "middle") {
            reset();
            return;
        }
        const text = jsonText(body);
        response.writeHead(status, headersOf(text, body));
        response.write(text.slice(0, text.length / 2), reset);
    }
}

/** The body, or undefined when it is too large or the client went away. */
async function readBody(request: http.IncomingMessage): Promise<Buffer | undefined> {
    const chunks: Buffer[] = [];
    let length = 0;
    try {
        for await (const chunk of request as AsyncIterable<Buffer>) {
            length += chunk.length;
            if (length > LARGEST_BODY) {
                return undefined;
            }
            chunks.push(chunk);
        }
    } catch {
        return undefined;
    }
    return Buffer.concat(chunks);
}

function send(response: http.ServerResponse, status: number, body: object): void {
    const text = jsonText(body);
    response.writeHead(status, headersOf(text, body));
    response.end(text);
}

/** What every recorded answer of the cloud allows pages of other origins. */
const CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST, GET, OPTIONS, PUT, DELETE",
    "Access-Control-Allow-Headers":
        "X-Requested-With, X-Sequence, _aop_secret, _aop_signature, x-acs-action, x-acs-version, x-acs-date, Content-Type",
    "Access-Control-Max-Age": "172800",
};

/** The headers that recorded answers of the cloud have. */
function headersOf(text: string, body: { readonly RequestId?: unknown }): http.OutgoingHttpHeaders {
    return {
        "Content-Type": "application/json;charset=utf-8",
        "Content-Length": Buffer.byteLength(text),
        ...CROSS_ORIGIN,
        ...(typeof body.RequestId === "string"
            ? {
                  "x-acs-request-id": body.RequestId,
                  "x-acs-trace-id": randomBytes(16).toString("hex"),
              }
            : {}),
    };
}

function refuseUnreadable(_error: Error, socket: Duplex): void {
    if (socket.writable) {
        socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    } else {
        socket.destroy();
    }
}
