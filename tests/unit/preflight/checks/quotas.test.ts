import * as assert from "node:assert/strict";
import { mock } from "node:test";

import * as pulumi from "@pulumi/pulumi";

import { EndpointService, InterfaceEndpoint, type InterfaceEndpointArgs } from "../../../../index";
import { type Inputs, quota } from "../../cloud";
import { OFFER } from "../../contract/contracts";
import { lines, refusedLater, run, type RunOptions, unknown } from "../../harness";

const SERVICE_ID = "epsrv-1";
const SERVICE_NAME = `com.aliyuncs.privatelink.eu-central-1.${SERVICE_ID}`;

/** What the cloud holds, as far as quotas are about it. */
interface Holdings {
    readonly quotas?: readonly Inputs[];
    /** Descriptions of the account's services in the region. */
    readonly services?: readonly string[];
    /** Names of the endpoints in every VPC; they are for another service. */
    readonly endpoints?: readonly string[];
    /** Endpoints that are for the same service as the program's. */
    readonly ofSameService?: readonly string[];
}

function holding(held: Holdings, options: RunOptions = {}): RunOptions {
    const { quotas, services = [], endpoints = [], ofSameService = [] } = held;
    return {
        ...options,
        answer: (token, inputs) => {
            switch (token.split(":").pop()) {
                case "getQuotas":
                    return quotas && { quotas };
                case "getVpcEndpointServices":
                    // With ids it is another rule's question.
                    return inputs.ids === undefined
                        ? {
                              services: services.map((serviceDescription, index) => ({
                                  id: `epsrv-${index}`,
                                  serviceDescription,
                              })),
                          }
                        : undefined;
                case "getVpcEndpoints":
                    return {
                        endpoints:
                            inputs.vpcId === undefined
                                ? []
                                : [
                                      ...endpoints.map((name) => endpointOf(name, "epsrv-other")),
                                      ...ofSameService.map((name) => endpointOf(name, SERVICE_ID)),
                                  ],
                    };
                default:
                    return undefined;
            }
        },
    };
}

function endpointOf(vpcEndpointName: string, serviceId: string): Inputs {
    const serviceName = `com.aliyuncs.privatelink.eu-central-1.${serviceId}`;
    return { vpcEndpointName, serviceId, serviceName };
}

const PREVIEW: RunOptions = { preview: true };

const fullAccount = (total: number, used: number) => [quota("pvl_quota_total_epsrv", total, used)];
const fullVpc = (total: number) => [quota("pvl_quota_total_ep_per_vpc", total)];

/** A program, as the engine runs one: with a stack around it. */
function program(build: () => unknown): () => unknown {
    return () => pulumi.runtime.runInPulumiStack(async () => build());
}

function publish(name: string, serviceDescription?: pulumi.Input<string>): EndpointService {
    return new EndpointService(name, {
        serviceResources: [{ loadBalancerId: "lb-1", zoneIds: ["eu-central-1a"] }],
        serviceDescription,
    });
}

function connect(name: string, args: Partial<InterfaceEndpointArgs> = {}): InterfaceEndpoint {
    return new InterfaceEndpoint(name, {
        serviceName: SERVICE_NAME,
        vpcId: "vpc-1",
        zones: [{ zoneId: "eu-central-1a", vswitchId: "vsw-a" }],
        securityGroupIds: ["sg-1"],
        ...args,
    });
}

type Lookups = readonly { readonly token: string; readonly inputs: Inputs }[];

/** How often a data source was read. */
function times(lookups: Lookups, dataSource: string): number {
    return lookups.filter(({ token }) => token.endsWith(`:${dataSource}`)).length;
}

/** The VPCs whose endpoints were looked up. */
function lookedUpVpcs(lookups: Lookups): unknown[] {
    return lookups
        .filter(({ token }) => token.endsWith(":getVpcEndpoints"))
        .flatMap(({ inputs }) => (inputs.vpcId === undefined ? [] : [inputs.vpcId]));
}

describe("The quota of endpoint services", () => {
    it("refuses a new one at preview if it is used up, and registers nothing", async () => {
        const { error, registrations } = await refusedLater(
            program(() => publish("orders")),
            holding({ quotas: fullAccount(2, 2), services: ["one", "two"] }, PREVIEW),
        );

        assert.equal(
            error.message,
            [
                'EndpointService "orders":',
                '  - the account has 2 of at most 2 endpoint services (quota pvl_quota_total_epsrv), and none has the description "orders". ' +
                    "Request a higher quota in Quota Center, or delete a service. " +
                    'If this service exists and only its description changes, set preflight to "offline". [quotas.serviceQuota]',
            ].join("\n"),
        );
        assert.deepEqual(lines(registrations), ["Stack project-stack"]);
    });

    it("does not count an existing service, matched by its description", async () => {
        const { registrations } = await run(
            () => publish("orders", "Orders and invoices"),
            holding({ quotas: fullAccount(2, 2), services: ["one", "Orders and invoices"] }),
        );

        assert.ok(lines(registrations).includes("VpcEndpointService orders"));
    });

    it("costs one lookup per program while it is not used up", async () => {
        const { invokes } = await run(
            () => [publish("one"), publish("two"), publish("three")],
            holding({ quotas: fullAccount(200, 197) }),
        );

        assert.equal(times(invokes, "getQuotas"), 1);
        assert.deepEqual(invokes.find(({ token }) => token.endsWith(":getQuotas"))?.inputs, {
            productCode: "privatelink",
        });
        assert.equal(times(invokes, "getVpcEndpointServices"), 0);
    });

    it("counts the services of the same program: the second one exceeds the quota", async () => {
        const { error, registrations } = await refusedLater(
            program(() => [publish("one"), publish("two")]),
            holding({ quotas: fullAccount(200, 199) }, PREVIEW),
        );

        assert.match(
            error.message,
            /^EndpointService "two":\n {2}- the account has 199 of at most 200 endpoint services \(.*\), this program creates 1 more before this one, and none has the description "two"\./,
        );
        assert.doesNotMatch(error.message, /EndpointService "one"/);
        assert.deepEqual(lines(registrations), ["Stack project-stack"]);
    });

    it("does not count an existing service of the program: a new one fits", async () => {
        const { registrations } = await run(
            () => [publish("old"), publish("new")],
            holding({ quotas: fullAccount(200, 199), services: ["old"] }),
        );

        assert.ok(lines(registrations).includes("VpcEndpointService new"));
    });

    for (const [what, quotas] of [
        ["has no number of what is used", [quota("pvl_quota_total_epsrv", 0)]],
        [
            "is listed more than once, as for each region",
            [...fullAccount(2, 2), ...fullAccount(9, 3)],
        ],
        ["is not listed", []],
    ] as const) {
        it(`is left to the cloud if it ${what}`, async () => {
            const { registrations } = await run(() => publish("orders"), holding({ quotas }));

            assert.ok(lines(registrations).includes("VpcEndpointService orders"));
        });
    }

    it("is found by its action code if the documents use that as its name", async () => {
        const coded = {
            ...fullAccount(2, 2)[0],
            quotaName: "Services",
            quotaActionCode: "pvl_quota_total_epsrv",
        };
        const { error } = await refusedLater(
            () => publish("orders"),
            holding({ quotas: [coded] }, PREVIEW),
        );

        assert.match(error.message, /quota pvl_quota_total_epsrv/);
    });

    it("neither fails nor delays a preview in which the description is not known", async () => {
        const { registrations, invokes } = await run(
            () => publish("orders", unknown<string>()),
            holding({ quotas: fullAccount(2, 2) }, PREVIEW),
        );

        assert.ok(lines(registrations).includes("VpcEndpointService orders"));
        assert.equal(times(invokes, "getQuotas"), 0);
    });
});

describe("A VPC's quota of endpoints", () => {
    it("refuses a new one at preview if it is used up, and registers nothing", async () => {
        const { error, registrations } = await refusedLater(
            program(() => connect("orders")),
            holding({ quotas: fullVpc(2), endpoints: ["one", "two"] }, PREVIEW),
        );

        assert.equal(
            error.message,
            [
                'InterfaceEndpoint "orders":',
                '  - vpcId: VPC vpc-1 has 2 of at most 2 endpoints (quota pvl_quota_total_ep_per_vpc), and none has the name "orders" or is for the same service. ' +
                    "Request a higher quota in Quota Center, or delete an endpoint. [quotas.endpointQuota]",
            ].join("\n"),
        );
        assert.deepEqual(lines(registrations), ["Stack project-stack"]);
    });

    for (const [what, held, args] of [
        ["name", { endpoints: ["one", "orders"] }, { endpointName: "orders" }],
        ["service, under another name", { ofSameService: ["one", "two"] }, {}],
        [
            "service, which is given by its id",
            { ofSameService: ["one", "two"] },
            { serviceName: undefined, serviceId: SERVICE_ID },
        ],
        [
            "service, which an offer names",
            { ofSameService: ["one", "two"] },
            { serviceName: undefined, offer: OFFER },
        ],
    ] as const) {
        it(`does not count an existing endpoint, matched by its ${what}, and looks up no quota`, async () => {
            const { registrations, invokes } = await run(
                () => connect("app", args),
                holding({ quotas: fullVpc(2), ...held }),
            );

            assert.ok(lines(registrations).includes("VpcEndpoint app"));
            assert.deepEqual(lookedUpVpcs(invokes), ["vpc-1"]);
            assert.equal(times(invokes, "getQuotas"), 0);
        });
    }

    it("costs one lookup for a VPC that has no endpoints", async () => {
        const { invokes } = await run(() => connect("app"), holding({ quotas: fullVpc(2) }));

        assert.deepEqual(lookedUpVpcs(invokes), ["vpc-1"]);
        assert.equal(times(invokes, "getQuotas"), 0);
    });

    it("counts the endpoints of the same program, separately for each VPC", async () => {
        const elsewhere = {
            vpcId: "vpc-2",
            zones: [{ zoneId: "eu-central-1a", vswitchId: "vsw-of-vpc-2" }],
            securityGroupIds: undefined,
            ports: [{ port: 443 }],
            clientCidrBlocks: ["10.0.0.0/16"],
        };
        const { error } = await refusedLater(
            program(() => [connect("one"), connect("two"), connect("far", elsewhere)]),
            holding({ quotas: fullVpc(3), endpoints: ["a", "b"] }, PREVIEW),
        );

        assert.match(
            error.message,
            /^InterfaceEndpoint "two":\n {2}- vpcId: VPC vpc-1 has 2 of at most 3 endpoints \(.*\), this program creates 1 more before this one, and none has the name "two"/,
        );
        assert.doesNotMatch(error.message, /"one":|"far":/);
    });

    it("is not looked up while the VPC does not exist", async () => {
        const { registrations, invokes, registration } = await run(
            () => connect("app", { vpcId: unknown<string>() }),
            holding({ quotas: fullVpc(0), endpoints: ["a"] }, PREVIEW),
        );

        assert.ok(lines(registrations).includes("VpcEndpoint app"));
        assert.equal(registration("VpcEndpoint app").inputs.vpcEndpointName, "app");
        assert.deepEqual(lookedUpVpcs(invokes), []);
        assert.equal(times(invokes, "getQuotas"), 0);
    });

    it("is looked up before the endpoint is created, if the VPC is known only then", async () => {
        const { error, registrations } = await refusedLater(
            () => connect("app", { vpcId: pulumi.output(Promise.resolve("vpc-1")) }),
            holding({ quotas: fullVpc(1), endpoints: ["a"] }),
        );

        assert.match(error.message, /VPC vpc-1 has 1 of at most 1 endpoints/);
        assert.ok(!lines(registrations).includes("VpcEndpoint app"));
    });
});

describe("An account that must not read what quotas need", () => {
    /** Every quota is used up, and nothing of the program's is there. */
    const full = holding({
        quotas: [...fullAccount(1, 1), ...fullVpc(1)],
        services: ["a"],
        endpoints: ["a"],
    });

    for (const [denied, build, made] of [
        ["getQuotas", () => publish("app"), "VpcEndpointService app"],
        ["getQuotas", () => connect("app"), "VpcEndpoint app"],
        ["getVpcEndpointServices", () => publish("app"), "VpcEndpointService app"],
        ["getVpcEndpoints", () => connect("app"), "VpcEndpoint app"],
    ] as const) {
        it(`gets no warning, and its ${made}, if ${denied} is denied`, async () => {
            const warn = mock.method(console, "warn", () => undefined);
            try {
                const { registrations, invokes } = await run<unknown>(build, {
                    answer: (token, inputs) => {
                        // Whether PrivateLink is open, and where a service can be reached, other rules ask.
                        const isOthers = "vpcEndpointName" in inputs || "ids" in inputs;
                        if (token.endsWith(`:${denied}`) && !isOthers) {
                            throw new Error("NoPermission: you are not authorized to do this.");
                        }
                        return full.answer?.(token, inputs);
                    },
                });

                assert.ok(times(invokes, denied) > 0);
                assert.ok(lines(registrations).includes(made));
                assert.deepEqual(
                    warn.mock.calls.map((call) => String(call.arguments[0])),
                    [],
                );
            } finally {
                warn.mock.restore();
            }
        });
    }
});
