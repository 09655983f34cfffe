import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { ByHand } from "./byHand";
import { connections, service } from "./holdings";
import { operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

describe("an account that is in the maps of two stacks", () => {
    let workbench: Workbench;
    let serviceId: string;
    let partner: string;
    let stacks: readonly [Stack, Stack];

    before(async () => {
        workbench = await openWorkbench({ transitionMilliseconds: 20 });
        const byHand = new ByHand(workbench.emulator);
        partner = workbench.emulator.accounts[1].accountId;
        const created = await byHand.service("slb", []);
        serviceId = created.serviceId;
        const open = (name: string) =>
            workbench.open(
                "tests/end-to-end/programs/component",
                {
                    "component:class": "EndpointServiceConsumers",
                    "component:args": { serviceId, consumers: { [partner]: { maxEndpoints: 1 } } },
                },
                `${workbench.stackName}-${name}`,
            );
        stacks = [await open("one"), await open("other")];
        for (const stack of stacks) {
            await up(stack);
        }
        const network = await byHand.network(byHand.consumer, "10.0.0.0/16");
        for (let count = 0; count < 2; count += 1) {
            await byHand.endpoint(created.serviceName, network, []);
        }
    });

    after(() => workbench?.close());

    const statuses = async () =>
        (await connections(workbench.owner, serviceId)).map(({ status }) => status).sort();
    const isWhitelisted = async () =>
        (await service(workbench.owner, serviceId)).allowedAccountIds.includes(partner);

    it("has as many endpoints connected as one map allows, not as both together", async () => {
        const [one, other] = stacks;
        assert.equal((await up(one)).operations.length, 1);
        assert.deepEqual((await up(other)).operations, []);
        assert.deepEqual(await statuses(), ["Connected", "Disconnected"]);
    });

    it("is off the whitelist once one of them ends, and back after a refresh of the other", async () => {
        const [one, other] = stacks;
        await operationsOf(one, "destroy");
        assert.equal(await isWhitelisted(), false);
        await operationsOf(other, "refresh");
        // The endpoint that the first stack had accepted is closed, so that the other may accept one.
        assert.ok(
            (await up(other)).operations.includes(
                `create privatelink.VpcEndpointServiceUser subject-${partner}`,
            ),
        );
        assert.equal(await isWhitelisted(), true);
        assert.deepEqual(await statuses(), ["Connected", "Disconnected"]);
    });
});
