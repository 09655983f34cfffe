import type { Certificate } from "../certificates";

/** A request as it goes over a connection. */
export interface HttpRequest {
    readonly method: string;
    /** Path and query. */
    readonly target: string;
    /** Lower-case names. */
    readonly headers: ReadonlyMap<string, string>;
}

export interface HttpResponse {
    readonly status: number;
    readonly reason: string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: Buffer;
}

/** What comes back for a request, and how long the other side took over it beyond the network's own time. */
export interface Reply {
    /** Undefined where the other side closes the connection without a word. */
    readonly response: HttpResponse | undefined;
    readonly afterMilliseconds: number;
}

export interface Connected {
    readonly outcome: "connected";
    /** What the other side speaks from the first byte on. */
    readonly speaks: "http" | "https";
    /** What it shows of itself over TLS. Without one, a certificate that no authority has signed. */
    readonly certificate?: Certificate;
    /** Sends a request, behind what a load balancer on the way writes in front of the client's bytes. */
    send(request: HttpRequest, preamble?: Buffer): Reply;
}

/**
 * How an attempt to connect ends: answered, turned down at once, or lost on the way. Who lost it, and why,
 * is not for the client to know.
 */
export type Connection =
    Connected | { readonly outcome: "refused" } | { readonly outcome: "dropped" };

export const REFUSED: Connection = { outcome: "refused" };
export const DROPPED: Connection = { outcome: "dropped" };

/** What a server does that cannot make anything of what it got. */
export const CLOSED: Reply = { response: undefined, afterMilliseconds: 0 };

/** A page of an intermediary or a server about what it cannot do. */
export function errorResponse(status: number, reason: string): HttpResponse {
    const body = Buffer.from(
        `<html>\n<head><title>${status} ${reason}</title></head>\n` +
            `<body>\n<center><h1>${status} ${reason}</h1></center>\n</body>\n</html>\n`,
    );
    return {
        status,
        reason,
        headers: [
            ["Content-Type", "text/html"],
            ["Content-Length", String(body.length)],
        ],
        body,
    };
}
