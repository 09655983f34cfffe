import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { type Belongings, belongingsOf } from "../emulator/belongings";
import { eventually, PRIVATELINK } from "../emulator/client";
import { connections } from "./holdings";
import { endpointOfNewService } from "./newService";
import { failureOf, operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const ZONE = "eu-central-1a";

describe("an endpoint service that an endpoint is waiting for", () => {
    let workbench: Workbench;
    let stack: Stack;
    let owned: Belongings;
    let serviceId: string;
    let endpointId: string;
    let ownerId: string;

    before(async () => {
        workbench = await openWorkbench();
        const [owner] = workbench.emulator.accounts;
        ownerId = owner.accountId;
        owned = await belongingsOf(workbench.emulator, owner, "by-hand");
        stack = await workbench.open("tests/end-to-end/programs/component");
        await configure({});
        await operationsOf(stack, "up");
        ({ serviceId, endpointId } = await endpointOfNewService(workbench.owner, owned));
    });

    after(() => workbench?.close());

    const call = (action: string, parameters: Record<string, unknown>) =>
        workbench.owner.call(PRIVATELINK, action, parameters);

    function configure(more: Record<string, unknown>, options?: object): Promise<void> {
        const serviceResources = [{ loadBalancerId: owned["load balancer"], zoneIds: [ZONE] }];
        return workbench.sandbox.configure(stack, {
            "component:class": "EndpointService",
            "component:args": { serviceResources, ...more },
            ...(options === undefined ? {} : { "component:options": options }),
        });
    }

    const services = () => workbench.emulator.inventory().filter(({ id }) => id === serviceId);

    it("is not replaced, and the preview says whose endpoint is in the way", async () => {
        await configure({ payer: "EndpointService" });
        const output = await failureOf(stack, "preview");
        assert.ok(
            output.includes(
                `payer: changing it replaces ${serviceId}, which has endpoints outside of this stack: ${endpointId} of account ${ownerId} (Disconnected).`,
            ),
            output,
        );
    });

    it("cannot be destroyed yet, which comes out within a limit of the user's", async () => {
        await configure({}, { customTimeouts: { delete: "10s" } });
        await operationsOf(stack, "up");
        const output = await failureOf(stack, "destroy");
        assert.match(output, /DeleteVpcEndpointService Failed/);
        assert.match(output, /Code: EndpointServiceConnectionDependence/);
        assert.equal(services().length, 1);
    });

    it("can be destroyed once the endpoint is gone", async () => {
        await call("DeleteVpcEndpoint", { EndpointId: endpointId });
        await eventually(
            () => connections(workbench.owner, serviceId),
            (left) => left.length === 0,
        );
        await operationsOf(stack, "destroy");
        assert.deepEqual(services(), []);
    });
});
