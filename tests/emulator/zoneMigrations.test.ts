import assert from "node:assert/strict";

import { eventually, PRIVATELINK, refusal, SLB } from "./client";
import { ZONE_A, ZONE_B } from "./networkScene";
import { healthIs, listen, type TrafficScene, withTraffic } from "./trafficScene";

type Body = Record<string, any>;

const MIGRATE = "UpdateVpcEndpointZoneConnectionResourceAttribute";

/** A second load balancer in the zone, with one of the servers, that is given to no connection by itself. */
async function second({ provider, backendIds, serviceId }: TrafficScene): Promise<string> {
    const { LoadBalancerId } = await provider.call(SLB, "CreateLoadBalancer", {
        VSwitchId: provider.vswitchIds[ZONE_A],
        LoadBalancerSpec: "slb.s1.small",
    });
    await provider.call(SLB, "AddBackendServers", {
        LoadBalancerId,
        BackendServers: JSON.stringify([{ ServerId: backendIds.two, Weight: "100" }]),
    });
    await listen(provider, LoadBalancerId);
    await healthIs(provider, LoadBalancerId, ["normal"]);
    await provider.call(PRIVATELINK, "AttachResourceToVpcEndpointService", {
        ServiceId: serviceId,
        ResourceId: LoadBalancerId,
        ResourceType: "slb",
    });
    return LoadBalancerId as string;
}

describe("a zone of a connection that is moved to another load balancer", () => {
    const migrate = (scene: TrafficScene, ResourceId: string | undefined, more: Body = {}) =>
        scene.provider.call(PRIVATELINK, MIGRATE, {
            ServiceId: scene.serviceId,
            EndpointId: scene.endpointId,
            ZoneId: ZONE_A,
            ResourceId,
            ResourceType: "slb",
            ResourceReplaceMode: "Graceful",
            ...more,
        });

    const drain = ({ provider, serviceId, loadBalancerIds }: TrafficScene) =>
        provider.call(PRIVATELINK, "UpdateVpcEndpointServiceResourceAttribute", {
            ServiceId: serviceId,
            ResourceId: loadBalancerIds[ZONE_A],
            AutoAllocatedEnabled: false,
        });

    async function zoneOf(
        { provider, serviceId, endpointId }: TrafficScene,
        filter: Body = {},
    ): Promise<Body> {
        const { Connections } = await provider.call(PRIVATELINK, "ListVpcEndpointConnections", {
            ServiceId: serviceId,
            EndpointId: endpointId,
            ...filter,
        });
        return Connections[0]?.Zones.find(({ ZoneId }: Body) => ZoneId === ZONE_A) ?? {};
    }

    const becomes = (scene: TrafficScene, status: string) =>
        eventually(
            () => zoneOf(scene),
            ({ ZoneStatus }) => ZoneStatus === status,
        );

    const detach = ({ provider, serviceId, loadBalancerIds }: TrafficScene) =>
        provider.call(PRIVATELINK, "DetachResourceFromVpcEndpointService", {
            ServiceId: serviceId,
            ResourceId: loadBalancerIds[ZONE_A],
        });

    const close = ({ provider, serviceId, endpointId }: TrafficScene) =>
        provider.call(PRIVATELINK, "DisableVpcEndpointZoneConnection", {
            ServiceId: serviceId,
            EndpointId: endpointId,
            ZoneId: ZONE_A,
            ReplacedResource: true,
        });

    const codeOf = async (call: Promise<unknown>) => (await refusal(call)).code;

    it("is served by both until the former one is closed, each at its own address", () =>
        withTraffic(async (scene) => {
            await scene.connected();
            const { domain, ip } = scene.zones[ZONE_A];
            const former = await zoneOf(scene);
            const added = await second(scene);
            await drain(scene);
            await migrate(scene, added);
            const migrated = await becomes(scene, "Migrated");
            assert.deepEqual(
                [migrated.ResourceId, migrated.ReplacedResourceId, migrated.ReplacedEniId],
                [added, scene.loadBalancerIds[ZONE_A], former.EniId],
            );
            const moved = await scene.fetch(domain);
            assert.equal(moved.body, "two");
            assert.notEqual(moved.address, ip);
            assert.equal((await scene.fetch(ip)).status, "200");
            assert.equal(await codeOf(detach(scene)), "EndpointServiceConnectionDependence");
            const replaced = { ReplacedResourceId: scene.loadBalancerIds[ZONE_A] };
            assert.equal((await zoneOf(scene, replaced)).ResourceId, added);

            await close(scene);
            const { ReplacedResourceId } = await becomes(scene, "Connected");
            assert.equal(ReplacedResourceId, undefined);
            assert.notEqual((await scene.fetch(ip)).exitCode, 0);
            assert.equal((await scene.fetch(domain)).status, "200");
            await detach(scene);
        }));

    it("keeps its address if it is forced, and is interrupted", () =>
        withTraffic(async (scene) => {
            await scene.connected();
            const added = await second(scene);
            await drain(scene);
            await migrate(scene, added, { ResourceReplaceMode: "Force" });
            const { ResourceId } = await becomes(scene, "Connected");
            assert.equal(ResourceId, added);
            const { body, address } = await scene.fetch(scene.zones[ZONE_A].domain);
            assert.deepEqual([body, address], ["two", scene.zones[ZONE_A].ip]);
        }));

    it("is refused where the documents say so", () =>
        withTraffic(async (scene) => {
            const code = (resourceId: string | undefined, more: Body = {}) =>
                codeOf(migrate(scene, resourceId, more));
            const added = await second(scene);
            assert.equal(await code(added), "MissingParam.ResourceAllocateMode");
            await scene.connected();
            const { provider, serviceId, endpointId, loadBalancerIds } = scene;
            const connected = await zoneOf(scene);
            // Which of the two serves the zone is the cloud's choice.
            const other = connected.ResourceId === added ? loadBalancerIds[ZONE_A] : added;
            assert.equal(await code(other), "OperationDenied.CurrentResourceAutoAllocated");
            await provider.call(PRIVATELINK, "UpdateVpcEndpointServiceResourceAttribute", {
                ServiceId: serviceId,
                ResourceId: connected.ResourceId,
                AutoAllocatedEnabled: false,
            });
            assert.equal(
                await code(other, { ResourceReplaceMode: "Slowly" }),
                "IllegalParam.ResourceReplaceMode",
            );
            assert.equal(await code(other, { ZoneId: "eu-central-1c" }), "EndpointZoneNotFound");
            assert.equal(await code(undefined), "MissingParam.ResourceId");
            assert.equal(await code("lb-0"), "EndpointServiceResourceNotFound");
            assert.equal(await code(loadBalancerIds[ZONE_B]), "Mismatch.ZoneId");
            assert.equal(await code(other, { DryRun: true }), "DryRunOperation");
            await migrate(scene, other);
            await becomes(scene, "Migrated");
            assert.equal(await code(other), "ZoneOperationDenied");
            await provider.call(PRIVATELINK, "DisableVpcEndpointConnection", {
                ServiceId: serviceId,
                EndpointId: endpointId,
            });
            await becomes(scene, "Wait");
            assert.equal((await zoneOf(scene)).ReplacedResourceId, undefined);
        }));
});
