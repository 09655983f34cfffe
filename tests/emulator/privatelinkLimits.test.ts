import * as assert from "node:assert/strict";

import { type AccessKey, parsePolicy } from "../../tools/emulator";
import { IDLE_ENDPOINTS } from "../../tools/emulator/products/privatelink/quotas";
import { ALB, clients, eventually, PRIVATELINK, refusal } from "./client";
import { code, inScene, type Scene, ZONE_A, ZONE_B } from "./privatelinkScene";

/** What the lists of PrivateLink's codes show, and what nothing says when it is answered: see the emulator's README. */
describe("PrivateLink refuses", () => {
    it("a provider that pays, of an account that may not", () =>
        inScene(async ({ emulator, provider, service }) => {
            await service({ Payer: "EndpointService" }, []);
            emulator.cloud.privatelink.endpointPayersOnly.add(provider.account.accountId);
            assert.equal(
                await code(provider.call("CreateVpcEndpointService", { Payer: "EndpointService" })),
                "EndpointServicePayerForbidden",
            );
            await service({ Payer: "Endpoint" }, []);
        }));

    it("more than one address in a zone", () =>
        inScene(async ({ consumer, service, endpoint }) => {
            const ServiceId = await service({}, []);
            await endpoint(ServiceId, { ZonePrivateIpAddressCount: 1 });
            const { code: refused, message } = await refusal(
                endpoint(ServiceId, { ZonePrivateIpAddressCount: 2 }),
            );
            assert.equal(refused, "QuotaExceeded.IpQuotaPerEp");
            assert.match(message, /The quota of IpQuotaPerEp is exceeded, usage 2\/1\./);
            assert.equal((await consumer.call("ListVpcEndpoints")).TotalCount, 1);
        }));

    it("a second endpoint of a service in a VPC, if the cloud counts so", () =>
        inScene(
            async ({ service, endpoint }) => {
                const first = await service({}, []);
                const second = await service({}, []);
                await endpoint(first);
                assert.equal(await code(endpoint(first)), "EndpointDuplicated");
                await endpoint(second);
            },
            { oneEndpointForServiceAndVpc: true },
        ));

    it("no second endpoint of a service in a VPC by default", () =>
        inScene(async ({ service, endpoint }) => {
            const ServiceId = await service({}, []);
            await endpoint(ServiceId);
            await endpoint(ServiceId);
        }));

    it("no endpoint without security groups", () =>
        inScene(async ({ consumer, service, endpoint }) => {
            const ServiceId = await service({}, []);
            const EndpointId = await endpoint(ServiceId, { SecurityGroupId: [] });
            const { SecurityGroups } = await consumer.call("ListVpcEndpointSecurityGroups", {
                EndpointId,
            });
            assert.deepEqual(SecurityGroups, []);
        }));

    it("more endpoints without a connection than an account may have", () =>
        inScene(async (scene) => {
            const { emulator, consumer, service, endpoint, accept } = scene;
            emulator.cloud.quotas.grant(consumer.account.accountId, IDLE_ENDPOINTS, 1);
            const ServiceId = await service({}, []);
            const EndpointId = await endpoint(ServiceId);
            const { code: refused, message } = await refusal(endpoint(ServiceId));
            assert.equal(refused, "QuotaExceeded.totalIdleEndpoint");
            assert.match(message, /The quota of totalIdleEndpoint is exceeded, usage 1\/1\./);
            await accept(ServiceId, EndpointId);
            await endpoint(ServiceId);
        }));

    it("a security group that a load balancer is managed with", () =>
        inScene(async (scene) => {
            const { emulator, consumer, service, endpoint } = scene;
            const managed = await managedGroup(scene);
            const ServiceId = await service({}, []);
            assert.equal(
                await code(endpoint(ServiceId, { SecurityGroupId: [managed] })),
                "SecurityGroupTypeNotSupport",
            );
            const EndpointId = await endpoint(ServiceId);
            assert.equal(
                await code(
                    consumer.call("AttachSecurityGroupToVpcEndpoint", {
                        EndpointId,
                        SecurityGroupId: managed,
                    }),
                ),
                "SecurityGroupTypeNotSupport",
            );
            assert.equal(emulator.cloud.ecs.managedSecurityGroups.all().length, 1);
        }));

    it("to close or open a zone while the service or the endpoint is changing", () =>
        inScene(
            async (scene) => {
                const { provider, consumer } = scene;
                const ServiceId = await scene.service({}, [ZONE_A]);
                const EndpointId = await scene.endpoint(ServiceId);
                await scene.zone(EndpointId);
                await scene.accept(ServiceId, EndpointId);
                const close = () =>
                    code(
                        provider.call("DisableVpcEndpointZoneConnection", {
                            ServiceId,
                            EndpointId,
                            ZoneId: ZONE_A,
                        }),
                    );
                await consumer.call("AttachSecurityGroupToVpcEndpoint", {
                    EndpointId,
                    SecurityGroupId: consumer.securityGroup(),
                });
                assert.equal(await close(), "IncorrectStatus.VpcEndpoint");
                await provider.call("UpdateVpcEndpointServiceAttribute", {
                    ServiceId,
                    AddSupportedRegionSet: ["cn-hangzhou"],
                });
                assert.equal(await close(), "IncorrectStatus.VpcEndpointService");
            },
            { transitionMilliseconds: 1000 },
        ));
});

describe("An endpoint with managed protection", () => {
    it("is changed and deleted by its creator only, with temporary credentials", () =>
        inScene(async (scene) => {
            const { consumer, vpcEndpoint, deployer, other } = await rolesOf(scene);
            const EndpointId = await vpcEndpoint(deployer, { ProtectedEnabled: true });
            for (const caller of [consumer, other]) {
                for (const [action, parameters] of [
                    ["UpdateVpcEndpointAttribute", { EndpointName: "renamed" }],
                    ["AddZoneToVpcEndpoint", zoneOf(scene, ZONE_B)],
                    ["RemoveZoneFromVpcEndpoint", { ZoneId: ZONE_A }],
                    ["DeleteVpcEndpoint", {}],
                ] as const) {
                    const call = caller(action, { EndpointId, ...parameters });
                    assert.equal(await code(call), "OperationDenied.EndpointProtected", action);
                }
            }
            await deployer("UpdateVpcEndpointAttribute", { EndpointId, EndpointName: "renamed" });
            await deployer("RemoveZoneFromVpcEndpoint", { EndpointId, ZoneId: ZONE_A });
            await eventually(
                () => deployer("ListVpcEndpointZones", { EndpointId }),
                ({ Zones }) => Zones.length === 0,
            );
            await deployer("DeleteVpcEndpoint", { EndpointId });
        }));

    it("is not protected if it was created with an access key of the account", () =>
        inScene(async (scene) => {
            const { consumer, vpcEndpoint, deployer } = await rolesOf(scene);
            const EndpointId = await vpcEndpoint(consumer, { ProtectedEnabled: true });
            await deployer("UpdateVpcEndpointAttribute", { EndpointId, EndpointName: "renamed" });
            await consumer("UpdateVpcEndpointAttribute", { EndpointId, EndpointName: "again" });
        }));
});

describe("A service that is deleted before its endpoints", () => {
    it("leaves connections that are ServiceDeleted, of endpoints that can only be taken apart", () =>
        inScene(
            async (scene) => {
                const { provider, consumer } = scene;
                const ServiceId = await scene.service({}, [ZONE_A]);
                const EndpointId = await scene.endpoint(ServiceId);
                await scene.zone(EndpointId);
                await scene.accept(ServiceId, EndpointId);
                const remove = () => provider.call("DeleteVpcEndpointService", { ServiceId });
                assert.equal(await code(remove()), "EndpointServiceConnectionDependence");
                await provider.call("DisableVpcEndpointConnection", { ServiceId, EndpointId });
                await scene.disconnected(ServiceId, EndpointId);
                await remove();
                await eventually(
                    () => consumer.call("GetVpcEndpointAttribute", { EndpointId }),
                    ({ ConnectionStatus }) => ConnectionStatus === "ServiceDeleted",
                );
                for (const [action, parameters] of [
                    ["UpdateVpcEndpointAttribute", { EndpointName: "renamed" }],
                    ["AddZoneToVpcEndpoint", zoneOf(scene, ZONE_B)],
                    ["AttachSecurityGroupToVpcEndpoint", { SecurityGroupId: "sg-1" }],
                    ["DetachSecurityGroupFromVpcEndpoint", { SecurityGroupId: "sg-1" }],
                ] as const) {
                    const call = consumer.call(action, { EndpointId, ...parameters });
                    assert.equal(await code(call), "EndpointServiceDeleted", action);
                }
                const { Endpoints } = await consumer.call("ListVpcEndpoints");
                assert.equal(Endpoints[0].ServiceId, ServiceId);
                assert.deepEqual(
                    (await provider.call("ListVpcEndpointConnections", { ServiceId })).Connections,
                    [],
                );
                await consumer.call("RemoveZoneFromVpcEndpoint", { EndpointId, ZoneId: ZONE_A });
                await eventually(
                    () => consumer.call("ListVpcEndpointZones", { EndpointId }),
                    ({ Zones }) => Zones.length === 0,
                );
                await consumer.call("DeleteVpcEndpoint", { EndpointId });
            },
            { deletesServicesWithDisconnectedEndpoints: true },
        ));
});

const zoneOf = ({ consumer }: Scene, ZoneId: string) => ({
    ZoneId,
    VSwitchId: consumer.vswitchIds[ZoneId],
});

/** The group that an ALB of the consumer is managed with. */
async function managedGroup({ emulator, consumer }: Scene): Promise<string> {
    await clients(emulator, consumer.account).call(ALB, "CreateLoadBalancer", {
        LoadBalancerName: "managed",
        AddressType: "Intranet",
        LoadBalancerEdition: "Basic",
        LoadBalancerBillingConfig: { PayType: "PostPay" },
        VpcId: consumer.vpcId,
        ZoneMappings: [ZONE_A, ZONE_B].map((ZoneId) => ({
            ZoneId,
            VSwitchId: consumer.vswitchIds[ZoneId],
        })),
    });
    const [group] = emulator.cloud.ecs.managedSecurityGroups.all();
    return group.id;
}

/** Three callers of the consumer's account: its own key, and the sessions of two roles that may do everything. */
async function rolesOf(scene: Scene) {
    const { emulator, consumer, service } = scene;
    const { ram } = emulator.cloud;
    const { accountId } = consumer.account;
    const policies = [
        parsePolicy({
            Version: "1",
            Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
        }),
    ];
    const caller = (account: AccessKey) => (action: string, parameters: object) =>
        clients(emulator, account).call(PRIVATELINK, action, { ...parameters });
    const role = (name: string) =>
        caller(
            ram.addSession(
                ram.addRole({ accountId, name, policies }),
                "session",
                new Date(Date.now() + 3_600_000),
            ),
        );
    const ServiceId = await service({}, [ZONE_A, ZONE_B]);
    return {
        consumer: caller(consumer.account),
        deployer: role("deployer"),
        other: role("other"),
        async vpcEndpoint(create: ReturnType<typeof caller>, parameters: object): Promise<string> {
            const { EndpointId } = await create("CreateVpcEndpoint", {
                ServiceId,
                VpcId: consumer.vpcId,
                SecurityGroupId: [consumer.securityGroup()],
                Zone: [zoneOf(scene, ZONE_A)],
                ...parameters,
            });
            await eventually(
                () => create("GetVpcEndpointAttribute", { EndpointId }),
                ({ EndpointStatus }) => EndpointStatus === "Active",
            );
            return EndpointId;
        },
    };
}
