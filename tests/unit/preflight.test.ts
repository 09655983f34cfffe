import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import {
    accountId,
    bandwidth,
    clientCidrBlock,
    description,
    ipv4Address,
    nonEmpty,
    nonEmptyList,
    oneOf,
    port,
    Preflight,
    PreflightError,
    repeated,
    resourceName,
    type Rule,
    tags,
    wholeNumber,
} from "../../components/preflight";
import { isKnown, read, unknown } from "./harness";

interface RuleTable {
    readonly rule: Rule<never>;
    readonly allows: readonly unknown[];
    /** What is refused, and what the reason has to say. */
    readonly refuses: readonly (readonly [unknown, RegExp])[];
}

const RULES: Record<string, RuleTable> = {
    wholeNumber: {
        rule: wholeNumber(2, 5, " (apples)"),
        allows: [2, 3, 5],
        refuses: [1, 6, 2.5, NaN, Infinity, "3", null, undefined].map(
            (value) => [value, /^Allowed is a whole number from 2 to 5 \(apples\)\.$/] as const,
        ),
    },
    port: {
        rule: port,
        allows: [1, 443, 65535],
        refuses: [0, -1, 65536, 80.5, "80"].map((value) => [value, /from 1 to 65535/] as const),
    },
    bandwidth: {
        rule: bandwidth,
        allows: [100, 3072, 10240],
        refuses: [99, 10241, 1024.5].map(
            (value) => [value, /from 100 to 10240 \(Mbit\/s\)/] as const,
        ),
    },
    oneOf: {
        rule: oneOf({ Red: "red", Blue: "blue" }),
        allows: ["red", "blue"],
        refuses: ["Red", "green", "", 1, undefined].map(
            (value) => [value, /^Allowed is one of "red", "blue"\.$/] as const,
        ),
    },
    nonEmpty: {
        rule: nonEmpty,
        allows: ["a", " a "],
        refuses: ["", "  ", "\n", 1, null, undefined].map(
            (value) => [value, /must not be empty/] as const,
        ),
    },
    nonEmptyList: {
        rule: nonEmptyList("apple"),
        allows: [["a"], [undefined]],
        refuses: [[], "a", undefined, {}].map((value) => [value, /at least one apple/] as const),
    },
    accountId: {
        rule: accountId,
        allows: ["1234567890123456", "9999999999999999"],
        refuses: [
            ["123456789012345", /16 digits/],
            ["12345678901234567", /16 digits/],
            ["0234567890123456", /first not 0/],
            ["1234-5678-9012-3456", /16 digits/],
            [" 1234567890123456", /16 digits/],
            ["*", /16 digits/],
            ["", /16 digits/],
            ["223456789012345678", /RAM user/],
            ["acs:ram::1234567890123456:root", /ARN/],
            ["1.2345678901234568e+15", /lost digits/],
            ["1e16", /lost digits/],
            [1234567890123456, /in quotes/],
            [undefined, /16-digit UID/],
        ],
    },
    ipv4Address: {
        rule: ipv4Address,
        allows: ["10.10.0.10", "255.255.255.255"],
        refuses: ["10.10.0", "10.10.0.256", "010.1.1.1", "fe80::1", "10.0.0.0/8", ""].map(
            (value) => [value, /Allowed is an IPv4 address/] as const,
        ),
    },
    clientCidrBlock: {
        rule: clientCidrBlock,
        allows: ["10.10.0.0/16", "192.168.1.7/32", "128.0.0.0/1"],
        refuses: [
            ["0.0.0.0/0", /lets everyone in/],
            ["10.0.0.0/0", /lets everyone in/],
            ["0.0.0.0/00", /lets everyone in/],
            ["10.0.0.0", /IPv4 CIDR block/],
            ["10.0.0.0/33", /IPv4 CIDR block/],
            ["10.0.0.0/-1", /IPv4 CIDR block/],
            ["10.0.0.0/", /IPv4 CIDR block/],
            ["10.0.0.0/8/8", /IPv4 CIDR block/],
            ["10.0.0/8", /IPv4 CIDR block/],
            ["::/0", /IPv4 CIDR block/],
            ["", /IPv4 CIDR block/],
            [undefined, /IPv4 CIDR block/],
        ],
    },
    resourceName: {
        rule: resourceName,
        allows: ["ab", "App-1_x", "订单服务", "a".repeat(128)],
        refuses: ["a", "1a", "-a", "_a", "a b", "a.b", "", "a".repeat(129), "acs:x"].map(
            (value) => [value, /2 to 128/] as const,
        ),
    },
    description: {
        rule: description,
        allows: ["ab", "see http://x", "x".repeat(256)],
        refuses: ["", "a", "x".repeat(257), "http://x", "https://x"].map(
            (value) => [value, /2 to 256/] as const,
        ),
    },
    tags: {
        rule: tags,
        allows: [
            {},
            { team: "orders", empty: "" },
            { ["k".repeat(64)]: "v".repeat(128) },
            Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`key${index}`, "v"])),
            { unknown: pulumi.output("later") },
        ],
        refuses: [
            [
                Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`key${index}`, "v"])),
                /at most 20/,
            ],
            [{ "": "v" }, /1 to 64/],
            [{ ["k".repeat(65)]: "v" }, /1 to 64/],
            [{ key: "v".repeat(129) }, /at most 128/],
            [{ "aliyun-key": "v" }, /aliyun/],
            [{ "ACS:key": "v" }, /acs:/],
            [{ key: "acs:v" }, /acs:/],
            [{ key: "see https://x" }, /https/],
        ],
    },
};

describe("preflight rules", () => {
    for (const [name, { rule, allows, refuses }] of Object.entries(RULES)) {
        it(`${name} allows what it should`, () => {
            for (const value of allows) {
                assert.equal(rule(value as never), undefined, JSON.stringify(value));
            }
        });

        it(`${name} refuses the rest and says what is allowed`, () => {
            for (const [value, reason] of refuses) {
                assert.match(rule(value as never) ?? "(allowed)", reason, JSON.stringify(value));
            }
        });
    }

    it("repeated lists what stands more than once, each once", () => {
        assert.deepEqual(repeated([]), []);
        assert.deepEqual(repeated(["a", "b", "c"]), []);
        assert.deepEqual(repeated(["a", "b", "b", "a", "a"]), ["b", "a"]);
    });
});

/** What a preflight has found by now. */
function errorOf(preflight: Preflight): PreflightError | undefined {
    try {
        preflight.reject();
        return undefined;
    } catch (error) {
        assert.ok(error instanceof PreflightError);
        return error;
    }
}

describe("Preflight", () => {
    const even: Rule<number> = (value) => (value % 2 === 0 ? undefined : "Allowed are even ones.");
    const small: Rule<number> = (value) => (value < 10 ? undefined : "Allowed are small ones.");

    it("throws nothing when nothing was found", () => {
        const preflight = new Preflight("Thing");
        preflight.plain("count", 2, even, small);

        assert.equal(preflight.input("count", undefined, even), undefined);
        assert.equal(preflight.required("count", 4, even), 4);
        assert.equal(errorOf(preflight), undefined);
    });

    it("throws one error with all findings, each with path, value found and what is allowed", () => {
        const preflight = new Preflight('Thing "x"');
        preflight.plain("count", 3, even, small);
        preflight.plain("name", "", nonEmpty);
        preflight.add("size", "is given twice.");
        const error = errorOf(preflight) as unknown as {
            message: string;
            errors: { propertyPath: string; reason: string }[];
        };

        assert.deepEqual(error.errors, [
            { propertyPath: "count", reason: "count: found 3. Allowed are even ones." },
            { propertyPath: "name", reason: 'name: found "". It must not be empty.' },
            { propertyPath: "size", reason: "size: is given twice." },
        ]);
        assert.equal(
            error.message,
            [
                'Thing "x":',
                "  - count: found 3. Allowed are even ones.",
                '  - name: found "". It must not be empty.',
                "  - size: is given twice.",
            ].join("\n"),
        );
    });

    it("throws what both the provider host and the program host show without a stack trace", () => {
        const preflight = new Preflight("Thing");
        preflight.add("size", "is bad.");
        const error = errorOf(preflight);

        assert.ok(pulumi.InputPropertiesError.isInstance(error));
        assert.ok(pulumi.RunError.isInstance(error));
    });

    it("tells the first broken rule of a value only", () => {
        const preflight = new Preflight("Thing");
        preflight.plain("count", 13, even, small);

        assert.equal(
            errorOf(preflight)?.message,
            "Thing:\n  - count: found 13. Allowed are even ones.",
        );
    });

    it("finds a required value missing, be it undefined or null", () => {
        for (const value of [undefined, null]) {
            const preflight = new Preflight("Thing");
            void preflight.required("count", value as undefined, even);
            assert.match(String(errorOf(preflight)?.message), /count: is missing/);
        }
    });

    it("hands on an output or a promise that keeps the rule", async () => {
        const preflight = new Preflight("Thing");
        const fromOutput = preflight.input("count", pulumi.output(4), even);
        const fromPromise = preflight.required("count", Promise.resolve(6), even);

        assert.equal(errorOf(preflight), undefined);
        assert.equal(await read(pulumi.output(fromOutput)), 4);
        assert.equal(await read(pulumi.output(fromPromise)), 6);
    });

    it("hands on an output or a promise that breaks the rule as one that is rejected", async () => {
        const preflight = new Preflight('Thing "x"');
        for (const value of [pulumi.output(3), Promise.resolve(3)]) {
            const checked = preflight.required("count", value, even);
            await assert.rejects(read(pulumi.output(checked)), (error: Error) => {
                assert.ok(error instanceof PreflightError);
                assert.equal(
                    error.message,
                    'Thing "x":\n  - count: found 3. Allowed are even ones.',
                );
                return true;
            });
        }
        assert.equal(errorOf(preflight), undefined);
    });

    it("leaves an unknown output unknown and unchecked", async () => {
        const checked = new Preflight("Thing").required("count", unknown<number>(), even);

        assert.ok(pulumi.Output.isInstance(checked));
        assert.equal(await isKnown(checked), false);
    });

    it("keeps a secret secret", async () => {
        const checked = new Preflight("Thing").required("count", pulumi.secret(4), even);

        assert.ok(pulumi.Output.isInstance(checked));
        assert.equal(await pulumi.isSecret(checked), true);
    });
});
