import type { Stack } from "@pulumi/pulumi/automation";

import { readState, type StackState } from "../../tools/diagram";
import type { Run } from "../../tools/demo/report/page";
import { ScenarioRecord, type SeenService } from "../../tools/demo/report/record";
import { type Situation, stateTexts } from "../diagram/situations";

const CHECK = "alicloud-privatelink:index:ConnectivityCheck";

/** What a connectivity check found for a domain. */
export type Finding = Readonly<Record<string, unknown>>;

/**
 * A record of a scenario as the demo would have it; nothing ever asks its stacks for anything.
 *
 * @param findings what its check found in place of what it found in the situation
 * @param services who is connected
 */
export function recordOf(
    situation: Situation,
    findings?: readonly Finding[],
    services: readonly SeenService[] = [],
): ScenarioRecord {
    const record = new ScenarioRecord(`Scenario ${situation}`);
    const states = Object.entries(stateTexts(situation)).map(([title, text]) => ({
        title,
        state: withFindings(readState(text, title), findings),
    }));
    const stacks = states.map(({ title, state }, index) => ({
        stack: { name: title } as Stack,
        title,
        accountId: `100000000000000${index}`,
        state,
    }));
    const domain =
        "ep-y7w5ssog7pduhx1sxg2z-eu-central-1b.epsrv-elowl1i5mho2suvn0z4m.eu-central-1.privatelink.aliyuncs.com";
    record.summary = [
        ["Endpoint domain", domain],
        [`Page in eu-central-1b by ${domain}`, "<h1>Hello from ecs2</h1>"],
    ];
    record.views.push({ title: "Once it is up", stacks, services });
    for (const { stack, title } of stacks) {
        for (const [operation, seconds] of [
            ["up", 131.25],
            ["up again", 2.5],
            ["destroy", 30],
        ] as const) {
            record.steps.push({ stack, title, operation, seconds, outcome: "3 created" });
        }
    }
    return record;
}

export function runOf(...scenarios: ScenarioRecord[]): Run {
    return { scenarios, closing: "Nothing is left: 302 API calls, 8.0 minutes.", failed: false };
}

export const FINDINGS: readonly Finding[] = [
    {
        zoneId: "eu-central-1b",
        domain: "ep-1-eu-central-1b.epsrv-1.eu-central-1.privatelink.aliyuncs.com",
        resolvedTo: ["10.10.0.2"],
        expected: ["10.10.0.2"],
        connectMilliseconds: 3,
        httpStatus: 200,
        answer: "<h1>Hello from ecs2</h1>",
        seenEndpointId: "ep-1",
        certificate: "verified",
        verdict: "passed",
    },
    {
        zoneId: "all",
        domain: "ep-1.epsrv-1.eu-central-1.privatelink.aliyuncs.com",
        resolvedTo: [],
        expected: ["10.10.0.2"],
        connectMilliseconds: -1,
        httpStatus: 0,
        answer: "",
        seenEndpointId: "",
        certificate: "",
        verdict: "the name does not resolve",
    },
];

/** A service with an endpoint that is connected, and one that waits. */
export const SERVED: SeenService = {
    serviceId: "epsrv-elowl1i5mho2suvn0z4m",
    endpoints: [
        {
            endpointId: "ep-y7w5ssog7pduhx1sxg2z",
            accountId: "1000000000000002",
            regionId: "eu-central-1",
            vpcId: "vpc-gw8rk1z2q5mho2suvn0z4",
            zones: ["eu-central-1a", "eu-central-1b"].map((zoneId) => ({
                zoneId,
                loadBalancerId: "lb-gw8ssog7pduhx1sxg2z0",
            })),
            bandwidth: 3072,
            status: "Connected",
            modifiedAt: "2026-01-02T03:04:05Z",
        },
        {
            endpointId: "ep-4m0z2suvn5mhoq1zrk",
            accountId: "1000000000000003",
            regionId: "eu-west-1",
            vpcId: "vpc-gw8z4m0z2suvn5mhoq1z",
            zones: [],
            bandwidth: 0,
            status: "Disconnected",
            modifiedAt: "2026-01-02T03:04:06Z",
        },
    ],
};

function withFindings(state: StackState, table: readonly Finding[] | undefined): StackState {
    return {
        ...state,
        resources: state.resources.map((resource) =>
            table === undefined || resource.type !== CHECK
                ? resource
                : { ...resource, outputs: { ...resource.outputs, table } },
        ),
    };
}
