import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import type { Account } from "../../tools/emulator";
import { clients, type Clients, eventually, PRIVATELINK, VPC } from "../emulator/client";
import { failureOf, operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const ZONE = "eu-central-1b";

/** A resource in the state of a stack. */
interface Resource {
    readonly type: string;
    readonly id?: string;
    readonly parent?: string;
    readonly protect?: boolean;
    readonly retainOnDelete?: boolean;
    readonly customTimeouts?: Record<string, unknown>;
    readonly outputs?: Record<string, any>;
}

describe("the options that Pulumi has for every resource", () => {
    let workbench: Workbench;
    let stack: Stack;
    let owner: Account;
    let partner: Account;
    let partners: Clients;
    let created: Record<string, any>;

    before(async () => {
        workbench = await openWorkbench();
        [owner, partner] = workbench.emulator.accounts;
        partners = clients(workbench.emulator, partner);
        stack = await workbench.open("tests/end-to-end/programs/resourceOptions", {
            "resource-options:owner": await sideOf(owner, workbench.owner, "192.168.0.0/16"),
            "resource-options:partner": await sideOf(partner, partners, "10.20.0.0/16"),
            "resource-options:names": ["orders"],
        });
        created = (await up(stack)).outputs;
    });

    after(() => workbench?.close());

    /** What the program needs of an account: its key, and a vSwitch made by hand. */
    async function sideOf(account: Account, { call }: Clients, CidrBlock: string) {
        const { VpcId } = await call(VPC, "CreateVpc", { CidrBlock });
        await eventually(
            () => call(VPC, "DescribeVpcAttribute", { VpcId }),
            ({ Status }) => Status === "Available",
        );
        const { VSwitchId } = await call(VPC, "CreateVSwitch", {
            VpcId,
            CidrBlock: CidrBlock.replace("0.0/16", "1.0/24"),
            ZoneId: ZONE,
        });
        await eventually(
            () => call(VPC, "DescribeVSwitchAttributes", { VSwitchId }),
            ({ Status }) => Status === "Available",
        );
        return {
            accountId: account.accountId,
            accessKey: account.accessKeyId,
            secretKey: account.accessKeySecret,
            vpcId: VpcId as string,
            vswitchId: VSwitchId as string,
        };
    }

    function configure(config: Record<string, unknown>): Promise<void> {
        const entries = Object.entries(config).map(([key, value]) => [
            `resource-options:${key}`,
            value,
        ]);
        return workbench.sandbox.configure(stack, Object.fromEntries(entries));
    }

    /** The children of the components in the state. */
    async function children(): Promise<Resource[]> {
        const { deployment } = await stack.exportStack();
        const { resources = [] } = deployment as { resources?: Resource[] };
        return resources.filter(
            ({ type, parent }) => type.startsWith("alicloud:") && parent !== undefined,
        );
    }

    it("connect two accounts in one program, each with a provider of its own", async () => {
        const { offer, request, connectionStatus } = created;

        assert.deepEqual(
            [offer.accountId, request.accountId],
            [owner.accountId, partner.accountId],
        );
        assert.equal(connectionStatus, "Connected");
        const own = await workbench.owner.call(PRIVATELINK, "ListVpcEndpointServices");
        const theirs = await partners.call(PRIVATELINK, "ListVpcEndpoints");
        assert.deepEqual(
            [own.Services[0].ServiceId, theirs.Endpoints[0].EndpointId],
            [offer.serviceId, request.endpointId],
        );
        assert.deepEqual(await operationsOf(stack, "preview"), []);
    });

    it("rename components by an alias, and replace nothing", async () => {
        await configure({ names: ["web", "orders"] });
        // Its name in the cloud is made from that of the component.
        assert.deepEqual(await operationsOf(stack, "up"), ["update ecs.SecurityGroup web"]);
        assert.deepEqual((await stack.outputs()).offer.value, created.offer);

        // The alias is needed once.
        await configure({ names: ["web"] });
        assert.deepEqual(await operationsOf(stack, "up"), []);
    });

    it("tag the children by a transform", async () => {
        await configure({ team: "orders" });
        assert.deepEqual(await operationsOf(stack, "up"), [
            "update ecs.SecurityGroup web",
            "update privatelink.VpcEndpoint web",
            "update privatelink.VpcEndpointService web",
            "update slb.ApplicationLoadBalancer web",
        ]);

        const withTags = (await children()).filter(({ outputs }) => outputs?.tags !== undefined);
        assert.deepEqual(
            withTags.map(({ outputs }) => outputs?.tags.team),
            ["orders", "orders", "orders", "orders"],
        );
    });

    it("protect, and keep what is deleted, of the children as well; timeouts are the component's own", async () => {
        await configure({
            options: { protect: true, retainOnDelete: true, customTimeouts: { create: "7m" } },
        });
        assert.deepEqual(await operationsOf(stack, "up"), []);

        const made = await children();
        assert.deepEqual([...new Set(made.map(({ protect }) => protect))], [true]);
        assert.deepEqual([...new Set(made.map(({ retainOnDelete }) => retainOnDelete))], [true]);
        assert.ok(made.every(({ customTimeouts }) => customTimeouts?.create !== 420));
        assert.match(await failureOf(stack, "destroy"), /cannot be deleted.*protect/s);
    });

    it("ignore no change of the children by ignoreChanges of the component", async () => {
        await configure({ options: { ignoreChanges: ["tags"] }, team: "web" });

        assert.equal((await operationsOf(stack, "up")).length, 4);
    });

    it("leave nothing", async () => {
        await stack.destroy();
        assert.deepEqual(await children(), []);
    });
});
