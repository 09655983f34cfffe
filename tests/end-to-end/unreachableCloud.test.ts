import assert from "node:assert/strict";
import { type AddressInfo, createServer } from "node:net";

import { ZONE_A, ZONE_B } from "../emulator/networkScene";
import { failureOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const zones = [ZONE_A, ZONE_B].map((zoneId, index) => ({ zoneId, vswitchId: `vsw-${index}` }));

/** A load balancer, a service, an endpoint and a connection: each waits for what another one looks up. */
const PROGRAM = {
    balancer: {
        vpcId: "vpc-1",
        zones,
        listeners: [{ port: 80 }],
        serverGroup: { servers: [{ name: "one", serverId: "i-1", port: 8080 }] },
    },
    service: { zoneIds: [ZONE_A, ZONE_B] },
    endpoint: { vpcId: "vpc-2", zones, ports: [{ port: 80 }], clientCidrBlocks: ["10.0.0.0/8"] },
};

describe("A cloud that cannot be reached", () => {
    let workbench: Workbench;

    before(async () => {
        workbench = await openWorkbench();
    });

    after(() => workbench?.close());

    it("ends a preview with one error about the credentials' account", async () => {
        const address = await unusedAddress();
        const stack = await workbench.open("tests/end-to-end/programs/balancers", {
            "alicloud:endpoints": JSON.stringify([
                Object.fromEntries(
                    ["alb", "ecs", "nlb", "privatelink", "quotas", "slb", "sts", "vpc"].map(
                        (product) => [product, address],
                    ),
                ),
            ]),
            "balancers:nlb": PROGRAM,
        });
        const diagnostics = (await failureOf(stack, "preview")).split("Diagnostics:")[1];
        const errors = diagnostics.match(/^ *error: .*/gm) ?? [];
        assert.equal(errors.length, 1, diagnostics);
        assert.match(
            errors[0],
            /error: alicloud:accessKey: its account could not be looked up \(GetCallerIdentity\)/,
        );
        assert.doesNotMatch(diagnostics, /^\s+at \S/m);
        assert.doesNotMatch(diagnostics, /AccessKeyId|Signature/);
        assert.deepEqual(workbench.emulator.calls, []);
    });
});

/** An address on which nothing listens. */
async function unusedAddress(): Promise<string> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return `127.0.0.1:${port}`;
}
