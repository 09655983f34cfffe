import * as assert from "node:assert/strict";

import { eventually, refusal, REGION } from "./client";
import { code, endpointStatus, inScene, ZONE_A, ZONE_B, WATCHED } from "./privatelinkScene";

describe("PrivateLink endpoints", () => {
    it("are created by the service's id, become Active and wait for acceptance", () =>
        inScene(async ({ consumer, service }) => {
            const ServiceId = await service();
            const created = await consumer.call("CreateVpcEndpoint", {
                ServiceId,
                VpcId: consumer.vpcId,
                EndpointName: "访问-app_1",
                EndpointDescription: "This is my Endpoint.",
                SecurityGroupId: [consumer.securityGroup()],
                Tag: [{ Key: "env", Value: "prod" }],
                ProtectedEnabled: true,
                ZonePrivateIpAddressCount: 1,
            });
            const { EndpointId } = created;
            assert.match(EndpointId, /^ep-gw8[0-9a-z]{17}$/);
            assert.deepEqual(
                [created.EndpointStatus, created.ConnectionStatus],
                ["Creating", "Disconnected"],
            );
            const endpoint = await endpointStatus(consumer, EndpointId, "Active");
            const { RequestId, CreateTime, ResourceGroupId, ...fields } = endpoint;
            assert.deepEqual(fields, {
                EndpointId,
                EndpointName: "访问-app_1",
                EndpointDescription: "This is my Endpoint.",
                EndpointDomain: `${EndpointId}.${ServiceId}.${REGION}.privatelink.aliyuncs.com`,
                EndpointStatus: "Active",
                EndpointBusinessStatus: "Normal",
                EndpointType: "Interface",
                ConnectionStatus: "Disconnected",
                AddressIpVersion: "IPv4",
                Bandwidth: 3072,
                Payer: "Endpoint",
                ProtectedEnabled: true,
                RegionId: REGION,
                ResourceOwner: false,
                ServiceId,
                ServiceName: `com.aliyuncs.privatelink.${REGION}.${ServiceId}`,
                ServiceRegionId: REGION,
                VpcId: consumer.vpcId,
                ZoneAffinityEnabled: false,
                ZonePrivateIpAddressCount: 1,
            });
        }));

    it("are created by the service's name alone, also by the service's owner", () =>
        inScene(async ({ provider, service, endpoint }) => {
            const ServiceId = await service();
            const ServiceName = `com.aliyuncs.privatelink.${REGION}.${ServiceId}`;
            const { EndpointId } = await provider.call("CreateVpcEndpoint", {
                ServiceName,
                VpcId: provider.vpcId,
            });
            const own = await endpointStatus(provider, EndpointId, "Active");
            assert.deepEqual([own.ServiceId, own.ResourceOwner], [ServiceId, true]);
            await endpoint(ServiceId, { ServiceName });
        }));

    it("are created in zones when the call names them", () =>
        inScene(async ({ consumer, service }) => {
            const ServiceId = await service();
            const { EndpointId } = await consumer.call("CreateVpcEndpoint", {
                ServiceId,
                VpcId: consumer.vpcId,
                Zone: [
                    {
                        ZoneId: ZONE_A,
                        VSwitchId: consumer.vswitchIds[ZONE_A],
                        ip: "10.0.0.77",
                    },
                    { ZoneId: ZONE_B, VSwitchId: consumer.vswitchIds[ZONE_B] },
                ],
            });
            await endpointStatus(consumer, EndpointId, "Active");
            const { Zones } = await consumer.call("ListVpcEndpointZones", { EndpointId });
            assert.deepEqual(
                Zones.map(({ ZoneId, ZoneStatus }: Record<string, string>) => [ZoneId, ZoneStatus]),
                [
                    [ZONE_A, "Wait"],
                    [ZONE_B, "Wait"],
                ],
            );
            assert.equal(Zones[0].EniIp, "10.0.0.77");
        }));

    it("refuse what is not valid when they are created", () =>
        inScene(async ({ emulator, provider, consumer, service }) => {
            const ServiceId = await service({}, [ZONE_A]);
            const create = (parameters: object) =>
                code(
                    consumer.call("CreateVpcEndpoint", {
                        ServiceId,
                        VpcId: consumer.vpcId,
                        ...parameters,
                    }),
                );
            const VSwitchId = consumer.vswitchIds[ZONE_A];
            const eleven = Array.from({ length: 11 }, () => consumer.securityGroup());
            const one = consumer.securityGroup();
            const cases: [object, string][] = [
                [{ ServiceId: "" }, "MissingParam.ServiceId"],
                [{ ServiceId: "epsrv-0" }, "EndpointServiceNotFound"],
                [
                    { ServiceName: `com.aliyuncs.privatelink.${REGION}.epsrv-0` },
                    "EndpointServiceNotFound",
                ],
                [
                    { ServiceId: "", ServiceName: `com.aliyuncs.privatelink.${REGION}.oss` },
                    "EmulatorUnsupportedParameter",
                ],
                [{ ServiceRegionId: "eu-west-1" }, "EndpointServiceNotFound"],
                [{ VpcId: "vpc-0" }, "VpcNotFound"],
                [{ VpcId: provider.vpcId }, "VpcNotFound"],
                [{ EndpointName: "1st" }, "IllegalParam.EndpointName"],
                [{ EndpointName: "a" }, "IllegalParam.EndpointName"],
                [{ EndpointName: "a b" }, "IllegalParam.EndpointName"],
                [{ EndpointName: "a".repeat(129) }, "IllegalParam.EndpointName"],
                [{ EndpointDescription: "x" }, "IllegalParam.EndpointDescription"],
                [{ EndpointDescription: "http://x" }, "IllegalParam.EndpointDescription"],
                [{ EndpointType: "Gateway" }, "IllegalParam.EndpointType"],
                [{ EndpointType: "GatewayLoadBalancer" }, "Mismatch.EndpointType"],
                [{ EndpointType: "Reverse" }, "EmulatorUnsupportedParameter"],
                [{ PolicyDocument: "{}" }, "OperationDenied.EndpointPolicyNotSupport"],
                [{ AddressIpVersion: "DualStack" }, "IllegalParam.AddressIpVersion"],
                [{ CrossRegionBandwidth: 200 }, "IllegalParam.CrossRegionBandwidth"],
                [{ ZonePrivateIpAddressCount: 0 }, "IllegalParam.ZonePrivateIpAddressCount"],
                [{ ZonePrivateIpAddressCount: 2 }, "QuotaExceeded.IpQuotaPerEp"],
                [{ SecurityGroupId: ["sg-0"] }, "SecurityGroupNotFound"],
                [{ SecurityGroupId: [provider.securityGroup()] }, "SecurityGroupNotFound"],
                [
                    { SecurityGroupId: [consumer.securityGroup("normal", "vpc-other")] },
                    "SecurityGroupNotFound",
                ],
                [
                    { SecurityGroupId: [one, consumer.securityGroup("enterprise")] },
                    "SecurityGroupTypeOnlySingleTypeSupporteded",
                ],
                [{ SecurityGroupId: [one, one] }, "SecurityGroupExist"],
                [{ SecurityGroupId: eleven }, "IllegalParam.SecurityGroupId"],
                [
                    { Zone: [{ ZoneId: ZONE_B, VSwitchId: consumer.vswitchIds[ZONE_B] }] },
                    "EndpointServiceNotSupportedZone",
                ],
                [{ Zone: [{ ZoneId: ZONE_A }] }, "MissingParam.VSwitchId"],
                [
                    {
                        Zone: [
                            { ZoneId: ZONE_A, VSwitchId },
                            { ZoneId: ZONE_A, VSwitchId },
                        ],
                    },
                    "EndpointZoneDuplicated",
                ],
                [{ Zone: [{ ZoneId: ZONE_A, VSwitchId, ip: "10.9.9.9" }] }, "EniIpUnavailable"],
                [{ ResourceGroupId: "x" }, "InvalidResourceGroup"],
                [{ DryRun: true }, "DryRunOperation"],
            ];
            for (const [parameters, expected] of cases) {
                assert.equal(await create(parameters), expected, JSON.stringify(parameters));
            }
            const { TotalCount } = await consumer.call("ListVpcEndpoints");
            assert.equal(TotalCount, 0);
            assert.deepEqual(emulator.cloud.ecs.networkInterfaces.all(), []);
        }));

    it("leave no interface behind when one of several zones is refused", () =>
        inScene(async ({ emulator, consumer, service }) => {
            const ServiceId = await service();
            const refused = consumer.call("CreateVpcEndpoint", {
                ServiceId,
                VpcId: consumer.vpcId,
                Zone: [
                    { ZoneId: ZONE_A, VSwitchId: consumer.vswitchIds[ZONE_A] },
                    { ZoneId: ZONE_B, VSwitchId: consumer.vswitchIds[ZONE_B], ip: "10.9.9.9" },
                ],
            });
            assert.equal(await code(refused), "EniIpUnavailable");
            assert.deepEqual(emulator.cloud.ecs.networkInterfaces.all(), []);
        }));

    it("need the consumer on the service's whitelist", () =>
        inScene(async ({ provider, consumer, service }) => {
            const ServiceId = await service();
            await provider.call("RemoveUserFromVpcEndpointService", {
                ServiceId,
                UserId: consumer.account.accountId,
            });
            const create = () =>
                consumer.call("CreateVpcEndpoint", { ServiceId, VpcId: consumer.vpcId });
            assert.equal(await code(create()), "EndpointServiceNotAuthorized");
        }));

    it("are changed in name and description, never in policy", () =>
        inScene(async ({ consumer, service, endpoint }) => {
            const EndpointId = await endpoint(await service());
            const update = (parameters: object) =>
                consumer.call("UpdateVpcEndpointAttribute", { EndpointId, ...parameters });
            await update({ EndpointName: "changed", EndpointDescription: "changed too" });
            await update({ ZoneAffinityEnabled: true, EndpointName: "" });
            const after = await consumer.call("GetVpcEndpointAttribute", { EndpointId });
            assert.deepEqual(
                [after.EndpointName, after.EndpointDescription, after.ZoneAffinityEnabled],
                ["changed", "changed too", true],
            );
            const policy = "OperationDenied.EndpointPolicyNotSupport";
            assert.equal(await code(update({ PolicyDocument: "{}" })), policy);
            assert.equal(await code(update({ ResetPolicy: true })), policy);
            assert.equal(await code(update({ EndpointName: "?" })), "IllegalParam.EndpointName");
            assert.equal(await code(update({ DryRun: true })), "DryRunOperation");
        }));

    it("are deleted when no zone is left, and then no longer exist", () =>
        inScene(async ({ consumer, service, endpoint, zone }) => {
            const EndpointId = await endpoint(await service());
            await zone(EndpointId);
            const remove = () => consumer.call("DeleteVpcEndpoint", { EndpointId });
            assert.equal(await code(remove()), "EndpointDependenceViolation");
            await consumer.call("RemoveZoneFromVpcEndpoint", { EndpointId, ZoneId: ZONE_A });
            assert.equal(await code(remove()), "EndpointOperationDenied");
            await eventually(
                () =>
                    remove().then(
                        () => "deleted",
                        (error) => error.code as string,
                    ),
                (outcome) => outcome === "deleted",
            );
            const gone = await eventually(
                () =>
                    consumer.call("GetVpcEndpointAttribute", { EndpointId }).then(
                        () => ({ code: "", status: 200 }),
                        (error: Error) => refusal(Promise.reject(error)),
                    ),
                ({ status }) => status !== 200,
            );
            assert.deepEqual([gone.status, gone.code], [400, "EndpointNotFound"]);
        }, WATCHED));

    it("are listed by filter and page by page", () =>
        inScene(async ({ consumer, service, endpoint }) => {
            const ServiceId = await service();
            const first = await endpoint(ServiceId, { EndpointName: "first" });
            const second = await endpoint(ServiceId, { Tag: [{ Key: "team", Value: "a" }] });
            const ids = async (parameters: object) => {
                const { Endpoints } = await consumer.call("ListVpcEndpoints", parameters);
                return Endpoints.map(({ EndpointId }: { EndpointId: string }) => EndpointId);
            };
            assert.deepEqual(await ids({}), [second, first]);
            assert.deepEqual(await ids({ EndpointName: "first" }), [first]);
            assert.deepEqual(await ids({ EndpointId: second }), [second]);
            assert.deepEqual(await ids({ Tag: [{ Key: "team" }] }), [second]);
            assert.deepEqual(await ids({ VpcId: consumer.vpcId }), [second, first]);
            assert.deepEqual(await ids({ VpcId: "vpc-0" }), []);
            assert.deepEqual(await ids({ ConnectionStatus: "Connected" }), []);
            const name = `com.aliyuncs.privatelink.${REGION}.${ServiceId}`;
            assert.deepEqual(await ids({ ServiceName: name }), [second, first]);
            const page = await consumer.call("ListVpcEndpoints", { MaxResults: 1 });
            assert.deepEqual(await ids({ MaxResults: 1, NextToken: page.NextToken }), [first]);
        }));

    it("only exist for their owner", () =>
        inScene(async ({ provider, service, endpoint }) => {
            const EndpointId = await endpoint(await service());
            const actions: [string, object][] = [
                ["GetVpcEndpointAttribute", {}],
                ["UpdateVpcEndpointAttribute", { EndpointName: "mine" }],
                ["DeleteVpcEndpoint", {}],
                ["AddZoneToVpcEndpoint", { ZoneId: ZONE_A, VSwitchId: "vsw-1" }],
                ["RemoveZoneFromVpcEndpoint", { ZoneId: ZONE_A }],
                ["ListVpcEndpointZones", {}],
                ["AttachSecurityGroupToVpcEndpoint", { SecurityGroupId: "sg-1" }],
                ["DetachSecurityGroupFromVpcEndpoint", { SecurityGroupId: "sg-1" }],
                ["ListVpcEndpointSecurityGroups", {}],
            ];
            for (const [action, parameters] of actions) {
                const { code: refused, status } = await refusal(
                    provider.call(action, { EndpointId, ...parameters }),
                );
                assert.deepEqual([refused, status], ["EndpointNotFound", 400], action);
            }
        }));

    it("are at most 1000 in a VPC", () =>
        inScene(async ({ emulator, consumer, service, endpoint }) => {
            const ServiceId = await service();
            const id = await endpoint(ServiceId);
            const { endpoints } = emulator.cloud.privatelink;
            for (let number = 1; number < 1000; number += 1) {
                endpoints.add({ ...endpoints.get(id), id: `ep-${number}` } as never);
            }
            const create = consumer.call("CreateVpcEndpoint", {
                ServiceId,
                VpcId: consumer.vpcId,
            });
            assert.equal(await code(create), "QuotaExceeded.totalEpPerVpc");
        }));
});
