import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { PreflightError } from "../../index";
import { OFFER, REQUEST } from "../unit/contract/contracts";
import {
    answerCloudAssistant,
    resetAnswers,
} from "../unit/consumer/connectivityCheck/cloudAssistant";
import type { RunOptions } from "../unit/harness";
import { make } from "./goodParts";
import { type Changes, spoilt } from "./mistake";
import { ODD } from "./oddCloud";
import { outcomeOfProgram } from "./preview";

/** Where a program has the id of something that exists from, or an object with it. */
const FORMS = {
    "as it is": { given: (value: unknown) => value },
    "from another stack": {
        given: (value: unknown) => outputOfAnotherStack(value),
    },
    "of a resource that the last update made": {
        given: (value: unknown) => new Origin("origin").id.apply(() => value),
        isDeployed: true,
    },
    "of a resource that this update makes": {
        given: (value: unknown) => new Origin("origin").id.apply(() => value),
    },
} satisfies Record<string, Form>;

interface Form {
    readonly given: (value: unknown) => unknown;
    readonly isDeployed?: boolean;
}

/** When a check refuses the program. */
type When = "preview" | "update" | "never";

interface Row {
    /** The part of a program, as in GOOD_PARTS, and the input that may be an output. */
    readonly part: string;
    readonly input: string;
    /** A value that the check refuses. */
    readonly value: unknown;
    /** What must differ from the good part as well. */
    readonly beside?: Changes;
    /** Checks, each with when it refuses the value in each of the forms, in their order. */
    readonly checks: Readonly<Record<string, readonly [When, When, When, When]>>;
}

const EVERYWHERE = ["preview", "preview", "preview", "update"] as const;
/** The program may change the rules of its own group in the same update. */
const NOT_OF_ONES_OWN = ["preview", "preview", "never", "never"] as const;

const ENDPOINT = "an endpoint for a service id, with an existing security group";
const NEW_GROUP = "an endpoint for an offer, with a new security group";
const SERVICE = "a service with a whitelist";
const ALB_SERVICE = "a service behind an ALB, in some of its zones";
const NLB = "a new NLB with every option of its servers";
const ALB = "a new ALB with every option of its servers";
const CLB = "a new CLB, billed by specification";
const NAMES = "names that lead to the endpoint's domain";
const BY_IDS = "a connection by ids";
const CONNECTION = "a connection";
const CHECK = "a connectivity check";
const ONLINE = { preflight: "online" };
const BALANCER = "serviceResources[0].loadBalancerId";

/** Every input for something that exists, and which checks are made in which form. */
const TABLE: readonly Row[] = [
    // Load balancers
    row(SERVICE, BALANCER, ODD.nobodysClb, { "loadBalancers.loadBalancerFound": EVERYWHERE }),
    row(SERVICE, BALANCER, ODD.publicClb, { "loadBalancers.clbAddressType": EVERYWHERE }),
    row(SERVICE, BALANCER, ODD.prepaidClb, { "loadBalancers.clbPaymentType": EVERYWHERE }),
    row(SERVICE, BALANCER, ODD.clbInZoneC, { "zones.clbPrimaryZone": EVERYWHERE }),
    row(
        ALB_SERVICE,
        BALANCER,
        ODD.albInAAndB,
        { "zones.loadBalancerZone": EVERYWHERE },
        {
            "serviceResources[0].zoneIds": ["eu-central-1c"],
            "serviceResources[0].loadBalancerZoneIds": undefined,
        },
    ),
    row("an existing CLB", "loadBalancerId", ODD.nobodysClb, {
        "loadBalancers.loadBalancerFound": EVERYWHERE,
    }),
    row("an existing CLB", "loadBalancerId", ODD.publicClb, {
        "loadBalancers.clbAddressType": EVERYWHERE,
    }),
    row("an existing ALB", "loadBalancerId", ODD.publicAlb, {
        "loadBalancers.existingAddressType": EVERYWHERE,
    }),
    row(
        "an existing ALB",
        "loadBalancerId",
        ODD.albInAAndB,
        { "loadBalancers.existingLoadBalancerZone": EVERYWHERE },
        { "zones[0].zoneId": "eu-central-1c" },
    ),
    row("an existing NLB", "loadBalancerId", ODD.nobodysNlb, {
        "loadBalancers.loadBalancerFound": EVERYWHERE,
    }),
    row("an existing NLB", "loadBalancerId", ODD.publicNlb, {
        "loadBalancers.existingAddressType": EVERYWHERE,
    }),
    // Security groups
    row(ENDPOINT, "securityGroupIds", [ODD.nobodysGroup], {
        "securityGroups.securityGroupFound": EVERYWHERE,
    }),
    row(ENDPOINT, "securityGroupIds", [ODD.groupElsewhere], {
        "securityGroups.securityGroupVpc": EVERYWHERE,
    }),
    row(NLB, "securityGroupIds", [ODD.nobodysGroup], {
        "securityGroups.securityGroupFound": EVERYWHERE,
    }),
    row(NLB, "securityGroupIds", [ODD.groupElsewhere], {
        "securityGroups.securityGroupVpc": EVERYWHERE,
    }),
    row(ENDPOINT, "securityGroupIds", [ODD.doubleGroup], {
        "securityGroupRules.rulesNotContained": NOT_OF_ONES_OWN,
    }),
    row(
        ENDPOINT,
        "securityGroupIds",
        [ODD.shutGroup],
        { "securityGroupRules.portsOpen": NOT_OF_ONES_OWN },
        { ports: [{ port: 443 }] },
    ),
    row(
        ENDPOINT,
        "securityGroupIds",
        [ODD.wideGroup],
        { "securityGroupRules.rulesNotWider": NOT_OF_ONES_OWN },
        { ports: [{ port: 443 }], clientCidrBlocks: ["10.1.0.0/16"] },
    ),
    // VPCs and vSwitches
    row(NEW_GROUP, "vpcId", ODD.vpcNobodys, {
        "securityGroups.vpcOfClients": EVERYWHERE,
        "zones.vswitchVpc": EVERYWHERE,
    }),
    row(ENDPOINT, "vpcId", ODD.vpcNobodys, { "zones.vswitchVpc": EVERYWHERE }),
    row(
        ENDPOINT,
        "vpcId",
        "vpc-1",
        { "endpointServices.endpointIpVersion": EVERYWHERE },
        { addressIpVersion: "DualStack" },
    ),
    row(NAMES, "vpcIds", [ODD.vpcNobodys], { "privateDnsNames.vpcFound": EVERYWHERE }),
    row(ALB, "vpcId", ODD.vpcNobodys, { "zones.vswitchVpc": EVERYWHERE }),
    row(NLB, "vpcId", ODD.vpcNobodys, { "zones.vswitchVpc": EVERYWHERE }),
    ...[ENDPOINT, ALB, NLB].flatMap((part) => [
        row(part, "zones[0].vswitchId", ODD.nobodysVswitch, { "zones.vswitchFound": EVERYWHERE }),
        row(part, "zones[0].vswitchId", ODD.vswitchElsewhere, { "zones.vswitchVpc": EVERYWHERE }),
        row(part, "zones[0].vswitchId", "vsw-b", { "zones.vswitchZone": EVERYWHERE }),
    ]),
    row(CLB, "vswitchId", ODD.nobodysVswitch, { "zones.vswitchFound": EVERYWHERE }),
    // Services and endpoints
    row(BY_IDS, "serviceId", ODD.nobodysService, { "connections.serviceFound": EVERYWHERE }),
    row(BY_IDS, "endpointId", ODD.nobodysEndpoint, { "connections.requestFound": EVERYWHERE }),
    row(
        CONNECTION,
        "offer",
        { ...OFFER, serviceId: ODD.nobodysService },
        { "connections.serviceFound": EVERYWHERE },
        { request: { ...REQUEST, serviceId: ODD.nobodysService } },
    ),
    row(
        CONNECTION,
        "request",
        { ...REQUEST, endpointId: ODD.nobodysEndpoint },
        { "connections.requestFound": EVERYWHERE },
    ),
    row(
        "a whitelist",
        "serviceId",
        ODD.nobodysService,
        { "connections.serviceFound": EVERYWHERE },
        ONLINE,
    ),
    row(
        "a map of consumers",
        "serviceId",
        ODD.nobodysService,
        { "connections.serviceFound": EVERYWHERE },
        ONLINE,
    ),
    row(
        CHECK,
        "endpointId",
        ODD.nobodysEndpoint,
        { "connectivity.endpointFound": EVERYWHERE },
        ONLINE,
    ),
    row(
        CHECK,
        "clientInstanceId",
        ODD.stoppedClient,
        { "connectivity.clientRunning": EVERYWHERE },
        ONLINE,
    ),
];

function row(
    part: string,
    input: string,
    value: unknown,
    checks: Row["checks"],
    beside: Changes = {},
): Row {
    return { part, input, value, checks, beside };
}

describe("what exists is checked, in whatever form a program has its id", () => {
    before(answerCloudAssistant);
    after(resetAnswers);

    for (const { part, input, value, checks, beside } of TABLE) {
        it(`${input} of ${part}: ${Object.keys(checks).join(", ")}`, async () => {
            const found: Record<string, When[]> = {};
            for (const form of Object.values<Form>(FORMS)) {
                const refusedBy = async (preview: boolean) =>
                    rulesOf(
                        await outcomeOfProgram(
                            () => {
                                const changes = { ...beside, [input]: form.given(value) };
                                make(spoilt(part, changes), "app");
                            },
                            optionsOf(form, value, preview),
                        ),
                    );
                const inPreview = await refusedBy(true);
                const inUpdate = inPreview.length > 0 ? [] : await refusedBy(false);
                for (const rule of Object.keys(checks)) {
                    const later = inUpdate.includes(rule) ? "update" : "never";
                    (found[rule] ??= []).push(inPreview.includes(rule) ? "preview" : later);
                }
            }
            assert.deepEqual(found, checks);
        });
    }
});

/** Something that the program makes. */
class Origin extends pulumi.CustomResource {
    constructor(name: string) {
        super("test:index:Origin", name, {});
    }
}

function outputOfAnotherStack(value: unknown): pulumi.Output<unknown> {
    const stack = new pulumi.StackReference("acme/network/prod");
    return stack.getOutput(value === undefined ? "nothing" : "value");
}

function optionsOf({ isDeployed = false }: Form, value: unknown, preview: boolean): RunOptions {
    return {
        preview,
        deployed: (_, name) => isDeployed && name === "origin",
        state: (type) =>
            type === "pulumi:pulumi:StackReference"
                ? { outputs: { value }, secretOutputNames: [] }
                : undefined,
    };
}

/** The rules that refuse a program. */
function rulesOf({ error }: { readonly error: unknown }): string[] {
    if (error === undefined) {
        return [];
    }
    assert.ok(error instanceof PreflightError, String((error as Error).stack));
    return error.findings.map(({ rule }) => String(rule));
}
