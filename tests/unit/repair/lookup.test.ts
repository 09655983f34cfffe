import * as assert from "node:assert/strict";

import { exactly, same, sameTags, sameTagsOrNone, time } from "../../../repair/lookups/lookup";

describe("what the cloud has compared with inputs", () => {
    it("is the same value whatever its type and case", () => {
        assert.ok(same("80", 80));
        assert.ok(same("Accept", "accept"));
        assert.ok(same("", undefined));
        assert.ok(!same("vpc2", "vpc1"));
    });

    it("has exactly the tags of the inputs, besides the cloud's own", () => {
        const tags = { team: "shop", stage: "dev" };

        assert.ok(sameTags({ "stage": "dev", "team": "shop", "acs:rm:rgId": "rg-1" }, tags));
        assert.ok(sameTags({ team: "shop", stage: "dev" }, { ...tags, __defaults: [] }));
        assert.ok(!sameTags({ team: "shop", stage: "prod" }, tags));
        assert.ok(!sameTags({ team: "shop" }, tags));
        assert.ok(!sameTags({ team: "shop" }, undefined));
    });

    it("may be without tags: some kinds get theirs a call later", () => {
        assert.ok(sameTagsOrNone({}, { team: "shop" }));
        assert.ok(!sameTags({}, { team: "shop" }));
        assert.ok(!sameTagsOrNone({ team: "bank" }, { team: "shop" }));
    });

    it("is searched by the whole name, which is no regular expression", () => {
        const expression = new RegExp(exactly("a.b (c)"));

        assert.ok(expression.test("a.b (c)"));
        assert.ok(!expression.test("aab (c)"));
        assert.ok(!expression.test("a.b (c) d"));
    });

    it("has the time that the cloud gives, if it gives one", () => {
        assert.deepEqual(time("2026-05-01T10:00Z"), new Date("2026-05-01T10:00:00Z"));
        assert.equal(time(""), undefined);
        assert.equal(time(undefined), undefined);
    });
});
