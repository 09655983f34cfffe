import assert from "node:assert/strict";

import { SLB } from "../emulator/client";
import { runRepair } from "../kills/killedRun";
import { Stage } from "../kills/stage";
import { failureOf } from "./operations";

describe("a CLB's listener that was created and not started", () => {
    let stage: Stage;

    before(async () => {
        const busy = {
            fault: "clb-busy",
            turns: { first: 1 },
            actions: "StartLoadBalancerListener",
        } as const;
        stage = await Stage.open(
            { scenario: "same-account", stack: "provider" },
            { faults: { rules: [busy] } },
        );
    });

    after(() => stage?.close());

    async function status(): Promise<unknown> {
        const { owner, emulator } = stage.workbench;
        const [{ id }] = emulator.inventory().filter(({ kind }) => kind === "CLB");
        const listener = await owner.call(SLB, "DescribeLoadBalancerTCPListenerAttribute", {
            LoadBalancerId: id,
            ListenerPort: 80,
        });
        return listener.Status;
    }

    it("stays stopped, though the next update succeeds", async () => {
        await failureOf(stage.stack, "up");
        await stage.stack.up({ color: "never" });
        assert.equal(await status(), "stopped");
    });

    it("is found by the repair command, which changes nothing until a choice is made", async () => {
        const said = await runRepair(stage.stack, []);

        assert.match(said, /^slb\.Listener service-80: the state has lb-\w+:tcp:80, but it does/m);
        assert.match(said, /Nothing was changed\.\n$/);
    });

    it("runs after the repair and the update that follows", async () => {
        const said = await runRepair(stage.stack, ["--delete"]);

        assert.match(said, /^The next "pulumi up" replaces .*::service-80\.$/m);
        await stage.stack.up({ color: "never" });
        assert.equal(await status(), "running");
        assert.match(await runRepair(stage.stack, []), /Nothing was found that the state does not/);
    });

    it("is in the end what the state has, and goes away with the stack", () => stage.finish());
});
