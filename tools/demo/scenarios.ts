import type {
    ConnectivityRow,
    EndpointRequest,
    EndpointServiceOffer,
    EndpointZoneState,
} from "@cloud-components/alicloud-privatelink";
import type { OutputMap } from "@pulumi/pulumi/automation";

import type { Account } from "../emulator";

/** A stack of a scenario: a project, and the account that deploys it. */
export interface ScenarioStack {
    readonly title: string;
    /** The project's folder below the root. */
    readonly folder: string;
    readonly account: (accounts: readonly Account[]) => Account;
    /** Stack config on top of the project's defaults. */
    readonly config?: (accounts: readonly Account[]) => Record<string, unknown>;
}

/** Stacks in the order in which they come up; they go down in the opposite one. */
export interface Scenario {
    readonly title: string;
    readonly stacks: readonly ScenarioStack[];
    /** Rows for the closing table, from the outputs of the stacks in their order. */
    readonly summary: (outputs: readonly OutputMap[]) => Row[];
}

/** A row of the closing table: what it is, and its value. */
export type Row = readonly [what: string, value: string];

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
    "same-account": {
        title: "Same account: a client in VPC1 reaches a service in VPC2",
        stacks: [
            { title: "provider", folder: "examples/same-account/provider", account: first },
            { title: "consumer", folder: "examples/same-account/consumer", account: first },
            { title: "connection", folder: "examples/same-account/connection", account: first },
            { title: "check", folder: "examples/same-account/check", account: first },
        ],
        summary: (outputs) => privateService(outputs, "loadBalancerAddress"),
    },
    "cross-account": {
        title: "Cross account: a client of account A reaches a service of account B",
        stacks: [
            {
                title: "provider",
                folder: "examples/cross-account/provider",
                account: first,
                config: (accounts) => ({ allowedAccountIds: [second(accounts).accountId] }),
            },
            { title: "consumer", folder: "examples/cross-account/consumer", account: second },
            { title: "connection", folder: "examples/cross-account/connection", account: first },
            { title: "check", folder: "examples/cross-account/check", account: second },
        ],
        summary: (outputs) => privateService(outputs, "loadBalancerAddress"),
    },
    "alb": {
        title: "ALB: clients in two zones of VPC1 reach a service in two zones of VPC2",
        stacks: [
            { title: "provider", folder: "examples/alb/provider", account: first },
            { title: "consumer", folder: "examples/alb/consumer", account: first },
            { title: "connection", folder: "examples/alb/connection", account: first },
            { title: "check", folder: "examples/alb/check", account: first },
        ],
        summary: (outputs) => privateService(outputs, "loadBalancerDnsName"),
    },
    "nlb": {
        title: "NLB: a client of VPC1 reaches servers of VPC2 in two zones, which know its endpoint",
        stacks: [
            { title: "provider", folder: "examples/nlb/provider", account: first },
            { title: "consumer", folder: "examples/nlb/consumer", account: first },
            { title: "connection", folder: "examples/nlb/connection", account: first },
            { title: "check", folder: "examples/nlb/check", account: first },
        ],
        summary: (outputs) => [
            ...privateService(outputs, "loadBalancerDnsName"),
            ...seenEndpoints(outputs),
        ],
    },
};

/**
 * What a private service and its consumer look like once they are connected.
 *
 * @param loadBalancerPlace the provider stack's output that has the address of the load balancer
 */
function privateService(
    [provider, consumer, connection, check]: readonly OutputMap[],
    loadBalancerPlace: string,
): Row[] {
    const offer = provider.offer.value as EndpointServiceOffer;
    const request = consumer.request.value as EndpointRequest;
    return [
        ["Service's owner", `account ${offer.accountId}`],
        ["Service name", offer.serviceName],
        ["Whitelist", ["the owner", ...(offer.allowedAccountIds ?? [])].join(", ")],
        [
            "Load balancer",
            `${text(provider, "loadBalancerId")}, ${text(provider, loadBalancerPlace)}`,
        ],
        ["Backend servers", Object.keys(provider.backendIds.value as object).join(", ")],
        ["Consumer", `account ${request.accountId}`],
        ["Endpoint domain", request.endpointDomain],
        ...(consumer.zones.value as EndpointZoneState[]).flatMap((zone): Row[] => [
            [`Zone ${zone.zoneId}: domain`, zone.domain],
            [`Zone ${zone.zoneId}: address`, zone.eniIp],
            [`Zone ${zone.zoneId}: status`, zone.status],
        ]),
        ["Connection", text(connection, "connectionStatus")],
        ...pages(check),
    ];
}

/** The page of a backend as the client got it by each name and address of the endpoint. */
export function pages(check: OutputMap): Row[] {
    return (check.check.value as ConnectivityRow[]).map(({ zoneId, domain, expected, answer }) => {
        const by = expected.includes(domain) ? "address" : "domain";
        return [`${zoneId === "all" ? "Endpoint" : `Zone ${zoneId}`}: page by its ${by}`, answer];
    });
}

/** The endpoint, and what the servers say that it is. */
function seenEndpoints([, consumer, , check]: readonly OutputMap[]): Row[] {
    const rows = check.check.value as ConnectivityRow[];
    const seen = new Set(rows.map(({ seenEndpointId }) => seenEndpointId));
    return [
        ["Endpoint", text(consumer, "endpointId")],
        ["Endpoint that the servers saw", [...seen].join(", ")],
    ];
}

function second(accounts: readonly Account[]): Account {
    return accounts[1];
}

function first(accounts: readonly Account[]): Account {
    return accounts[0];
}

function text(outputs: OutputMap, name: string): string {
    return String(outputs[name].value);
}
