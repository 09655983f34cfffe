import { createHash } from "node:crypto";

import { type Properties, text } from "./properties";
import * as tokens from "./tokens";

/** A resource that gets an id. */
interface Unidentified {
    readonly type: string;
    readonly name: string;
    readonly inputs: Properties;
}

/** Letters and digits in the ids of most resources; those of ALB and NLB have less. */
const LENGTH = 20;
const SHORTER = 18;

/** How the ids of resources begin that the cloud names itself. */
const PREFIXES: readonly (readonly [type: string, prefix: string, length: number])[] = [
    [tokens.VPC, "vpc-", LENGTH],
    [tokens.VSWITCH, "vsw-", LENGTH],
    [tokens.INSTANCE, "i-", LENGTH],
    [tokens.COMMAND, "c-", LENGTH],
    [tokens.INVOCATION, "t-", LENGTH],
    [tokens.SECURITY_GROUP, "sg-", LENGTH],
    [tokens.CLB, "lb-", LENGTH],
    [tokens.ALB, "alb-", SHORTER],
    [tokens.NLB, "nlb-", SHORTER],
    [tokens.ALB_LISTENER, "lsn-", SHORTER],
    [tokens.ALB_SERVER_GROUP, "sgp-", SHORTER],
    [tokens.NLB_SERVER_GROUP, "sgp-", SHORTER],
    [tokens.SERVICE, "epsrv-", LENGTH],
    [tokens.ENDPOINT, "ep-", LENGTH],
];

/** Ids that the provider composes of others. */
const COMPOSED: Readonly<Record<string, (inputs: Properties) => readonly unknown[]>> = {
    [tokens.SECURITY_GROUP_RULE]: (inputs) => [
        inputs.securityGroupId,
        inputs.type,
        inputs.ipProtocol,
        inputs.portRange ?? "-1/-1",
        "<nil>",
        inputs.cidrIp ?? "<nil>",
        inputs.policy ?? "accept",
        inputs.priority ?? 1,
    ],
    [tokens.CLB_LISTENER]: ({ loadBalancerId, protocol, frontendPort }) => [
        loadBalancerId,
        protocol,
        frontendPort,
    ],
    [tokens.CLB_BACKEND_SERVERS]: ({ loadBalancerId }) => [loadBalancerId],
    [tokens.NLB_SERVER]: ({ serverGroupId, serverId, serverIp, serverType, port }) => [
        serverGroupId,
        serverId,
        // That of an instance is known only afterwards, and is not part of the id.
        serverType === "Ip" ? serverIp : "",
        serverType,
        port ?? 0,
    ],
    [tokens.SERVICE_RESOURCE]: ({ serviceId, resourceId, resourceType, zoneId }) =>
        resourceType === "slb" ? [serviceId, resourceId] : [serviceId, resourceId, zoneId],
    [tokens.SERVICE_USER]: ({ serviceId, userId }) => [serviceId, userId],
    [tokens.CONNECTION]: ({ serviceId, endpointId }) => [serviceId, endpointId],
    [tokens.ENDPOINT_ZONE]: ({ endpointId, zoneId }) => [endpointId, zoneId],
    [tokens.PRIVATE_ZONE_ATTACHMENT]: ({ zoneId }) => [zoneId],
};

/** The id of a new resource, in the form that the cloud gives it. It is the same in each run. */
export function idOf({ type, name, inputs }: Unidentified): string {
    const composed = COMPOSED[type]?.(inputs);
    if (composed !== undefined) {
        return composed.map(String).join(type === tokens.NLB_SERVER ? "_" : ":");
    }
    switch (type) {
        case tokens.NLB_LISTENER:
            return `${identifier("lsn-", SHORTER, type, name)}@${String(inputs.listenerPort)}`;
        case tokens.PRIVATE_ZONE:
            return hashOf(type, name).toString(16).padStart(32, "0").slice(-32);
        case tokens.PRIVATE_ZONE_RECORD:
            return numberFor(type, name);
        case tokens.STACK_REFERENCE:
            return text(inputs, "name") || name;
        default: {
            const [, prefix, length] = PREFIXES.find(([each]) => each === type) ?? [];
            return prefix === undefined ? `${name}-id` : identifier(prefix, length, type, name);
        }
    }
}

/** An id of something that has no resource of its own, such as a network interface. */
export function identifier(prefix: string, length = LENGTH, ...of: readonly string[]): string {
    return (
        prefix +
        hashOf(...of)
            .toString(36)
            .padStart(length, "0")
            .slice(-length)
    );
}

/** A number of 16 digits, as ids of records have. */
export function numberFor(...of: readonly string[]): string {
    return String((hashOf(...of) % 10n ** 15n) + 10n ** 15n);
}

/** Ids of two parts, which show what they are of. */
const PAIRS: readonly (readonly [type: string, form: RegExp])[] = [
    [tokens.ENDPOINT_ZONE, /^(?<endpointId>ep-[^:]+):(?<zoneId>[^:]+)$/],
    [tokens.SERVICE_USER, /^(?<serviceId>epsrv-[^:]+):(?<userId>\d+)$/],
    [tokens.CONNECTION, /^(?<serviceId>epsrv-[^:]+):(?<endpointId>ep-[^:]+)$/],
];

/** The type of a resource that exists already, and the properties that its id consists of. */
export function readId(id: string): { readonly type: string; readonly properties: Properties } {
    for (const [type, form] of PAIRS) {
        const properties = form.exec(id)?.groups;
        if (properties !== undefined) {
            return { type, properties: { ...properties } };
        }
    }
    const found = PREFIXES.find(([, prefix]) => id.startsWith(prefix) && !id.includes(":"));
    if (found === undefined) {
        const allowed = PREFIXES.map(([, prefix]) => prefix).join(", ");
        throw new Error(
            `existing: found "${id}". Must be an id that begins with one of ${allowed}, or the ids of an endpoint and its zone, a service and an account, or a service and an endpoint, with a colon between them.`,
        );
    }
    return { type: found[0], properties: {} };
}

function hashOf(...of: readonly string[]): bigint {
    return BigInt(`0x${createHash("sha256").update(of.join("\n")).digest("hex")}`);
}
