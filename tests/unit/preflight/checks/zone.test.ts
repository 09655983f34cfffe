import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import {
    AlbServiceResource,
    ClbServiceResource,
    type ClbServiceResourceArgs,
    InterfaceEndpoint,
    type InterfaceEndpointArgs,
    NlbServiceResource,
} from "../../../../index";
import { type Inputs, PARTNER, REGION } from "../../cloud";
import { OFFER } from "../../contract/contracts";
import { type Invoke, lines, refusedLater, run, type RunOptions, unknown } from "../../harness";
import { componentUrnOf, urnOf } from "../../stackState";
import { collectWarnings } from "../../warnings";

const NOWHERE = `${REGION}z`;
const [A, B, C] = ["a", "b", "c"].map((letter) => `${REGION}${letter}`);

/** Zones with vSwitches that are created in the same update. */
function inNewVswitches(...zoneIds: string[]) {
    return zoneIds.map((zoneId) => ({ zoneId, vswitchId: unknown<string>() }));
}

function clb(args: Partial<ClbServiceResourceArgs>, name = "app"): ClbServiceResource {
    const vswitchId = unknown<string>();
    return new ClbServiceResource(name, { vswitchId, listeners: [{ port: 80 }], ...args });
}

function alb(zoneIds: string[], name = "app"): AlbServiceResource {
    const zones = inNewVswitches(...zoneIds).map((zone, index) => ({
        ...zone,
        address: `10.10.${index}.9`,
    }));
    const serverGroup = { servers: [{ serverIp: "10.10.0.20", port: 8080 }] };
    const listeners = [{ port: 80 }];
    return new AlbServiceResource(name, { vpcId: "vpc-1", zones, listeners, serverGroup });
}

function nlb(zoneIds: string[], name = "app"): NlbServiceResource {
    const zones = inNewVswitches(...zoneIds);
    const serverGroup = { servers: [{ name: "one", serverId: "i-1", port: 8080 }] };
    const listeners = [{ port: 80 }];
    return new NlbServiceResource(name, { vpcId: "vpc-1", zones, listeners, serverGroup });
}

/** An endpoint for a service of which only the name is known. */
function endpoint(args: Partial<InterfaceEndpointArgs>, name = "app"): InterfaceEndpoint {
    return new InterfaceEndpoint(name, {
        serviceName: OFFER.serviceName,
        vpcId: "vpc-1",
        zones: [],
        ports: [{ port: 443 }],
        clientCidrBlocks: ["10.10.0.0/16"],
        ...args,
    });
}

interface Kind {
    /** What the data source is called, with its product. */
    readonly lookup: string;
    /** The product's zones as a message names them. */
    readonly zones: string;
    readonly path: string;
    /** Makes one that is in a zone, beside others that exist. */
    readonly make: (zoneId: string, name?: string) => unknown;
    /** The state of one that was created in zones a and b. */
    readonly deployed: Record<string, Inputs>;
    readonly permission: string;
}

function deployedLoadBalancer(
    component: string,
    type: string,
    outputs: Inputs,
): Record<string, Inputs> {
    const componentType = `alicloud-privatelink:index:${component}`;
    return {
        [componentUrnOf(componentType, "app")]: { loadBalancerId: "lb-1", usesExisting: false },
        [urnOf(componentType, type, "app")]: { id: "lb-1", ...outputs },
    };
}

const ZONE_MAPPINGS = [A, B].map((zoneId) => ({ zoneId, vswitchId: "vsw-of-before" }));

const KINDS: Readonly<Record<string, Kind>> = {
    ClbServiceResource: {
        lookup: "slb/getZones",
        zones: "The zones of this region that have CLBs are",
        path: "zoneId",
        make: (zoneId, name) => clb({ zoneId }, name),
        deployed: deployedLoadBalancer(
            "ClbServiceResource",
            "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer",
            { masterZoneId: A, slaveZoneId: B },
        ),
        permission: "slb:DescribeAvailableResource",
    },
    AlbServiceResource: {
        lookup: "alb/getZones",
        zones: "The zones of this region that have ALBs are",
        path: "zones[1].zoneId",
        make: (zoneId, name) => alb([B, zoneId], name),
        deployed: deployedLoadBalancer(
            "AlbServiceResource",
            "alicloud:alb/loadBalancer:LoadBalancer",
            { zoneMappings: ZONE_MAPPINGS },
        ),
        permission: "alb:DescribeZones",
    },
    NlbServiceResource: {
        lookup: "nlb/getZones",
        zones: "The zones of this region that have NLBs are",
        path: "zones[1].zoneId",
        make: (zoneId, name) => nlb([B, zoneId], name),
        deployed: deployedLoadBalancer(
            "NlbServiceResource",
            "alicloud:nlb/loadBalancer:LoadBalancer",
            { zoneMappings: ZONE_MAPPINGS },
        ),
        permission: "nlb:DescribeZones",
    },
    InterfaceEndpoint: {
        lookup: "index/getZones",
        zones: "The zones of this region are",
        path: "zones[1].zoneId",
        make: (zoneId, name) => endpoint({ zones: inNewVswitches(B, zoneId) }, name),
        deployed: Object.fromEntries(
            [A, B].map((zoneId) => [
                urnOf(
                    "alicloud-privatelink:index:InterfaceEndpoint",
                    "alicloud:privatelink/vpcEndpointZone:VpcEndpointZone",
                    `app-${zoneId}`,
                ),
                { zoneId },
            ]),
        ),
        permission: "ecs:DescribeAvailableResource, ecs:DescribeZones",
    },
};

const PREVIEW: RunOptions = { preview: true };

function zoneLookups(invokes: readonly Invoke[]): string[] {
    return invokes.map(({ token }) => token.split(":")[1]).filter((each) => /getZones/.test(each));
}

describe("A zone", () => {
    const warnings = collectWarnings();

    for (const [component, { lookup, zones, path, make, deployed, permission }] of Object.entries(
        KINDS,
    )) {
        describe(`of ${/^[AIN]/.test(component) ? "an" : "a"} ${component}`, () => {
            it("that does not exist is refused at preview, with the zones that do, and nothing is registered", async () => {
                const { error, registrations } = await refusedLater(() => make(NOWHERE), PREVIEW);

                assert.equal(
                    error.message,
                    `${component} "app":\n  - ${path}: found "${NOWHERE}". ${zones} ${A}, ${B}, ${C}. ` +
                        "Use one of them, or check the region. [zones.zoneFound]",
                );
                assert.deepEqual(registrations, []);
            });

            it("is looked up once for all components of a program", async () => {
                const { invokes } = await run(() => {
                    make(A);
                    make(A, "other");
                }, PREVIEW);

                assert.deepEqual(zoneLookups(invokes), [lookup]);
            });

            it("is not looked up where one is deployed in it", async () => {
                const { invokes } = await run(() => make(A), { ...PREVIEW, stackState: deployed });

                assert.deepEqual(zoneLookups(invokes), []);
            });

            it("is looked up where one is deployed in another", async () => {
                const options = { ...PREVIEW, stackState: deployed };
                const { invokes } = await run(() => make(C), options);

                assert.deepEqual(zoneLookups(invokes), [lookup]);
            });

            it("is not checked offline", async () => {
                pulumi.runtime.setConfig("alicloud-privatelink:preflight", "offline");
                try {
                    const { invokes } = await run(() => make(NOWHERE), PREVIEW);
                    assert.deepEqual(zoneLookups(invokes), []);
                } finally {
                    pulumi.runtime.setConfig("alicloud-privatelink:preflight", "online");
                }
            });

            it("is not checked where the list is empty", async () => {
                const answer = answering({ zones: [] });
                const { registrations } = await run(() => make(NOWHERE), { ...PREVIEW, answer });

                assert.ok(lines(registrations).length > 1);
                assert.deepEqual([...warnings], []);
            });

            it("is not checked where it cannot be looked up, which a warning says", async () => {
                const answer = answering(new Error("Code: Forbidden.RAM, Message: no"));
                const { registrations } = await run(() => make(NOWHERE), { ...PREVIEW, answer });

                assert.ok(lines(registrations).length > 1);
                assert.equal(warnings.length, 1);
                assert.ok(warnings[0].includes(`Allow ${permission}, or set preflight`));
            });
        });
    }

    describe("of a CLB", () => {
        it("is not looked up where the cloud chooses it", async () => {
            const { invokes } = await run(() => clb({}), PREVIEW);

            assert.deepEqual(zoneLookups(invokes), []);
        });

        for (const [what, args, says] of [
            [
                "that does not exist",
                { zoneId: A, secondaryZoneId: NOWHERE },
                `The zones of this region that have CLBs are ${A}, ${B}, ${C}. Use one of them, or check the region. [zones.zoneFound]`,
            ],
            [
                "that does not exist, where the cloud chooses the primary zone",
                { secondaryZoneId: NOWHERE },
                `The zones of this region that have CLBs are ${A}, ${B}, ${C}. Use one of them, or check the region. [zones.zoneFound]`,
            ],
            [
                "that is the primary zone",
                { zoneId: A, secondaryZoneId: A },
                `Beside the primary zone ${A}, it can be ${B} or ${C}. Use one of them, or leave it out. [zones.clbSecondaryZone]`,
            ],
        ] as const) {
            it(`has no secondary zone ${what}`, async () => {
                const { error } = await refusedLater(() => clb(args), PREVIEW);

                assert.equal(
                    error.message,
                    `ClbServiceResource "app":\n  - secondaryZoneId: found "${args.secondaryZoneId}". ${says}`,
                );
            });
        }
    });

    describe("of an endpoint", () => {
        const ofPartner: RunOptions = { ...PREVIEW, caller: PARTNER };

        it("is not looked up where the vSwitch is in it", async () => {
            const zones = [{ zoneId: A, vswitchId: "vsw-a" }];
            const { invokes } = await run(() => endpoint({ zones }), PREVIEW);

            assert.deepEqual(zoneLookups(invokes), []);
        });

        it("is not looked up where an offer has the zones of the service", async () => {
            const args = { serviceName: undefined, ports: undefined, offer: OFFER };
            const zones = inNewVswitches(A);
            const { invokes } = await run(() => endpoint({ ...args, zones }), ofPartner);

            assert.deepEqual(zoneLookups(invokes), []);
        });

        it("is found wrong beside a vSwitch that exists, and the vSwitch is not", async () => {
            const zones = [{ zoneId: NOWHERE, vswitchId: "vsw-a" }];
            const { error } = await refusedLater(() => endpoint({ zones }), PREVIEW);

            assert.match(
                error.message,
                /^InterfaceEndpoint "app":\n {2}- zones\[0\]\.zoneId: found "eu-central-1z"\. [^\n]+ \[zones\.zoneFound\]$/,
            );
        });
    });

    it("of a single NLB is one finding if it does not exist", async () => {
        const { error } = await refusedLater(() => nlb([NOWHERE]), PREVIEW);

        assert.match(error.message, /^[^\n]+\n[^\n]+\[zones\.zoneFound\]$/);
    });

    it("of a single NLB that is deployed is not looked up", async () => {
        const stackState = deployedLoadBalancer(
            "NlbServiceResource",
            "alicloud:nlb/loadBalancer:LoadBalancer",
            { zoneMappings: ZONE_MAPPINGS.slice(0, 1) },
        );
        const { invokes } = await run(() => nlb([A]), { ...PREVIEW, stackState });

        assert.deepEqual(zoneLookups(invokes), []);
    });
});

/** Answers the lookups of zones otherwise than usual. */
function answering(answer: Inputs | Error): RunOptions["answer"] {
    return (token) => {
        if (!token.endsWith(":getZones")) {
            return undefined;
        }
        if (answer instanceof Error) {
            throw answer;
        }
        return answer;
    };
}
