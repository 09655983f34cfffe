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
    readonly response: HttpResponse;
    readonly afterMilliseconds: number;
}

export interface Connected {
    readonly outcome: "connected";
    /** What the other side speaks from the first byte on. */
    readonly speaks: "http" | "https";
    /** What it shows of itself over TLS. Without one, a certificate that no authority has signed. */
    readonly certificate?: Certificate;
    send(request: HttpRequest): Reply;
}

/**
 * How an attempt to connect ends: answered, turned down at once, or lost on the way. Who lost it, and why,
 * is not for the client to know.
 */
export type Connection =
    Connected | { readonly outcome: "refused" } | { readonly outcome: "dropped" };

export const REFUSED: Connection = { outcome: "refused" };
export const DROPPED: Connection = { outcome: "dropped" };

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
