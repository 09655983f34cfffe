import * as assert from "node:assert/strict";

import { eventually, REGION } from "./client";
import {
    code,
    endpointStatus,
    inScene,
    ZONE_A,
    ZONE_B,
    zoneStatus,
    WATCHED,
} from "./privatelinkScene";

describe("PrivateLink endpoint zones", () => {
    it("go from Creating to Wait with one interface each, at a fixed address or a free one", () =>
        inScene(async ({ emulator, consumer, service, endpoint }) => {
            const ServiceId = await service();
            const SecurityGroupId = consumer.securityGroup();
            const EndpointId = await endpoint(ServiceId, { SecurityGroupId: [SecurityGroupId] });
            await consumer.call("AddZoneToVpcEndpoint", {
                EndpointId,
                ZoneId: ZONE_A,
                VSwitchId: consumer.vswitchIds[ZONE_A],
                ip: "10.0.0.88",
            });
            const early = await consumer.call("ListVpcEndpointZones", { EndpointId });
            assert.equal(early.Zones[0].ZoneStatus, "Creating");
            const { EniId, ...zone } = await zoneStatus(consumer, EndpointId, ZONE_A, "Wait");
            assert.deepEqual(zone, {
                ZoneId: ZONE_A,
                ZoneStatus: "Wait",
                ZoneDomain: `${EndpointId}-${ZONE_A}.${ServiceId}.${REGION}.privatelink.aliyuncs.com`,
                VSwitchId: consumer.vswitchIds[ZONE_A],
                EniIp: "10.0.0.88",
                RegionId: REGION,
            });
            const networkInterface = emulator.cloud.ecs.networkInterfaces.get(EniId);
            assert.deepEqual(
                [networkInterface?.managedBy, networkInterface?.securityGroupIds],
                ["privatelink", [SecurityGroupId]],
            );
            await consumer.call("AddZoneToVpcEndpoint", {
                EndpointId,
                ZoneId: ZONE_B,
                VSwitchId: consumer.vswitchIds[ZONE_B],
            });
            const second = await zoneStatus(consumer, EndpointId, ZONE_B, "Wait");
            assert.match(second.EniIp, /^10\.0\.1\.\d+$/);
            const { Zones, TotalCount, NextToken } = await consumer.call("ListVpcEndpointZones", {
                EndpointId,
                MaxResults: 1,
            });
            assert.deepEqual([Zones.length, TotalCount, NextToken !== ""], [1, 2, true]);
        }, WATCHED));

    it("refuse other zones than the service's, and vSwitches of other zones or VPCs", () =>
        inScene(async ({ emulator, provider, consumer, service, endpoint }) => {
            const EndpointId = await endpoint(await service({}, [ZONE_A]));
            const VSwitchId = consumer.vswitchIds[ZONE_A];
            const add = (parameters: object) =>
                code(
                    consumer.call("AddZoneToVpcEndpoint", {
                        EndpointId,
                        ZoneId: ZONE_A,
                        VSwitchId,
                        ...parameters,
                    }),
                );
            const { vswitches } = emulator.cloud.vpc;
            const copy = { ...vswitches.get(VSwitchId), addresses: new Map() };
            vswitches.add({ ...copy, id: "vsw-other-vpc", vpcId: "vpc-other" } as never);
            vswitches.add({ ...copy, id: "vsw-pending", status: "Pending" } as never);
            vswitches.add({ ...copy, id: "vsw-full", cidrBlock: "10.0.9.0/29" } as never);
            const taken = vswitches.get("vsw-full")?.addresses;
            [1, 2, 3, 4].forEach((last) => taken?.set(`10.0.9.${last}`, "eni-0"));
            const cases: [object, string][] = [
                [
                    { ZoneId: ZONE_B, VSwitchId: consumer.vswitchIds[ZONE_B] },
                    "EndpointServiceNotSupportedZone",
                ],
                [{ VSwitchId: "vsw-0" }, "VSwitchNotFound"],
                [{ VSwitchId: provider.vswitchIds[ZONE_A] }, "VSwitchNotFound"],
                [{ VSwitchId: consumer.vswitchIds[ZONE_B] }, "VSwitchNotFound"],
                [{ VSwitchId: "vsw-other-vpc" }, "VSwitchNotFound"],
                [{ VSwitchId: "vsw-pending" }, "VSwitchStatusNotAllowed"],
                [{ VSwitchId: "vsw-full" }, "ResourceNotEnough.VSwitchIp"],
                [{ ip: "10.0.1.5" }, "EniIpUnavailable"],
                [{ ip: "10.0.0.255" }, "EniIpUnavailable"],
                [{ Ipv6Address: "2001:db8::1" }, "EmulatorUnsupportedParameter"],
                [{ DryRun: true }, "DryRunOperation"],
            ];
            for (const [parameters, expected] of cases) {
                assert.equal(await add(parameters), expected, JSON.stringify(parameters));
            }
            assert.deepEqual(emulator.cloud.ecs.networkInterfaces.all(), []);
            await consumer.call("AddZoneToVpcEndpoint", {
                EndpointId,
                ZoneId: ZONE_A,
                VSwitchId,
                ip: "10.0.0.9",
            });
            await zoneStatus(consumer, EndpointId, ZONE_A, "Wait");
            assert.equal(await add({}), "EndpointZoneDuplicated");
        }));

    it("release their address and interface only when they are deleted", () =>
        inScene(async ({ emulator, consumer, service, endpoint, zone }) => {
            const EndpointId = await endpoint(await service());
            await zone(EndpointId, ZONE_A, { ip: "10.0.0.50" });
            const remove = () =>
                consumer.call("RemoveZoneFromVpcEndpoint", { EndpointId, ZoneId: ZONE_A });
            await remove();
            const { Zones } = await consumer.call("ListVpcEndpointZones", { EndpointId });
            assert.equal(Zones[0].ZoneStatus, "Deleting");
            assert.equal(emulator.cloud.ecs.networkInterfaces.all().length, 1);
            await zoneStatus(consumer, EndpointId, ZONE_A, "gone");
            assert.deepEqual(emulator.cloud.ecs.networkInterfaces.all(), []);
            assert.equal(await code(remove()), "EndpointZoneNotFound");
            await zone(EndpointId, ZONE_A, { ip: "10.0.0.50" });
        }, WATCHED));

    it("connect by themselves when they join a connected endpoint", () =>
        inScene(async (scene) => {
            const { consumer } = scene;
            const ServiceId = await scene.service();
            const EndpointId = await scene.endpoint(ServiceId);
            await scene.accept(ServiceId, EndpointId);
            await scene.zone(EndpointId);
            await zoneStatus(consumer, EndpointId, ZONE_A, "Connected");
            const { Zones } = await scene.connection(ServiceId, EndpointId);
            assert.match(Zones[0].ResourceId, /^lb-/);
            await consumer.call("RemoveZoneFromVpcEndpoint", { EndpointId, ZoneId: ZONE_A });
            await zoneStatus(consumer, EndpointId, ZONE_A, "gone");
        }));

    it("lock their endpoint while they are created or deleted", () =>
        inScene(
            async ({ consumer, service, endpoint }) => {
                const EndpointId = await endpoint(await service());
                const add = (zoneId: string) =>
                    consumer.call("AddZoneToVpcEndpoint", {
                        EndpointId,
                        ZoneId: zoneId,
                        VSwitchId: consumer.vswitchIds[zoneId],
                    });
                const remove = () =>
                    consumer.call("RemoveZoneFromVpcEndpoint", { EndpointId, ZoneId: ZONE_A });
                await add(ZONE_A);
                assert.equal(await code(add(ZONE_B)), "EndpointLocked");
                assert.equal(await code(remove()), "EndpointLocked");
                assert.equal(
                    await code(
                        consumer.call("UpdateVpcEndpointAttribute", {
                            EndpointId,
                            EndpointName: "locked",
                        }),
                    ),
                    "EndpointLocked",
                );
                await zoneStatus(consumer, EndpointId, ZONE_A, "Wait");
                await remove();
                assert.equal(await code(add(ZONE_B)), "EndpointLocked");
                await zoneStatus(consumer, EndpointId, ZONE_A, "gone");
                await add(ZONE_B);
            },
            { transitionMilliseconds: 500 },
        ));

    it("cannot be added before the endpoint is Active", () =>
        inScene(
            async ({ consumer, service }) => {
                const { EndpointId } = await consumer.call("CreateVpcEndpoint", {
                    ServiceId: await service(),
                    VpcId: consumer.vpcId,
                });
                const add = consumer.call("AddZoneToVpcEndpoint", {
                    EndpointId,
                    ZoneId: ZONE_A,
                    VSwitchId: consumer.vswitchIds[ZONE_A],
                });
                assert.equal(await code(add), "EndpointOperationDenied");
                await endpointStatus(consumer, EndpointId, "Active");
            },
            { transitionMilliseconds: 500 },
        ));
});

describe("PrivateLink endpoint security groups", () => {
    it("are attached and detached while the endpoint is Pending, and reach its interfaces", () =>
        inScene(async ({ emulator, consumer, service, endpoint, zone }) => {
            const first = consumer.securityGroup();
            const second = consumer.securityGroup();
            const EndpointId = await endpoint(await service(), { SecurityGroupId: [first] });
            await zone(EndpointId);
            const listed = async () => {
                const { SecurityGroups } = await consumer.call("ListVpcEndpointSecurityGroups", {
                    EndpointId,
                });
                return SecurityGroups.map(
                    (group: Record<string, string>) =>
                        `${group.SecurityGroupId} ${group.SecurityGroupStatus}`,
                );
            };
            const interfaces = () =>
                emulator.cloud.ecs.networkInterfaces.all().map((eni) => eni.securityGroupIds);
            assert.deepEqual(await listed(), [`${first} Attached`]);
            await consumer.call("AttachSecurityGroupToVpcEndpoint", {
                EndpointId,
                SecurityGroupId: second,
            });
            assert.deepEqual(await listed(), [`${first} Attached`, `${second} Attaching`]);
            const pending = await consumer.call("GetVpcEndpointAttribute", { EndpointId });
            assert.equal(pending.EndpointStatus, "Pending");
            await endpointStatus(consumer, EndpointId, "Active");
            assert.deepEqual(await listed(), [`${first} Attached`, `${second} Attached`]);
            assert.deepEqual(interfaces(), [[first, second]]);

            await consumer.call("DetachSecurityGroupFromVpcEndpoint", {
                EndpointId,
                SecurityGroupId: first,
            });
            assert.deepEqual(await listed(), [`${first} Detaching`, `${second} Attached`]);
            await endpointStatus(consumer, EndpointId, "Active");
            assert.deepEqual(await listed(), [`${second} Attached`]);
            assert.deepEqual(interfaces(), [[second]]);
        }, WATCHED));

    it("refuse groups of other VPCs and types, and the removal of the last one", () =>
        inScene(async ({ provider, consumer, service, endpoint }) => {
            const ServiceId = await service();
            const first = consumer.securityGroup();
            const EndpointId = await endpoint(ServiceId, { SecurityGroupId: [first] });
            const attach = (SecurityGroupId: string, id = EndpointId) =>
                code(
                    consumer.call("AttachSecurityGroupToVpcEndpoint", {
                        EndpointId: id,
                        SecurityGroupId,
                    }),
                );
            const detach = (SecurityGroupId: string) =>
                code(
                    consumer.call("DetachSecurityGroupFromVpcEndpoint", {
                        EndpointId,
                        SecurityGroupId,
                    }),
                );
            assert.equal(await attach(first), "SecurityGroupExist");
            assert.equal(await attach("sg-0"), "SecurityGroupNotFound");
            assert.equal(await attach(provider.securityGroup()), "SecurityGroupNotFound");
            assert.equal(
                await attach(consumer.securityGroup("normal", "vpc-other")),
                "SecurityGroupNotFound",
            );
            assert.equal(
                await attach(consumer.securityGroup("enterprise")),
                "SecurityGroupTypeOnlySingleTypeSupporteded",
            );
            assert.equal(await detach("sg-0"), "SecurityGroupNotFound");
            assert.equal(await detach(first), "EndpointMustContainSecurityGroup");

            const ten = Array.from({ length: 10 }, () => consumer.securityGroup());
            const full = await endpoint(ServiceId, { SecurityGroupId: ten });
            assert.equal(
                await attach(consumer.securityGroup(), full),
                "IllegalParam.SecurityGroupId",
            );
            const without = await endpoint(ServiceId, { SecurityGroupId: undefined });
            assert.equal(
                await attach(consumer.securityGroup(), without),
                "AddSecurityGroupNotSupportWhenHaveNoSg",
            );
        }));

    it("are changed one at a time", () =>
        inScene(
            async ({ consumer, service, endpoint }) => {
                const EndpointId = await endpoint(await service());
                const attach = () =>
                    consumer.call("AttachSecurityGroupToVpcEndpoint", {
                        EndpointId,
                        SecurityGroupId: consumer.securityGroup(),
                    });
                await attach();
                assert.equal(await code(attach()), "EndpointOperationDenied");
                await eventually(
                    () =>
                        attach().then(
                            () => "attached",
                            (error) => error.code as string,
                        ),
                    (outcome) => outcome === "attached",
                );
            },
            { transitionMilliseconds: 500 },
        ));
});
