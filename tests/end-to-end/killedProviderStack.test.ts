import assert from "node:assert/strict";

import { runRepair } from "../kills/killedRun";
import { Stage } from "../kills/stage";

describe("a provider stack whose runs are killed", () => {
    let stage: Stage;

    before(async () => {
        stage = await Stage.open({ scenario: "same-account", stack: "provider" });
    });

    after(() => stage?.close());

    it("names what was left, and changes nothing until a choice is made", async () => {
        await stage.kill({ action: "CreateVpc", when: "after" });

        const said = await runRepair(stage.stack, []);

        assert.match(said, /^vpc\.Network vpc2: vpc-\w+ exists, and the state does not have it\./m);
        assert.match(said, /Nothing was changed\.\n$/);
        assert.equal(await runRepair(stage.stack, []), said);
    });

    it("stays locked until its owner says that no other run is under way", async () => {
        await assert.rejects(runRepair(stage.stack, ["--import"]), /locked.*`pulumi cancel`/);
        await stage.stack.cancel();
    });

    it("gets a VPC deleted, where that is chosen", async () => {
        const said = await runRepair(stage.stack, ["--delete"]);

        assert.match(said, /vpc:Network vpc2-leftover-1 deleted/);
        assert.deepEqual(
            stage.workbench.emulator.inventory().filter(({ kind }) => kind === "VPC"),
            [],
        );
    });

    // Each of them needs the one before it, so that their order does not depend on how fast the machine is.
    for (const [action, found] of [
        ["CreateVSwitch", /^vpc\.Switch vpc2-eu-central-1b: vsw-\w+ exists, and/m],
        ["CreateLoadBalancer", /^slb\.ApplicationLoadBalancer service: lb-\w+ exists, and/m],
        ["CreateLoadBalancerTCPListener", /^slb\.Listener .*:tcp:80 exists, but it was never/m],
        [
            "AttachResourceToVpcEndpointService",
            /^privatelink\.VpcEndpointServiceResource .* exists, and/m,
        ],
    ] as const) {
        it(`goes on after it was killed after ${action}`, async () => {
            assert.match(await stage.killAndRepair({ action, when: "after" }), found);
        });
    }

    it("is in the end what the cloud has, and goes away as a whole", () => stage.finish());
});
