import * as assert from "node:assert/strict";

import { REGION } from "./client";
import { code, inScene, ZONE_A, ZONE_B, type Side, WATCHED } from "./privatelinkScene";

const attach = (side: Side, ServiceId: string, ResourceId: string, more = {}) =>
    side.call("AttachResourceToVpcEndpointService", {
        ServiceId,
        ResourceId,
        ResourceType: "slb",
        ...more,
    });

const detach = (side: Side, ServiceId: string, ResourceId: string, more = {}) =>
    side.call("DetachResourceFromVpcEndpointService", { ServiceId, ResourceId, ...more });

describe("PrivateLink service resources", () => {
    it("are in the primary zone of their CLB, whether or not the call names the zone", () =>
        inScene(async ({ provider, service }) => {
            const ServiceId = await service({}, []);
            const first = provider.loadBalancer(ZONE_A, { slaveZoneId: ZONE_B });
            const second = provider.loadBalancer(ZONE_B);
            await attach(provider, ServiceId, first, { ZoneId: "" });
            await attach(provider, ServiceId, second, { ZoneId: ZONE_B });
            const { Resources, RequestId, ...rest } = await provider.call(
                "ListVpcEndpointServiceResources",
                { ServiceId },
            );
            assert.deepEqual(Resources[0], {
                ResourceId: first,
                ResourceType: "slb",
                ZoneId: ZONE_A,
                RegionId: REGION,
                VpcId: provider.vpcId,
                VSwitchId: provider.vswitchIds[ZONE_A],
                Ip: "10.0.0.9",
                AutoAllocatedEnabled: true,
                ResourceSupportIPv6: false,
                RelatedEndpointCount: 0,
                RelatedDeprecatedEndpointCount: 0,
            });
            assert.equal(Resources[1].ZoneId, ZONE_B);
            assert.deepEqual(rest, { MaxResults: 50, NextToken: "" });
            const { Zones } = await provider.call("GetVpcEndpointServiceAttribute", { ServiceId });
            assert.deepEqual(Zones, [ZONE_A, ZONE_B]);
        }));

    it("cannot be any CLB", () =>
        inScene(async ({ provider, consumer, service }) => {
            const ServiceId = await service({}, []);
            const attempt = (id: string, more = {}) => code(attach(provider, ServiceId, id, more));
            const good = provider.loadBalancer(ZONE_A, { slaveZoneId: ZONE_B });
            const unfit = "LoadBalancerNotSupportPrivateLink";
            const changed = (changes: object) => attempt(provider.loadBalancer(ZONE_A, changes));
            assert.equal(await changed({ addressType: "internet" }), unfit);
            assert.equal(await changed({ payType: "PrePay" }), unfit);
            assert.equal(await changed({ vpcId: "" }), unfit);
            assert.equal(await attempt("lb-0"), "LoadBalancerNotFound");
            assert.equal(await attempt(consumer.loadBalancer(ZONE_A)), "LoadBalancerNotFound");
            assert.equal(await changed({ regionId: "eu-west-1" }), "LoadBalancerNotFound");
            assert.equal(
                await attempt(good, { ZoneId: ZONE_B }),
                "EndpointServiceNotSupportedZone",
            );
            assert.equal(
                await attempt(good, { ResourceType: "alb" }),
                "EndpointServiceResourceTypeNotEqual",
            );
            assert.equal(
                await attempt(good, { ResourceType: "clb" }),
                "EndpointServiceResourceTypeNotSupport",
            );
            assert.equal(await attempt(good, { DryRun: true }), "DryRunOperation");
            await attach(provider, ServiceId, good);
            assert.equal(await attempt(good), "EndpointServiceResourceExist");
        }));

    it("of another type than the service's are refused", () =>
        inScene(async ({ provider, service }) => {
            const ServiceId = await service({ ServiceResourceType: "gwlb" }, []);
            const unequal = attach(provider, ServiceId, provider.loadBalancer(ZONE_A));
            assert.equal(await code(unequal), "EndpointServiceResourceTypeNotEqual");
        }));

    it("are detached unless a connected endpoint depends on them", () =>
        inScene(async (scene) => {
            const { provider } = scene;
            const ServiceId = await scene.service({}, [ZONE_A]);
            const resources = async () => {
                const { Resources } = await provider.call("ListVpcEndpointServiceResources", {
                    ServiceId,
                });
                return Resources;
            };
            const [{ ResourceId }] = await resources();
            const EndpointId = await scene.endpoint(ServiceId);
            await scene.zone(EndpointId);
            await scene.accept(ServiceId, EndpointId);
            assert.equal((await resources())[0].RelatedEndpointCount, 1);
            assert.equal(
                await code(detach(provider, ServiceId, ResourceId)),
                "EndpointServiceConnectionDependence",
            );
            await provider.call("DisableVpcEndpointConnection", { ServiceId, EndpointId });
            assert.equal(
                await code(detach(provider, ServiceId, ResourceId)),
                "EndpointServiceConnectionDependence",
            );
            await scene.disconnected(ServiceId, EndpointId);
            assert.equal(
                await code(detach(provider, ServiceId, "lb-0")),
                "EndpointServiceResourceNotFound",
            );
            assert.equal(
                await code(detach(provider, ServiceId, ResourceId, { ZoneId: ZONE_B })),
                "EndpointServiceResourceNotFound",
            );
            assert.equal(
                await code(detach(provider, ServiceId, ResourceId, { ResourceType: "alb" })),
                "EndpointServiceResourceTypeNotEqual",
            );
            await detach(provider, ServiceId, ResourceId, { ResourceType: "slb" });
            assert.deepEqual(await resources(), []);
        }, WATCHED));

    it("keep one automatically allocated resource in each zone", () =>
        inScene(async (scene) => {
            const { provider } = scene;
            const ServiceId = await scene.service({}, []);
            const first = provider.loadBalancer(ZONE_A);
            const second = provider.loadBalancer(ZONE_A);
            await attach(provider, ServiceId, first);
            await attach(provider, ServiceId, second);
            const update = (ResourceId: string, AutoAllocatedEnabled: boolean) =>
                provider.call("UpdateVpcEndpointServiceResourceAttribute", {
                    ServiceId,
                    ResourceId,
                    AutoAllocatedEnabled,
                });
            await update(first, false);
            assert.equal(await code(update(second, false)), "ResourceAutoAllocateViolation");
            assert.equal(await code(update("lb-0", true)), "EndpointServiceResourceNotFound");
            const EndpointId = await scene.endpoint(ServiceId);
            await scene.zone(EndpointId);
            await scene.accept(ServiceId, EndpointId);
            const { Zones } = await scene.connection(ServiceId, EndpointId);
            assert.equal(Zones[0].ResourceId, second);
        }));
});
