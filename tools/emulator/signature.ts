import { createHash, createHmac, timingSafeEqual } from "node:crypto";

import type { FlatRequest } from "./request";

/** The string to sign of the header dialect ACS3-HMAC-SHA256 (Request structure and signature V3). */
export function stringToSignV3(request: FlatRequest, signedHeaders: readonly string[]): string {
    const canonicalRequest = [
        request.wire.method,
        "/",
        canonicalQuery(request.query),
        signedHeaders
            .map((name) => `${name}:${String(request.wire.headers[name] ?? "").trim()}\n`)
            .join(""),
        signedHeaders.join(";"),
        sha256(request.wire.body),
    ].join("\n");
    return `ACS3-HMAC-SHA256\n${sha256(canonicalRequest)}`;
}

export function signatureV3(secret: string, stringToSign: string): string {
    return createHmac("sha256", secret).update(stringToSign).digest("hex");
}

/** The string to sign of the parameter dialect, SignatureVersion 1.0 (RPC request signature). */
export function stringToSignV1(request: FlatRequest): string {
    const signed = new Map(request.all);
    signed.delete("Signature");
    return `${request.wire.method}&${encode("/")}&${encode(canonicalQuery(signed))}`;
}

export function signatureV1(secret: string, stringToSign: string): string {
    return createHmac("sha1", `${secret}&`).update(stringToSign).digest("base64");
}

export function sha256(content: string | Buffer): string {
    return createHash("sha256").update(content).digest("hex");
}

/** Compares in constant time, so that it does not show how much of a guess was right. */
export function equal(expected: string, actual: string): boolean {
    const expectedBytes = Buffer.from(expected);
    const actualBytes = Buffer.from(actual);
    return (
        expectedBytes.length === actualBytes.length && timingSafeEqual(expectedBytes, actualBytes)
    );
}

function canonicalQuery(parameters: ReadonlyMap<string, string>): string {
    return [...parameters]
        .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
        .map(([name, value]) => `${encode(name)}=${encode(value)}`)
        .join("&");
}

/** Percent-encoding of RFC 3986: only letters, digits, `-`, `_`, `.` and `~` stay as they are. */
function encode(value: string): string {
    return encodeURIComponent(value).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
}
