import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import {
    AlbServiceResource,
    ClbServiceResource,
    type ClbServiceResourceArgs,
} from "../../../../index";
import { type Inputs, REGION } from "../../cloud";
import { findings, refusedLater, run } from "../../harness";
import { componentUrnOf, urnOf } from "../../stackState";
import { collectWarnings } from "../../warnings";

const CLB = "alicloud-privatelink:index:ClbServiceResource";
const ALB = "alicloud-privatelink:index:AlbServiceResource";
const SERVICE = "alicloud-privatelink:index:EndpointService";

const ATTACHMENT = "alicloud:privatelink/vpcEndpointServiceResource:VpcEndpointServiceResource";

/** What is left of a component that serves with a CLB, which a service has. */
function deployed(registered: Inputs, more: Inputs = {}): Record<string, Inputs> {
    return {
        [componentUrnOf(CLB, "app")]: registered,
        [urnOf(CLB, "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer", "app")]: {
            id: "lb-1",
            vswitchId: "vsw-9",
            masterZoneId: `${REGION}b`,
            instanceChargeType: "PayByCLCU",
            deleteProtection: "on",
            ...more,
        },
        [urnOf(SERVICE, ATTACHMENT, "app")]: {
            serviceId: "epsrv-1",
            resourceId: "lb-1",
            zoneId: `${REGION}b`,
        },
    };
}
const OWN = deployed({ loadBalancerId: "lb-1" }, { deleteProtection: "off" });
const EXISTING = deployed({ loadBalancerId: "lb-1", usesExisting: true });

const connected =
    (status: string) =>
    (token: string): Inputs | undefined =>
        token.endsWith("getVpcEndpointConnections")
            ? { connections: [{ endpointId: "ep-1", status }] }
            : undefined;

const listeners = [{ port: 80 }];
const NEW: ClbServiceResourceArgs = { vswitchId: "vsw-1", zoneId: `${REGION}a`, listeners };
const using = (loadBalancerId: pulumi.Input<string>) => ({ loadBalancerId, listeners });

const make = (args: ClbServiceResourceArgs, opts?: pulumi.ComponentResourceOptions) =>
    new ClbServiceResource("app", args, opts);

describe("A component whose load balancer is exchanged", () => {
    const warnings = collectWarnings();

    async function refusalOf(args: ClbServiceResourceArgs, stackState: Record<string, Inputs>) {
        const answer = connected("Connected");
        const refusal = await refusedLater(() => make(args), { answer, stackState });
        assert.deepEqual(
            refusal.registrations.filter(({ type }) => type.startsWith("alicloud:")),
            [],
        );
        return findings(refusal);
    }

    async function isMade(
        args: ClbServiceResourceArgs,
        stackState: Record<string, Inputs>,
        status = "Disconnected",
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const { registration } = await run(() => make(args, opts), {
            answer: connected(status),
            stackState,
        });
        return registration("ApplicationLoadBalancer app");
    }

    for (const [title, id] of Object.entries({
        "that is plain": "lb-2",
        "that is an output": pulumi.output("lb-2"),
    })) {
        it(`is refused another existing one while endpoints are connected, by an id ${title}`, async () => {
            const [first, ...others] = await refusalOf(using(id), EXISTING);
            assert.match(
                first,
                /^loadBalancerId: "lb-2" would replace .* would lose the listeners/,
            );
            assert.match(first, /to service epsrv-1 through it: ep-1\./);
            assert.deepEqual(others, []);
        });
    }

    it("is refused an existing one in place of its own while endpoints are connected", async () => {
        const [first, ...others] = await refusalOf(using("lb-2"), OWN);
        assert.match(
            first,
            /^loadBalancerId: .*which this component created and Pulumi would delete/,
        );
        assert.deepEqual(others, []);
    });

    it("is refused one of its own in place of an existing one while endpoints are connected", async () => {
        const [first, ...others] = await refusalOf(NEW, EXISTING);
        assert.match(first, /^loadBalancerId: is missing, so a new load balancer would replace/);
        assert.deepEqual(others, []);
    });

    it("gets one of its own, of which nothing is compared with the existing one", async () => {
        const { inputs } = await isMade(NEW, EXISTING);
        assert.equal(inputs.vswitchId, "vsw-1");
        assert.deepEqual(warnings, []);
    });

    it("gets an existing one with a warning that its own is deleted", async () => {
        await isMade(using("lb-2"), OWN);
        assert.match(
            warnings.join(),
            /^ClbServiceResource "app": loadBalancerId: "lb-2" .* lb-1, which this component created and Pulumi deletes/,
        );
    });

    it("is refused an existing one where its own is protected from deletion", async () => {
        const refusal = await refusedLater(() => make(using("lb-2")), {
            answer: connected("Disconnected"),
            stackState: deployed({ loadBalancerId: "lb-1" }),
        });
        assert.match(findings(refusal)[0], /^loadBalancerId: .*protected from deletion/);
    });

    it("hands its own over by its id, and takes it back with an import, while endpoints are connected", async () => {
        await isMade(using("lb-1"), OWN, "Connected");
        const transformation: pulumi.ResourceTransformation = ({ type, props, opts }) =>
            type.endsWith(":ApplicationLoadBalancer")
                ? { props, opts: { ...opts, import: "lb-1" } }
                : undefined;
        await isMade(NEW, EXISTING, "Connected", { transformations: [transformation] });
        assert.deepEqual(warnings, []);
    });

    it("takes no more servers with the new load balancer than one call adds", async () => {
        const backendServers = Array.from({ length: 21 }, (_, index) => ({
            serverId: `i-${index}`,
        }));
        const servers = { [urnOf(CLB, "alicloud:slb/backendServer:BackendServer", "app")]: {} };
        const own = {
            vswitchId: "vsw-9",
            listeners,
            backendServers,
            instanceChargeType: "PayByCLCU",
        } as const;
        await isMade(own, { ...OWN, ...servers });
        for (const [args, state] of [
            [{ ...own, vswitchId: "vsw-1" }, OWN],
            [{ ...using("lb-2"), backendServers }, OWN],
            [{ ...own, vswitchId: "vsw-1" }, EXISTING],
        ] as const) {
            const refusal = await refusedLater(() => make(args), {
                answer: connected("Disconnected"),
                stackState: { ...state, ...servers },
            });
            assert.match(findings(refusal).join(), /^backendServers: this update adds 21 servers/);
        }
    });

    it("is not compared with what an update left that failed in the middle of the exchange", async () => {
        const left = deployed({ loadBalancerId: "lb-0", usesExisting: true });
        const { inputs } = await isMade(NEW, left);
        assert.equal(inputs.vswitchId, "vsw-1");
    });
});

describe("An address of a load balancer that an update left behind which failed in the middle", () => {
    const COMPLETE_FIRST = /If an earlier update failed halfway, repeat that one first/;

    it("is refused to a CLB that goes back to it", async () => {
        const refusal = await refusedLater(() => make({ ...NEW, address: "10.10.0.9" }), {
            answer: (token) =>
                token.endsWith("getApplicationLoadBalancers")
                    ? { balancers: [{ id: "lb-0", vswitchId: "vsw-1", address: "10.10.0.9" }] }
                    : undefined,
            stackState: deployed({ loadBalancerId: "lb-0" }),
        });
        const [first, ...others] = findings(refusal);
        assert.match(first, /^address: found "10\.10\.0\.9", which load balancer lb-0 has\./);
        assert.match(first, COMPLETE_FIRST);
        assert.deepEqual(others, []);
    });

    it("is refused to an ALB that goes back to it", async () => {
        const zoneOf = (zone: string, last: number) => ({
            zoneId: `${REGION}${zone}`,
            vswitchId: `vsw-${zone}`,
            address: `10.10.${zone === "a" ? 0 : 1}.${last}`,
        });
        const zones = [zoneOf("a", 9), zoneOf("b", 9)];
        const left = [zoneOf("a", 8), zoneOf("b", 8)];
        const refusal = await refusedLater(
            () =>
                new AlbServiceResource("app", {
                    vpcId: "vpc-1",
                    zones,
                    listeners: [{ port: 80 }],
                    serverGroup: { servers: [{ serverIp: "10.10.0.20" }] },
                }),
            {
                answer: (token, { vpcIds }) =>
                    token.endsWith("getLoadBalancers") && vpcIds !== undefined
                        ? {
                              balancers: [
                                  {
                                      id: "alb-0",
                                      zoneMappings: zones.map(({ address }) => ({
                                          loadBalancerAddresses: [{ intranetAddress: address }],
                                      })),
                                  },
                              ],
                          }
                        : undefined,
                stackState: {
                    [componentUrnOf(ALB, "app")]: { loadBalancerId: "alb-0" },
                    [urnOf(ALB, "alicloud:alb/loadBalancer:LoadBalancer", "app")]: {
                        id: "alb-1",
                        vpcId: "vpc-1",
                        addressAllocatedMode: "Dynamic",
                        zoneMappings: left.map(({ address, ...zone }) => ({
                            ...zone,
                            intranetAddress: address,
                        })),
                    },
                },
            },
        );
        const found = findings(refusal);
        assert.equal(found.length, 2);
        assert.match(found[0], /^zones\[0\]\.address: found "10\.10\.0\.9", .* alb-0 has\./);
        assert.match(found[0], COMPLETE_FIRST);
    });
});

describe("An ALB of a component's own in place of an existing one", () => {
    const zones = ["a", "b"].map((zone) => ({
        zoneId: `${REGION}${zone}`,
        vswitchId: `vsw-${zone}`,
        address: zone === "a" ? "10.10.0.9" : "10.10.1.9",
    }));

    it("may have other addresses, zones and another edition", async () => {
        const stackState = {
            [componentUrnOf(ALB, "app")]: { loadBalancerId: "alb-1", usesExisting: true },
            [urnOf(ALB, "alicloud:alb/loadBalancer:LoadBalancer", "app")]: {
                id: "alb-1",
                vpcId: "vpc-1",
                loadBalancerEdition: "Standard",
                addressAllocatedMode: "Fixed",
                zoneMappings: [
                    { zoneId: `${REGION}a`, vswitchId: "vsw-a", intranetAddress: "10.10.0.8" },
                    { zoneId: `${REGION}c`, vswitchId: "vsw-c", intranetAddress: "10.10.2.8" },
                ],
            },
            [urnOf(SERVICE, ATTACHMENT, "app")]: {
                serviceId: "epsrv-1",
                resourceId: "alb-1",
                zoneId: `${REGION}c`,
            },
        };
        const { registration } = await run(
            () =>
                new AlbServiceResource("app", {
                    vpcId: "vpc-1",
                    zones,
                    listeners: [{ port: 80 }],
                    serverGroup: { servers: [{ serverIp: "10.10.0.20" }] },
                }),
            { answer: connected("Disconnected"), stackState },
        );
        assert.equal(registration("LoadBalancer app").inputs.loadBalancerEdition, "Basic");
    });
});
