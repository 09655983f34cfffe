import { createHmac, randomUUID } from "node:crypto";

import type { AccessKey } from "./keySource";

const CALL_MILLISECONDS = 20_000;

/** An API of Alibaba Cloud that is called without the provider. */
export type Product = keyof typeof VERSIONS;

const VERSIONS = { ecs: "2014-05-26", privatelink: "2020-04-15", sts: "2015-04-01" } as const;

/** A call that the API refused, or did not answer. */
export class ApiCallError extends Error {
    constructor(
        message: string,
        /** The API's code. Undefined if there was no answer. */
        public readonly code: string | undefined,
    ) {
        super(message);
    }
}

/** What a call is made with. */
export interface CallContext {
    readonly key: AccessKey;
    readonly region: string;
    readonly url: string;
    /** How long it may take; 20 seconds by default. */
    readonly milliseconds?: number;
}

/** A signed call (the RPC style of the API's signature, version 1.0). */
export async function signedCall(
    { key, region, url, milliseconds = CALL_MILLISECONDS }: CallContext,
    product: Product,
    action: string,
    parameters: Readonly<Record<string, string>>,
): Promise<unknown> {
    const all: Record<string, string> = {
        ...parameters,
        ...(key.securityToken === undefined ? {} : { SecurityToken: key.securityToken }),
        Action: action,
        Version: VERSIONS[product],
        Format: "JSON",
        RegionId: region,
        AccessKeyId: key.accessKey,
        SignatureMethod: "HMAC-SHA1",
        SignatureVersion: "1.0",
        SignatureNonce: randomUUID(),
        Timestamp: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    };
    const query = Object.keys(all)
        .sort()
        .map((name) => `${encoded(name)}=${encoded(all[name])}`)
        .join("&");
    const signature = createHmac("sha1", `${key.secretKey}&`)
        .update(`POST&${encoded("/")}&${encoded(query)}`)
        .digest("base64");
    const { isRefused, answer } = await send(
        action,
        url,
        `${query}&Signature=${encoded(signature)}`,
        milliseconds,
    );
    if (isRefused) {
        throw new ApiCallError(
            `${action} was refused: ${answer.Code}: ${answer.Message} If the permission is missing, allow ${product}:${action}.`,
            answer.Code,
        );
    }
    return answer;
}

interface Answer {
    readonly Code?: string;
    readonly Message?: string;
}

async function send(
    action: string,
    url: string,
    body: string,
    milliseconds: number,
): Promise<{ readonly isRefused: boolean; readonly answer: Answer }> {
    try {
        const response = await fetch(url, {
            method: "POST",
            headers: { "content-type": "application/x-www-form-urlencoded" },
            body,
            signal: AbortSignal.timeout(milliseconds),
        });
        return { isRefused: !response.ok, answer: (await response.json()) as Answer };
    } catch (error) {
        const { message, cause } = error as Error;
        throw new ApiCallError(
            `${action} could not be called: no response from the API at ${url} (${cause instanceof Error ? cause.message : message}). ` +
                "The call is made directly, not through the provider or a proxy: make sure that this machine can reach it.",
            undefined,
        );
    }
}

/** Percent-encoding for signatures: of everything but letters, digits and - _ . ~ */
function encoded(text: string): string {
    return encodeURIComponent(text).replace(
        /[!'()*]/g,
        (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
    );
}
