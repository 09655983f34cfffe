import assert from "node:assert/strict";

import PopClient from "@alicloud/pop-core";

import { type Clients, PRIVATELINK, PVTZ, refusal } from "./client";
import { inNetwork, ZONE_A, ZONE_B } from "./networkScene";
import { runScript } from "./scripts";
import { withTraffic } from "./trafficScene";

type Body = Record<string, any>;

describe("PrivateZone", () => {
    it("creates, describes, tags and deletes a zone as the provider does", () =>
        inNetwork(async (scene) => {
            const { owner, emulator, vpcId } = scene;
            const pvtz = callsOf(owner);
            const before = emulator.inventory().length;
            const { ZoneId, ZoneName, Success } = await pvtz("AddZone", {
                ZoneName: "Example.Internal",
            });
            assert.deepEqual([ZoneName, Success], ["example.internal", true]);
            await pvtz("UpdateZoneRemark", { ZoneId, Remark: "for-checks" });
            const noTask = await refusal(pvtz("DescribeSyncEcsHostTask", { ZoneId }));
            assert.deepEqual([noTask.code, noTask.status], ["Ecs.SyncTask.NotExists", 400]);
            const tagged = { ResourceType: "ZONE", ResourceId: [ZoneId] };
            await pvtz("TagResources", { ...tagged, Tag: [{ Key: "role", Value: "check" }] });
            const { TagResources } = await pvtz("ListTagResources", tagged);
            assert.deepEqual(TagResources, [
                { ResourceId: ZoneId, ResourceType: "ZONE", TagKey: "role", TagValue: "check" },
            ]);
            // The provider's spelling, which is not that of the model.
            await pvtz("UnTagResources", { ...tagged, TagKey: ["role"] });
            assert.deepEqual((await pvtz("ListTagResources", tagged))["TagResources"], []);

            await attach(owner, ZoneId, [vpcId]);
            const info = await pvtz("DescribeZoneInfo", { ZoneId });
            assert.equal(info["Remark"], "for-checks");
            assert.equal(info["ProxyPattern"], "ZONE");
            assert.deepEqual(
                info["BindVpcs"].Vpc.map(({ VpcId, RegionId }: Body) => [VpcId, RegionId]),
                [[vpcId, owner.regionId]],
            );
            assert.equal((await refusal(pvtz("DeleteZone", { ZoneId }))).code, "Zone.VpcExists");
            await attach(owner, ZoneId, []);
            await pvtz("AddZoneRecord", { ZoneId, Rr: "www", Type: "A", Value: "10.0.0.1" });
            await pvtz("DeleteZone", { ZoneId });
            assert.equal(emulator.inventory().length, before);
            assert.equal(
                (await refusal(pvtz("DescribeZoneInfo", { ZoneId }))).code,
                "Zone.NotExists",
            );
            assert.equal((await pvtz("DescribeUserServiceStatus"))["Status"], "OPENED");
        }));

    it("finds zones by name, VPC and tag, page by page", () =>
        inNetwork(async ({ owner, vpcId }) => {
            const pvtz = callsOf(owner);
            const ids: string[] = [];
            for (const name of ["one.internal", "two.internal", "other.example"]) {
                ids.push((await pvtz("AddZone", { ZoneName: name }))["ZoneId"]);
            }
            await attach(owner, ids[0], [vpcId]);
            const found = async (parameters: Body) => {
                const { Zones } = await pvtz("DescribeZones", parameters);
                return Zones.Zone.map(({ ZoneName }: Body) => ZoneName) as string[];
            };
            assert.deepEqual(await found({ Keyword: "internal" }), [
                "two.internal",
                "one.internal",
            ]);
            assert.deepEqual(await found({ Keyword: "one.internal", SearchMode: "EXACT" }), [
                "one.internal",
            ]);
            assert.deepEqual(await found({ Keyword: "internal", SearchMode: "EXACT" }), []);
            assert.deepEqual(await found({ QueryVpcId: vpcId }), ["one.internal"]);
            const page = await pvtz("DescribeZones", { PageNumber: 2, PageSize: 2 });
            assert.deepEqual(
                [page["TotalItems"], page["TotalPages"], page["Zones"].Zone.length],
                [3, 2, 1],
            );
        }));

    it("answers another official client, at the product's own host name, without a region", () =>
        inNetwork(async ({ emulator, owner }) => {
            const { accessKeyId, accessKeySecret } = owner.account;
            const client = new PopClient({
                accessKeyId,
                accessKeySecret,
                endpoint: `http://${emulator.endpoint}`,
                apiVersion: PVTZ.version,
            });
            const ask = (action: string, parameters: Body) =>
                client.request<Body>(action, parameters, {
                    method: "POST",
                    headers: { host: "pvtz.aliyuncs.com" },
                });
            const { ZoneId } = await ask("AddZone", { ZoneName: "example.internal" });
            const info = await callsOf(owner)("DescribeZoneInfo", { ZoneId });
            assert.equal(info["ZoneName"], "example.internal");
        }));

    it("keeps records: values by type, status, remark; an alias alone", () =>
        inNetwork(async ({ owner }) => {
            const pvtz = callsOf(owner);
            const { ZoneId } = await pvtz("AddZone", { ZoneName: "example.internal" });
            const add = (Rr: string, Type: string, Value: string, more: Body = {}) =>
                pvtz("AddZoneRecord", { ZoneId, Rr, Type, Value, ...more });
            const { RecordId } = await add("www", "A", "10.0.0.1");
            await pvtz("UpdateZoneRecord", {
                RecordId,
                Rr: "www",
                Type: "A",
                Value: "10.0.0.2",
                Ttl: 5,
            });
            await pvtz("SetZoneRecordStatus", { RecordId, Status: "DISABLE" });
            await pvtz("UpdateRecordRemark", { RecordId, Remark: "old" });
            const { Records, TotalItems } = await pvtz("DescribeZoneRecords", { ZoneId });
            const { Value, Ttl, Status, Remark } = Records.Record[0];
            assert.deepEqual([Value, Ttl, Status, Remark], ["10.0.0.2", 5, "DISABLE", "old"]);
            assert.equal(TotalItems, 1);
            for (const [code, attempt] of [
                ["Record.Invalid.Conflict", add("www", "A", "10.0.0.2")],
                ["Record.Invalid.Conflict", add("www", "CNAME", "a.example")],
                ["InvalidParameter", add("a", "A", "a.example")],
                ["InvalidParameter", add("a", "CNAME", "not a name")],
                ["InvalidParameter", add("a b", "A", "10.0.0.1")],
                ["InvalidParameter", add("a", "NS", "a.example")],
                ["InvalidParameter", add("a", "A", "10.0.0.1", { Ttl: 7 })],
                ["EmulatorUnsupportedParameter", add("a", "A", "10.0.0.1", { Weight: 2 })],
                ["Zone.NotExists", add("a", "A", "10.0.0.1", { ZoneId: "none" })],
                ["Record.NotExists", pvtz("DeleteZoneRecord", { RecordId: 1 })],
                ["Zone.Invalid.Name", pvtz("AddZone", { ZoneName: "not a name" })],
            ] as const) {
                assert.equal((await refusal(attempt)).code, code);
            }
            await pvtz("DeleteZoneRecord", { RecordId });
            assert.equal((await pvtz("DescribeZoneRecords", { ZoneId }))["TotalItems"], 0);
        }));

    it("attaches a zone to the caller's VPCs only, and no two zones of the same name to one VPC", () =>
        inNetwork(async ({ owner, stranger, vpcId }) => {
            const pvtz = callsOf(owner);
            const add = async (clients: Clients) =>
                (await callsOf(clients)("AddZone", { ZoneName: "example.internal" }))["ZoneId"];
            const [first, second, foreign] = [
                await add(owner),
                await add(owner),
                await add(stranger),
            ];
            await attach(owner, first, [vpcId]);
            for (const [code, attempt] of [
                ["ZoneVpc.Zone.Repeated", attach(owner, second, [vpcId])],
                ["ZoneVpc.NotExists.VpcId", attach(owner, second, ["vpc-none"])],
                ["ZoneVpc.NotExists.VpcId", attach(stranger, foreign, [vpcId])],
            ] as const) {
                assert.equal((await refusal(attempt)).code, code);
            }
            await attach(owner, first, []);
            await attach(owner, second, [vpcId]);
            assert.deepEqual(
                (await pvtz("DescribeZoneInfo", { ZoneId: first }))["BindVpcs"].Vpc,
                [],
            );
        }));

    it("shows another account nothing", () =>
        inNetwork(async ({ owner, stranger }) => {
            const { ZoneId } = await callsOf(owner)("AddZone", { ZoneName: "example.internal" });
            const { RecordId } = await callsOf(owner)("AddZoneRecord", {
                ZoneId,
                Rr: "www",
                Type: "A",
                Value: "10.0.0.1",
            });
            const pvtz = callsOf(stranger);
            assert.equal((await pvtz("DescribeZones"))["TotalItems"], 0);
            for (const action of [
                "DescribeZoneInfo",
                "DescribeZoneRecords",
                "DeleteZone",
                "BindZoneVpc",
            ]) {
                assert.equal(
                    (await refusal(pvtz(action, { ZoneId }))).code,
                    "Zone.NotExists",
                    action,
                );
            }
            for (const action of ["DeleteZoneRecord", "SetZoneRecordStatus"]) {
                const refused = await refusal(pvtz(action, { RecordId, Status: "DISABLE" }));
                assert.equal(refused.code, "Record.NotExists", action);
            }
            const tags = { ResourceType: "ZONE", ResourceId: [ZoneId], Tag: [{ Key: "a" }] };
            assert.equal((await refusal(pvtz("TagResources", tags))).status, 404);
            assert.equal(
                (await callsOf(owner)("DescribeZoneRecords", { ZoneId }))["Records"].Record[0]
                    .Status,
                "ENABLE",
            );
        }));
});

describe("names of private zones", () => {
    it("resolve in the VPCs that the zone is attached to: records, aliases, wildcards, what is enabled", () =>
        withTraffic(async (scene) => {
            const { consumer, provider } = scene;
            const { ZoneId } = await zone(consumer, "service.internal", [consumer.vpcId], {
                "@": scene.domain,
                "a": scene.zones[ZONE_A].domain,
                "*.b": scene.zones[ZONE_B].ip,
                "loop": "loop.service.internal",
            });
            await scene.connected();
            const { ip: a } = scene.zones[ZONE_A];
            const { ip: b } = scene.zones[ZONE_B];
            assert.deepEqual((await scene.resolve("service.internal")).sort(), [a, b].sort());
            assert.deepEqual(await scene.resolve("A.Service.Internal"), [a]);
            assert.deepEqual(await scene.resolve("any.b.service.internal"), [b]);
            assert.deepEqual(await scene.resolve("any.service.internal"), []);
            assert.deepEqual(await scene.resolve("loop.service.internal"), []);
            const { status, address } = await scene.fetch("http://service.internal/");
            assert.equal(status, "200");
            assert.ok([a, b].includes(address));

            const elsewhere = await runScript(
                provider,
                scene.backendIds.one,
                "getent hosts a.service.internal; echo $?",
            );
            assert.equal(elsewhere.output.toString(), "2\n");

            const pvtz = callsOf(consumer);
            const { Records } = await pvtz("DescribeZoneRecords", { ZoneId, Keyword: "@" });
            const { RecordId } = Records.Record[0];
            await pvtz("SetZoneRecordStatus", { RecordId, Status: "DISABLE" });
            assert.deepEqual(await scene.resolve("service.internal"), []);
            await attach(consumer, ZoneId, []);
            assert.deepEqual(await scene.resolve("a.service.internal"), []);
        }));

    it("take precedence over public names: a zone can resolve the endpoint's name elsewhere, or to nothing", () =>
        withTraffic(async (scene) => {
            const { consumer, domain } = scene;
            await scene.connected();
            const parent = domain.split(".").slice(1).join(".");
            const { ZoneId } = await zone(consumer, parent, [consumer.vpcId], {});
            assert.deepEqual(await scene.resolve(domain), []);
            const pvtz = callsOf(consumer);
            await pvtz("SetProxyPattern", { ZoneId, ProxyPattern: "RECORD" });
            assert.equal((await scene.resolve(domain)).length, 2);
            const Rr = domain.split(".")[0];
            await pvtz("AddZoneRecord", { ZoneId, Rr, Type: "A", Value: "10.0.99.99" });
            assert.deepEqual(await scene.resolve(domain), ["10.0.99.99"]);
            assert.equal((await scene.fetch(domain)).exitCode, 28);
            // Of two zones the longer one answers.
            await zone(consumer, domain, [consumer.vpcId], { "@": scene.zones[ZONE_A].ip });
            assert.equal((await scene.fetch(domain)).exitCode, 0);
        }));

    it("resolve with zone affinity to the client's own zone, as long as it is connected", () =>
        withTraffic(async (scene) => {
            await scene.connected();
            const { provider, consumer, serviceId } = scene;
            await provider.call(PRIVATELINK, "UpdateVpcEndpointServiceAttribute", {
                ServiceId: serviceId,
                ZoneAffinityEnabled: true,
            });
            assert.deepEqual(await scene.resolve(scene.domain), [scene.zones[ZONE_A].ip]);
            const inB = await consumer.instance({ VSwitchId: consumer.vswitchIds[ZONE_B] });
            const { output } = await runScript(consumer, inB, `getent hosts ${scene.domain}`);
            assert.equal(output.toString().split(" ")[0], scene.zones[ZONE_B].ip);
        }));
});

function callsOf({ call }: Clients) {
    return (action: string, parameters: Body = {}): Promise<Body> => call(PVTZ, action, parameters);
}

async function attach(clients: Clients, ZoneId: string, vpcIds: readonly string[]): Promise<void> {
    await callsOf(clients)("BindZoneVpc", {
        ZoneId,
        Vpcs: vpcIds.map((VpcId) => ({ RegionId: clients.regionId, VpcId })),
    });
}

/** A zone with records that are addresses or aliases, by their value. */
async function zone(
    clients: Clients,
    ZoneName: string,
    vpcIds: readonly string[],
    records: Readonly<Record<string, string>>,
): Promise<{ ZoneId: string }> {
    const pvtz = callsOf(clients);
    const { ZoneId } = await pvtz("AddZone", { ZoneName });
    for (const [Rr, Value] of Object.entries(records)) {
        const Type = /^[\d.]+$/.test(Value) ? "A" : "CNAME";
        await pvtz("AddZoneRecord", { ZoneId, Rr, Type, Value });
    }
    await attach(clients, ZoneId, vpcIds);
    return { ZoneId };
}
