import * as assert from "node:assert/strict";

import type * as pulumi from "@pulumi/pulumi";

import {
    type EndpointInUse,
    endpointsThrough,
    formatEndpoint,
} from "../../../components/provider/endpointsInUse";
import { PARTNER } from "../cloud";

const at = (zoneId: string, loadBalancerId: string) => ({ zoneId, loadBalancerId });
/** Endpoints whose zones are known are not looked up, for which a resource would be needed. */
const NO_SCOPE = undefined as unknown as pulumi.Resource;
const KEPT = [at("a", "lb-1")];
const LOST = [at("a", "lb-2"), at("b", "lb-2")];

async function inTheWay(...zones: ReturnType<typeof at>[]): Promise<readonly EndpointInUse[]> {
    const endpoint = { endpointId: "ep-1", status: "Connected", zones };
    const { certain, possible } = await endpointsThrough([endpoint], LOST, KEPT, NO_SCOPE);
    assert.deepEqual(possible, []);
    return certain;
}

describe("An endpoint whose zones are listed with their load balancers", () => {
    it("is in the way of those that it is connected through", async () => {
        assert.equal((await inTheWay(at("a", "lb-2"))).length, 1);
        assert.equal((await inTheWay(at("a", "lb-1"), at("b", "lb-2"))).length, 1);
    });

    it("is in the way of any in a zone that does not show its load balancer", async () => {
        assert.equal((await inTheWay(at("b", ""))).length, 1);
    });

    it("is in the way of the one that it was moved away from, until that is closed", async () => {
        const migrated = { ...at("a", "lb-1"), replacedLoadBalancerId: "lb-2" };
        assert.equal((await inTheWay(migrated)).length, 1);
    });

    it("is not in the way of another one in the same zone", async () => {
        assert.deepEqual(await inTheWay(at("a", "lb-1")), []);
        assert.deepEqual(await inTheWay(), []);
    });

    it("is named with its owner, if that is known", () => {
        const endpoint = { endpointId: "ep-1", status: "Connected" };
        assert.equal(
            formatEndpoint({ ...endpoint, accountId: PARTNER }),
            `ep-1 of account ${PARTNER} (Connected)`,
        );
        assert.equal(formatEndpoint({ ...endpoint, accountId: "" }), "ep-1 (Connected)");
    });
});
