import * as assert from "node:assert/strict";

import { allTogether, sideBySide } from "../../tools/demo/sideBySide";

describe("scenarios side by side", () => {
    function shown(): { lines: string[]; progress: (line: string, alive?: boolean) => void } {
        const lines: string[] = [];
        return { lines, progress: (line, alive) => lines.push(alive ? `~${line}` : line) };
    }

    it("show every line under the name of their own", () => {
        const { lines, progress } = shown();
        const { alb, other } = sideBySide(["alb", "other"], progress);

        alb("up");
        other("one\ntwo");

        assert.deepEqual(lines, ["alb   | up", "other | one", "other | two"]);
    });

    it("share one status line, in which each has its place until it prints a line", () => {
        const { lines, progress } = shown();
        const { alb, other } = sideBySide(["alb", "other"], progress);

        alb("  under way:  endpoint 3 s", true);
        other("waiting", true);
        alb("done");
        other("waiting", true);

        assert.deepEqual(lines, [
            "~alb: under way: endpoint 3 s",
            "~alb: under way: endpoint 3 s; other: waiting",
            "alb   | done",
            "~other: waiting",
        ]);
    });

    it("return what each of them returned, in order", async () => {
        const ended: string[] = [];
        const results = await allTogether(
            [() => Promise.resolve(1), () => Promise.resolve(2)],
            () => ended.push("ended"),
        );

        assert.deepEqual({ results, ended }, { results: [1, 2], ended: [] });
    });

    it("end the others when one fails, wait for them, and report the first failure", async () => {
        const end = new AbortController();
        const happened: string[] = [];
        const interrupted = new Promise<never>((_, reject) => {
            end.signal.addEventListener("abort", () => {
                happened.push("interrupted");
                reject(new Error("interrupted"));
            });
        });

        await assert.rejects(
            allTogether(
                [() => interrupted, () => Promise.reject(new Error("out of addresses"))],
                () => end.abort(),
            ),
            /out of addresses/,
        );
        assert.deepEqual(happened, ["interrupted"]);
    });
});
