import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { EndpointService, InterfaceEndpoint, PreflightError } from "../../index";
import { Preflight } from "../../components/preflight";
import * as rules from "../../components/preflight/rules";
import { OFFER } from "./contracts";
import {
    findings,
    isKnown,
    lines,
    read,
    refused,
    refusedLater,
    run,
    type RunOptions,
    unknown,
} from "./harness";

/** A program, as the engine runs one: with a stack around it. */
function program(build: () => unknown): () => unknown {
    return () => pulumi.runtime.runInPulumiStack(async () => build());
}

function publish(name: string, connectBandwidth: pulumi.Input<number>): EndpointService {
    return new EndpointService(name, {
        serviceResources: [{ loadBalancerId: "lb-1", zoneIds: ["eu-central-1a"] }],
        connectBandwidth,
    });
}

function connect(name: string, vswitchId: string): InterfaceEndpoint {
    return new InterfaceEndpoint(name, {
        serviceName: OFFER.serviceName,
        vpcId: "vpc-1",
        zones: [{ zoneId: "eu-central-1a", vswitchId }],
        securityGroupIds: ["sg-1"],
    });
}

const PREVIEW: RunOptions = { preview: true };

describe("The preflight of a program", () => {
    it("tells the findings of all components in one error, and registers none of them", async () => {
        const { error, registrations } = await refusedLater(
            program(() => {
                publish("one", 99);
                publish("good", 100);
                publish("two", 98);
            }),
            PREVIEW,
        );

        assert.equal(
            error.message,
            [
                'EndpointService "one":',
                "  - connectBandwidth: found 99. Allowed is a whole number from 100 to 10240 (Mbit/s).",
                'EndpointService "two":',
                "  - connectBandwidth: found 98. Allowed is a whole number from 100 to 10240 (Mbit/s).",
            ].join("\n"),
        );
        assert.deepEqual(lines(registrations), ["Stack project-stack"]);
    });

    it("tells what the cloud was asked for together with what the arguments show", async () => {
        const { error, registrations } = await refusedLater(
            program(() => {
                connect("asked", "vsw-b");
                publish("shown", 99);
            }),
            PREVIEW,
        );

        assert.match(error.message, /^EndpointService "shown":/m);
        assert.match(error.message, /^InterfaceEndpoint "asked":/m);
        assert.match(
            error.message,
            /zones\[0\]\.vswitchId: found "vsw-b", which is in eu-central-1b/,
        );
        assert.deepEqual(lines(registrations), ["Stack project-stack"]);
    });

    it("gives a component in which something was found outputs that fail with the error", async () => {
        const { error } = await refusedLater(
            program(async () => {
                const { offer } = publish("one", 99);
                await read(offer);
                assert.fail("the offer was there");
            }),
            PREVIEW,
        );

        assert.ok(error instanceof PreflightError, String(error));
    });

    it("asks for the same once, however many components want to know", async () => {
        const { invokes } = await run(() => {
            connect("one", "vsw-a");
            connect("two", "vsw-a2");
            publish("three", 100);
        });
        const tokens = invokes.map(({ token }) => token.split(":").pop());

        assert.deepEqual(tokens.filter((token) => token !== "getVpcEndpointZones").sort(), [
            "getApplicationLoadBalancers",
            "getCallerIdentity",
            "getQuotas",
            "getSecurityGroupRules",
            "getSecurityGroups",
            "getSwitches",
            "getVpcEndpointServices",
            // Whether PrivateLink is open, and what there is in the VPC.
            "getVpcEndpoints",
            "getVpcEndpoints",
        ]);
    });

    it("asks nothing but whose credentials they are when it is told to stay offline", async () => {
        const { invokes } = await run(() => {
            new InterfaceEndpoint("app", {
                serviceName: OFFER.serviceName,
                vpcId: "vpc-1",
                zones: [{ zoneId: "eu-central-1a", vswitchId: "vsw-b" }],
                securityGroupIds: ["sg-1"],
                preflight: "offline",
            });
        });

        assert.deepEqual(invokes.map(({ token }) => token.split(":").pop()).sort(), [
            "getCallerIdentity",
            "getVpcEndpointZones",
        ]);
    });

    it("stays offline when the stack's config says so", async () => {
        pulumi.runtime.setConfig("alicloud-privatelink:preflight", "offline");
        try {
            const { registrations } = await run(() => connect("app", "vsw-b"));

            assert.ok(lines(registrations).includes("VpcEndpointZone app-eu-central-1a"));
        } finally {
            pulumi.runtime.setAllConfig({});
        }
    });

    it("refuses another mode than the two", async () => {
        const refusal = await refused(() => {
            new EndpointService("app", {
                serviceResources: [{ loadBalancerId: "lb-1", zoneIds: ["eu-central-1a"] }],
                preflight: "sometimes" as never,
            });
        });

        assert.deepEqual(findings(refusal), [
            'preflight: found "sometimes". Allowed is one of "online", "offline".',
        ]);
    });
});

describe("Preflight", () => {
    it("hands on an output or a promise that keeps the rule", async () => {
        const values = await run(() => {
            const preflight = new Preflight("Thing");
            return Promise.all([
                read(pulumi.output(preflight.input("count", pulumi.output(4), rules.weight))),
                read(pulumi.output(preflight.required("count", Promise.resolve(6), rules.weight))),
            ]);
        });

        assert.deepEqual(values.result, [4, 6]);
    });

    it("hands on an output or a promise that breaks the rule as one that is rejected", async () => {
        await run(async () => {
            const preflight = new Preflight('Thing "x"');
            for (const value of [pulumi.output(101), Promise.resolve(101)]) {
                const checked = preflight.required("count", value, rules.weight);
                await assert.rejects(read(pulumi.output(checked)), {
                    message:
                        'Thing "x":\n  - count: found 101. Allowed is a whole number from 0 to 100.',
                });
            }
        });
    });

    it("finds what is missing, also where that is known only later", async () => {
        await run(async () => {
            const checked = new Preflight("Thing").required(
                "count",
                pulumi.output(undefined as unknown as number),
                rules.weight,
            );
            await assert.rejects(read(pulumi.output(checked)), {
                message: "Thing:\n  - count: is missing. It must be given.",
            });
        });
    });

    it("takes an output of nothing for a value that was not given", async () => {
        const { result } = await run(() =>
            read(
                pulumi.output(
                    new Preflight("Thing").input(
                        "count",
                        pulumi.output(undefined as unknown as number),
                        rules.weight,
                    ),
                ),
            ),
        );

        assert.equal(result, undefined);
    });

    it("leaves an unknown output unknown and unchecked", async () => {
        const { result } = await run(
            () =>
                isKnown(
                    pulumi.output(
                        new Preflight("Thing").required("count", unknown<number>(), rules.weight),
                    ),
                ),
            PREVIEW,
        );

        assert.equal(result, false);
    });

    it("keeps a secret secret", async () => {
        const { result } = await run(() =>
            pulumi.isSecret(
                pulumi.output(
                    new Preflight("Thing").required("count", pulumi.secret(4), rules.weight),
                ),
            ),
        );

        assert.equal(result, true);
    });

    it("throws what both the provider host and the program host show without a stack trace", () => {
        const error = new PreflightError([
            { component: "Thing", propertyPath: "size", reason: "size: is bad." },
        ]);

        assert.ok(pulumi.InputPropertiesError.isInstance(error));
        assert.ok(pulumi.RunError.isInstance(error));
        assert.equal(error.message, "Thing:\n  - size: is bad.");
    });
});
