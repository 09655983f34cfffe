import assert from "node:assert/strict";

import { models, withAlb, type AlbScene } from "./albScene";
import { ALB, eventually, PROVIDER, refusal, REGION } from "./client";
import { ZONE_A, ZONE_B, ZONE_C } from "./networkScene";

const DOES_NOT_EXIST = { code: "ResourceNotFound.LoadBalancer", status: 404 };

async function refused(call: Promise<unknown>): Promise<{ code: string; status: number }> {
    const { code, status } = await refusal(call);
    return { code, status };
}

async function code(call: Promise<unknown>): Promise<string> {
    return (await refusal(call)).code;
}

function updateZones(
    { alb }: AlbScene,
    loadBalancerId: string,
    zoneMappings: { zoneId?: string; vSwitchId?: string; intranetAddress?: string }[],
) {
    return alb.updateLoadBalancerZones(
        new models.UpdateLoadBalancerZonesRequest({
            loadBalancerId,
            zoneMappings: zoneMappings.map(
                (mapping) => new models.UpdateLoadBalancerZonesRequestZoneMappings(mapping),
            ),
        }),
    );
}

function remove({ alb }: AlbScene, loadBalancerId: string) {
    return alb.deleteLoadBalancer(new models.DeleteLoadBalancerRequest({ loadBalancerId }));
}

function zoneIds({ zoneMappings }: models.GetLoadBalancerAttributeResponseBody) {
    return zoneMappings?.map(({ zoneId }) => zoneId);
}

/** How many addresses of a vSwitch an ALB holds. */
function held({ emulator }: AlbScene, vswitchId: string, loadBalancerId: string): number {
    const holders = emulator.cloud.vpc.vswitches.get(vswitchId)?.addresses.values() ?? [];
    return [...holders].filter((holder) => holder === loadBalancerId).length;
}

describe("the emulator's ALB", () => {
    it("cannot be in security groups of the user's own here", () =>
        withAlb(async (scene) => {
            const call = scene.owner.call(ALB, "CreateLoadBalancer", {
                AddressType: "Intranet",
                LoadBalancerEdition: "Standard",
                LoadBalancerBillingConfig: { PayType: "PostPay" },
                VpcId: scene.vpcId,
                ZoneMappings: [ZONE_A, ZONE_B].map((ZoneId) => ({
                    ZoneId,
                    VSwitchId: scene.vswitchIds[ZoneId],
                })),
                SecurityGroupIds: [{ SecurityGroupId: scene.groupId }],
            });
            assert.equal(await code(call), "EmulatorUnsupportedParameter");
        }));

    it("are as many as an account may have in a region", () =>
        withAlb(async (scene) => {
            const { loadBalancers } = scene.emulator.cloud.alb;
            const first = loadBalancers.get(await scene.active());
            assert.ok(first);
            for (let number = 2; number <= 60; number += 1) {
                loadBalancers.add({ ...first, id: `alb-${number}` });
            }
            loadBalancers.add({ ...first, id: "alb-elsewhere", regionId: "cn-hangzhou" });
            assert.equal(await code(scene.ask()), "QuotaExceeded.LoadBalancersNum");
            loadBalancers.remove("alb-60");
            await scene.ask();
        }));

    it("is provisioned, takes the region of its VPC and an address in each zone", () =>
        withAlb(
            async (scene) => {
                const { vpcId, vswitchIds } = scene;
                const active = scene.emulator.cloud.clock.hold();
                const loadBalancerId = await scene.ask({
                    loadBalancerName: "front",
                    addressAllocatedMode: "Fixed",
                    tag: [new models.CreateLoadBalancerRequestTag({ key: "team", value: "a" })],
                });
                assert.equal(
                    (await scene.attributes(loadBalancerId)).loadBalancerStatus,
                    "Provisioning",
                );
                active();
                await scene.becomesActive(loadBalancerId);
                const found = await scene.attributes(loadBalancerId);
                assert.equal(found.regionId, REGION);
                assert.equal(found.DNSName, `${loadBalancerId}.${REGION}.alb.aliyuncs.com`);
                assert.equal(found.vpcId, vpcId);
                assert.equal(found.loadBalancerName, "front");
                assert.equal(found.addressAllocatedMode, "Fixed");
                assert.equal(found.loadBalancerBillingConfig?.payType, "PostPay");
                assert.equal(found.deletionProtectionConfig?.enabled, false);
                assert.deepEqual(
                    found.tags?.map(({ key, value }) => [key, value]),
                    [["team", "a"]],
                );
                assert.deepEqual(
                    found.zoneMappings?.map(({ zoneId, vSwitchId, loadBalancerAddresses }) => [
                        zoneId,
                        vSwitchId,
                        loadBalancerAddresses?.map(({ address }) => address),
                        loadBalancerAddresses?.map(({ intranetAddress }) => intranetAddress),
                    ]),
                    [
                        [ZONE_A, vswitchIds[ZONE_A], ["10.0.1.1"], ["10.0.1.1"]],
                        [ZONE_B, vswitchIds[ZONE_B], ["10.0.2.1"], ["10.0.2.1"]],
                    ],
                );
            },
            { transitionMilliseconds: 300 },
        ));

    it("keeps its vSwitches until it is deleted, and then releases all their addresses", () =>
        withAlb(async (scene) => {
            const { emulator, owner, vswitchId, vswitchIds } = scene;
            const loadBalancerId = await scene.active();
            const deleteVSwitch = () =>
                owner.call({ version: "2016-04-28" }, "DeleteVSwitch", { VSwitchId: vswitchId });
            assert.equal(await code(deleteVSwitch()), "DependencyViolation");
            const { body } = await remove(scene, loadBalancerId);
            await scene.succeeds(body?.jobId);
            assert.deepEqual(await refused(scene.attributes(loadBalancerId)), DOES_NOT_EXIST);
            for (const id of Object.values(vswitchIds)) {
                assert.equal(held(scene, id, loadBalancerId), 0);
            }
            await deleteVSwitch();
            assert.ok(emulator.inventory().every(({ kind }) => !kind.startsWith("ALB")));
        }));

    it("is deleted with its listeners, but leaves its server groups", () =>
        withAlb(async (scene) => {
            const loadBalancerId = await scene.active();
            const groupId = await scene.group();
            await scene.listener(loadBalancerId, groupId);
            const { body } = await remove(scene, loadBalancerId);
            await scene.succeeds(body?.jobId);
            assert.deepEqual(
                scene.emulator
                    .inventory()
                    .map(({ kind }) => kind)
                    .filter((kind) => kind.startsWith("ALB")),
                ["ALB server group"],
            );
        }));

    it("can only be created in matching zones and vSwitches", () =>
        withAlb(async (scene) => {
            const { mappings, vswitchIds, vpc, vswitch } = scene;
            const attempt = (zoneMappings: unknown, changes = {}) =>
                code(scene.ask({ zoneMappings, ...changes }));
            const mapping = (zoneId: string, vSwitchId: string | undefined, more = {}) =>
                new models.CreateLoadBalancerRequestZoneMappings({ zoneId, vSwitchId, ...more });
            const [inA, inB] = mappings(ZONE_A, ZONE_B);
            assert.equal(await attempt([inA]), "InvalidParameter");
            assert.equal(await attempt([inA, inA]), "DuplicatedParam.ZoneId");
            assert.equal(
                await attempt([inA, mapping(ZONE_C, vswitchIds[ZONE_B])]),
                "Mismatch.ZoneIdAndVSwitchId",
            );
            const elsewhere = await vswitch(await vpc("10.1.0.0/16"), "10.1.0.0/24", ZONE_B);
            assert.equal(
                await attempt([inA, mapping(ZONE_B, elsewhere)]),
                "ResourceNotFound.VSwitch",
            );
            assert.equal(
                await attempt([inA, mapping(ZONE_B, "vsw-0")]),
                "ResourceNotFound.VSwitch",
            );
            const address = (intranetAddress: string) =>
                attempt([mapping(ZONE_A, vswitchIds[ZONE_A], { intranetAddress }), inB]);
            assert.equal(await address("10.0.2.9"), "InvalidParameter");
            assert.equal(await address("10.0.1.0"), "InvalidParameter");
            assert.equal(await attempt([inA, inB], { vpcId: "vpc-0" }), "ResourceNotFound.Vpc");
            const eip = mapping(ZONE_B, vswitchIds[ZONE_B], { allocationId: "eip-1" });
            assert.equal(await attempt([inA, eip]), "EmulatorUnsupportedParameter");
            assert.equal(scene.emulator.cloud.alb.loadBalancers.all().length, 0);
        }));

    it("gets all of its addresses or none", () =>
        withAlb(async (scene) => {
            const { vpcId, vswitch, vswitchIds } = scene;
            // Four addresses are usable, and three are the system's and the network's own.
            const small = await vswitch(vpcId, "10.0.9.0/29", ZONE_C);
            const zones = (intranetAddress?: string) => [
                new models.CreateLoadBalancerRequestZoneMappings({
                    zoneId: ZONE_A,
                    vSwitchId: vswitchIds[ZONE_A],
                }),
                new models.CreateLoadBalancerRequestZoneMappings({
                    zoneId: ZONE_C,
                    vSwitchId: small,
                    intranetAddress,
                }),
            ];
            const first = await scene.active({ zoneMappings: zones("10.0.9.2") });
            assert.equal(held(scene, small, first), 1);
            assert.equal(
                await code(scene.ask({ zoneMappings: zones("10.0.9.2") })),
                "InvalidParameter",
            );
            for (let number = 0; number < 3; number += 1) {
                await scene.ask({ zoneMappings: zones() });
            }
            const before = scene.emulator.cloud.vpc.vswitches.get(scene.vswitchId)?.addresses.size;
            assert.equal(
                await code(scene.ask({ zoneMappings: zones() })),
                "ResourceNotEnough.VSwitchIp",
            );
            const after = scene.emulator.cloud.vpc.vswitches.get(scene.vswitchId)?.addresses.size;
            assert.equal(after, before);
        }));

    it("refuses values that it does not know", () =>
        withAlb(async (scene) => {
            for (const changes of [
                { addressType: "intranet" },
                { loadBalancerEdition: "Premium" },
                { addressAllocatedMode: "Static" },
                { loadBalancerName: "1st" },
                { loadBalancerName: "a" },
                {
                    loadBalancerBillingConfig:
                        new models.CreateLoadBalancerRequestLoadBalancerBillingConfig({
                            payType: "PrePay",
                        }),
                },
                {
                    modificationProtectionConfig:
                        new models.CreateLoadBalancerRequestModificationProtectionConfig({
                            status: "On",
                        }),
                },
            ]) {
                assert.equal(await code(scene.ask(changes)), "InvalidParameter");
            }
            assert.equal(
                await code(scene.ask({ resourceGroupId: "rg-nobodys" })),
                "NotExist.ResourceGroup",
            );
            assert.equal(
                await code(scene.ask({ addressIpVersion: "DualStack" })),
                "EmulatorUnsupportedParameter",
            );
            assert.equal(await code(scene.ask({ dryRun: true })), "DryRunOperation");
            assert.equal(scene.emulator.cloud.alb.loadBalancers.all().length, 0);
        }));

    it("gains and loses zones, and keeps the addresses of those that stay", () =>
        withAlb(
            async (scene) => {
                const { mappings, vpcId, vswitch } = scene;
                const inC = {
                    zoneId: ZONE_C,
                    vSwitchId: await vswitch(vpcId, "10.0.3.0/24", ZONE_C),
                };
                const loadBalancerId = await scene.active();
                const before = (await scene.attributes(loadBalancerId)).zoneMappings;
                await updateZones(scene, loadBalancerId, [...mappings(ZONE_A, ZONE_B), inC]);
                const during = await scene.attributes(loadBalancerId);
                assert.equal(during.loadBalancerStatus, "Configuring");
                assert.deepEqual(zoneIds(during), [ZONE_A, ZONE_B]);
                assert.deepEqual(await refused(remove(scene, loadBalancerId)), {
                    code: "IncorrectStatus.LoadBalancer",
                    status: 400,
                });
                await scene.becomesActive(loadBalancerId);
                const extended = await scene.attributes(loadBalancerId);
                assert.deepEqual(extended.zoneMappings?.slice(0, 2), before);
                assert.equal(zoneIds(extended)?.[2], ZONE_C);
                assert.equal(held(scene, inC.vSwitchId, loadBalancerId), 1);
                await updateZones(scene, loadBalancerId, [...mappings(ZONE_A), inC]);
                await scene.becomesActive(loadBalancerId);
                assert.deepEqual(zoneIds(await scene.attributes(loadBalancerId)), [ZONE_A, ZONE_C]);
                assert.equal(held(scene, scene.vswitchIds[ZONE_B] ?? "", loadBalancerId), 0);
            },
            { transitionMilliseconds: 200 },
        ));

    it("refuses an update of its zones that changes nothing, a vSwitch or an address", () =>
        withAlb(async (scene) => {
            const { mappings, vpcId, vswitch } = scene;
            const loadBalancerId = await scene.active();
            const attempt = (zones: Parameters<typeof updateZones>[2]) =>
                code(updateZones(scene, loadBalancerId, zones));
            const both = mappings(ZONE_A, ZONE_B);
            const unchanged = "OperationDenied.ZoneMappingsNotChanged";
            assert.equal(await attempt(both), unchanged);
            assert.equal(await attempt([...both].reverse()), unchanged);
            const [inA, inB] = both;
            const named = { ...inA, intranetAddress: "10.0.1.1" };
            assert.equal(await attempt([named, inB ?? {}]), unchanged);
            const renamed = { ...inA, intranetAddress: "10.0.1.9" };
            assert.equal(await attempt([renamed, inB ?? {}]), "OperationDenied.ZoneAddressChanged");
            const other = await vswitch(vpcId, "10.0.4.0/24", ZONE_B);
            assert.equal(
                await attempt([inA ?? {}, { zoneId: ZONE_B, vSwitchId: other }]),
                "OperationDenied.ZoneVSwitchChanged",
            );
            assert.equal(await attempt([inA ?? {}]), "InvalidParameter");
        }));

    it("can be upgraded, and never goes back to basic", () =>
        withAlb(async (scene) => {
            const { alb } = scene;
            const loadBalancerId = await scene.active({ loadBalancerEdition: "Basic" });
            const update = (loadBalancerEdition: string) =>
                alb.updateLoadBalancerEdition(
                    new models.UpdateLoadBalancerEditionRequest({
                        loadBalancerId,
                        loadBalancerEdition,
                    }),
                );
            assert.equal(await code(update("Basic")), "OperationDenied.EditionNotChanged");
            await update("StandardWithWaf");
            await scene.becomesActive(loadBalancerId);
            await update("Standard");
            await scene.becomesActive(loadBalancerId);
            assert.equal((await scene.attributes(loadBalancerId)).loadBalancerEdition, "Standard");
            assert.equal(await code(update("Basic")), "OperationDenied.Downgrade");
        }));

    it("that is Internet-facing has public addresses, which it can lose but not gain", () =>
        withAlb(async (scene) => {
            const { alb } = scene;
            const loadBalancerId = await scene.active({ addressType: "Internet" });
            const addresses = async () =>
                (await scene.attributes(loadBalancerId)).zoneMappings?.map(
                    ({ loadBalancerAddresses }) => loadBalancerAddresses?.[0],
                );
            const before = await addresses();
            assert.deepEqual(
                before?.map((zone) => [zone?.address, zone?.intranetAddress, zone?.eipType]),
                [
                    ["198.51.100.1", "10.0.1.1", "Common"],
                    ["198.51.100.2", "10.0.2.1", "Common"],
                ],
            );
            const update = (addressType: string) =>
                alb.updateLoadBalancerAddressTypeConfig(
                    new models.UpdateLoadBalancerAddressTypeConfigRequest({
                        loadBalancerId,
                        addressType,
                    }),
                );
            assert.equal(await code(update("Internet")), "OperationDenied.AddressTypeNotChanged");
            await update("Intranet");
            await scene.becomesActive(loadBalancerId);
            const after = await addresses();
            assert.deepEqual(
                after?.map((zone) => [zone?.address, zone?.allocationId]),
                [
                    ["10.0.1.1", undefined],
                    ["10.0.2.1", undefined],
                ],
            );
            assert.equal(await code(update("Internet")), "EmulatorUnsupportedParameter");
        }));

    it("is not deleted while it is protected", () =>
        withAlb(async (scene) => {
            const { alb } = scene;
            const loadBalancerId = await scene.active({ deletionProtectionEnabled: true });
            const protection = async () =>
                (await scene.attributes(loadBalancerId)).deletionProtectionConfig;
            assert.equal((await protection())?.enabled, true);
            assert.match((await protection())?.enabledTime ?? "", /^\d{4}-.*Z$/);
            assert.equal(
                await code(remove(scene, loadBalancerId)),
                "OperationDenied.DeletionProtectionEnabled",
            );
            const resource = { resourceId: loadBalancerId };
            await alb.disableDeletionProtection(
                new models.DisableDeletionProtectionRequest(resource),
            );
            assert.equal((await protection())?.enabled, false);
            await alb.enableDeletionProtection(
                new models.EnableDeletionProtectionRequest(resource),
            );
            assert.equal((await protection())?.enabled, true);
        }));

    it("is renamed, protected against the console, tagged and moved", () =>
        withAlb(async (scene) => {
            const { alb } = scene;
            const loadBalancerId = await scene.active();
            const config = (status: string, reason?: string) =>
                new models.UpdateLoadBalancerAttributeRequestModificationProtectionConfig({
                    status,
                    reason,
                });
            const update = async (changes: object) => {
                await alb.updateLoadBalancerAttribute(
                    new models.UpdateLoadBalancerAttributeRequest({ loadBalancerId, ...changes }),
                );
                await scene.becomesActive(loadBalancerId);
                return scene.attributes(loadBalancerId);
            };
            const renamed = await update({
                loadBalancerName: "renamed",
                modificationProtectionConfig: config("ConsoleProtection", "managed"),
            });
            assert.equal(renamed.loadBalancerName, "renamed");
            assert.equal(renamed.modificationProtectionConfig?.reason, "managed");
            const freed = await update({ modificationProtectionConfig: config("NonProtection") });
            assert.equal(freed.modificationProtectionConfig?.reason, "");
            assert.equal(freed.loadBalancerName, "renamed");

            const tagged = { resourceType: "loadbalancer", resourceId: [loadBalancerId] };
            await alb.tagResources(
                new models.TagResourcesRequest({
                    ...tagged,
                    tag: [new models.TagResourcesRequestTag({ key: "a", value: "1" })],
                }),
            );
            const { body } = await alb.listTagResources(new models.ListTagResourcesRequest(tagged));
            assert.deepEqual(
                body?.tagResources?.map(({ tagKey, tagValue }) => [tagKey, tagValue]),
                [["a", "1"]],
            );
            await alb.unTagResources(
                new models.UnTagResourcesRequest({ ...tagged, tagKey: ["a"] }),
            );
            assert.deepEqual((await scene.attributes(loadBalancerId)).tags, []);
            assert.equal(
                await code(
                    alb.unTagResources(
                        new models.UnTagResourcesRequest({
                            ...tagged,
                            resourceId: ["alb-0"],
                            tagKey: ["a"],
                        }),
                    ),
                ),
                "ResourceNotFound.LoadBalancer",
            );
            scene.emulator.cloud.resourceGroups.add({
                accountId: PROVIDER.accountId,
                id: "rg-other",
                name: "other",
            });
            const move = (newResourceGroupId: string) =>
                alb.moveResourceGroup(
                    new models.MoveResourceGroupRequest({
                        resourceType: "loadbalancer",
                        resourceId: loadBalancerId,
                        newResourceGroupId,
                    }),
                );
            await move("rg-other");
            assert.equal((await scene.attributes(loadBalancerId)).resourceGroupId, "rg-other");
            assert.equal(await code(move("rg-others")), "NotExist.ResourceGroup");
        }));

    it("is found by what it is, and in another account not at all", () =>
        withAlb(async (scene) => {
            const { alb, strangersAlb, vpcId } = scene;
            const first = await scene.active({ loadBalancerName: "first" });
            const second = await scene.active({ loadBalancerName: "second" });
            const list = async (filter: object, client = alb) => {
                const { body } = await client.listLoadBalancers(
                    new models.ListLoadBalancersRequest(filter),
                );
                return body?.loadBalancers?.map(({ loadBalancerId }) => loadBalancerId);
            };
            assert.deepEqual(await list({}), [second, first]);
            assert.deepEqual(await list({ loadBalancerNames: ["second"] }), [second]);
            assert.deepEqual(await list({ loadBalancerIds: [first] }), [first]);
            assert.deepEqual(await list({ vpcIds: [vpcId], zoneId: ZONE_B, maxResults: 1 }), [
                second,
            ]);
            assert.deepEqual(await list({ zoneId: ZONE_C }), []);
            assert.deepEqual(await list({ addressType: "Internet" }), []);
            assert.deepEqual(await list({}, strangersAlb), []);
            assert.deepEqual(
                await refused(
                    strangersAlb.getLoadBalancerAttribute(
                        new models.GetLoadBalancerAttributeRequest({ loadBalancerId: first }),
                    ),
                ),
                DOES_NOT_EXIST,
            );
            assert.deepEqual(
                await refused(remove({ ...scene, alb: strangersAlb }, first)),
                DOES_NOT_EXIST,
            );
            const jobs = await strangersAlb.listAsynJobs(new models.ListAsynJobsRequest({}));
            assert.deepEqual(jobs.body?.jobs, []);
        }));

    it("belongs to one region where the host name says which", () =>
        withAlb(async (scene) => {
            const { emulator, owner } = scene;
            const id = await scene.active();
            const call = (host: string) => ({ account: emulator.accounts[0], host }) as never;
            const { loadBalancers } = emulator.cloud.alb;
            const found = (host: string) => loadBalancers.ownedByHost(call(host), id)?.id;
            assert.equal(found(emulator.endpoint), id);
            assert.equal(found(`alb.${REGION}.aliyuncs.com`), id);
            assert.equal(found("alb.cn-hangzhou.aliyuncs.com"), undefined);
            assert.deepEqual(
                loadBalancers.allOwnedByHost(call("alb.cn-hangzhou.aliyuncs.com")),
                [],
            );
            const { Zones } = await owner.call({ version: "2020-06-16" }, "DescribeZones");
            assert.deepEqual(
                Zones.map(({ ZoneId }: { ZoneId: string }) => ZoneId),
                [ZONE_A, ZONE_B, ZONE_C],
            );
        }));

    it("runs one job after the other and reports each", () =>
        withAlb(
            async (scene) => {
                const { alb } = scene;
                const loadBalancerId = await scene.active();
                const { body } = await remove(scene, loadBalancerId);
                const job = async () => {
                    const answer = await alb.listAsynJobs(
                        new models.ListAsynJobsRequest({ jobIds: [body?.jobId ?? ""] }),
                    );
                    return answer.body?.jobs?.[0];
                };
                assert.equal((await job())?.status, "Processing");
                assert.equal(
                    await code(remove(scene, loadBalancerId)),
                    "IncorrectStatus.LoadBalancer",
                );
                await eventually(job, (found) => found?.status === "Succeeded");
                const found = await job();
                assert.equal(found?.apiName, "DeleteLoadBalancer");
                assert.equal(found?.operateType, "Delete");
                assert.equal(found?.resourceType, "loadbalancer");
                assert.equal(found?.resourceId, loadBalancerId);
            },
            { transitionMilliseconds: 200 },
        ));
});
