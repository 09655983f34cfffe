import { createHash } from "node:crypto";

import { CLOSED, errorResponse, type HttpRequest, type Reply } from "./connection";
import { endpointIn } from "./proxyProtocol";

/** A server that reads who connects: its port, and the name that it gives in its page. */
export interface IdentityServer {
    readonly port: number;
    readonly name: string;
}

/**
 * The Python program of `examples/nlb/provider`, by its SHA-256. The emulator does not run Python. What it answers in
 * the program's place is compared with what the program answers (`tests/emulator/identityServer.test.ts`).
 */
const PROGRAM = "0d1399478f36e56db77956635d05f2b32438496b12d798f41e2c923f71f7f4ba";

/** Whether the text is of the program that the emulator knows. */
export function isIdentityServer(text = ""): boolean {
    return createHash("sha256").update(text).digest("hex") === PROGRAM;
}

/** What the program answers to a request behind what a load balancer wrote; nothing without that. */
export function answerWithIdentity(
    { name }: IdentityServer,
    { method }: HttpRequest,
    preamble: Buffer | undefined,
): Reply {
    if (preamble === undefined) {
        return CLOSED;
    }
    return { response: responseTo(name, method, endpointIn(preamble) ?? ""), afterMilliseconds: 0 };
}

function responseTo(name: string, method: string, endpointId: string) {
    if (method !== "GET") {
        return errorResponse(501, `Unsupported method ('${method}')`);
    }
    const body = Buffer.from(`<h1>Hello ${endpointId} from ${name}</h1>\n`);
    return {
        status: 200,
        reason: "OK",
        headers: [
            ["Server", "BaseHTTP/0.6 Python/3.6.8"],
            ["Content-Type", "text/html"],
            ["PrivateLink-Endpoint-Id", endpointId],
        ] as const,
        body,
    };
}
