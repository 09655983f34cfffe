import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { NLB } from "../emulator/client";
import { pageServer, ZONE_A, ZONE_B, ZONE_C } from "../emulator/networkScene";
import { runScript } from "../emulator/scripts";
import { BACKEND_PORT, PORT, type Side, sideOf } from "../emulator/trafficScene";
import * as holdings from "./holdings";
import { failureOf, operationsOf, up } from "./operations";
import { userWith } from "./ramPolicies";
import { openWorkbench, type Workbench } from "./workbench";

type Body = Record<string, any>;

/** Given, as in the example: consumer.json does not permit to look up the VPC's range. */
const CLIENTS = "10.0.0.0/16";

const MADE = [
    "create EndpointConnection nlb",
    "create EndpointService nlb",
    "create InterfaceEndpoint nlb",
    "create NlbServiceResource nlb",
    "create ecs.SecurityGroup nlb",
    `create ecs.SecurityGroupRule nlb-icmp-${CLIENTS}`,
    `create ecs.SecurityGroupRule nlb-tcp-${PORT}-${CLIENTS}`,
    `create nlb.Listener nlb-${PORT}`,
    "create nlb.LoadBalancer nlb",
    "create nlb.ServerGroup nlb",
    "create nlb.ServerGroupServerAttachment nlb-one",
    "create nlb.ServerGroupServerAttachment nlb-two",
    "create privatelink.VpcEndpoint nlb",
    "create privatelink.VpcEndpointService nlb",
    `create privatelink.VpcEndpointServiceResource nlb-${ZONE_A}`,
    `create privatelink.VpcEndpointServiceResource nlb-${ZONE_B}`,
    "create privatelink.VpcEndpointServiceConnection nlb",
    `create privatelink.VpcEndpointZone nlb-${ZONE_A}`,
    `create privatelink.VpcEndpointZone nlb-${ZONE_B}`,
];

describe("an NLB that an endpoint is connected to", () => {
    let workbench: Workbench;
    let stack: Stack;
    let provider: Side;
    let consumer: Side;
    let clientId: string;
    let serverIds: string[];
    let vswitchInC: string;

    before(async () => {
        // As the API's documents have it: a service goes after its load balancers are detached.
        workbench = await openWorkbench({ deletesServicesWithResources: false });
        provider = await sideOf(workbench.owner, "192.168");
        consumer = await sideOf(workbench.owner, "10.0");
        vswitchInC = await provider.vswitch(ZONE_C, "192.168.3.0/24");
        [clientId, ...serverIds] = await Promise.all([
            consumer.instance(),
            ...["one", "two", "three"].map((name) =>
                provider.instance({ UserData: pageServer(name, BACKEND_PORT) }),
            ),
        ]);
        const { accountId } = workbench.emulator.accounts[0];
        // With the permissions of three policies in docs/ram, and no others.
        const user = userWith(
            workbench.emulator,
            { accountId, regionId: workbench.owner.regionId },
            "nlb-provider",
            "consumer",
            "connection",
        );
        stack = await workbench.open("tests/end-to-end/programs/balancers", undefined, undefined, {
            account: user,
        });
    });

    after(() => workbench?.close());

    const zone = (zoneId: string, vswitchId?: string) => ({ zoneId, vswitchId });
    const server = (name: string, position: number, weight?: number) => ({
        name,
        serverId: serverIds[position],
        port: BACKEND_PORT,
        weight,
    });

    function publish(balancer: Body, zoneIds: readonly string[]): Promise<void> {
        const zones = [ZONE_A, ZONE_B].map((zoneId) => zone(zoneId, consumer.vswitchIds[zoneId]));
        return workbench.sandbox.configure(stack, {
            "balancers:nlb": {
                balancer,
                service: { zoneIds },
                endpoint: {
                    vpcId: consumer.vpcId,
                    zones,
                    ports: [{ port: PORT }],
                    clientCidrBlocks: [CLIENTS],
                },
            },
        });
    }

    function ownBalancer(changes: Body = {}): Body {
        return {
            vpcId: provider.vpcId,
            zones: [ZONE_A, ZONE_B].map((zoneId) => zone(zoneId, provider.vswitchIds[zoneId])),
            listeners: [{ port: PORT }],
            serverGroup: { servers: [server("one", 0), server("two", 1)] },
            ...changes,
        };
    }

    function serve(changes: Body = {}, zoneIds: readonly string[] = [ZONE_A, ZONE_B]) {
        return publish(ownBalancer(changes), zoneIds);
    }

    /** What the client gets through the endpoint: pages, or curl's exit code. */
    async function fetch(times: number): Promise<string[]> {
        const endpoint = workbench.emulator.inventory().find(({ kind }) => kind === "endpoint");
        const { domain } = await holdings.endpoint(workbench.owner, String(endpoint?.id));
        const { output } = await runScript(
            workbench.owner,
            clientId,
            `for turn in $(seq ${times}); do curl -s --connect-timeout 1 -o page http://${domain}/ && cat page || echo $?; done`,
        );
        return output.toString().trim().split("\n").sort();
    }

    async function loadBalancers(): Promise<Body[]> {
        const { LoadBalancers } = await workbench.owner.call(NLB, "ListLoadBalancers");
        return LoadBalancers;
    }

    it("serves in two zones, and is then as the program says", async () => {
        await serve();
        assert.deepEqual(await operationsOf(stack, "up"), [...MADE].sort());
        assert.deepEqual(await fetch(4), ["one", "one", "two", "two"]);
        assert.deepEqual(await operationsOf(stack, "preview"), []);
        assert.deepEqual(await operationsOf(stack, "refresh"), []);
        assert.deepEqual(await operationsOf(stack, "preview"), []);
    });

    it("sends nothing to a server without weight, which only its entry shows", async () => {
        await serve({ serverGroup: { servers: [server("one", 0), server("two", 1, 0)] } });
        assert.deepEqual(await operationsOf(stack, "up"), [
            "update nlb.ServerGroupServerAttachment nlb-two",
        ]);
        assert.deepEqual(await fetch(2), ["one", "one"]);
    });

    it("goes on with another server in place of one", async () => {
        await serve({ serverGroup: { servers: [server("one", 0), server("two", 2)] } });
        assert.deepEqual(await operationsOf(stack, "up"), [
            "create-replacement nlb.ServerGroupServerAttachment nlb-two",
            "delete-replaced nlb.ServerGroupServerAttachment nlb-two",
            "replace nlb.ServerGroupServerAttachment nlb-two",
        ]);
        assert.deepEqual(await fetch(2), ["one", "three"]);
    });

    it("is in one more zone, and in one less, while the service stays in its zones", async () => {
        const { zones } = ownBalancer();
        const serverGroup = { servers: [server("one", 0), server("two", 2)] };
        await serve({ serverGroup, zones: [...zones, zone(ZONE_C, vswitchInC)] });
        assert.deepEqual(await operationsOf(stack, "up"), ["update nlb.LoadBalancer nlb"]);
        assert.equal((await loadBalancers())[0].ZoneMappings.length, 3);
        await serve({ serverGroup });
        assert.deepEqual(await operationsOf(stack, "up"), ["update nlb.LoadBalancer nlb"]);
        assert.equal((await loadBalancers())[0].ZoneMappings.length, 2);
        assert.deepEqual(await operationsOf(stack, "preview"), []);
    });

    it("is not taken out of a zone in which the service is", async () => {
        await serve({
            zones: [zone(ZONE_A, provider.vswitchIds[ZONE_A]), zone(ZONE_C, vswitchInC)],
        });
        assert.match(await failureOf(stack, "preview"), /loadBalancerChanges\.removedZoneNotInUse/);
    });

    it("tells servers who connects, which those that do not expect it do not survive", async () => {
        const serverGroup = { servers: [server("one", 0), server("two", 2)] };
        await serve({ serverGroup, consumerIdentity: true });
        assert.deepEqual(await operationsOf(stack, "up"), [`update nlb.Listener nlb-${PORT}`]);
        // An empty reply.
        assert.deepEqual(await fetch(1), ["52"]);
        await serve({ serverGroup });
        assert.deepEqual(await operationsOf(stack, "up"), [`update nlb.Listener nlb-${PORT}`]);
        assert.deepEqual(await fetch(2), ["one", "three"]);
    });

    it("leaves nothing behind but what was there before", async () => {
        await operationsOf(stack, "destroy");
        const kinds = new Set(workbench.emulator.inventory().map(({ kind }) => kind));
        assert.deepEqual(
            [...kinds].filter((kind) => /NLB|endpoint/.test(kind)),
            [],
        );
    });

    it("can be one that something else made, which then stays", async () => {
        const { LoadbalancerId } = await workbench.owner.call(NLB, "CreateLoadBalancer", {
            VpcId: provider.vpcId,
            AddressType: "Intranet",
            LoadBalancerName: "made-by-hand",
            ZoneMappings: [ZONE_A, ZONE_B].map((ZoneId) => ({
                ZoneId,
                VSwitchId: provider.vswitchIds[ZoneId],
            })),
        });
        const { zones: _, vpcId: __, ...listening } = ownBalancer();
        const existing = { ...listening, loadBalancerId: LoadbalancerId };
        await publish({ ...existing, zones: [zone(ZONE_C)] }, [ZONE_C]);
        assert.match(await failureOf(stack, "preview"), /loadBalancers\.existingLoadBalancerZone/);
        await publish({ ...existing, zones: [zone(ZONE_A), zone(ZONE_B)] }, [ZONE_A, ZONE_B]);
        const { operations } = await up(stack);
        assert.deepEqual(
            operations,
            MADE.filter((each) => each !== "create nlb.LoadBalancer nlb").sort(),
        );
        assert.deepEqual(await fetch(2), ["one", "two"]);
        await operationsOf(stack, "destroy");
        assert.deepEqual(
            (await loadBalancers()).map(({ LoadBalancerName }) => LoadBalancerName),
            ["made-by-hand"],
        );
    });
});
