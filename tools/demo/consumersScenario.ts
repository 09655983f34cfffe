import type { ConnectedEndpoint, UnacceptedEndpoint } from "@cloud-components/alicloud-privatelink";
import type { OutputMap } from "@pulumi/pulumi/automation";

import type { Row, Scenario } from "./scenarios";

/** The cross-account service, with its consumers in one map in place of a connection stack for each. */
export const CONSUMERS: Scenario = {
    title: "Consumers: the owner keeps those of a service in one map, by a policy for each",
    stacks: [
        {
            title: "provider",
            folder: "examples/cross-account/provider",
            account: ([owner]) => owner,
            config: () => ({ service: { whitelistedElsewhere: true } }),
        },
        {
            title: "consumers",
            folder: "examples/cross-account/consumers",
            account: ([owner]) => owner,
            config: ([, first]) => ({
                consumers: { [first.accountId]: { displayName: "web shop" } },
            }),
        },
        {
            title: "web shop",
            folder: "examples/cross-account/consumer",
            account: ([, first]) => first,
        },
    ],
    summary: ([, map]) => endpointsOf(map),
};

/** Every endpoint of the service, as the map's outputs have it. */
export function endpointsOf({ connected, waiting, refused }: OutputMap): Row[] {
    const unaccepted = (output: OutputMap[string], verb: string): Row[] =>
        (output.value as UnacceptedEndpoint[]).map(({ consumer, endpointId, reason }) => [
            consumer,
            `${endpointId} ${verb}: ${reason}`,
        ]);
    const rows = [
        ...(connected.value as ConnectedEndpoint[]).map(({ consumer, endpointId }): Row => [
            consumer,
            `${endpointId} is connected`,
        ]),
        ...unaccepted(waiting, "waits"),
        ...unaccepted(refused, "is refused"),
    ];
    return rows.length > 0 ? rows : [["Endpoints", "none when the map was last updated"]];
}
