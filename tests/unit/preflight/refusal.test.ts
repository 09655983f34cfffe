import * as assert from "node:assert/strict";

import { failProgram } from "../../../components/preflight/refusal";

describe("A program that is failed", () => {
    const usual = process.exitCode;

    afterEach(() => (process.exitCode = usual));

    it("ends with an exit code and without a message, where the engine that would show one has ended", async () => {
        const messages: unknown[] = [];
        const collect = (error: unknown) => messages.push(error);
        process.prependListener("unhandledRejection", collect);

        failProgram(new Error("Resource monitor is terminating"));
        await new Promise(setImmediate);

        process.off("unhandledRejection", collect);
        assert.deepEqual(messages, []);
        // As a success, it would be a program without the resources that it has not registered.
        assert.equal(process.exitCode, 1);
    });
});
