import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { type Belongings, belongingsOf } from "../emulator/belongings";
import { eventually, PRIVATELINK } from "../emulator/client";
import { connections, service } from "./holdings";
import { endpointOfNewService } from "./newService";
import { failureOf, operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const ZONE = "eu-central-1a";
const CONSUMER = "1000000000000002";

describe("an endpoint service that is removed from the program while an endpoint is connected", () => {
    let workbench: Workbench;
    let stack: Stack;
    let owned: Belongings;
    let serviceId: string;
    let endpointId: string;

    before(async () => {
        workbench = await openWorkbench();
        const [owner] = workbench.emulator.accounts;
        owned = await belongingsOf(workbench.emulator, owner, "by-hand");
        stack = await workbench.open("tests/end-to-end/programs/parts");
        await configure(true);
        await operationsOf(stack, "up");
        ({ serviceId, endpointId } = await endpointOfNewService(workbench.owner, owned, {
            Zone: [{ ZoneId: ZONE, VSwitchId: owned.vswitch }],
        }));
        await eventually(
            () => call("ListVpcEndpointZones", { EndpointId: endpointId }),
            ({ Zones }) => Zones[0]?.ZoneStatus === "Wait",
        );
        await call("EnableVpcEndpointConnection", { EndpointId: endpointId, ServiceId: serviceId });
        await eventually(statuses, ([status]) => status === "Connected");
    });

    after(() => workbench?.close());

    const call = (action: string, parameters: Record<string, unknown>) =>
        workbench.owner.call(PRIVATELINK, action, parameters);

    const statuses = async () =>
        (await connections(workbench.owner, serviceId)).map(({ status }) => status);

    function configure(isThere: boolean): Promise<void> {
        const args = {
            serviceResources: [{ loadBalancerId: owned["load balancer"], zoneIds: [ZONE] }],
            allowedAccountIds: [CONSUMER],
        };
        // The provider tries for this long, in place of its five minutes.
        const options = { customTimeouts: { delete: "10s" } };
        const part = { componentClass: "EndpointService", name: "subject", args, options };
        return workbench.sandbox.configure(stack, { "parts:parts": isThere ? [part] : [] });
    }

    const allowed = async () => (await service(workbench.owner, serviceId)).allowedAccountIds;

    it("fails within the limit that the program sets, and the endpoint stays connected", async () => {
        await configure(false);
        const output = await failureOf(stack, "up");
        assert.match(output, /DetachResourceFromVpcEndpointService Failed/);
        assert.match(output, /Code: EndpointServiceConnectionDependence/);
        assert.deepEqual(await statuses(), ["Connected"]);
        assert.ok(!(await allowed()).includes(CONSUMER));
    });

    it("is complete again when the program has it again", async () => {
        await configure(true);
        assert.deepEqual(await operationsOf(stack, "up"), [
            "create EndpointServiceWhitelist subject",
            `create privatelink.VpcEndpointServiceUser subject-${CONSUMER}`,
        ]);
        assert.ok((await allowed()).includes(CONSUMER));
        assert.deepEqual(await operationsOf(stack, "up"), []);
        assert.deepEqual(await statuses(), ["Connected"]);
    });

    it("is deleted once its endpoints are deleted", async () => {
        await call("DisableVpcEndpointConnection", {
            EndpointId: endpointId,
            ServiceId: serviceId,
        });
        await eventually(statuses, ([status]) => status === "Disconnected");
        await call("RemoveZoneFromVpcEndpoint", { EndpointId: endpointId, ZoneId: ZONE });
        await eventually(
            () => call("ListVpcEndpointZones", { EndpointId: endpointId }),
            ({ Zones }) => Zones.length === 0,
        );
        await call("DeleteVpcEndpoint", { EndpointId: endpointId });
        await eventually(statuses, (left) => left.length === 0);
        await configure(false);
        await operationsOf(stack, "up");
        assert.deepEqual(
            workbench.emulator.inventory().filter(({ id }) => id === serviceId),
            [],
        );
    });
});
