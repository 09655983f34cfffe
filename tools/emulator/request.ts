import type { IncomingHttpHeaders } from "node:http";

import { ApiError } from "./apiError";
import { refuse } from "./invented";

/** One HTTP request as it came over the wire, before anything in it is believed. */
export interface WireRequest {
    readonly method: string;
    /** Path and query; the scheme and host of an absolute form have been taken off. */
    readonly target: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: Buffer;
}

/** The form that both dialects have in common. */
export interface FlatRequest {
    readonly wire: WireRequest;
    readonly host: string;
    /** The parameters in the URL: the signature in headers covers them apart from the body. */
    readonly query: ReadonlyMap<string, string>;
    /** The parameters of the URL and of the form in the body, merged. */
    readonly all: ReadonlyMap<string, string>;
}

const FORM = "application/x-www-form-urlencoded";

export function readRequest(wire: WireRequest): FlatRequest {
    const { pathname, search } = split(wire.target);
    if (pathname !== "/") {
        throw refuse("unsupportedRequest", `The emulator has no path ${pathname}, only /.`);
    }
    if (wire.method !== "GET" && wire.method !== "POST") {
        throw refuse(
            "unsupportedRequest",
            `The emulator answers GET and POST, not ${wire.method}.`,
        );
    }
    const query = new Map<string, string>();
    addAll(query, search);
    const all = new Map(query);
    if (wire.body.length > 0) {
        const type = (wire.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
        if (type !== FORM) {
            throw refuse(
                "unsupportedRequest",
                `The emulator reads a body of type ${FORM}, not ${type === "" ? "unknown" : type}.`,
            );
        }
        addAll(all, wire.body.toString("utf8"));
    }
    return { wire, host: wire.headers.host ?? "", query, all };
}

function split(target: string): { pathname: string; search: string } {
    const mark = target.indexOf("?");
    return mark < 0
        ? { pathname: target, search: "" }
        : { pathname: target.slice(0, mark), search: target.slice(mark + 1) };
}

/** A name that comes twice with two values could mean either: such a request is not guessed at. */
function addAll(parameters: Map<string, string>, encoded: string): void {
    for (const [name, value] of new URLSearchParams(encoded)) {
        const present = parameters.get(name);
        if (present !== undefined && present !== value) {
            throw new ApiError(
                "InvalidParameter",
                `Specified parameter ${name} is not valid. It is given twice, with two values.`,
            );
        }
        parameters.set(name, value);
    }
}
