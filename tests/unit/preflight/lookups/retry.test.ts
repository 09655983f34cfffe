import * as assert from "node:assert/strict";

import { withinTimeLimit, withRetries } from "../../../../components/preflight/lookups/retry";

/** A lookup that fails in these ways before it is answered, and how often it was made. */
function failing(...messages: string[]) {
    let made = 0;
    const lookUp = () => {
        const message = messages[made];
        made += 1;
        return message === undefined
            ? Promise.resolve("answer")
            : Promise.reject(new Error(message));
    };
    return { lookUp, made: () => made };
}

describe("A lookup that fails", () => {
    for (const transient of [
        "Throttling.User: Request was denied due to user flow control.",
        "SDK.ServerError\nErrorCode: ServiceUnavailable",
        "HTTP Status: 503 Error: the server is busy",
        'Post "https://sts.aliyuncs.com/": read tcp 10.0.0.1:1->10.0.0.2:443: connection reset by peer',
        'Post "https://sts.aliyuncs.com/": EOF',
    ]) {
        it(`is made again after "${transient.slice(0, 40)}"`, async () => {
            const { lookUp, made } = failing(transient, transient);

            assert.equal(await withRetries(lookUp, [0, 0, 0]), "answer");
            assert.equal(made(), 3);
        });
    }

    it("is not made again if a permission is missing", async () => {
        const { lookUp, made } = failing("Forbidden.RAM: User not authorized.");

        await assert.rejects(withRetries(lookUp, [0, 0]), /Forbidden\.RAM/);
        assert.equal(made(), 1);
    });

    it("fails with the last error once it has been made often enough", async () => {
        const { lookUp, made } = failing("Throttling 1", "Throttling 2", "Throttling 3");

        await assert.rejects(withRetries(lookUp, [0, 0]), /Throttling 3/);
        assert.equal(made(), 3);
    });

    it("is given up after its time limit", async () => {
        await assert.rejects(
            withinTimeLimit(0.01, () => new Promise(() => undefined)),
            /no answer within 0\.01 seconds/,
        );
        assert.equal(await withinTimeLimit(60, () => Promise.resolve("answer")), "answer");
    });
});
