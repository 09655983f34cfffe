import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { type Belongings, belongingsOf } from "../emulator/belongings";
import { eventually, PRIVATELINK, SLB } from "../emulator/client";
import { connections, service } from "./holdings";
import { failureOf, operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const ZONE = "eu-central-1a";
const SERVICE = "privatelink.VpcEndpointService subject";
const ATTACHMENT = `privatelink.VpcEndpointServiceResource subject-${ZONE}`;

const replaced = (resource: string) =>
    ["create-replacement", "delete-replaced", "replace"].map((each) => `${each} ${resource}`);

describe("changes of a deployed endpoint service", () => {
    let workbench: Workbench;
    let stack: Stack;
    let owned: Belongings;
    let args: Record<string, unknown>;
    let serviceId: string;
    let otherLoadBalancerId: string;
    let ownerId: string;

    before(async () => {
        workbench = await openWorkbench();
        const [owner] = workbench.emulator.accounts;
        ownerId = owner.accountId;
        owned = await belongingsOf(workbench.emulator, owner, "by-hand");
        const { LoadBalancerId } = await workbench.owner.call(SLB, "CreateLoadBalancer", {
            VSwitchId: owned.vswitch,
            LoadBalancerSpec: "slb.s1.small",
            AddressType: "intranet",
            MasterZoneId: ZONE,
        });
        otherLoadBalancerId = LoadBalancerId;
        args = behind(owned["load balancer"]);
        stack = await workbench.open("tests/end-to-end/programs/component", {
            "component:class": "EndpointService",
            "component:args": args,
        });
        await operationsOf(stack, "up");
        const { Services } = await call("ListVpcEndpointServices", {});
        serviceId = Services.map(({ ServiceId }: { ServiceId: string }) => ServiceId).find(
            (id: string) => id !== owned.service,
        );
    });

    after(() => workbench?.close());

    const behind = (...loadBalancerIds: string[]) => ({
        serviceResources: loadBalancerIds.map((loadBalancerId, index) => ({
            loadBalancerId,
            zoneIds: [ZONE],
            ...(index > 0 && { name: `number-${index + 1}` }),
        })),
    });

    const call = (action: string, parameters: Record<string, unknown>) =>
        workbench.owner.call(PRIVATELINK, action, parameters);

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

    /** What a preview says, and an update without one, of a change that is refused before anything is made. */
    async function refusalOf(changed: Record<string, unknown>): Promise<string> {
        const before = args;
        await setArguments(changed);
        const since = workbench.emulator.calls.length;
        const said = await failureOf(stack, "preview");
        const saidByUpdate = await failureOf(stack, "up");
        const writes = workbench.emulator.calls
            .slice(since)
            .map(({ action }) => String(action))
            .filter((action) => !/^(Describe|Get|List)/.test(action));
        assert.deepEqual(writes, []);
        const reason = /EndpointService "subject"[^\n]*/;
        assert.equal(reason.exec(saidByUpdate)?.[0], reason.exec(said)?.[0]);
        args = before;
        await setArguments({});
        assert.deepEqual(await operationsOf(stack, "up"), []);
        return said;
    }

    it("are made, and reverted when an argument is removed", async () => {
        const before = await service(workbench.owner, serviceId);
        const changed = {
            serviceDescription: "Orders of everybody",
            connectBandwidth: 1000,
            zoneAffinityEnabled: false,
            acceptanceRequired: false,
            supportedRegionIds: ["cn-hangzhou", "cn-shanghai"],
            addressIpVersion: "IPv4",
            tags: { team: "payments" },
        };
        assert.deepEqual(await changedBy(changed), [`update ${SERVICE}`]);
        assert.equal((await service(workbench.owner, serviceId)).connectBandwidth, 1000);
        const takenAway = Object.fromEntries(Object.keys(changed).map((key) => [key, undefined]));
        assert.deepEqual(await changedBy(takenAway), [`update ${SERVICE}`]);
        assert.deepEqual(await service(workbench.owner, serviceId), before);
        const { SupportedRegionSet } = await call("GetVpcEndpointServiceAttribute", {
            ServiceId: serviceId,
        });
        assert.deepEqual(
            SupportedRegionSet.map(
                (region: { SupportedRegionId: string; RegionServiceStatus: string }) =>
                    `${region.SupportedRegionId} ${region.RegionServiceStatus}`,
            ),
            ["eu-central-1 Available", "cn-hangzhou Closed", "cn-shanghai Closed"],
        );
    });

    /** An endpoint with an interface in the zone, made by hand, and accepted or not. */
    async function endpointByHand(isConnected: boolean): Promise<string> {
        const { EndpointId } = await call("CreateVpcEndpoint", {
            ServiceId: serviceId,
            VpcId: owned.vpc,
            SecurityGroupId: [owned["security group"]],
        });
        const attribute = () => call("GetVpcEndpointAttribute", { EndpointId });
        await eventually(attribute, ({ EndpointStatus }) => EndpointStatus === "Active");
        await call("AddZoneToVpcEndpoint", { EndpointId, ZoneId: ZONE, VSwitchId: owned.vswitch });
        await eventually(
            () => call("ListVpcEndpointZones", { EndpointId }),
            ({ Zones }) => Zones[0]?.ZoneStatus === "Wait",
        );
        if (isConnected) {
            await call("EnableVpcEndpointConnection", { EndpointId, ServiceId: serviceId });
            await becomes("Connected");
        }
        return EndpointId as string;
    }

    const becomes = (wanted: string) =>
        eventually(
            () => connections(workbench.owner, serviceId),
            ([connection]) => connection?.status === wanted,
        );

    it("replace the load balancer while no endpoint is connected", async () => {
        assert.deepEqual(await changedBy(behind(otherLoadBalancerId)), replaced(ATTACHMENT));
        assert.deepEqual(await changedBy(behind(owned["load balancer"])), replaced(ATTACHMENT));
    });

    it("set the name of a load balancer, and remove it, without touching anything", async () => {
        const [first] = behind(owned["load balancer"]).serviceResources;
        assert.deepEqual(await changedBy({ serviceResources: [{ ...first, name: "blue" }] }), []);
        assert.deepEqual(await changedBy({ serviceResources: [first] }), []);
    });

    describe("while an endpoint of another stack is connected", () => {
        let endpointId: string;

        before(async () => {
            endpointId = await endpointByHand(true);
        });

        it("are refused if they replace the load balancer", async () => {
            const said = await refusalOf(behind(otherLoadBalancerId));
            assert.ok(
                said.includes(
                    `serviceResources[0].loadBalancerId: this update detaches ${owned["load balancer"]} in ${ZONE} from ${serviceId}, ` +
                        `to which endpoints are connected: ${endpointId} of account ${ownerId} (Connected).`,
                ),
                said,
            );
            assert.match(said, /First close their connections .* and run "pulumi up"; then/);
        });

        it("are refused if they replace the service", async () => {
            const said = await refusalOf({ payer: "EndpointService" });
            assert.ok(said.includes(`payer: changing it replaces ${serviceId}`), said);
        });

        it("add another load balancer beside the first, and remove neither", async () => {
            const both = behind(owned["load balancer"], otherLoadBalancerId);
            assert.deepEqual(await changedBy(both), [
                `create privatelink.VpcEndpointServiceResource subject-number-2-${ZONE}`,
            ]);
        });

        it("are tried where the program ignores who is connected, and nothing is lost", async () => {
            const { serviceResources } = args;
            const [, second] = behind("", otherLoadBalancerId).serviceResources;
            const options = { customTimeouts: { delete: "10s" } };
            await workbench.sandbox.configure(stack, { "component:options": options });
            await operationsOf(stack, "up");
            await setArguments({ serviceResources: [second], ignoreConnectedEndpoints: true });
            const { stdout } = await stack.preview({ color: "never" });
            assert.match(
                stdout,
                /warning: EndpointService "subject": serviceResources: this update detaches lb-\w+ in /,
            );
            const output = await failureOf(stack, "up");
            assert.match(output, /DetachResourceFromVpcEndpointService Failed/);
            assert.match(output, /Code: EndpointServiceConnectionDependence/);
            const [connection] = await connections(workbench.owner, serviceId);
            assert.equal(connection.status, "Connected");
            assert.deepEqual(
                await changedBy({ serviceResources, ignoreConnectedEndpoints: undefined }),
                [],
            );
        });

        it("work by the steps that the refusal names", async () => {
            await call("DisableVpcEndpointConnection", {
                EndpointId: endpointId,
                ServiceId: serviceId,
            });
            await becomes("Disconnected");
            const [, second] = behind("", otherLoadBalancerId).serviceResources;
            assert.deepEqual(await changedBy({ serviceResources: [second] }), [
                `delete ${ATTACHMENT}`,
            ]);
            await call("EnableVpcEndpointConnection", {
                EndpointId: endpointId,
                ServiceId: serviceId,
            });
            await becomes("Connected");
        });

        it("replace the service once the endpoint is gone", async () => {
            await call("DisableVpcEndpointConnection", {
                EndpointId: endpointId,
                ServiceId: serviceId,
            });
            await becomes("Disconnected");
            await call("RemoveZoneFromVpcEndpoint", { EndpointId: endpointId, ZoneId: ZONE });
            await eventually(
                () => call("ListVpcEndpointZones", { EndpointId: endpointId }),
                ({ Zones }) => Zones.length === 0,
            );
            await call("DeleteVpcEndpoint", { EndpointId: endpointId });
            await eventually(
                () => connections(workbench.owner, serviceId),
                (left) => left.length === 0,
            );
            assert.deepEqual(
                await changedBy({ payer: "EndpointService" }),
                [
                    ...replaced(SERVICE),
                    ...replaced(`privatelink.VpcEndpointServiceResource subject-number-2-${ZONE}`),
                ].sort(),
            );
        });
    });
});
