import * as assert from "node:assert/strict";

import { lookUpLagging } from "../../../../components/preflight/lookups/laggingList";

describe("A list of the cloud that lags behind what was created", () => {
    /** Answers each call with the ids that it is about and that the cloud's list has by then. */
    function lists(...listed: (readonly string[] | undefined)[]) {
        const calls: string[][] = [];
        const lookUp = (ids: string[]) => {
            const list = listed[calls.length];
            calls.push(ids);
            return Promise.resolve(list && ids.filter((id) => list.includes(id)));
        };
        return { calls, lookUp };
    }
    const same = (id: string) => id;

    it("is asked again for what it did not have", async () => {
        const { calls, lookUp } = lists(["vsw-1"], ["vsw-1"], ["vsw-1", "vsw-2"]);

        const found = await lookUpLagging(lookUp, ["vsw-1", "vsw-2"], same, [0, 0, 0]);

        assert.deepEqual(found, ["vsw-1", "vsw-2"]);
        assert.deepEqual(calls, [["vsw-1", "vsw-2"], ["vsw-2"], ["vsw-2"]]);
    });

    it("does not have what it never shows", async () => {
        const { calls, lookUp } = lists(["vsw-1"], [], []);

        assert.deepEqual(await lookUpLagging(lookUp, ["vsw-1", "vsw-2"], same, [0, 0]), ["vsw-1"]);
        assert.equal(calls.length, 3);
    });

    it("is asked once where nothing is missing, and where nothing is created", async () => {
        const complete = lists(["vsw-1"]);
        const preview = lists([]);

        await lookUpLagging(complete.lookUp, ["vsw-1"], same, [0]);
        await lookUpLagging(preview.lookUp, ["vsw-1"], same, []);

        assert.deepEqual([complete.calls.length, preview.calls.length], [1, 1]);
    });

    it("is not known if a lookup failed, the first one or a later one", async () => {
        for (const { calls, lookUp } of [lists(undefined), lists([], undefined)]) {
            const before = calls.length;

            assert.equal(await lookUpLagging(lookUp, ["vsw-1"], same, [0, 0]), undefined);
            assert.ok(calls.length > before);
        }
    });
});
