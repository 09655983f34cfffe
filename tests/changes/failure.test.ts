import assert from "node:assert/strict";

import { shortened } from "./failure";

const numbered = (count: number, text: string) =>
    Array.from({ length: count }, (_, index) => `${text} ${index + 1}`);

describe("what is kept of a command that failed", () => {
    it("is its errors, and neither what worked nor the outputs", () => {
        const failure = [
            "changed back:",
            ...numbered(1000, " ~ updated"),
            "Diagnostics:",
            "  slb.Listener orders-80:",
            "    error: ListenerAlreadyExists",
            "Outputs:",
            ...numbered(1000, "  orders"),
        ].join("\n");
        assert.equal(
            shortened(failure),
            "changed back:\n  slb.Listener orders-80:\n    error: ListenerAlreadyExists",
        );
    });

    it("is the first and the last of many errors", () => {
        const kept = shortened(["Diagnostics:", ...numbered(500, "error")].join("\n"));
        assert.ok(kept.length < 1000 && /error 1\n[^]*error 500$/.test(kept), kept);
    });

    it("is the end of its output, if it lists no errors", () => {
        const kept = shortened(["up:", ...numbered(500, "line")].join("\n"));
        assert.ok(kept.length < 1000 && /^up:\n[^]*line 500$/.test(kept), kept);
    });
});
