import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { type Belongings, belongingsOf } from "../emulator/belongings";
import { PRIVATELINK, REGION, VPC } from "../emulator/client";
import { operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const ZONE = `${REGION}a`;
const ADDRESS = "10.0.1.77";

const replaced = (resource: string) =>
    ["create-replacement", "delete-replaced", "replace"].map((each) => `${each} ${resource}`);

describe("an endpoint with a fixed address, in one stack with its service", () => {
    let workbench: Workbench;
    let stack: Stack;
    let owned: Belongings;

    before(async () => {
        workbench = await openWorkbench();
        owned = await belongingsOf(workbench.emulator, workbench.emulator.accounts[0], "by-hand");
        stack = await workbench.open("tests/end-to-end/programs/balancers", {
            "balancers:clb": publishedWith({}),
        });
        await operationsOf(stack, "up");
    });

    after(() => workbench?.close());

    const publishedWith = (service: Readonly<Record<string, unknown>>, zone = {}) => ({
        balancer: { vswitchId: owned.vswitch, zoneId: ZONE, listeners: [{ port: 80 }] },
        service: { zoneIds: [ZONE], ...service },
        endpoint: {
            vpcId: owned.vpc,
            zones: [{ zoneId: ZONE, vswitchId: owned.vswitch, eniIp: ADDRESS, ...zone }],
            ports: [{ port: 80 }],
        },
    });

    async function setPayer(payer: string | undefined): Promise<void> {
        await workbench.sandbox.configure(stack, {
            "balancers:clb": publishedWith({ ...(payer !== undefined && { payer }) }),
        });
    }

    /** Payer, status of the connection and address of the program's service and endpoint. */
    async function held() {
        const call = (action: string, parameters = {}) =>
            workbench.owner.call(PRIVATELINK, action, parameters);
        const { Services } = await call("ListVpcEndpointServices");
        const services = (Services as Record<string, string>[]).filter(
            ({ ServiceId }) => ServiceId !== owned.service,
        );
        assert.equal(services.length, 1);
        const [{ ServiceId, ServiceName, Payer }] = services;
        const { Endpoints } = await call("ListVpcEndpoints", { ServiceName });
        assert.equal(Endpoints.length, 1);
        const [{ EndpointId, ConnectionStatus }] = Endpoints as Record<string, string>[];
        const { Zones } = await call("ListVpcEndpointZones", { EndpointId });
        return {
            ids: [ServiceId, EndpointId],
            payer: Payer,
            status: ConnectionStatus,
            addresses: (Zones as Record<string, string>[]).map(({ EniIp }) => EniIp),
        };
    }

    for (const [what, payer, expected] of [
        ["another payer", "EndpointService", "EndpointService"],
        ["the first payer again", undefined, "Endpoint"],
    ] as const) {
        it(`is replaced with its service for ${what}, and keeps its address`, async () => {
            const before = await held();
            await setPayer(payer);

            const operations = await operationsOf(stack, "up");

            for (const resource of [
                "privatelink.VpcEndpointService clb",
                "privatelink.VpcEndpoint clb",
            ]) {
                for (const step of replaced(resource)) {
                    assert.ok(operations.includes(step), `${step}\n${operations.join("\n")}`);
                }
            }
            // The load balancer serves on: only what the payer belongs to is made anew.
            assert.deepEqual(
                operations.filter((operation) => operation.includes(" slb.")),
                [],
            );
            const { ids, ...after } = await held();
            assert.deepEqual(after, {
                payer: expected,
                status: "Connected",
                addresses: [ADDRESS],
            });
            assert.ok(ids.every((id) => !before.ids.includes(id)));
            assert.deepEqual(await operationsOf(stack, "preview"), []);
        });
    }

    it("moves to another address of its zone, and to another vSwitch, by its interface alone", async () => {
        const { ids } = await held();
        const { VSwitchId } = await workbench.owner.call(VPC, "CreateVSwitch", {
            VpcId: owned.vpc,
            ZoneId: ZONE,
            CidrBlock: "10.0.77.0/24",
        });
        for (const [zone, address] of [
            [{ eniIp: "10.0.1.78" }, /^10\.0\.1\.78$/],
            [{ vswitchId: VSwitchId, eniIp: undefined }, /^10\.0\.77\.\d+$/],
        ] as const) {
            await workbench.sandbox.configure(stack, { "balancers:clb": publishedWith({}, zone) });

            assert.deepEqual(
                await operationsOf(stack, "up"),
                replaced(`privatelink.VpcEndpointZone clb-${ZONE}`),
            );

            const { addresses, ...after } = await held();
            assert.match(addresses.join(), address);
            assert.deepEqual(after, { ids, payer: "Endpoint", status: "Connected" });
            assert.deepEqual(await operationsOf(stack, "preview"), []);
        }
    });
});
