import assert from "node:assert/strict";

import { type Clients, ECS, eventually, GWLB, PRIVATELINK, refusal, VPC } from "./client";
import { inNetwork, type NetworkScene, ZONE_A, ZONE_B, ZONE_C } from "./networkScene";

type Body = Record<string, any>;

interface Scene extends NetworkScene {
    gwlb(action: string, parameters?: Body): Promise<Body>;
    link(action: string, parameters?: Body): Promise<Body>;
    /** In the network's two zones. */
    readonly mappings: readonly Body[];
    ask(changes?: Body): Promise<string>;
    active(changes?: Body): Promise<string>;
    /** An Active endpoint service for GWLBs. */
    service(): Promise<string>;
}

/** GWLB through the official generic client: it has none of its own on npm. */
function withGwlb(
    test: (scene: Scene) => Promise<void>,
    options?: Parameters<typeof inNetwork>[1],
): Promise<void> {
    return inNetwork(async (network) => {
        const { owner, vpcId, vswitchId, vswitch } = network;
        const gwlb = (action: string, parameters?: Body) => owner.call(GWLB, action, parameters);
        const link = (action: string, parameters?: Body) =>
            owner.call(PRIVATELINK, action, parameters);
        const mappings = [
            { ZoneId: ZONE_A, VSwitchId: vswitchId },
            { ZoneId: ZONE_B, VSwitchId: await vswitch(vpcId, "10.0.2.0/24", ZONE_B) },
        ];
        const ask = async (changes?: Body) => {
            const asked = { VpcId: vpcId, ZoneMappings: mappings, ...changes };
            return (await gwlb("CreateLoadBalancer", asked)).LoadBalancerId as string;
        };
        await test({
            ...network,
            gwlb,
            link,
            mappings,
            ask,
            async active(changes) {
                const LoadBalancerId = await ask(changes);
                await eventually(
                    () => gwlb("GetLoadBalancerAttribute", { LoadBalancerId }),
                    ({ LoadBalancerStatus }) => LoadBalancerStatus === "Active",
                );
                return LoadBalancerId;
            },
            async service() {
                const ServiceResourceType = "gwlb";
                const { ServiceId } = await link("CreateVpcEndpointService", {
                    ServiceResourceType,
                });
                await eventually(
                    () => link("GetVpcEndpointServiceAttribute", { ServiceId }),
                    ({ ServiceStatus }) => ServiceStatus === "Active",
                );
                return ServiceId as string;
            },
        });
    }, options);
}

async function code(call: Promise<unknown>): Promise<string> {
    const { status, code: name } = await refusal(call);
    return `${status} ${name}`;
}

function gone(scene: Scene, LoadBalancerId: string): Promise<unknown> {
    return eventually(
        () => scene.gwlb("ListLoadBalancers", { LoadBalancerIds: [LoadBalancerId] }),
        ({ TotalCount }) => TotalCount === 0,
    );
}

describe("a GWLB", () => {
    it("has a network interface in each of its zones, until it is deleted", () =>
        withGwlb(async (scene) => {
            const { gwlb, ecs, owner, vpcId, mappings } = scene;
            const id = await scene.active({
                LoadBalancerName: "firewalls",
                Tag: [{ Key: "team", Value: "security" }],
            });
            const found = await gwlb("GetLoadBalancerAttribute", { LoadBalancerId: id });
            assert.match(id, /^gwlb-[a-z0-9]{18}$/);
            assert.deepEqual(
                [found.LoadBalancerName, found.VpcId, found.AddressIpVersion, found.Tags],
                ["firewalls", vpcId, "Ipv4", [{ Key: "team", Value: "security" }]],
            );
            assert.deepEqual(
                found.ZoneMappings.map(({ ZoneId, VSwitchId }: Body) => ({ ZoneId, VSwitchId })),
                mappings,
            );
            const addresses = found.ZoneMappings.flatMap((zone: Body) =>
                zone.LoadBalancerAddresses.map((each: Body) => [
                    each.EniId,
                    each.PrivateIpv4Address,
                ]),
            );
            const interfaces = async () => {
                const { NetworkInterfaceSets } = await ecs("DescribeNetworkInterfaces", {
                    ServiceManaged: true,
                });
                return NetworkInterfaceSets.NetworkInterfaceSet.map((each: Body) => [
                    each.NetworkInterfaceId,
                    each.PrivateIpAddress,
                ]);
            };
            assert.deepEqual(await interfaces(), addresses.reverse());
            const VSwitchId = mappings[0]?.VSwitchId;
            assert.equal(
                await code(owner.call(VPC, "DeleteVSwitch", { VSwitchId })),
                "400 DependencyViolation",
            );

            await gwlb("DeleteLoadBalancer", { LoadBalancerId: id });
            await gone(scene, id);
            assert.deepEqual(await interfaces(), []);
            assert.equal(
                await code(gwlb("GetLoadBalancerAttribute", { LoadBalancerId: id })),
                "404 ResourceNotFound.LoadBalancer",
            );
        }));

    it("is listed by what it is, to its owner alone", () =>
        withGwlb(async (scene) => {
            const id = await scene.active({ LoadBalancerName: "firewalls" });
            const count = async ({ call }: Clients, filter: Body) =>
                (await call(GWLB, "ListLoadBalancers", filter)).TotalCount;
            for (const [right, wrong] of [
                [{ LoadBalancerNames: ["firewalls"] }, { LoadBalancerNames: ["routers"] }],
                [{ ZoneIds: [ZONE_B] }, { ZoneIds: [ZONE_C] }],
                [{ VpcIds: [scene.vpcId] }, { VpcIds: ["vpc-0"] }],
                [{ LoadBalancerStatus: "Active" }, { LoadBalancerStatus: "Deleting" }],
            ] as const) {
                assert.deepEqual(
                    [await count(scene.owner, right), await count(scene.owner, wrong)],
                    [1, 0],
                );
            }
            assert.equal(await count(scene.stranger, { LoadBalancerIds: [id] }), 0);
            for (const action of ["GetLoadBalancerAttribute", "DeleteLoadBalancer"]) {
                assert.equal(
                    await code(scene.stranger.call(GWLB, action, { LoadBalancerId: id })),
                    "404 ResourceNotFound.LoadBalancer",
                );
            }
        }));

    it("can have one zone, but not one twice, nor the vSwitch of another zone or VPC", () =>
        withGwlb(async (scene) => {
            const { mappings, vpc, vswitch, ask, owner } = scene;
            const [inA, inB] = mappings;
            await scene.active({ ZoneMappings: [inA] });
            const elsewhere = await vswitch(await vpc("10.1.0.0/16"), "10.1.1.0/24");
            for (const [ZoneMappings, expected] of [
                [[inA, inA], "400 InvalidZones"],
                [[{ ...inA, VSwitchId: inB?.VSwitchId }], "400 Mismatch.ZoneIdAndVSwitchId"],
                [[{ ...inA, VSwitchId: elsewhere }], "404 ResourceNotFound.VSwitch"],
            ] as const) {
                assert.equal(await code(ask({ ZoneMappings })), expected);
            }
            assert.equal(await code(ask({ VpcId: "vpc-0" })), "404 ResourceNotFound.Vpc");
            assert.equal(await code(ask({ LoadBalancerName: "1" })), "400 InvalidParameter");
            assert.equal(
                await code(ask({ AddressIpVersion: "DualStack" })),
                "400 InvalidParameter",
            );
            // What was refused has left nothing.
            const { TotalCount } = await owner.call(ECS, "DescribeNetworkInterfaces", {});
            assert.equal(TotalCount, 1);
        }));
});

describe("a GWLB as a service resource of PrivateLink", () => {
    const attachment = (ServiceId: string, ResourceId: string, ZoneId?: string) => ({
        ServiceId,
        ResourceId,
        ResourceType: "gwlb",
        ZoneId,
    });

    it("is attached in each of its zones, and cannot be deleted until it is detached", () =>
        withGwlb(async (scene) => {
            const { gwlb, link } = scene;
            const id = await scene.active();
            const ServiceId = await scene.service();
            for (const zoneId of [ZONE_A, ZONE_B]) {
                await link("AttachResourceToVpcEndpointService", attachment(ServiceId, id, zoneId));
            }
            const { Resources } = await link("ListVpcEndpointServiceResources", { ServiceId });
            const { ZoneMappings } = await gwlb("GetLoadBalancerAttribute", {
                LoadBalancerId: id,
            });
            assert.deepEqual(
                Resources.map((each: Body) => [each.ResourceType, each.ZoneId, each.Ip]),
                ZoneMappings.map((zone: Body) => [
                    "gwlb",
                    zone.ZoneId,
                    zone.LoadBalancerAddresses[0].PrivateIpv4Address,
                ]),
            );
            const deletion = { LoadBalancerId: id };
            assert.equal(
                await code(gwlb("DeleteLoadBalancer", deletion)),
                "400 OperationDenied.GatewayServiceResource",
            );
            for (const zoneId of [ZONE_A, ZONE_B]) {
                await link(
                    "DetachResourceFromVpcEndpointService",
                    attachment(ServiceId, id, zoneId),
                );
            }
            await gwlb("DeleteLoadBalancer", deletion);
            await gone(scene, id);
        }));

    it("cannot be any GWLB, nor in any zone, nor before it is Active", () =>
        withGwlb(
            async (scene) => {
                const ServiceId = await scene.service();
                const id = await scene.active();
                const attempt = (resourceId: string, zoneId?: string) =>
                    code(
                        scene.link(
                            "AttachResourceToVpcEndpointService",
                            attachment(ServiceId, resourceId, zoneId),
                        ),
                    );
                assert.equal(await attempt("gwlb-0", ZONE_A), "400 LoadBalancerNotFound");
                assert.equal(await attempt(id), "400 MissingParam.ZoneId");
                assert.equal(await attempt(id, ZONE_C), "400 EndpointServiceNotSupportedZone");
                const early = await scene.ask();
                assert.equal(await attempt(early, ZONE_A), "400 LoadBalancerNotSupportPrivateLink");
            },
            { transitionMilliseconds: 150 },
        ));

    it("takes endpoints of the type for GWLBs alone", () =>
        withGwlb(async (scene) => {
            const { link, vpcId, groupId, mappings } = scene;
            const ServiceId = await scene.service();
            const id = await scene.active();
            await link("AttachResourceToVpcEndpointService", attachment(ServiceId, id, ZONE_A));
            const { ServiceType, ServiceResourceType, ConnectBandwidth } = await link(
                "GetVpcEndpointServiceAttribute",
                { ServiceId },
            );
            assert.deepEqual(
                [ServiceType, ServiceResourceType, ConnectBandwidth],
                ["GatewayLoadBalancer", "gwlb", undefined],
            );
            const endpoint = (EndpointType: string) =>
                link("CreateVpcEndpoint", {
                    ServiceId,
                    EndpointType,
                    VpcId: vpcId,
                    SecurityGroupId: [groupId],
                    Zone: [mappings[0]],
                });
            assert.equal(await code(endpoint("Interface")), "400 Mismatch.EndpointType");
            const { EndpointId } = await endpoint("GatewayLoadBalancer");
            const found = await eventually(
                () => link("GetVpcEndpointAttribute", { EndpointId }),
                ({ EndpointStatus }) => EndpointStatus === "Active",
            );
            assert.equal(found.EndpointType, "GatewayLoadBalancer");
        }));
});
