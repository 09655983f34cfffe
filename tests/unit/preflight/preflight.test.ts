import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { EndpointService, InterfaceEndpoint, PreflightError } from "../../../index";
import { type ChildChecks, ComponentChecks } from "../../../components/preflight";
import type { Check } from "../../../components/preflight/report";
import * as rules from "../../../components/preflight/rules";
import type { Inputs } from "../cloud";
import { OFFER } from "../contract/contracts";
import {
    Consumer,
    findings,
    lines,
    read,
    refused,
    refusedLater,
    run,
    type RunOptions,
    UNKNOWN,
    unknown,
} from "../harness";

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
    it("reports the findings of all components in one error, and registers none of them", async () => {
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
                "  - connectBandwidth: found 99. Must be a whole number from 100 to 10240 (Mbit/s). [numbers.bandwidth]",
                'EndpointService "two":',
                "  - connectBandwidth: found 98. Must be a whole number from 100 to 10240 (Mbit/s). [numbers.bandwidth]",
            ].join("\n"),
        );
        assert.deepEqual(lines(registrations), ["Stack project-stack"]);
    });

    it("reports findings of lookups together with findings about arguments", async () => {
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

    it("gives a component with a finding outputs that reject with the error", async () => {
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

    it("makes each lookup once, for any number of components", async () => {
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

    it("only looks up the caller's account when it is offline", async () => {
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

    it("is offline when the stack's config says so", async () => {
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
            'preflight: found "sometimes". Must be one of "online", "offline".',
        ]);
    });
});

/** A component with one argument, and one child made of it that waits for the checks of the component. */
class Thing extends pulumi.ComponentResource {
    constructor(
        value: pulumi.Input<unknown>,
        check: (checks: ChildChecks) => void,
        makeChild: (checks: ChildChecks) => void = () => undefined,
    ) {
        const component = new ComponentChecks("Thing");
        const checks = component.ofChild();
        check(checks);
        super("test:index:Thing", "app", {}, component.options(undefined));
        component.outputs([], () => {
            makeChild(checks);
            new Child(value, { parent: this, dependsOn: checks.dependsOn() });
            return {};
        });
    }
}

class Child extends pulumi.CustomResource {
    constructor(value: pulumi.Input<unknown>, opts: pulumi.CustomResourceOptions, name = "app") {
        super("test:index:Child", name, { value, other: "known" }, opts);
    }
}

function withWeight(value: pulumi.Input<number> | undefined, ...more: Check<unknown>[]): Thing {
    return new Thing(value, (checks) =>
        checks.argument<number>("weight", value, ...(more as Check<number>[]), rules.weight),
    );
}

/** What the child of a thing was made of. */
async function childOf(build: () => Thing, options?: RunOptions): Promise<Inputs> {
    return (await run(build, options)).registration("Child app").inputs;
}

describe("The checks of a component", () => {
    const BROKEN =
        "Thing:\n  - weight: found 101. Must be a whole number from 0 to 100. [numbers.weight]";

    it("leave a value unchanged, plain or not", async () => {
        for (const value of [4, pulumi.output(4), Promise.resolve(4)]) {
            assert.deepEqual(await childOf(() => withWeight(value)), { value: 4, other: "known" });
        }
    });

    it("throw findings about a plain value at once", async () => {
        const { error, registrations } = await refused(() => withWeight(101));

        assert.equal(error.message, BROKEN);
        assert.deepEqual(lines(registrations), []);
    });

    for (const [kind, late, message] of [
        ["an output", () => pulumi.output(101), BROKEN],
        ["a promise", () => Promise.resolve(101), BROKEN],
        ["a secret", () => pulumi.secret(101), BROKEN.replace("101", "[secret]")],
    ] as const) {
        it(`keep a resource from being created with ${kind} that breaks a rule`, async () => {
            const { error, registrations } = await refusedLater(() => withWeight(late()));

            assert.equal(error.message, message);
            assert.ok(!lines(registrations).includes("Child app"));
        });
    }

    it("report a finding once, for any number of resources that wait for it", async () => {
        const reasons = new Set<unknown>();
        const listen = (reason: unknown) => reasons.add(reason);
        const { error } = await refusedLater(() => {
            process.on("unhandledRejection", listen);
            const value = pulumi.output(101);
            return new Thing(
                value,
                (checks) => checks.argument("weight", value, rules.weight),
                (checks) => {
                    const dependsOn = checks.dependsOn();
                    new Child("other", { dependsOn }, "other");
                },
            );
        });
        process.off("unhandledRejection", listen);

        assert.equal(error.message, BROKEN);
        assert.deepEqual([...reasons], [error]);
    });

    it("find missing values, also if that is only known later", async () => {
        const nothing = pulumi.output(undefined as unknown as number);
        const { error } = await refusedLater(() => withWeight(nothing, rules.required));

        assert.equal(
            error.message,
            "Thing:\n  - weight: is missing. It is required. [values.required]",
        );
    });

    it("treat an output of undefined as a value that is not set", async () => {
        const nothing = pulumi.output(undefined as unknown as number);

        assert.deepEqual(await childOf(() => withWeight(nothing)), { other: "known" });
    });

    it("let a preview pass if a value is unknown, and leave the others known", async () => {
        assert.deepEqual(await childOf(() => withWeight(unknown<number>()), PREVIEW), {
            value: UNKNOWN,
            other: "known",
        });
    });

    it("look nothing up for a value that is invalid by itself", async () => {
        let looked = false;
        const value = pulumi.output(101);
        const { error } = await refusedLater(
            () =>
                new Thing(
                    value,
                    (checks) => checks.argument("weight", value, rules.weight),
                    (checks) =>
                        checks.lookUp({ value }, () => {
                            looked = true;
                            return Promise.resolve();
                        }),
                ),
        );

        assert.equal(error.message, BROKEN);
        assert.equal(looked, false);
    });

    it("keep a resource from being created with a derived value whose checks fail", async () => {
        const value = pulumi.output(4);
        const { error, registrations } = await refusedLater(
            () =>
                new Thing(
                    value,
                    () => undefined,
                    (checks) => {
                        const derived = checks.derive({ value }, async (known, report) => {
                            report.check("weight", known.value + 97, rules.weight);
                            return "derived";
                        });
                        new Consumer("consumer", { derived });
                    },
                ),
        );

        assert.equal(error.message, BROKEN);
        assert.ok(!lines(registrations).includes("Consumer consumer"));
    });

    it("give a refused component outputs that reject with the error", async () => {
        const { error } = await refusedLater(
            program(async () => {
                const component = new ComponentChecks("Thing");
                component.ofChild().plain("weight", 101, rules.weight);
                component.options(undefined);
                const { size } = component.outputs(["size"], () => ({ size: pulumi.output(1) }));
                await read(size);
                assert.fail("the size was there");
            }),
            PREVIEW,
        );

        assert.equal(error.message, BROKEN);
    });
});

describe("The error of a preflight", () => {
    it("is shown without a stack trace", () => {
        const error = new PreflightError([
            { component: "Thing", propertyPath: "size", reason: "size: is bad." },
        ]);

        assert.ok(pulumi.RunError.isInstance(error));
        assert.equal(error.stack, `PreflightError: ${error.message}`);
        assert.equal(error.message, "Thing:\n  - size: is bad.");
    });
});
