import { createHmac, randomUUID } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";

import { failure } from "./failure";

const CALL_MILLISECONDS = 20_000;

/** A signed call of ECS (the RPC style of the API's signature, version 1.0), with the credentials of the provider's config. */
export async function call(action: string, parameters: Record<string, string>): Promise<unknown> {
    const config = new pulumi.Config("alicloud");
    const key =
        config.get("accessKey") ?? variable("ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID");
    const secret =
        config.get("secretKey") ??
        variable("ALICLOUD_SECRET_KEY", "ALIBABA_CLOUD_ACCESS_KEY_SECRET");
    const token =
        config.get("securityToken") ??
        variable("ALICLOUD_SECURITY_TOKEN", "ALIBABA_CLOUD_SECURITY_TOKEN");
    const region = config.get("region") ?? variable("ALICLOUD_REGION", "ALIBABA_CLOUD_REGION");
    if (key === undefined || secret === undefined || region === undefined) {
        throw failure(
            "A connectivity check reads its result with an access key of its own call. Set alicloud:region, and the key in ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY or in alicloud:accessKey and alicloud:secretKey.",
        );
    }
    const all: Record<string, string> = {
        ...parameters,
        ...(token === undefined ? {} : { SecurityToken: token }),
        Action: action,
        Version: "2014-05-26",
        Format: "JSON",
        RegionId: region,
        AccessKeyId: key,
        SignatureMethod: "HMAC-SHA1",
        SignatureVersion: "1.0",
        SignatureNonce: randomUUID(),
        Timestamp: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    };
    const query = Object.keys(all)
        .sort()
        .map((name) => `${encoded(name)}=${encoded(all[name])}`)
        .join("&");
    const signature = createHmac("sha1", `${secret}&`)
        .update(`POST&${encoded("/")}&${encoded(query)}`)
        .digest("base64");
    const body = `${query}&Signature=${encoded(signature)}`;
    const { isRefused, answer } = await send(action, addressOf(config, region), body);
    if (isRefused) {
        throw failure(
            `Cloud Assistant did not answer ${action}: ${answer.Code}: ${answer.Message} Where the permission is missing, allow ecs:${action}.`,
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

/** Where ECS is: where the provider is told to find it, otherwise the region's own address. */
function addressOf(config: pulumi.Config, region: string): string {
    const [endpoints] = config.getObject<{ ecs?: string }[]>("endpoints") ?? [];
    const place =
        endpoints?.ecs ??
        variable("ALIBABA_CLOUD_ENDPOINT_ECS", "ECS_ENDPOINT") ??
        `ecs.${region}.aliyuncs.com`;
    const scheme = config.get("protocol")?.toLowerCase() === "http" ? "http" : "https";
    return place.includes("://") ? place : `${scheme}://${place}/`;
}

function variable(...names: string[]): string | undefined {
    return names
        .map((name) => process.env[name])
        .find((value) => value !== undefined && value !== "");
}

/** Percent-encoding as signatures want it: of all but letters, digits and - _ . ~ */
function encoded(text: string): string {
    return encodeURIComponent(text).replace(
        /[!'()*]/g,
        (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
    );
}
