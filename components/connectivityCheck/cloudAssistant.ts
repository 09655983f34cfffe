import { createHmac, randomUUID } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";

import { failure } from "./failure";

/** A run of a check, as Cloud Assistant keeps it. */
export interface Run {
    readonly id: string;
    readonly createdAt: string;
    readonly output: string;
}

/** Results are asked for by pages; the newest ones are on the first. */
const PAGE_SIZE = 50;

const CALL_MILLISECONDS = 20_000;

/**
 * The runs of a command with their output, the newest first. This is a call of our own: the provider's
 * data source leaves IncludeOutput out (getEcsInvocations), without which the API tells no output
 * (DescribeInvocations: IncludeOutput).
 */
export async function runsOf(instanceId: string, commandName: string): Promise<Run[]> {
    const answer = await call("DescribeInvocations", {
        InstanceId: instanceId,
        CommandName: commandName,
        IncludeOutput: "true",
        ContentEncoding: "Base64",
        PageSize: String(PAGE_SIZE),
        PageNumber: "1",
    });
    const found = (answer as DescribedInvocations).Invocations?.Invocation ?? [];
    return found
        .map(({ InvokeId, CreationTime, InvokeInstances }) => ({
            id: InvokeId,
            createdAt: CreationTime ?? "",
            output: Buffer.from(
                InvokeInstances?.InvokeInstance?.[0]?.Output ?? "",
                "base64",
            ).toString("latin1"),
        }))
        .sort((one, other) => other.createdAt.localeCompare(one.createdAt));
}

/** Whether commands can be run on an instance (DescribeCloudAssistantStatus). */
export async function hasCloudAssistant(instanceId: string): Promise<boolean> {
    const answer = await call("DescribeCloudAssistantStatus", { "InstanceId.1": instanceId });
    const [status] =
        (answer as DescribedStatuses).InstanceCloudAssistantStatusSet
            ?.InstanceCloudAssistantStatus ?? [];
    return status?.CloudAssistantStatus === "true";
}

interface DescribedInvocations {
    readonly Invocations?: {
        readonly Invocation?: readonly {
            readonly InvokeId: string;
            readonly CreationTime?: string;
            readonly InvokeInstances?: {
                readonly InvokeInstance?: readonly { readonly Output?: string }[];
            };
        }[];
    };
}

interface DescribedStatuses {
    readonly InstanceCloudAssistantStatusSet?: {
        readonly InstanceCloudAssistantStatus?: readonly {
            readonly CloudAssistantStatus?: string;
        }[];
    };
}

/** A signed call of ECS (the RPC style of the API's signature, version 1.0), with the credentials of the provider's config. */
async function call(action: string, parameters: Record<string, string>): Promise<unknown> {
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
    const response = await fetch(addressOf(config, region), {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: `${query}&Signature=${encoded(signature)}`,
        signal: AbortSignal.timeout(CALL_MILLISECONDS),
    });
    const answer = (await response.json()) as { Code?: string; Message?: string };
    if (!response.ok) {
        throw failure(
            `Cloud Assistant did not answer ${action}: ${answer.Code}: ${answer.Message} Where the permission is missing, allow ecs:${action}.`,
        );
    }
    return answer;
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
