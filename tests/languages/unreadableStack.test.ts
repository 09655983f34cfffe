import assert from "node:assert/strict";
import { renameSync, rmSync, symlinkSync } from "node:fs";
import * as path from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";

import { inventory, writes } from "../end-to-end/holdings";
import {
    assertSaidOnce,
    exportOutputs,
    failuresOf,
    OFFER,
    openExamples,
    PROJECT,
} from "./contractScene";
import { type LanguageBench, openLanguageBench } from "./languageBench";

describe("the other side's stack that cannot be read is refused in one sentence in each language:", () => {
    let bench: LanguageBench;
    let consumers: Stack[];
    /** Where the backend keeps the state of the provider's stack. */
    let state: string;

    before(async () => {
        bench = await openLanguageBench();
        const { folder } = bench.sandbox;
        const stacks = path.join(folder, ".pulumi", "stacks", `${PROJECT}-provider`);
        state = path.join(stacks, `${bench.stackName}.json`);
        consumers = await openExamples(bench, "consumer");
        const offer = { "fn::secret": OFFER };
        const environment = { PULUMI_CONFIG_PASSPHRASE: "another" };
        await exportOutputs(bench, "provider", { offer }, environment);
    });

    after(() => bench?.close());

    afterEach("nothing was created", () => {
        assert.deepEqual(inventory(bench.emulator), {});
        assert.deepEqual(writes(bench.emulator), []);
    });

    /** Previews the consumers while the state stands elsewhere, and something else or nothing in its place. */
    async function failuresWithout(instead: () => void = () => undefined): Promise<string[]> {
        renameSync(state, `${state}.kept`);
        try {
            instead();
            return await failuresOf(consumers);
        } finally {
            rmSync(state, { force: true });
            renameSync(`${state}.kept`, state);
        }
    }

    it("there is none of the name, in the engine's words", async () => {
        for (const output of await failuresWithout()) {
            assertSaidOnce(output, /unknown stack "organization\/.*-provider\/test-\w+"/);
        }
    });

    it("the backend does not let it be read, in the engine's words", async () => {
        // A user who may read everything, as in many containers, is stopped by a link to itself.
        const outputs = await failuresWithout(() => symlinkSync(path.basename(state), state));
        for (const output of outputs) {
            assertSaidOnce(output, /failed to load checkpoint: .*-provider\/test-\w+\.json/);
        }
    });

    it("its offer is a secret, and the passphrase is another stack's", async () => {
        for (const output of await failuresOf(consumers)) {
            assertSaidOnce(
                output,
                /has none of the fields of an offer\. It is another output, or a secret that this stack cannot decrypt/,
            );
            assert.doesNotMatch(output, /is missing/);
        }
    });
});
