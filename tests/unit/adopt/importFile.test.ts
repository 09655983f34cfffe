import * as assert from "node:assert/strict";

import { keyOf, withIds } from "../../../adopt/importFile";
import { planWith, SERVICE, USER } from "./plans";

describe("the import file of an adoption", () => {
    const { idOf } = planWith(SERVICE);
    const whitelist = {
        type: "alicloud-privatelink:index:EndpointServiceWhitelist",
        name: "ordersWhitelist",
        logicalName: "orders",
        parent: "orders",
        component: true,
    };
    const user = { type: USER, name: "user", logicalName: "orders-1", parent: "ordersWhitelist" };
    const inputs = new Map([[keyOf(USER, "orders-1"), { userId: "1000000000000002" }]]);

    it("has the engine's names and parents, and the ids of what the cloud has", () => {
        const written = { nameTable: {}, resources: [whitelist, { ...user, id: "<PLACEHOLDER>" }] };

        assert.deepEqual(withIds(written, inputs, idOf), {
            nameTable: {},
            resources: [whitelist, { ...user, id: "epsrv-1:1000000000000002" }],
        });
    });

    it("is refused where the program has something that the cloud does not have", () => {
        const zone = { type: "alicloud:pvtz/zone:Zone", name: "zone" };

        assert.throws(
            () => withIds({ resources: [zone] }, inputs, idOf),
            /^Error: The program has alicloud:pvtz\/zone:Zone zone, of which the cloud has nothing\.$/,
        );
    });
});
