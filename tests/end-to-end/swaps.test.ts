import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { type Belongings, belongingsOf } from "../emulator/belongings";
import { PRIVATELINK, PVTZ } from "../emulator/client";
import * as holdings from "./holdings";
import { operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const OWNER = "1000000000000001";

/** What each of two components has, in their order. */
type Pair = readonly [string, string];

interface Pairs {
    readonly accounts: Pair;
    readonly addresses: Pair;
    readonly zoneNames: Pair;
    /** Names of the two whitelists. */
    readonly whitelists: Pair;
}

const BEFORE: Pairs = {
    accounts: ["1000000000000002", "1000000000000003"],
    addresses: ["10.0.1.100", "10.0.1.101"],
    zoneNames: ["orders.example", "invoices.example"],
    whitelists: ["first", "second"],
};
const SWAPPED: Pairs = {
    ...BEFORE,
    accounts: ["1000000000000003", "1000000000000002"],
    addresses: ["10.0.1.101", "10.0.1.100"],
    zoneNames: ["invoices.example", "orders.example"],
};

describe("two components of one program that swap what only one of them can have", () => {
    let workbench: Workbench;
    let stack: Stack;
    let owned: Belongings;

    before(async () => {
        workbench = await openWorkbench();
        owned = await belongingsOf(workbench.emulator, workbench.emulator.accounts[0], "by-hand");
        stack = await workbench.open("tests/end-to-end/programs/parts");
        await configure(BEFORE);
        await operationsOf(stack, "up");
        assert.deepEqual(await held(), heldWith(BEFORE));
    });

    after(() => workbench?.close());

    function configure({ accounts, addresses, zoneNames, whitelists }: Pairs): Promise<void> {
        const parts = ["first", "second"].flatMap((name, index) => [
            {
                componentClass: "EndpointServiceWhitelist",
                name: whitelists[index],
                args: { serviceId: owned.service, allowedAccountIds: [accounts[index]] },
            },
            {
                componentClass: "InterfaceEndpoint",
                name,
                args: {
                    serviceId: owned.service,
                    vpcId: owned.vpc,
                    securityGroupIds: [owned["security group"]],
                    zones: [
                        {
                            zoneId: "eu-central-1a",
                            vswitchId: owned.vswitch,
                            eniIp: addresses[index],
                        },
                    ],
                },
            },
            {
                componentClass: "PrivateDnsName",
                name,
                args: {
                    zoneName: zoneNames[index],
                    hostNames: ["@"],
                    endpointDomain: `${name}.example`,
                    vpcIds: [owned.vpc],
                    connectionStatus: "Connected",
                },
            },
        ]);
        return workbench.sandbox.configure(stack, { "parts:parts": parts });
    }

    const call = (...request: Parameters<Workbench["owner"]["call"]>) =>
        workbench.owner.call(...request);

    async function held() {
        const { allowedAccountIds } = await holdings.service(workbench.owner, owned.service);
        return { allowedAccountIds, addresses: await addresses(), names: await names() };
    }

    const heldWith = ({ addresses, zoneNames }: Pairs) => ({
        allowedAccountIds: [OWNER, ...BEFORE.accounts],
        addresses: { first: [addresses[0]], second: [addresses[1]] },
        names: Object.fromEntries(
            zoneNames.map((zoneName, index) => [
                zoneName,
                { vpcs: 1, values: [`${["first", "second"][index]}.example`] },
            ]),
        ),
    });

    async function addresses(): Promise<Record<string, string[]>> {
        const { Endpoints } = await call(PRIVATELINK, "ListVpcEndpoints", {});
        const own = (Endpoints as Record<string, string>[]).filter(
            ({ EndpointId }) => EndpointId !== owned.endpoint,
        );
        const found = own.map(async ({ EndpointId, EndpointName }) => {
            const { zones } = await holdings.endpoint(workbench.owner, EndpointId);
            return [EndpointName, zones.map(({ eniIp }) => eniIp)] as const;
        });
        return Object.fromEntries(await Promise.all(found));
    }

    async function names() {
        const { Zones } = await call(PVTZ, "DescribeZones");
        const found = (Zones.Zone as Record<string, string>[]).map(async ({ ZoneId, ZoneName }) => {
            const { BindVpcs } = await call(PVTZ, "DescribeZoneInfo", { ZoneId });
            const { Records } = await call(PVTZ, "DescribeZoneRecords", { ZoneId });
            const values = (Records.Record as Record<string, string>[]).map(({ Value }) => Value);
            return [ZoneName, { vpcs: BindVpcs.Vpc.length as number, values }] as const;
        });
        return Object.fromEntries(await Promise.all(found));
    }

    const whitelistWrites = (since: number) =>
        holdings.writes(workbench.emulator, since).filter((action) => action.includes("User"));

    it("have addresses and names of each other after at most two updates", async () => {
        const since = workbench.emulator.calls.length;
        await configure(SWAPPED);
        // Each is deleted before it is replaced. If one is not gone yet when the other needs its place, the
        // first update fails, and the second one finds the place free.
        await operationsOf(stack, "up").catch(() => operationsOf(stack, "up"));
        assert.deepEqual(await held(), heldWith(SWAPPED));
        assert.deepEqual(whitelistWrites(since), []);
    });

    it("do not change afterwards", async () => {
        assert.deepEqual(await operationsOf(stack, "refresh"), []);
        assert.deepEqual(await operationsOf(stack, "up"), []);
    });

    it("keep the accounts on the whitelist when a whitelist gets another name", async () => {
        const since = workbench.emulator.calls.length;
        await configure({ ...SWAPPED, whitelists: ["first", "renamed"] });
        assert.deepEqual(await operationsOf(stack, "up"), [
            "create EndpointServiceWhitelist renamed",
            "delete EndpointServiceWhitelist second",
        ]);
        assert.deepEqual(await held(), heldWith(SWAPPED));
        assert.deepEqual(whitelistWrites(since), []);
    });
});
