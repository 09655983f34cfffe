import * as assert from "node:assert/strict";

import { underWayByType } from "../../tools/demo/liveProgress";
import { tableOf } from "../../tools/demo/runScenario";

describe("what the demo prints", () => {
    it("fits 80 columns, and breaks no value off", () => {
        const domain = `ep-5xj4v510ncgq8q9ytpks.epsrv-${"0123456789".repeat(5)}.eu-central-1.privatelink.aliyuncs.com`;
        const table = tableOf([
            ["Endpoint service", "com.aliyuncs.privatelink.eu-central-1.epsrv-1"],
            ["Domain of the endpoint in eu-central-1a", domain],
        ]);

        const lines = table.split("\n");
        assert.deepEqual(
            lines.filter((line) => line.length !== 80),
            [],
        );
        const cells = lines.map((line) => line.split("│")[2]?.trim() ?? "").join("");
        assert.ok(cells.includes(domain), table);
    });

    it("says what is under way by type, with the time of the first, and nothing of what waits for it", () => {
        const now = 60_000;
        const under = [
            { type: "pulumi:pulumi:Stack", startedAt: 0 },
            { type: "alicloud-privatelink:index:InterfaceEndpoint", startedAt: 0 },
            { type: "alicloud:ecs/instance:Instance", startedAt: 30_000 },
            { type: "alicloud:privatelink/vpcEndpoint:VpcEndpoint", startedAt: 55_000 },
            { type: "alicloud:ecs/instance:Instance", startedAt: 20_000 },
        ];

        assert.deepEqual(underWayByType(under, now), ["2 Instance 40 s", "VpcEndpoint 5 s"]);
    });
});
