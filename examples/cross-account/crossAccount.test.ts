import * as assert from "node:assert/strict";

import { PreflightError } from "@cloud-components/alicloud-privatelink";
import { MockCloud } from "@cloud-components/alicloud-privatelink/testing";

import { type Outputs, runExample, stackOf } from "../exampleProgram";

const PROVIDER = "cross-account/provider";
const CONSUMER = "cross-account/consumer";
const CONSUMER_ACCOUNT = "1111222233334444";

describe("the cross-account example", () => {
    /** Outputs of the stacks that are deployed, by the stack's name. */
    const stacks: Record<string, Outputs> = {};
    const ofConsumer = () => new MockCloud({ accountId: CONSUMER_ACCOUNT, stacks });

    before(async () => {
        const config = { allowedAccountIds: [CONSUMER_ACCOUNT] };
        stacks[stackOf(PROVIDER)] = await runExample(new MockCloud(), PROVIDER, config);
        stacks[stackOf(CONSUMER)] = await runExample(ofConsumer(), CONSUMER);
    });

    it("offers the service to the consumer's account alone", () => {
        const { offer } = stacks[stackOf(PROVIDER)];

        assert.deepEqual(offer.allowedAccountIds, [CONSUMER_ACCOUNT]);
        assert.equal(offer.acceptanceRequired, true);
    });

    it("requests a connection from the consumer's account", () => {
        const { request } = stacks[stackOf(CONSUMER)];

        assert.equal(request.accountId, CONSUMER_ACCOUNT);
        assert.equal(request.serviceId, stacks[stackOf(PROVIDER)].serviceId);
    });

    it("takes offer and request as JSON where the two sides share no state backend", async () => {
        const offer = JSON.stringify(stacks[stackOf(PROVIDER)].accountOffers[CONSUMER_ACCOUNT]);
        const alone = new MockCloud({ accountId: CONSUMER_ACCOUNT });
        const consumer = await runExample(alone, CONSUMER, { offer });
        const { connectionStatus } = await runExample(new MockCloud(), "cross-account/connection", {
            offer,
            request: JSON.stringify(consumer.request),
        });

        assert.equal(connectionStatus, "Connected");
    });

    it("is refused in an account that is not on the whitelist", async () => {
        const stranger = new MockCloud({ accountId: "5555666677778888", stacks, existing: {} });

        await assert.rejects(runExample(stranger, CONSUMER), PreflightError);
    });

    it("keeps its consumers in a map, if the owner wants that", async () => {
        const consumers = { [CONSUMER_ACCOUNT]: { displayName: "web shop" } };
        const owner = new MockCloud({ stacks });
        const outputs = await runExample(owner, "cross-account/consumers", { consumers });

        assert.deepEqual([outputs.waiting, outputs.refused], [[], []]);
    });

    it("connects the endpoint that requests it, and passes its check", async () => {
        const owner = new MockCloud({ stacks });
        const { connectionStatus } = await runExample(owner, "cross-account/connection");
        const { passed } = await runExample(ofConsumer(), "cross-account/check");

        assert.equal(connectionStatus, "Connected");
        assert.equal(passed, true);
    });
});
