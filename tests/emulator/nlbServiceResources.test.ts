import assert from "node:assert/strict";

import { eventually, PRIVATELINK, refusal } from "./client";
import { ZONE_A, ZONE_B, ZONE_C } from "./networkScene";
import { withNlb, type NlbScene } from "./nlbScene";

type Body = Record<string, any>;

function link({ owner }: NlbScene, action: string, parameters: Body): Promise<Body> {
    return owner.call(PRIVATELINK, action, parameters);
}

async function code(call: Promise<unknown>): Promise<string> {
    return (await refusal(call)).code;
}

/** An Active endpoint service for NLBs. */
async function service(scene: NlbScene, parameters: Body = {}): Promise<string> {
    const { ServiceId } = await link(scene, "CreateVpcEndpointService", {
        ServiceResourceType: "nlb",
        ...parameters,
    });
    await eventually(
        () => link(scene, "GetVpcEndpointServiceAttribute", { ServiceId }),
        ({ ServiceStatus }) => ServiceStatus === "Active",
    );
    return ServiceId as string;
}

function attach(scene: NlbScene, ServiceId: string, ResourceId: string, ZoneId?: string) {
    const ResourceType = "nlb";
    const named = { ServiceId, ResourceId, ResourceType, ZoneId };
    return link(scene, "AttachResourceToVpcEndpointService", named);
}

function detach(scene: NlbScene, ServiceId: string, ResourceId: string, ZoneId: string) {
    const ResourceType = "nlb";
    const named = { ServiceId, ResourceId, ResourceType, ZoneId };
    return link(scene, "DetachResourceFromVpcEndpointService", named);
}

describe("an NLB as a service resource of PrivateLink", () => {
    it("serves in each of its zones, private or Internet-facing", () =>
        withNlb(async (scene) => {
            for (const AddressType of ["Intranet", "Internet"]) {
                const id = await scene.active({ AddressType });
                const ServiceId = await service(scene, {
                    Resource: [{ ResourceId: id, ResourceType: "nlb", ZoneId: ZONE_A }],
                });
                await attach(scene, ServiceId, id, ZONE_B);
                const { ZoneMappings } = await scene.attributes(id);
                const { Resources } = await link(scene, "ListVpcEndpointServiceResources", {
                    ServiceId,
                });
                assert.deepEqual(
                    Resources.map((resource: Body) => [
                        resource.ResourceId,
                        resource.ResourceType,
                        resource.ZoneId,
                        resource.VSwitchId,
                        resource.Ip,
                    ]),
                    ZoneMappings.map((zone: Body) => [
                        id,
                        "nlb",
                        zone.ZoneId,
                        zone.VSwitchId,
                        zone.LoadBalancerAddresses[0].PrivateIPv4Address,
                    ]),
                );
            }
        }));

    it("cannot be any NLB, nor in any zone, nor twice in one", () =>
        withNlb(
            async (scene) => {
                const ServiceId = await service(scene);
                const id = await scene.active();
                const attempt = (resourceId: string, zoneId?: string) =>
                    code(attach(scene, ServiceId, resourceId, zoneId));
                assert.equal(await attempt("nlb-0", ZONE_A), "LoadBalancerNotFound");
                assert.equal(await attempt(id), "MissingParam.ZoneId");
                assert.equal(await attempt(id, ZONE_C), "EndpointServiceNotSupportedZone");
                await attach(scene, ServiceId, id, ZONE_A);
                assert.equal(await attempt(id, ZONE_A), "EndpointServiceResourceExist");
                const early = await scene.ask();
                assert.equal(await attempt(early, ZONE_A), "LoadBalancerNotSupportPrivateLink");
            },
            { transitionMilliseconds: 150 },
        ));

    it("is neither deleted nor taken out of a zone while it serves there", () =>
        withNlb(async (scene) => {
            const { mappings, vpcId, vswitch } = scene;
            const VSwitchId = await vswitch(vpcId, "10.0.3.0/24", ZONE_C);
            const inC = { ZoneId: ZONE_C, VSwitchId };
            const [inA, inB] = mappings(ZONE_A, ZONE_B);
            const id = await scene.active({ ZoneMappings: [inA, inB, inC] });
            const ServiceId = await service(scene);
            await attach(scene, ServiceId, id, ZONE_A);
            const deletion = () => scene.refused("DeleteLoadBalancer", { LoadBalancerId: id });
            assert.equal(await deletion(), "400 OperationDenied.PrivateLinkResource");
            const update = (ZoneMappings: Body[]) => ({ LoadBalancerId: id, ZoneMappings });
            assert.equal(
                await scene.refused("UpdateLoadBalancerZones", update([inB ?? {}, inC])),
                "400 OperationDenied.PrivateLinkZone",
            );
            await scene.done("UpdateLoadBalancerZones", update([inA ?? {}, inC]));
            await detach(scene, ServiceId, id, ZONE_A);
            await scene.done("DeleteLoadBalancer", { LoadBalancerId: id });
        }));

    for (const [deletesServicesWithResources, title] of [
        [undefined, "goes off a service that is deleted"],
        [false, "keeps a service from being deleted, if the cloud does as it documents"],
    ] as const) {
        it(title, () =>
            withNlb(
                async (scene) => {
                    const ServiceId = await service(scene);
                    const id = await scene.active();
                    await attach(scene, ServiceId, id, ZONE_A);
                    const deletion = () => link(scene, "DeleteVpcEndpointService", { ServiceId });
                    if (deletesServicesWithResources === false) {
                        assert.equal(await code(deletion()), "EndpointServiceDependenceViolation");
                        await detach(scene, ServiceId, id, ZONE_A);
                    }
                    await deletion();
                    await eventually(
                        () => link(scene, "ListVpcEndpointServices", {}),
                        ({ TotalCount }) => TotalCount === 0,
                    );
                    await scene.done("DeleteLoadBalancer", { LoadBalancerId: id });
                },
                { deletesServicesWithResources },
            ),
        );
    }

    it("lets a service take a bandwidth that is not answered, and a connection up to 50,000 Mbit/s", () =>
        withNlb(async (scene) => {
            const ServiceId = await service(scene);
            await link(scene, "UpdateVpcEndpointServiceAttribute", {
                ServiceId,
                ConnectBandwidth: 2000,
            });
            const { ConnectBandwidth, MinBandwidth, MaxBandwidth } = await link(
                scene,
                "GetVpcEndpointServiceAttribute",
                { ServiceId },
            );
            assert.deepEqual(
                [ConnectBandwidth, MinBandwidth, MaxBandwidth],
                [undefined, 100, 50_000],
            );
        }));
});
