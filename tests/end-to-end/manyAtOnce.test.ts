import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { type Belongings, belongingsOf } from "../emulator/belongings";
import { eventually, PRIVATELINK } from "../emulator/client";
import { ZONE_A } from "../emulator/networkScene";
import { connections } from "./holdings";
import { operationsOf } from "./operations";
import { openWorkbench, stateChanges, type Workbench } from "./workbench";

const SERVICES = 6;
const CONNECTIONS = 12;

/** How many are deleted at the same time: as many on every machine. */
const PARALLEL = 10;

describe(`${SERVICES} services and ${CONNECTIONS} connections of one account`, () => {
    let workbench: Workbench;
    let stack: Stack;
    let owned: Belongings;
    let serviceId: string;

    before(async () => {
        workbench = await openWorkbench({ transitionMilliseconds: 20 });
        // Only the deletions are to be slow.
        Object.assign(workbench.emulator.cloud.options, { transitionMilliseconds: 20 });
        const [owner] = workbench.emulator.accounts;
        owned = await belongingsOf(workbench.emulator, owner, "by-hand");
        ({ ServiceId: serviceId } = await call("CreateVpcEndpointService", {}));
        await eventually(
            () => call("GetVpcEndpointServiceAttribute", { ServiceId: serviceId }),
            ({ ServiceStatus }) => ServiceStatus === "Active",
        );
        const serviceResources = [{ loadBalancerId: owned["load balancer"], zoneIds: [ZONE_A] }];
        const parts: unknown[] = Array.from({ length: SERVICES }, (_, index) => ({
            componentClass: "EndpointService",
            name: `service-${index}`,
            args: { serviceResources },
        }));
        for (let index = 0; index < CONNECTIONS; index += 1) {
            parts.push({
                componentClass: "EndpointConnection",
                name: `consumer-${index}`,
                args: { serviceId, endpointId: await endpoint() },
            });
        }
        stack = await workbench.open("tests/end-to-end/programs/parts", { "parts:parts": parts });
    });

    after(() => workbench?.close());

    const call = (action: string, parameters: Record<string, unknown>) =>
        workbench.owner.call(PRIVATELINK, action, parameters);

    async function endpoint(): Promise<string> {
        const { EndpointId } = await call("CreateVpcEndpoint", {
            ServiceId: serviceId,
            VpcId: owned.vpc,
            SecurityGroupId: [owned["security group"]],
        });
        await eventually(
            () => call("GetVpcEndpointAttribute", { EndpointId }),
            ({ EndpointStatus }) => EndpointStatus === "Active",
        );
        return EndpointId as string;
    }

    async function statuses(): Promise<string[]> {
        const found = await connections(workbench.owner, serviceId);
        return [...new Set(found.map(({ status }) => status))];
    }

    it("are created in one update", async () => {
        await operationsOf(stack, "up");
        assert.deepEqual(await statuses(), ["Connected"]);
    });

    // More than half a minute, in which the last ones are refused again and again.
    it("are deleted in one destroy, by a cloud that takes seconds for each", async () => {
        Object.assign(workbench.emulator.cloud.options, stateChanges(2000));
        await stack.destroy({ parallel: PARALLEL });
        assert.deepEqual(await statuses(), ["Disconnected"]);
    });
});
