import * as assert from "node:assert/strict";

import { isSecret, plainValue } from "../../../repair/secretValues";

/** As `pulumi stack export --show-secrets` writes it. */
function secret(value: unknown): object {
    return {
        "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
        "plaintext": JSON.stringify(value),
    };
}

describe("a value of an exported state", () => {
    it("is the secret's value, wherever it is", () => {
        assert.equal(plainValue(secret("key")), "key");
        assert.deepEqual(
            plainValue({
                accessKey: secret("key"),
                tags: [{ team: secret({ name: secret("a") }) }],
            }),
            { accessKey: "key", tags: [{ team: { name: "a" } }] },
        );
    });

    it("is itself if there is no secret in it", () => {
        const value = { region: "eu-central-1", port: 80, on: true, none: null, list: ["a"] };
        assert.deepEqual(plainValue(value), value);
        assert.ok(!isSecret({ plaintext: '"a"' }));
        assert.ok(isSecret(secret("a")));
    });
});
