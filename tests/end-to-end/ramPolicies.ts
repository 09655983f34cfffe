import { readFileSync } from "node:fs";
import * as path from "node:path";

import {
    type CallRecord,
    type Emulator,
    parsePolicy,
    ramAction as actionOf,
    type RamUser,
} from "../../tools/emulator";
import type { PolicyDocument, StatementDocument } from "../../tools/ram/leastPolicy";
import type { StackKind } from "./crossAccount";

const FOLDER = path.resolve(__dirname, "../../docs/ram");

export type { PolicyDocument, StatementDocument };

/** The files of docs/ram. */
export type PolicyName =
    StackKind | "alb-provider" | "nlb-provider" | "consumers" | "adopt" | "connections" | "repair";

export const POLICY_NAMES: readonly PolicyName[] = [
    "provider",
    "alb-provider",
    "nlb-provider",
    "consumer",
    "connection",
    "check",
    "consumers",
    "adopt",
    "connections",
    "repair",
];

/** Actions that need no permission: every access key may look up its own account. */
export const WITHOUT_PERMISSION: readonly string[] = ["sts:GetCallerIdentity"];

const CREATE_ROLE = "ram:CreateServiceLinkedRole";

/**
 * Actions that a policy grants though no stack calls them. The first endpoint, ALB or NLB of an account makes a
 * role of its product on the caller's behalf, and asks for the permission then (RAM, "service-linked roles"). A
 * provider stack asks who is connected only when an update would take the service, or a load balancer, away from endpoints,
 * and for other services only when the quota is used up; it reads the zones of its account's endpoints one by one only
 * where the provider's key cannot be read for the list. A CLB that is adopted may
 * have listeners of other protocols.
 */
export const WITHOUT_A_CALL: Readonly<Record<PolicyName, readonly string[]>> = {
    "provider": ["privatelink:ListVpcEndpointConnections", "privatelink:ListVpcEndpointZones"],
    "alb-provider": [
        CREATE_ROLE,
        "privatelink:ListVpcEndpointServices",
        "privatelink:ListVpcEndpointZones",
    ],
    "nlb-provider": [CREATE_ROLE],
    "consumer": [CREATE_ROLE],
    "connection": [],
    "check": [],
    "consumers": ["privatelink:UpdateVpcEndpointConnectionAttribute"],
    "adopt": ["HTTP", "HTTPS", "UDP"].map(
        (protocol) => `slb:DescribeLoadBalancer${protocol}ListenerAttribute`,
    ),
    "connections": [],
    "repair": [],
};

export function readPolicy(name: PolicyName): PolicyDocument {
    return JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), "utf8")) as PolicyDocument;
}

/** Every action that a policy allows, sorted. */
export function policyActions(name: PolicyName): string[] {
    return readPolicy(name)
        .Statement.flatMap(({ Action }) => Action)
        .sort();
}

/** The name that RAM has for a call. */
export function ramAction({ product, action }: CallRecord): string {
    return actionOf({ product: product ?? "unknown", action: action ?? "unknown" });
}

export interface Place {
    readonly accountId: string;
    readonly regionId: string;
}

/** A user of an account who may do what these policies of docs/ram allow, and nothing else. */
export function userWith(
    { cloud }: Pick<Emulator, "cloud">,
    { accountId, regionId }: Place,
    ...names: PolicyName[]
): RamUser {
    const policies = names.map((name) =>
        parsePolicy(filledIn(readPolicy(name), { accountId, regionId })),
    );
    return cloud.ram.addUser(accountId, names.join("-and-"), policies);
}

/** What a user called that needs permission, each action once, sorted. */
export function calledBy(
    { calls }: Pick<Emulator, "calls">,
    { accountId, name }: RamUser,
): string[] {
    const own = calls.filter(({ caller }) => caller === `acs:ram::${accountId}:user/${name}`);
    const actions = new Set(own.map(ramAction));
    return [...actions].filter((action) => !WITHOUT_PERMISSION.includes(action)).sort();
}

/** A policy of docs/ram for an account and a region, without some actions. */
export function filledIn(
    { Version, Statement }: PolicyDocument,
    { accountId, regionId }: Place,
    without: readonly string[] = [],
): PolicyDocument {
    const statements = Statement.map((each) => ({
        ...each,
        Action: each.Action.filter((action) => !without.includes(action)),
    })).filter(({ Action }) => Action.length > 0);
    return JSON.parse(
        JSON.stringify({ Version, Statement: statements })
            .replaceAll("<region>", regionId)
            .replaceAll("<account>", accountId),
    ) as PolicyDocument;
}
