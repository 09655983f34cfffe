import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { eventually, PVTZ, VPC } from "../emulator/client";
import { failureOf, operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const DOMAIN = "ep-1.eu-central-1.privatelink.aliyuncs.com";
const ZONE_A = { zoneId: "eu-central-1a", eniIp: "10.20.0.7" };
const ZONE_B = { zoneId: "eu-central-1b", eniIp: "10.20.16.7" };
const ZONE_C = { zoneId: "eu-central-1c", eniIp: "10.20.32.7" };

const RECORD = "pvtz.ZoneRecord subject-orders";

describe("changes of a deployed private DNS name", () => {
    let workbench: Workbench;
    let stack: Stack;
    let args: Record<string, unknown>;

    before(async () => {
        workbench = await openWorkbench();
        args = {
            zoneName: "internal.example",
            hostNames: ["orders"],
            endpointDomain: DOMAIN,
            vpcIds: [await vpc("10.20.0.0/16")],
            connectionStatus: "Connected",
        };
        stack = await workbench.open("tests/end-to-end/programs/component", {
            "component:class": "PrivateDnsName",
            "component:args": args,
        });
        await operationsOf(stack, "up");
    });

    after(() => workbench?.close());

    const call = (...request: Parameters<Workbench["owner"]["call"]>) =>
        workbench.owner.call(...request);

    async function vpc(CidrBlock: string): Promise<string> {
        const { VpcId } = await call(VPC, "CreateVpc", { CidrBlock });
        await eventually(
            () => call(VPC, "DescribeVpcAttribute", { VpcId }),
            ({ Status }) => Status === "Available",
        );
        return VpcId as string;
    }

    async function setArguments(changed: Record<string, unknown>): Promise<void> {
        args = { ...args, ...changed };
        await workbench.sandbox.configure(stack, { "component:args": args });
    }

    /** What an update does; the next one does nothing. */
    async function changedBy(changed: Record<string, unknown>): Promise<string[]> {
        await setArguments(changed);
        const operations = await operationsOf(stack, "up");
        assert.deepEqual(await operationsOf(stack, "preview"), []);
        return operations;
    }

    /** What the zones hold: name, VPCs and records. */
    async function zones() {
        const { Zones } = await call(PVTZ, "DescribeZones");
        return Promise.all(
            (Zones.Zone as { ZoneId: string; ZoneName: string }[]).map(
                async ({ ZoneId, ZoneName }) => {
                    const { BindVpcs } = await call(PVTZ, "DescribeZoneInfo", { ZoneId });
                    const { Records } = await call(PVTZ, "DescribeZoneRecords", { ZoneId });
                    return {
                        name: ZoneName,
                        vpcs: BindVpcs.Vpc.length as number,
                        records: (Records.Record as Record<string, string>[])
                            .map(({ Rr, Type, Value, Ttl }) => `${Rr} ${Type} ${Value} ${Ttl}`)
                            .sort(),
                    };
                },
            ),
        );
    }

    const holds = async (...records: string[]) => {
        assert.deepEqual(await zones(), [{ name: "internal.example", vpcs: 1, records }]);
    };

    it("changes from the endpoint's domain to its addresses by changing its record, then adds the others", async () => {
        const operations = await changedBy({ endpointDomain: undefined, zones: [ZONE_B, ZONE_A] });
        assert.deepEqual(operations, [
            `create ${RECORD}-eu-central-1b`,
            `update ${RECORD}-eu-central-1a`,
        ]);
        await holds("orders A 10.20.0.7 60", "orders A 10.20.16.7 60");
    });

    it("cannot change back while it has two addresses, before anything is changed", async () => {
        const { zones: addresses } = args;
        await setArguments({ endpointDomain: DOMAIN, zones: undefined });
        for (const command of ["preview", "up"] as const) {
            const since = workbench.emulator.calls.length;
            const output = await failureOf(stack, command);
            assert.match(
                output,
                /endpointDomain: orders\.internal\.example has an A record in each of/,
            );
            assert.match(output, /First leave one entry in zones and run "pulumi up"/);
            const writes = workbench.emulator.calls
                .slice(since)
                .filter(({ action }) => !/^(Describe|Get|List)/.test(String(action)));
            assert.deepEqual(writes, []);
        }
        await setArguments({ endpointDomain: undefined, zones: addresses });
        assert.deepEqual(await operationsOf(stack, "up"), []);
    });

    it("changes zones and addresses one by one", async () => {
        assert.deepEqual(await changedBy({ zones: [ZONE_C, { ...ZONE_B, eniIp: "10.20.16.8" }] }), [
            `create ${RECORD}-eu-central-1c`,
            `delete ${RECORD}-eu-central-1a`,
            `update ${RECORD}-eu-central-1b`,
        ]);
        await holds("orders A 10.20.16.8 60", "orders A 10.20.32.7 60");
    });

    it("changes back to the endpoint's domain with the remaining record", async () => {
        assert.deepEqual(await changedBy({ zones: [ZONE_C] }), [`delete ${RECORD}-eu-central-1b`]);
        assert.deepEqual(await changedBy({ zones: undefined, endpointDomain: DOMAIN }), [
            `update ${RECORD}`,
        ]);
        await holds(`orders CNAME ${DOMAIN} 60`);
    });

    it("adds, renames and removes host names, and changes the TTL", async () => {
        assert.deepEqual(await changedBy({ hostNames: ["invoices", "orders"], ttlSeconds: 3600 }), [
            "create pvtz.ZoneRecord subject-invoices",
            `update ${RECORD}`,
        ]);
        assert.deepEqual(
            await changedBy({ hostNames: ["bills", "orders"], ttlSeconds: undefined }),
            [
                "create pvtz.ZoneRecord subject-bills",
                "delete pvtz.ZoneRecord subject-invoices",
                `update ${RECORD}`,
            ],
        );
        assert.deepEqual(await changedBy({ hostNames: ["orders"] }), [
            "delete pvtz.ZoneRecord subject-bills",
        ]);
        await holds(`orders CNAME ${DOMAIN} 60`);
    });

    it("is bound to other VPCs in place", async () => {
        const [one] = args.vpcIds as string[];
        const other = await vpc("10.21.0.0/16");
        for (const vpcIds of [[one, other], [other], [one]]) {
            assert.deepEqual(await changedBy({ vpcIds }), ["update pvtz.ZoneAttachment subject"]);
        }
        await holds(`orders CNAME ${DOMAIN} 60`);
    });

    const replaced = ["pvtz.Zone subject", RECORD, "pvtz.ZoneAttachment subject"].flatMap((each) =>
        ["create-replacement", "delete-replaced", "replace"].map(
            (operation) => `${operation} ${each}`,
        ),
    );

    it("gets another zone in another resource group, to which its VPC is attached", async () => {
        const [{ accountId }] = workbench.emulator.accounts;
        for (const name of ["one", "other"]) {
            const { id: resourceGroupId } = workbench.emulator.cloud.resourceGroups.add({
                accountId,
                name,
            });
            const operations = await changedBy({ resourceGroupId });
            assert.deepEqual(operations, [...replaced].sort());
            await holds(`orders CNAME ${DOMAIN} 60`);
        }
    });

    it("stays in its resource group when that is removed, and loses its tags", async () => {
        await changedBy({ tags: { team: "payments" } });
        assert.deepEqual(await changedBy({ resourceGroupId: undefined, tags: undefined }), [
            "update pvtz.Zone subject",
        ]);
    });

    it("gets another zone for another name", async () => {
        assert.deepEqual(await changedBy({ zoneName: "other.example" }), [...replaced].sort());
        assert.deepEqual(
            (await zones()).map(({ name }) => name),
            ["other.example"],
        );
    });
});
