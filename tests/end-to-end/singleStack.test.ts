import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import * as holdings from "./holdings";
import { operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const ZONE = "eu-central-1b";

/** The writes that one side of the scenario makes the other side wait for. */
const WATCHED = [
    "AttachResourceToVpcEndpointService",
    "CreateVpcEndpoint",
    "AddZoneToVpcEndpoint",
    "EnableVpcEndpointConnection",
    "DisableVpcEndpointConnection",
    "RemoveZoneFromVpcEndpoint",
    "DeleteVpcEndpoint",
    "DetachResourceFromVpcEndpointService",
    "DeleteVpcEndpointService",
];

describe("the whole scenario in the root project's single stack", () => {
    let workbench: Workbench;
    let stack: Stack;

    before(async () => {
        workbench = await openWorkbench();
        stack = await workbench.open(".");
    });

    after(() => workbench?.close());

    const watchedWrites = (since: number) =>
        holdings.writes(workbench.emulator, since).filter((action) => WATCHED.includes(action));

    it("comes up in one program, with every child of both sides", async () => {
        const operations = await operationsOf(stack, "up");
        assert.deepEqual(
            operations.filter((operation) => /Endpoint/.test(operation)),
            [
                "create EndpointConnection connection",
                "create EndpointService service",
                "create InterfaceEndpoint endpoint",
                "create privatelink.VpcEndpoint endpoint",
                "create privatelink.VpcEndpointService service",
                "create privatelink.VpcEndpointServiceConnection connection",
                `create privatelink.VpcEndpointServiceResource service-${ZONE}`,
                `create privatelink.VpcEndpointZone endpoint-${ZONE}`,
            ],
        );
        assert.equal(operations.length, 26, operations.join("\n"));
        assert.deepEqual(Object.keys(await stack.outputs()).sort(), [
            "connectionStatus",
            "endpointDomain",
            "serviceName",
            "zones",
        ]);
    });

    it("creates the endpoint after the service has its load balancer, and accepts it last", () => {
        assert.deepEqual(watchedWrites(0), [
            "AttachResourceToVpcEndpointService",
            "CreateVpcEndpoint",
            "AddZoneToVpcEndpoint",
            "EnableVpcEndpointConnection",
        ]);
        assert.deepEqual(holdings.refusals(workbench.emulator), []);
    });

    it("ends with the endpoint connected", async () => {
        const { endpointDomain, zones, connectionStatus } = await stack.outputs();
        assert.equal(connectionStatus.value, "Connected");
        const [endpointId] = endpointDomain.value.split(".");
        const endpoint = await holdings.endpoint(workbench.owner, endpointId);
        assert.equal(endpoint.connectionStatus, "Connected");
        assert.deepEqual(
            endpoint.zones.map(({ status }) => status),
            ["Connected"],
        );
        assert.deepEqual(
            endpoint.zones.map((zone) => ({ ...zone, status: "Wait" })),
            zones.value,
        );
    });

    it("changes nothing on a second up or on refresh", async () => {
        assert.deepEqual(await operationsOf(stack, "up"), []);
        assert.deepEqual(await operationsOf(stack, "refresh"), []);
        await stack.preview({ expectNoChanges: true });
    });

    it("is destroyed in the opposite order, completely; nothing was refused but reads of deleted resources", async () => {
        const before = workbench.emulator.calls.length;
        await operationsOf(stack, "destroy");
        assert.deepEqual(watchedWrites(before), [
            "DisableVpcEndpointConnection",
            "RemoveZoneFromVpcEndpoint",
            "DeleteVpcEndpoint",
            "DetachResourceFromVpcEndpointService",
            "DeleteVpcEndpointService",
        ]);
        assert.deepEqual(holdings.inventory(workbench.emulator), {});
        assert.deepEqual(holdings.refusals(workbench.emulator), [
            "DescribeLoadBalancerAttribute InvalidLoadBalancerId.NotFound",
            "DescribeLoadBalancerTCPListenerAttribute InvalidParameter",
            "DescribeVSwitchAttributes InvalidVswitchID.NotFound",
            "DescribeVpcAttribute InvalidVpcID.NotFound",
            "GetVpcEndpointAttribute EndpointNotFound",
            "GetVpcEndpointServiceAttribute EndpointServiceNotFound",
        ]);
    });
});
