import { createHmac, randomUUID } from "node:crypto";

import { failure } from "./failure";

const CALL_MILLISECONDS = 20_000;

const VERSIONS = { ecs: "2014-05-26", sts: "2015-04-01" } as const;

/** Whom the check's own calls are made as, and where. */
export interface OwnCaller {
    readonly accessKey: string;
    readonly secretKey: string;
    /** Of temporary credentials. */
    readonly securityToken?: string;
    readonly region: string;
    /** Where the products are asked, each with its scheme. */
    readonly places: { readonly ecs: string; readonly sts: string };
}

/** A signed call (the RPC style of the API's signature, version 1.0). */
export async function call(
    caller: OwnCaller,
    product: keyof typeof VERSIONS,
    action: string,
    parameters: Record<string, string>,
): Promise<unknown> {
    const { accessKey, secretKey, securityToken, region, places } = caller;
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
    const { isRefused, answer } = await send(action, places[product], body);
    if (isRefused) {
        throw failure(
            `Cloud Assistant did not answer ${action}: ${answer.Code}: ${answer.Message} Where the permission is missing, allow ${product}:${action}.`,
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
    place: string,
    body: string,
): Promise<{ readonly isRefused: boolean; readonly answer: Answer }> {
    try {
        const response = await fetch(place, {
            method: "POST",
            headers: { "content-type": "application/x-www-form-urlencoded" },
            body,
            signal: AbortSignal.timeout(CALL_MILLISECONDS),
        });
        return { isRefused: !response.ok, answer: (await response.json()) as Answer };
    } catch (error) {
        const { message, cause } = error as Error;
        throw failure(
            `Cloud Assistant could not be asked for ${action}: no answer of the API at ${place} (${cause instanceof Error ? cause.message : message}). ` +
                `The check asks there directly, not through the provider nor a proxy: make sure that this machine reaches it.`,
        );
    }
}

/** Percent-encoding as signatures want it: of all but letters, digits and - _ . ~ */
function encoded(text: string): string {
    return encodeURIComponent(text).replace(
        /[!'()*]/g,
        (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
    );
}
