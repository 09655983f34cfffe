import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { type Belongings, belongingsOf } from "../emulator/belongings";
import { eventually, PRIVATELINK } from "../emulator/client";
import { connections } from "./holdings";
import { failureOf, operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const ZONE = "eu-central-1a";

describe("an endpoint service that an endpoint is waiting for", () => {
    let workbench: Workbench;
    let stack: Stack;
    let owned: Belongings;
    let serviceId: string;
    let endpointId: string;

    before(async () => {
        workbench = await openWorkbench();
        const [owner] = workbench.emulator.accounts;
        owned = await belongingsOf(workbench.emulator, owner, "by-hand");
        stack = await workbench.open("tests/end-to-end/programs/component", {
            "component:class": "EndpointService",
            "component:args": {
                serviceResources: [{ loadBalancerId: owned["load balancer"], zoneIds: [ZONE] }],
            },
        });
    });

    after(() => workbench?.close());

    const call = (action: string, parameters: Record<string, unknown>) =>
        workbench.owner.call(PRIVATELINK, action, parameters);

    it("comes up, and an endpoint is created for it that is not accepted", async () => {
        await operationsOf(stack, "up");
        const { Services } = await call("ListVpcEndpointServices", {});
        serviceId = Services.map(({ ServiceId }: { ServiceId: string }) => ServiceId).find(
            (id: string) => id !== owned.service,
        );
        ({ EndpointId: endpointId } = await call("CreateVpcEndpoint", {
            ServiceId: serviceId,
            VpcId: owned.vpc,
            SecurityGroupId: [owned["security group"]],
        }));
        assert.deepEqual(
            (await connections(workbench.owner, serviceId)).map(({ status }) => status),
            ["Disconnected"],
        );
    });

    it("says within the provider's limit that it cannot be destroyed yet", async () => {
        const output = await failureOf(stack, "destroy");
        assert.match(output, /DeleteVpcEndpointService Failed/);
        assert.match(output, /Code: EndpointServiceConnectionDependence/);
    });

    it("can be destroyed once the endpoint is gone", async () => {
        await call("DeleteVpcEndpoint", { EndpointId: endpointId });
        await eventually(
            () => connections(workbench.owner, serviceId),
            (left) => left.length === 0,
        );
        await operationsOf(stack, "destroy");
        assert.deepEqual(
            workbench.emulator.inventory().filter(({ id }) => id === serviceId),
            [],
        );
    });
});
