import * as assert from "node:assert/strict";

import { eventually, refusal, REGION } from "./client";
import { code, inScene, serviceStatus, ZONE_A, ZONE_B } from "./privatelinkScene";

describe("PrivateLink endpoint services", () => {
    it("are created, become Active and answer what the provider reads", () =>
        inScene(async ({ emulator, provider }) => {
            emulator.cloud.resourceGroups.add({
                accountId: provider.account.accountId,
                id: "rg-acfmabc",
                name: "abc",
            });
            const created = await provider.call("CreateVpcEndpointService", {
                ServiceDescription: "This is my EndpointService.",
                AutoAcceptEnabled: true,
                ZoneAffinityEnabled: true,
                Tag: [{ Key: "env", Value: "prod" }],
                ResourceGroupId: "rg-acfmabc",
            });
            const { ServiceId } = created;
            assert.match(ServiceId, /^epsrv-gw8[0-9a-z]{17}$/);
            assert.equal(created.ServiceStatus, "Creating");
            assert.match(created.CreateTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

            const service = await serviceStatus(provider, ServiceId, "Active");
            const { RequestId, CreateTime, ...fields } = service;
            assert.deepEqual(fields, {
                ServiceId,
                ServiceName: `com.aliyuncs.privatelink.${REGION}.${ServiceId}`,
                ServiceDomain: `${ServiceId}.${REGION}.privatelink.aliyuncs.com`,
                ServiceDescription: "This is my EndpointService.",
                ServiceStatus: "Active",
                ServiceBusinessStatus: "Normal",
                ServiceType: "Interface",
                ServiceResourceType: "slb",
                ServiceSupportIPv6: false,
                AddressIpVersion: "IPv4",
                AutoAcceptEnabled: true,
                ZoneAffinityEnabled: true,
                ConnectBandwidth: 3072,
                MinBandwidth: 100,
                MaxBandwidth: 10_240,
                Payer: "Endpoint",
                RegionId: REGION,
                ResourceGroupId: "rg-acfmabc",
                SupportedRegionSet: [
                    {
                        SupportedRegionId: REGION,
                        ServiceRegionId: REGION,
                        RegionServiceStatus: "Available",
                        RegionBusinessStatus: "Normal",
                    },
                ],
                Zones: [],
            });
        }));

    it("answer the default connection bandwidth for CLB only", () =>
        inScene(async ({ provider }) => {
            for (const ServiceResourceType of ["alb", "nlb", "gwlb"]) {
                const { ServiceId } = await provider.call("CreateVpcEndpointService", {
                    ServiceResourceType,
                });
                const service = await serviceStatus(provider, ServiceId, "Active");
                assert.equal(service.ServiceResourceType, ServiceResourceType);
                assert.equal("ConnectBandwidth" in service, false);
                await provider.call("UpdateVpcEndpointServiceAttribute", {
                    ServiceId,
                    ConnectBandwidth: 3072,
                });
            }
        }));

    it("can have load balancers from their creation", () =>
        inScene(async ({ provider }) => {
            const { ServiceId } = await provider.call("CreateVpcEndpointService", {
                Resource: [
                    { ResourceId: provider.loadBalancer(ZONE_A), ResourceType: "slb" },
                    { ResourceId: provider.loadBalancer(ZONE_B), ZoneId: ZONE_B },
                ],
            });
            const { Zones } = await serviceStatus(provider, ServiceId, "Active");
            assert.deepEqual(Zones, [ZONE_A, ZONE_B]);
        }));

    it("refuse what is not valid when they are created", () =>
        inScene(async ({ provider }) => {
            const create = (parameters: Record<string, unknown>) =>
                code(provider.call("CreateVpcEndpointService", parameters));
            const twice = provider.loadBalancer(ZONE_A);
            assert.equal(
                await create({ ServiceResourceType: "vpcNat" }),
                "EndpointServiceResourceTypeNotSupport",
            );
            assert.equal(await create({ Payer: "Consumer" }), "IllegalParamFormat.Payer");
            assert.equal(
                await create({ ServiceDescription: "x" }),
                "IllegalParamFormat.ServiceDescription",
            );
            assert.equal(
                await create({ ServiceDescription: "https://example.com" }),
                "IllegalParamFormat.ServiceDescription",
            );
            assert.equal(
                await create({ AddressIpVersion: "DualStack" }),
                "EndpointServiceNotSupportIpv6",
            );
            assert.equal(
                await create({ ServiceSupportIPv6: true }),
                "EndpointServiceNotSupportIpv6",
            );
            assert.equal(
                await create({ AddressIpVersion: "IPv6" }),
                "IllegalParamFormat.AddressIpVersion",
            );
            assert.equal(
                await create({ ServiceResourceType: "nlb", AddressIpVersion: "DualStack" }),
                "EmulatorUnsupportedParameter",
            );
            assert.equal(await create({ ResourceGroupId: "rg-nobodys" }), "InvalidResourceGroup");
            assert.equal(await create({ SupportedRegionList: ["moon-1"] }), "RegionNotFound");
            assert.equal(
                await create({ Resource: [{ ResourceId: twice }, { ResourceId: twice }] }),
                "EndpointServiceResourceExist",
            );
            assert.equal(
                await create({ Resource: [{ ResourceType: "slb" }] }),
                "MissingParam.ResourceId",
            );
            assert.equal(
                await create({ Tag: [{ Key: "acs:x", Value: "y" }] }),
                "IllegalTagKeyParam",
            );
            assert.equal(await create({ DryRun: true }), "DryRunOperation");
            const { TotalCount } = await provider.call("ListVpcEndpointServices");
            assert.equal(TotalCount, 0);
        }));

    it("are changed one attribute at a time", () =>
        inScene(async ({ provider, service }) => {
            const ServiceId = await service({}, []);
            const update = (parameters: Record<string, unknown>) =>
                provider.call("UpdateVpcEndpointServiceAttribute", { ServiceId, ...parameters });
            await update({ ConnectBandwidth: 200 });
            await update({ AutoAcceptEnabled: true });
            await update({ ServiceDescription: "changed" });
            await update({ ZoneAffinityEnabled: true });
            const changed = await provider.call("GetVpcEndpointServiceAttribute", { ServiceId });
            assert.deepEqual(
                [
                    changed.ConnectBandwidth,
                    changed.AutoAcceptEnabled,
                    changed.ServiceDescription,
                    changed.ZoneAffinityEnabled,
                ],
                [200, true, "changed", true],
            );
            assert.equal(
                await code(update({ ConnectBandwidth: 99 })),
                "IllegalParamFormat.ConnectBandwidth",
            );
            assert.equal(
                await code(update({ ConnectBandwidth: 10_241 })),
                "IllegalParamFormat.ConnectBandwidth",
            );
            assert.equal(
                await code(update({ AddressIpVersion: "DualStack" })),
                "ServiceResourceNotSupportIpv6",
            );
            assert.equal(
                await code(update({ AutoAcceptEnabled: false, DryRun: true })),
                "DryRunOperation",
            );
            const after = await provider.call("GetVpcEndpointServiceAttribute", { ServiceId });
            assert.equal(after.AutoAcceptEnabled, true);
        }));

    it("refuse writes that need an Active service until they are", () =>
        inScene(
            async ({ provider }) => {
                const { ServiceId } = await provider.call("CreateVpcEndpointService");
                const early = [
                    ["UpdateVpcEndpointServiceAttribute", { AutoAcceptEnabled: true }],
                    ["AddUserToVpcEndpointService", { UserId: 1 }],
                    ["RemoveUserFromVpcEndpointService", { UserId: 1 }],
                    [
                        "AttachResourceToVpcEndpointService",
                        { ResourceId: "lb-1", ResourceType: "slb" },
                    ],
                    ["DetachResourceFromVpcEndpointService", { ResourceId: "lb-1" }],
                    ["DeleteVpcEndpointService", {}],
                ] as const;
                for (const [action, parameters] of early) {
                    assert.equal(
                        await code(provider.call(action, { ServiceId, ...parameters })),
                        "EndpointServiceOperationDenied",
                        action,
                    );
                }
                await serviceStatus(provider, ServiceId, "Active");
            },
            { transitionMilliseconds: 500 },
        ));

    it("are deleted with resources attached, and then no longer exist", () =>
        inScene(async ({ provider, service }) => {
            const ServiceId = await service();
            await provider.call("DeleteVpcEndpointService", { ServiceId });
            const refused = await eventually(
                () =>
                    provider.call("GetVpcEndpointServiceAttribute", { ServiceId }).then(
                        ({ ServiceStatus }) => ({ status: 200, code: ServiceStatus as string }),
                        (error: Error) => refusal(Promise.reject(error)),
                    ),
                ({ code }) => code !== "Deleting",
            );
            assert.deepEqual([refused.status, refused.code], [400, "EndpointServiceNotFound"]);
        }));

    it("are not deleted before their resources are detached, if the cloud does as it documents", () =>
        inScene(
            async ({ provider, service }) => {
                const ServiceId = await service({}, [ZONE_A]);
                const deletion = () => provider.call("DeleteVpcEndpointService", { ServiceId });
                assert.equal(await code(deletion()), "EndpointServiceDependenceViolation");
                const { Resources } = await provider.call("ListVpcEndpointServiceResources", {
                    ServiceId,
                });
                const [{ ResourceId, ResourceType }] = Resources;
                await provider.call("DetachResourceFromVpcEndpointService", {
                    ServiceId,
                    ResourceId,
                    ResourceType,
                });
                await deletion();
            },
            { deletesServicesWithResources: false },
        ));

    it("are not deleted while an endpoint exists, connected or not", () =>
        inScene(async ({ provider, consumer, service, endpoint }) => {
            const ServiceId = await service();
            const EndpointId = await endpoint(ServiceId);
            const remove = () => provider.call("DeleteVpcEndpointService", { ServiceId });
            assert.equal(await code(remove()), "EndpointServiceConnectionDependence");
            await consumer.call("DeleteVpcEndpoint", { EndpointId });
            await eventually(
                () =>
                    remove().then(
                        () => "deleted",
                        (error) => error.code as string,
                    ),
                (outcome) => outcome === "deleted",
            );
        }));

    it("are listed by filter and page by page", () =>
        inScene(async ({ provider, service }) => {
            const first = await service({ Tag: [{ Key: "team", Value: "a" }] }, [ZONE_A]);
            const second = await service({ AutoAcceptEnabled: true }, []);
            const third = await service({ ServiceResourceType: "nlb" }, []);
            const ids = async (parameters: Record<string, unknown>) => {
                const { Services } = await provider.call("ListVpcEndpointServices", parameters);
                return Services.map(({ ServiceId }: { ServiceId: string }) => ServiceId);
            };
            const { Resources } = await provider.call("ListVpcEndpointServiceResources", {
                ServiceId: first,
            });
            assert.deepEqual(await ids({}), [third, second, first]);
            assert.deepEqual(await ids({ AutoAcceptEnabled: true }), [second]);
            assert.deepEqual(await ids({ AutoAcceptEnabled: false }), [third, first]);
            assert.deepEqual(await ids({ ServiceId: second }), [second]);
            assert.deepEqual(await ids({ ServiceResourceType: "nlb" }), [third]);
            assert.deepEqual(await ids({ ResourceId: Resources[0].ResourceId }), [first]);
            assert.deepEqual(await ids({ Tag: [{ Key: "team", Value: "a" }] }), [first]);
            assert.deepEqual(await ids({ Tag: [{ Key: "team", Value: "b" }] }), []);
            assert.deepEqual(await ids({ ServiceStatus: "Deleting" }), []);

            const page = await provider.call("ListVpcEndpointServices", { MaxResults: 2 });
            assert.deepEqual([page.TotalCount, page.MaxResults], [3, 2]);
            assert.deepEqual(await ids({ MaxResults: 2, NextToken: page.NextToken }), [first]);
            const last = await provider.call("ListVpcEndpointServices", {
                MaxResults: 2,
                NextToken: page.NextToken,
            });
            assert.equal(last.Services[0].Tags[0].Value, "a");
            assert.equal(last.NextToken, "");
            for (const MaxResults of [0, 1001]) {
                assert.equal(
                    await code(provider.call("ListVpcEndpointServices", { MaxResults })),
                    "IllegalParam.MaxResults",
                );
            }
        }));

    it("that are gone, or another account's, have an empty list of connections", () =>
        inScene(async ({ provider, consumer, service }) => {
            const ServiceId = await service();
            const connections = async (client: typeof provider) =>
                (await client.call("ListVpcEndpointConnections", { ServiceId })).Connections;
            assert.deepEqual(await connections(consumer), []);
            await provider.call("DeleteVpcEndpointService", { ServiceId });
            await eventually(
                () => connections(provider),
                (listed) => listed.length === 0,
            );
        }));

    it("only exist for their owner", () =>
        inScene(async ({ provider, consumer, service }) => {
            const ServiceId = await service();
            const actions: [string, Record<string, unknown>][] = [
                ["GetVpcEndpointServiceAttribute", {}],
                ["UpdateVpcEndpointServiceAttribute", { AutoAcceptEnabled: true }],
                ["DeleteVpcEndpointService", {}],
                ["AddUserToVpcEndpointService", { UserId: 1 }],
                ["RemoveUserFromVpcEndpointService", { UserId: 1 }],
                ["ListVpcEndpointServiceUsers", {}],
                ["AttachResourceToVpcEndpointService", { ResourceId: "l", ResourceType: "slb" }],
                ["DetachResourceFromVpcEndpointService", { ResourceId: "l" }],
                ["ListVpcEndpointServiceResources", {}],
                [
                    "UpdateVpcEndpointServiceResourceAttribute",
                    { ResourceId: "l", AutoAllocatedEnabled: true },
                ],
                ["EnableVpcEndpointConnection", { EndpointId: "ep-1" }],
                ["DisableVpcEndpointConnection", { EndpointId: "ep-1" }],
                ["UpdateVpcEndpointConnectionAttribute", { EndpointId: "ep-1", Bandwidth: 100 }],
                ["EnableVpcEndpointZoneConnection", { EndpointId: "ep-1", ZoneId: ZONE_A }],
                ["DisableVpcEndpointZoneConnection", { EndpointId: "ep-1", ZoneId: ZONE_A }],
            ];
            for (const [action, parameters] of actions) {
                const others = await refusal(consumer.call(action, { ServiceId, ...parameters }));
                const missing = await refusal(
                    consumer.call(action, { ServiceId: "epsrv-0", ...parameters }),
                );
                const { message, ...answer } = others;
                assert.deepEqual(answer, { code: "EndpointServiceNotFound", status: 400 }, action);
                assert.equal(missing.code, others.code, action);
            }
            const { TotalCount } = await consumer.call("ListVpcEndpointServices");
            assert.equal(TotalCount, 0);
            const elsewhere = await refusal(
                provider.call("GetVpcEndpointServiceAttribute", {
                    ServiceId,
                    RegionId: "eu-west-1",
                }),
            );
            assert.equal(elsewhere.code, "EndpointServiceNotFound");
        }));

    it("are at most 200 in an account", () =>
        inScene(async ({ provider }) => {
            for (let number = 0; number < 200; number += 1) {
                await provider.call("CreateVpcEndpointService");
            }
            assert.equal(await code(provider.call("CreateVpcEndpointService")), "QuotaMisMatched");
        }));
});
