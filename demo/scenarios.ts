import type { OutputMap } from "@pulumi/pulumi/automation";

import type { Account } from "../emulator";

/** A stack of a scenario: a project, and the account that deploys it. */
export interface ScenarioStack {
    readonly title: string;
    /** The project's folder below the root. */
    readonly folder: string;
    readonly account: (accounts: readonly Account[]) => Account;
}

/** Stacks in the order in which they come up; they go down in the opposite one. */
export interface Scenario {
    readonly title: string;
    readonly stacks: readonly ScenarioStack[];
    /** Rows for the closing table, from the outputs of the stacks in their order. */
    readonly summary: (outputs: readonly OutputMap[]) => [what: string, value: string][];
}

interface Zone {
    readonly zoneId: string;
    readonly domain: string;
    readonly eniIp: string;
    readonly status: string;
}

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
    "same-account": {
        title: "Same account: a client in VPC1 reaches a service in VPC2",
        stacks: [
            { title: "provider", folder: "examples/same-account/provider", account: first },
            { title: "consumer", folder: "examples/same-account/consumer", account: first },
            { title: "connection", folder: "examples/same-account/connection", account: first },
        ],
        summary: ([provider, consumer, connection]) => [
            ["Service name", text(provider, "serviceName")],
            [
                "Load balancer",
                `${text(provider, "loadBalancerId")}, ${text(provider, "loadBalancerAddress")}`,
            ],
            ["Backend servers", Object.keys(provider?.backendIds?.value as object).join(", ")],
            ["Endpoint domain", text(consumer, "endpointDomain")],
            ...(consumer?.zones?.value as Zone[]).flatMap((zone): [string, string][] => [
                [`Zone ${zone.zoneId}: domain`, zone.domain],
                [`Zone ${zone.zoneId}: address`, zone.eniIp],
                [`Zone ${zone.zoneId}: status`, zone.status],
            ]),
            ["Connection", text(connection, "connectionStatus")],
        ],
    },
};

function first(accounts: readonly Account[]): Account {
    return accounts[0];
}

function text(outputs: OutputMap | undefined, name: string): string {
    return String(outputs?.[name]?.value);
}
