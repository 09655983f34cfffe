import { createHmac, randomUUID } from "node:crypto";

import { failure } from "./failure";

const CALL_MILLISECONDS = 20_000;

const VERSIONS = { ecs: "2014-05-26", sts: "2015-04-01" } as const;

/** The credentials and addresses of the check's own calls. */
export interface ApiCredentials {
    readonly accessKey: string;
    readonly secretKey: string;
    /** For temporary credentials. */
    readonly securityToken?: string;
    readonly region: string;
    /** The URLs of the APIs. */
    readonly endpoints: { readonly ecs: string; readonly sts: string };
}

/** A signed call (the RPC style of the API's signature, version 1.0). */
export async function call(
    credentials: ApiCredentials,
    product: keyof typeof VERSIONS,
    action: string,
    parameters: Record<string, string>,
): Promise<unknown> {
    const { accessKey, secretKey, securityToken, region, endpoints } = credentials;
    const all: Record<string, string> = {
        ...parameters,
        ...(securityToken === undefined ? {} : { SecurityToken: securityToken }),
        Action: action,
        Version: VERSIONS[product],
        Format: "JSON",
        RegionId: region,
        AccessKeyId: accessKey,
        SignatureMethod: "HMAC-SHA1",
        SignatureVersion: "1.0",
        SignatureNonce: randomUUID(),
        Timestamp: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    };
    const query = Object.keys(all)
        .sort()
        .map((name) => `${encoded(name)}=${encoded(all[name])}`)
        .join("&");
    const signature = createHmac("sha1", `${secretKey}&`)
        .update(`POST&${encoded("/")}&${encoded(query)}`)
        .digest("base64");
    const body = `${query}&Signature=${encoded(signature)}`;
    const { isRefused, answer } = await send(action, endpoints[product], body);
    if (isRefused) {
        throw failure(
            `Cloud Assistant refused ${action}: ${answer.Code}: ${answer.Message} If the permission is missing, allow ${product}:${action}.`,
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
): Promise<{ readonly isRefused: boolean; readonly answer: Answer }> {
    try {
        const response = await fetch(url, {
            method: "POST",
            headers: { "content-type": "application/x-www-form-urlencoded" },
            body,
            signal: AbortSignal.timeout(CALL_MILLISECONDS),
        });
        return { isRefused: !response.ok, answer: (await response.json()) as Answer };
    } catch (error) {
        const { message, cause } = error as Error;
        throw failure(
            `Cloud Assistant could not be called for ${action}: no response from the API at ${url} (${cause instanceof Error ? cause.message : message}). ` +
                `The check calls it directly, not through the provider or a proxy: make sure that this machine can reach it.`,
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
