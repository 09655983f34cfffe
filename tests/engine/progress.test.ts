import assert from "node:assert/strict";
import { duration, terminalProgress } from "../../tools/engine/progress";

describe("the engine's progress", () => {
    function show(isTTY: boolean, lines: readonly [line: string, alive?: boolean][]): string {
        let shown = "";
        const stream = { isTTY, columns: 30, write: (text: string) => ((shown += text), true) };
        const progress = terminalProgress(stream as unknown as NodeJS.WriteStream);
        lines.forEach(([line, alive]) => progress(line, alive));
        return shown;
    }

    it("overwrites status lines on a terminal, cut to its width", () => {
        const clear = "\r\u001b[K";
        assert.equal(
            show(true, [
                ["step"],
                ["1 s", true],
                ["2 s, a line longer than the terminal", true],
                ["done"],
            ]),
            `step\n1 s${clear}2 s, a line longer than the t${clear}done\n`,
        );
    });

    it("leaves status lines out elsewhere, until some time has passed without output", () => {
        assert.equal(
            show(false, [["step"], ["1 s", true], ["2 s", true], ["done"]]),
            "step\ndone\n",
        );
    });

    it("formats durations in words that fit a line", () => {
        assert.deepEqual([0.4, 59.4, 59.6, 125].map(duration), [
            "0 s",
            "59 s",
            "1 min 00 s",
            "2 min 05 s",
        ]);
    });
});
