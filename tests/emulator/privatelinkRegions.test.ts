import * as assert from "node:assert/strict";

import { REGION } from "./client";
import {
    createRemotely,
    OTHER_REGION,
    remoteConsumer,
    remoteEndpoint,
    update,
} from "./privatelinkRegionsScene";
import {
    code,
    inScene,
    serviceStatus,
    side,
    WATCHED,
    ZONE_A,
    zoneStatus,
} from "./privatelinkScene";

describe("PrivateLink endpoints of services in another region", () => {
    it("are created while the service supports their region, and not after that", () =>
        inScene(async (scene) => {
            const { provider } = scene;
            const remote = remoteConsumer(scene);
            const ServiceId = await scene.service();
            const create = () => createRemotely(remote, { ServiceId, ServiceRegionId: REGION });
            assert.equal(await code(create()), "UnsupportedRegion");
            await update(provider, ServiceId, { AddSupportedRegionSet: [OTHER_REGION] });
            assert.equal(await code(create()), "UnsupportedRegion");
            await serviceStatus(provider, ServiceId, "Active");
            const { EndpointId, ServiceRegionId, EndpointDomain } = await create();
            assert.equal(ServiceRegionId, REGION);
            assert.equal(
                EndpointDomain,
                `${EndpointId}.${ServiceId}.${REGION}.privatelink.aliyuncs.com`,
            );
            const state = scene.emulator.cloud.privatelink.services.get(ServiceId);
            for (const status of ["Failed", "Closed", "Deleting"] as const) {
                state?.supportedRegions.set(OTHER_REGION, status);
                assert.equal(await code(create()), "UnsupportedRegion");
            }
        }, WATCHED));

    it("name the service's region, or the service is not found by id nor by name", () =>
        inScene(async (scene) => {
            const remote = remoteConsumer(scene);
            const ServiceId = await scene.service({ SupportedRegionList: [OTHER_REGION] });
            const { ServiceName } = await serviceStatus(scene.provider, ServiceId, "Active");
            for (const named of [{ ServiceId }, { ServiceName }]) {
                assert.equal(await code(createRemotely(remote, named)), "EndpointServiceNotFound");
                await createRemotely(remote, { ...named, ServiceRegionId: REGION });
            }
            const offered = async (parameters: object) => {
                const { Services } = await remote.call(
                    "ListVpcEndpointServicesByEndUser",
                    parameters,
                );
                return Services.map((each: { ServiceId: string }) => each.ServiceId);
            };
            assert.deepEqual(await offered({}), []);
            assert.deepEqual(await offered({ ServiceRegionId: REGION }), [ServiceId]);
        }));

    it("have a bandwidth between the regions, which can be changed", () =>
        inScene(async (scene) => {
            const { provider } = scene;
            const ServiceId = await scene.service({ SupportedRegionList: [OTHER_REGION] });
            const remote = remoteConsumer(scene);
            const named = { ServiceId, ServiceRegionId: REGION };
            const illegal = "IllegalParam.CrossRegionBandwidth";
            const tooLittle = createRemotely(remote, { ...named, CrossRegionBandwidth: 99 });
            assert.equal(await code(tooLittle), illegal);
            const EndpointId = await remoteEndpoint(remote, ServiceId);
            const set = (CrossRegionBandwidth: number) =>
                remote.call("UpdateVpcEndpointAttribute", { EndpointId, CrossRegionBandwidth });
            const bandwidth = async () => {
                const answer = await remote.call("GetVpcEndpointAttribute", { EndpointId });
                return answer.CrossRegionBandwidth;
            };
            assert.equal(await bandwidth(), 100);
            assert.equal(await code(set(99)), illegal);
            await set(250);
            assert.equal(await bandwidth(), 250);
            const within = await scene.endpoint(ServiceId, {}, provider);
            const inOneRegion = provider.call("UpdateVpcEndpointAttribute", {
                EndpointId: within,
                CrossRegionBandwidth: 250,
            });
            assert.equal(await code(inOneRegion), illegal);
        }));

    for (const [to, expected] of [
        ["cn-shanghai", 1000],
        ["cn-hongkong", 100],
        ["eu-central-1", 100],
    ] as const) {
        const from = "cn-hangzhou";
        it(`have ${expected} Mbit/s between ${from} and ${to} by default`, () =>
            inScene(async ({ emulator, provider, consumer }) => {
                const owner = side(emulator, provider.account, to);
                const remote = side(emulator, consumer.account, from);
                const { ServiceId } = await owner.call("CreateVpcEndpointService", {
                    SupportedRegionList: [from],
                });
                await serviceStatus(owner, ServiceId, "Active");
                await owner.call("AddUserToVpcEndpointService", {
                    ServiceId,
                    UserId: consumer.account.accountId,
                });
                const { CrossRegionBandwidth } = await createRemotely(remote, {
                    ServiceId,
                    ServiceRegionId: to,
                });
                assert.equal(CrossRegionBandwidth, expected);
            }));
    }

    it("are in their own region, and their connections in the service's", () =>
        inScene(async (scene) => {
            const { provider } = scene;
            const ServiceId = await scene.service({ SupportedRegionList: [OTHER_REGION] });
            const remote = remoteConsumer(scene);
            const EndpointId = await remoteEndpoint(remote, ServiceId);
            const [zoneId, otherZoneId] = Object.keys(remote.vswitchIds);
            const add = (ZoneId: string, VSwitchId: string) =>
                remote.call("AddZoneToVpcEndpoint", { EndpointId, ZoneId, VSwitchId });
            assert.equal(await code(add(ZONE_A, provider.vswitchIds[ZONE_A])), "VSwitchNotFound");
            await add(zoneId, remote.vswitchIds[zoneId]);
            await zoneStatus(remote, EndpointId, zoneId, "Wait");

            const fromService = { RegionId: REGION };
            const fromEndpoint = { RegionId: OTHER_REGION };
            const named = { ServiceId, EndpointId };
            for (const action of [
                "EnableVpcEndpointConnection",
                "UpdateVpcEndpointConnectionAttribute",
                "DisableVpcEndpointConnection",
            ]) {
                const elsewhere = provider.call(action, { ...named, ...fromEndpoint });
                assert.equal(await code(elsewhere), "EndpointServiceNotFound", action);
            }
            for (const [action, parameters] of [
                ["GetVpcEndpointAttribute", {}],
                ["ListVpcEndpointZones", {}],
                ["UpdateVpcEndpointAttribute", { CrossRegionBandwidth: 200 }],
                ["RemoveZoneFromVpcEndpoint", { ZoneId: zoneId }],
                ["DeleteVpcEndpoint", {}],
            ] as const) {
                const elsewhere = remote.call(action, {
                    EndpointId,
                    ...parameters,
                    ...fromService,
                });
                assert.equal(await code(elsewhere), "EndpointNotFound", action);
            }

            await scene.accept(ServiceId, EndpointId, { Bandwidth: 200 });
            await zoneStatus(remote, EndpointId, zoneId, "Connected");
            await add(otherZoneId, remote.vswitchIds[otherZoneId]);
            await zoneStatus(remote, EndpointId, otherZoneId, "Connected");
            const connection = await scene.connection(ServiceId, EndpointId);
            assert.deepEqual(
                [connection.ServiceRegionId, connection.EndpointRegionId],
                [REGION, OTHER_REGION],
            );
            assert.deepEqual(
                connection.Zones.map((zone: { ZoneId: string }) => zone.ZoneId),
                [zoneId, otherZoneId],
            );

            for (const [list, owner, parameters, found] of [
                ["Endpoints", remote, {}, 1],
                ["Endpoints", remote, { ServiceRegionId: REGION }, 1],
                ["Endpoints", remote, { ServiceRegionId: OTHER_REGION }, 0],
                ["Endpoints", remote, fromService, 0],
                ["EndpointConnections", provider, {}, 1],
                ["EndpointConnections", provider, fromEndpoint, 0],
            ] as const) {
                const { TotalCount } = await owner.call(`ListVpc${list}`, parameters);
                assert.equal(Number(TotalCount), found, `${list} ${JSON.stringify(parameters)}`);
            }
        }));
});
