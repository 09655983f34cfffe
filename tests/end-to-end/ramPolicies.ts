import { readFileSync } from "node:fs";
import * as path from "node:path";

import type { CallRecord } from "../../tools/emulator";
import type { StackKind } from "./crossAccount";

const FOLDER = path.resolve(__dirname, "../../docs/ram");

export interface Statement {
    readonly Effect: string;
    readonly Action: readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface Policy {
    readonly Version: string;
    readonly Statement: readonly Statement[];
}

/** Actions that need no permission: every access key may look up its own account. */
export const WITHOUT_PERMISSION: readonly string[] = ["sts:GetCallerIdentity"];

/** A policy of docs/ram: of a kind of stack, or of the command that adopts. */
export type PolicyKind = StackKind | "adopt";

/**
 * Actions that a policy grants though no stack calls them. The first endpoint of an account makes the
 * role AliyunServiceRoleForPrivatelink on the caller's behalf, and asks for the permission then
 * (PrivateLink, "service-linked role"). A provider stack asks who is connected only when an update would take
 * the service, or a load balancer, away from endpoints. A CLB that is adopted may have listeners of other protocols.
 */
export const WITHOUT_A_CALL: Readonly<Record<PolicyKind, readonly string[]>> = {
    provider: ["privatelink:ListVpcEndpointConnections", "privatelink:ListVpcEndpointZones"],
    consumer: ["ram:CreateServiceLinkedRole"],
    connection: [],
    check: [],
    adopt: ["HTTP", "HTTPS", "UDP"].map(
        (protocol) => `slb:DescribeLoadBalancer${protocol}ListenerAttribute`,
    ),
};

export function readPolicy(kind: PolicyKind): Policy {
    return JSON.parse(readFileSync(path.join(FOLDER, `${kind}.json`), "utf8")) as Policy;
}

/** Every action that a policy allows, sorted. */
export function policyActions(kind: PolicyKind): string[] {
    return readPolicy(kind)
        .Statement.flatMap(({ Action }) => Action)
        .sort();
}

/** The name that RAM has for a call. */
export function ramAction({ product, action }: CallRecord): string {
    return `${product}:${action}`;
}
