import assert from "node:assert/strict";

import { runRepair } from "../kills/killedRun";
import { Stage } from "../kills/stage";
import { failureOf } from "./operations";

describe("a listener of which the cloud's answer is lost", () => {
    let stage: Stage;

    before(async () => {
        const lost = {
            fault: "lost",
            turns: { first: 1 },
            actions: "CreateLoadBalancer*Listener",
        } as const;
        stage = await Stage.open(
            { scenario: "same-account", stack: "provider" },
            { faults: { rules: [lost] } },
        );
    });

    after(() => stage?.close());

    it("fails this update and the next one", async () => {
        await failureOf(stage.stack, "up");

        assert.match(await failureOf(stage.stack, "up"), /ListenerAlreadyExists/);
    });

    it("is found without any trace in the state, and deleted", async () => {
        const said = await runRepair(stage.stack, ["--import", "--delete"]);

        assert.match(said, /^slb\.Listener service-80: lb-\w+:tcp:80 exists, but it was never/m);
    });

    it("is created by the update that follows", () => stage.finish());
});
