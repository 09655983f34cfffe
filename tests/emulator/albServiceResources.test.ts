import assert from "node:assert/strict";

import { models, withAlb, type AlbScene } from "./albScene";
import { clients, eventually, PRIVATELINK, refusal, REGION } from "./client";
import { ZONE_A, ZONE_B, ZONE_C } from "./networkScene";

type Body = Record<string, any>;

async function code(call: Promise<unknown>): Promise<string> {
    return (await refusal(call)).code;
}

function link({ owner }: AlbScene, action: string, parameters: Body): Promise<Body> {
    return owner.call(PRIVATELINK, action, parameters);
}

/** An Active endpoint service for ALBs. */
async function service(scene: AlbScene, parameters: Body = {}): Promise<string> {
    const { ServiceId } = await link(scene, "CreateVpcEndpointService", {
        ServiceResourceType: "alb",
        ...parameters,
    });
    await eventually(
        () => link(scene, "GetVpcEndpointServiceAttribute", { ServiceId }),
        ({ ServiceStatus }) => ServiceStatus === "Active",
    );
    return ServiceId;
}

function attach(scene: AlbScene, ServiceId: string, ResourceId: string, ZoneId?: string) {
    return link(scene, "AttachResourceToVpcEndpointService", {
        ServiceId,
        ResourceId,
        ResourceType: "alb",
        ZoneId,
    });
}

function detach(scene: AlbScene, ServiceId: string, ResourceId: string, ZoneId?: string) {
    return link(scene, "DetachResourceFromVpcEndpointService", {
        ServiceId,
        ResourceId,
        ResourceType: "alb",
        ZoneId,
    });
}

async function resources(scene: AlbScene, ServiceId: string): Promise<Body[]> {
    const { Resources } = await link(scene, "ListVpcEndpointServiceResources", { ServiceId });
    return Resources;
}

function remove({ alb }: AlbScene, loadBalancerId: string) {
    return alb.deleteLoadBalancer(new models.DeleteLoadBalancerRequest({ loadBalancerId }));
}

function updateZones({ alb }: AlbScene, loadBalancerId: string, mappings: object[]) {
    return alb.updateLoadBalancerZones(
        new models.UpdateLoadBalancerZonesRequest({
            loadBalancerId,
            zoneMappings: mappings.map(
                (mapping) => new models.UpdateLoadBalancerZonesRequestZoneMappings(mapping),
            ),
        }),
    );
}

describe("an ALB as a service resource of PrivateLink", () => {
    it("serves in each of its zones, private or Internet-facing, in any edition and mode", () =>
        withAlb(async (scene) => {
            for (const changes of [
                { addressAllocatedMode: "Fixed" },
                { addressType: "Internet", loadBalancerEdition: "Basic" },
            ]) {
                const id = await scene.active(changes);
                const ServiceId = await service(scene);
                await attach(scene, ServiceId, id, ZONE_A);
                await attach(scene, ServiceId, id, ZONE_B);
                const { zoneMappings } = await scene.attributes(id);
                assert.deepEqual(
                    (await resources(scene, ServiceId)).map((resource) => [
                        resource.ResourceId,
                        resource.ResourceType,
                        resource.ZoneId,
                        resource.VpcId,
                        resource.VSwitchId,
                        resource.Ip,
                    ]),
                    zoneMappings?.map(({ zoneId, vSwitchId, loadBalancerAddresses }) => [
                        id,
                        "alb",
                        zoneId,
                        scene.vpcId,
                        vSwitchId,
                        loadBalancerAddresses?.[0]?.intranetAddress,
                    ]),
                );
                const { Zones } = await link(scene, "GetVpcEndpointServiceAttribute", {
                    ServiceId,
                });
                assert.deepEqual(Zones, [ZONE_A, ZONE_B]);
            }
        }));

    it("can be named when the service is created", () =>
        withAlb(async (scene) => {
            const id = await scene.active();
            const ServiceId = await service(scene, {
                Resource: [ZONE_A, ZONE_B].map((ZoneId) => ({
                    ResourceId: id,
                    ResourceType: "alb",
                    ZoneId,
                })),
            });
            assert.equal((await resources(scene, ServiceId)).length, 2);
        }));

    it("cannot be any ALB, nor in any zone, nor twice in one", () =>
        withAlb(
            async (scene) => {
                const { emulator } = scene;
                const ServiceId = await service(scene);
                const id = await scene.active();
                const attempt = (resourceId: string, zoneId?: string) =>
                    code(attach(scene, ServiceId, resourceId, zoneId));
                assert.equal(await attempt("alb-0", ZONE_A), "AlbNotFound");
                assert.equal(await attempt(id), "MissingParam.ZoneId");
                assert.equal(await attempt(id, ZONE_C), "EndpointServiceNotSupportedZone");
                const stranger = clients(emulator, emulator.accounts[1]);
                const foreign = await stranger.call(PRIVATELINK, "CreateVpcEndpointService", {
                    ServiceResourceType: "alb",
                });
                const elsewhere = clients(emulator, emulator.accounts[0], "eu-west-1");
                const distant = await elsewhere.call(PRIVATELINK, "CreateVpcEndpointService", {
                    ServiceResourceType: "alb",
                });
                await new Promise((resolve) => setTimeout(resolve, 300));
                for (const [client, serviceId] of [
                    [stranger, foreign["ServiceId"]],
                    [elsewhere, distant["ServiceId"]],
                ] as const) {
                    const call = client.call(PRIVATELINK, "AttachResourceToVpcEndpointService", {
                        ServiceId: serviceId,
                        ResourceId: id,
                        ResourceType: "alb",
                        ZoneId: ZONE_A,
                    });
                    assert.equal(await code(call), "AlbNotFound");
                }
                const classic = await service(scene, { ServiceResourceType: "slb" });
                assert.equal(
                    await code(attach(scene, classic, id, ZONE_A)),
                    "EndpointServiceResourceTypeNotEqual",
                );
                await attach(scene, ServiceId, id, ZONE_A);
                assert.equal(await attempt(id, ZONE_A), "EndpointServiceResourceExist");
                const early = await scene.ask();
                assert.equal(await attempt(early, ZONE_A), "LoadBalancerNotSupportPrivateLink");
            },
            { transitionMilliseconds: 150 },
        ));

    it("is neither deleted nor taken out of a zone while it serves there", () =>
        withAlb(async (scene) => {
            const { mappings, vpcId, vswitch } = scene;
            const inC = {
                zoneId: ZONE_C,
                vSwitchId: await vswitch(vpcId, "10.0.3.0/24", ZONE_C),
            };
            const [inA, inB] = mappings(ZONE_A, ZONE_B);
            const id = await scene.active({
                zoneMappings: [
                    ...mappings(ZONE_A, ZONE_B),
                    new models.CreateLoadBalancerRequestZoneMappings(inC),
                ],
            });
            const ServiceId = await service(scene);
            await attach(scene, ServiceId, id, ZONE_A);
            await attach(scene, ServiceId, id, ZONE_B);
            assert.equal(await code(remove(scene, id)), "OperationDenied.EndpointServiceResource");
            assert.equal(
                await code(updateZones(scene, id, [inA ?? {}, inC])),
                "OperationDenied.EndpointServiceZone",
            );
            await updateZones(scene, id, [inA ?? {}, inB ?? {}]);
            await scene.becomesActive(id);
            assert.equal(await code(detach(scene, ServiceId, id)), "MissingParam.ZoneId");
            await detach(scene, ServiceId, id, ZONE_B);
            assert.deepEqual(
                (await resources(scene, ServiceId)).map(({ ZoneId }) => ZoneId),
                [ZONE_A],
            );
            assert.equal(await code(remove(scene, id)), "OperationDenied.EndpointServiceResource");
            await detach(scene, ServiceId, id, ZONE_A);
            await scene.succeeds((await remove(scene, id)).body?.jobId);
        }));

    it("accepts endpoints in its zones, each of which has its own resource", () =>
        withAlb(async (scene) => {
            const { groupId, vpcId, vswitchIds } = scene;
            const id = await scene.active();
            const ServiceId = await service(scene);
            await attach(scene, ServiceId, id, ZONE_A);
            await attach(scene, ServiceId, id, ZONE_B);
            const { EndpointId } = await link(scene, "CreateVpcEndpoint", {
                ServiceId,
                VpcId: vpcId,
                SecurityGroupId: [groupId],
            });
            await eventually(
                () => link(scene, "GetVpcEndpointAttribute", { EndpointId }),
                ({ EndpointStatus }) => EndpointStatus === "Active",
            );
            const zones = async (): Promise<Body[]> =>
                (await link(scene, "ListVpcEndpointZones", { EndpointId }))["Zones"];
            const addZone = async (ZoneId: string, VSwitchId: string | undefined) => {
                await link(scene, "AddZoneToVpcEndpoint", { EndpointId, ZoneId, VSwitchId });
                await eventually(zones, (found) =>
                    found.every(({ ZoneStatus }) => ZoneStatus === "Wait"),
                );
            };
            await addZone(ZONE_A, vswitchIds[ZONE_A]);
            await addZone(ZONE_B, vswitchIds[ZONE_B]);
            const inC = await scene.vswitch(vpcId, "10.0.3.0/24", ZONE_C);
            assert.equal(await code(addZone(ZONE_C, inC)), "EndpointServiceNotSupportedZone");

            await link(scene, "EnableVpcEndpointConnection", {
                ServiceId,
                EndpointId,
                Bandwidth: 25_000,
            });
            const connection = async (): Promise<Body> =>
                (await link(scene, "ListVpcEndpointConnections", { ServiceId, EndpointId }))[
                    "Connections"
                ][0];
            const { Zones } = await eventually(
                connection,
                ({ ConnectionStatus }) => ConnectionStatus === "Connected",
            );
            assert.deepEqual(
                Zones.map(({ ZoneId, ResourceId }: Body) => [ZoneId, ResourceId]),
                [
                    [ZONE_A, id],
                    [ZONE_B, id],
                ],
            );
            assert.deepEqual(
                (await resources(scene, ServiceId)).map(
                    (resource) => resource.RelatedEndpointCount,
                ),
                [1, 1],
            );
            assert.equal(
                await code(detach(scene, ServiceId, id, ZONE_A)),
                "EndpointServiceConnectionDependence",
            );
            assert.equal(scene.emulator.cloud.alb.loadBalancers.get(id)?.regionId, REGION);
        }));
});
