import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";

import * as components from "../../../../index";
import { PreflightMode } from "../../../../components/preflight/mode";
import { AddressIpVersion } from "../../../../components/shared/types";
import { all, type CasesByRule, limits, NO_TEXT, noWholeNumber, type RuleCases } from "./ruleCases";

const LATER = fc.constantFrom(pulumi.output("later"), Promise.resolve("later"), pulumi.secret(1));
const PLAIN = fc.oneof(fc.string(), fc.integer(), fc.constantFrom(null, undefined), fc.object());

const ENDPOINT = ["clientCidrBlocks", "vpcId"];
const ARGUMENT_NAMES = fc.uniqueArray(fc.stringMatching(/^[a-z][a-zA-Z]{1,12}$/), { minLength: 1 });

export const VALUE_CASES: CasesByRule = {
    "values.required": {
        allows: ["", 0, false, [], {}],
        refuses: all([undefined, null], /^is missing\. It is required\.$/),
        good: PLAIN.filter((value) => value !== undefined && value !== null),
        bad: fc.constantFrom(undefined, null),
    },
    "values.nonEmpty": {
        allows: ["a", " a "],
        refuses: all(["", "  ", "\n", 1, null, undefined, ["a"]], /Must not be empty\.$/),
        good: fc.string({ minLength: 1 }).filter((text) => text.trim().length > 0),
        bad: fc.oneof(fc.stringMatching(/^[ \t\n\r]*$/), NO_TEXT),
    },
    "values.tags": {
        allows: [
            {},
            { team: "orders", empty: "" },
            { ["k".repeat(64)]: "v".repeat(128) },
            { ["👍".repeat(64)]: "👍".repeat(128) },
            Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`key${index}`, "v"])),
            { unknown: pulumi.output("later") },
        ],
        refuses: [
            [
                Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`key${index}`, "v"])),
                /at most 20/,
            ],
            [{ "good": "v", "": "v" }, /1 to 64/],
            [{ ["k".repeat(65)]: "v" }, /1 to 64/],
            [{ key: "v".repeat(129) }, /at most 128.*"key"/],
            [{ "good": "v", "aliyun-key": "v" }, /do not start with "aliyun".*Fix "aliyun-key"\.$/],
            [{ "ACS:key": "v" }, /acs:/],
            [{ key: "acs:v" }, /acs:/],
            [{ key: "see https://x" }, /https/],
            [{ key: 5 }, /at most 128/],
            ...all(
                [null, undefined, "team", ["team"], 5],
                /Must be an object of keys and texts\.$/,
            ),
        ],
        good: fc.dictionary(tagTexts(1, 64), tagTexts(0, 128), { maxKeys: 20 }),
        bad: fc.oneof(
            fc.dictionary(tagTexts(1, 64), tagTexts(0, 128), { minKeys: 21, maxKeys: 30 }),
            fc
                .tuple(
                    fc.dictionary(tagTexts(1, 64), tagTexts(0, 128), { maxKeys: 5 }),
                    fc.oneof(
                        tagTexts(65, 90).map((key) => ({ [key]: "v" })),
                        tagTexts(129, 150).map((text) => ({ key: text })),
                        fc
                            .constantFrom("aliyun", "Aliyun", "acs:", "ACS:")
                            .map((key) => ({ [key]: "v" })),
                        fc.constantFrom("aliyun1", "acs:x").map((text) => ({ key: text })),
                        fc.webUrl().map((text) => ({ key: `at ${text}` })),
                        fc.webUrl().map((key) => ({ [key]: "v" })),
                        fc.oneof(fc.integer(), fc.boolean()).map((value) => ({ key: value })),
                    ),
                )
                .map(([good, bad]) => ({ ...good, ...bad })),
            fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()), fc.constant(null)),
        ),
    },
    "values.aList": {
        allows: [[], ["a"]],
        refuses: all(["eu-central-1a", {}, 1, null, undefined], /Must be a list\.$/),
        good: fc.array(PLAIN),
        bad: PLAIN.filter((value) => !Array.isArray(value)),
    },
    "values.anObject": {
        allows: [{}, { zoneId: "eu-central-1a" }],
        refuses: all(
            ["eu-central-1a", [], 1, null, undefined, Promise.resolve({}), pulumi.output({})],
            /Must be an object with its properties\.$/,
        ),
        good: fc.object(),
        bad: fc.oneof(
            LATER,
            fc.array(PLAIN),
            PLAIN.filter((value) => typeof value !== "object" || value === null),
        ),
    },
    "values.aBoolean": {
        allows: [true, false],
        refuses: all(["false", "true", "", 0, 1, null, undefined, {}], /Must be true or false\.$/),
        good: fc.boolean(),
        bad: PLAIN.filter((value) => typeof value !== "boolean"),
    },
    "values.knownArgument": {
        allows: [{ name: "vpcId", of: "InterfaceEndpoint", known: ["vpcId"] }],
        refuses: [
            [
                { name: "clientCidrBlock", of: "InterfaceEndpoint", known: ENDPOINT },
                /^does not exist in InterfaceEndpoint and would be ignored\. Use clientCidrBlocks, or remove it\.$/,
            ],
            [
                { name: "client_cidr_blocks", of: "InterfaceEndpoint", known: ENDPOINT },
                /Use clientCidrBlocks, or remove it\.$/,
            ],
            [{ name: "VPCID", of: "InterfaceEndpoint", known: ENDPOINT }, /Use vpcId, or/],
            [
                { name: "colour", of: "zones[0]", known: ["zoneId", "eniIp"] },
                /^does not exist in zones\[0\].* Remove it, or use one of eniIp, zoneId\.$/,
            ],
        ],
        good: ARGUMENT_NAMES.chain((known) =>
            fc.record({
                name: fc.constantFrom(...known),
                of: fc.string(),
                known: fc.constant(known),
            }),
        ),
        bad: fc
            .record({ name: fc.string(), of: fc.string(), known: ARGUMENT_NAMES })
            .filter(({ name, known }) => !known.includes(name)),
    },
    "values.argumentType": {
        allows: [
            { value: "a", type: "string" },
            { value: 1, type: "number" },
            { value: false, type: "boolean" },
            { value: [], type: "list" },
            { value: {}, type: "object" },
            { value: {}, type: "map" },
        ],
        refuses: [
            [{ value: 30, type: "string" }, /^found 30\. Must be a string\.$/],
            [{ value: "80", type: "number" }, /^found "80"\. Must be a number\.$/],
            [{ value: "false", type: "boolean" }, /Must be true or false\.$/],
            [{ value: "a", type: "list" }, /Must be a list\.$/],
            [{ value: ["a"], type: "object" }, /Must be an object with its properties\.$/],
            [{ value: "a", type: "map" }, /Must be an object of keys and texts\.$/],
            [
                { value: [{ __pulumiResource: true }], type: "map" },
                /^found \["\(a resource\)"\]\. /,
            ],
            [{ value: [pulumi.output(1)], type: "map" }, /^found \["\(an output\)"\]\. /],
        ],
        good: fc.oneof(
            fc.record({ value: fc.string(), type: fc.constant("string") }),
            fc.record({ value: fc.integer(), type: fc.constant("number") }),
            fc.record({ value: fc.boolean(), type: fc.constant("boolean") }),
            fc.record({ value: fc.array(PLAIN), type: fc.constant("list") }),
            fc.record({ value: fc.object(), type: fc.constantFrom("object", "map") }),
        ),
        bad: fc.oneof(
            fc.record({ value: NO_TEXT, type: fc.constant("string") }),
            fc.record({ value: fc.string(), type: fc.constantFrom("number", "boolean", "list") }),
            fc.record({ value: fc.integer(), type: fc.constantFrom("object", "map") }),
        ),
    },
    "values.noResource": {
        allows: ["vpc-1", ["sg-1"], undefined, { vpcId: "vpc-1" }],
        refuses: all(
            [{ __pulumiResource: true }, ["sg-1", { __pulumiResource: true }]],
            /^found a whole resource\. Must be one of its properties, for instance its id\.$/,
        ),
        good: PLAIN,
        bad: fc.object().map((value) => ({ ...value, __pulumiResource: true })),
    },
    "values.plainValue": {
        allows: ["a", [], undefined, null],
        refuses: all(
            [pulumi.output("a"), Promise.resolve("a")],
            /^is known only later\. Must be a plain value, because .*are created\.$/,
        ),
        good: PLAIN,
        bad: LATER,
    },
    "numbers.port": limits(1, 65535, /Must be a whole number from 1 to 65535\.$/),
    "numbers.bandwidth": {
        ...limits(100, 10240, /Must be a whole number from 100 to 10240 \(Mbit\/s\)\./),
        refuses: [
            ...all([99, 10241, 1024.5, "100", null], /from 100 to 10240 \(Mbit\/s\)\./),
            // The API takes that much for an NLB.
            [50000, /from 100 to 10240 \(Mbit\/s\)\. .*the provider/],
        ],
    },
    "numbers.crossRegionBandwidth": {
        allows: [100, 1000, 20000],
        refuses: all([99, 0, 100.5, "100", null, NaN], /at least 100 \(Mbit\/s\)\.$/),
        good: fc.integer({ min: 100 }),
        bad: fc.oneof(fc.integer({ max: 99 }), noWholeNumber(100, 2 ** 31 - 2).filter(notLarge)),
    },
    "numbers.weight": limits(0, 100, /Must be a whole number from 0 to 100\.$/),
    "numbers.healthCheckInterval": limits(1, 50, /from 1 to 50 \(seconds\)\.$/),
    "numbers.healthCheckTimeout": limits(1, 300, /from 1 to 300 \(seconds\)\.$/),
    "numbers.healthCheckThreshold": limits(2, 10, /from 2 to 10\.$/),
    "numbers.clbListenerBandwidth": {
        allows: [-1, 1, 5120],
        refuses: all(
            [0, -2, 5121, 1.5, "-1", null],
            /Must be -1 \(no limit\) or a whole number from 1 to 5120/,
        ),
        good: fc.oneof(fc.constant(-1), fc.integer({ min: 1, max: 5120 })),
        bad: noWholeNumber(1, 5120).filter((value) => value !== -1),
    },
    "numbers.persistenceTimeout": limits(0, 3600, /from 0 to 3600 \(seconds\)\.$/),
    "numbers.serviceIdleTimeout": limits(1, 4000, /from 1 to 4000 \(seconds\)\.$/),
    "numbers.idleTimeout": limits(1, 60, /from 1 to 60 \(seconds\)\.$/),
    "numbers.requestTimeout": limits(1, 180, /from 1 to 180 \(seconds\)\.$/),
    "numbers.cookieTimeout": limits(1, 86400, /from 1 to 86400 \(seconds\)\.$/),
    "endpointServices.serviceResourceType": choice(components.ServiceResourceType),
    "endpointServices.payer": choice(components.Payer),
    "endpointServices.ipVersion": choice(AddressIpVersion),
    "endpointServices.serviceResourcesNotEmpty": listOf("load balancer"),
    "endpointServices.serviceZonesNotEmpty": listOf("zone"),
    "securityGroups.portsNotEmpty": listOf("port that clients may reach"),
    "securityGroups.clientCidrBlocksNotEmpty": listOf("CIDR block"),
    "securityGroups.transportProtocol": choice(components.TransportProtocol),
    "zones.endpointZonesNotEmpty": listOf("zone"),
    "loadBalancers.instanceChargeType": choice(components.ClbInstanceChargeType),
    "loadBalancers.albEdition": choice(components.AlbEdition),
    "loadBalancers.albAddressType": choice(components.AlbAddressType),
    "loadBalancers.albAddressMode": choice(components.AlbAddressAllocatedMode),
    "listeners.clbListenerProtocol": choice(components.ClbListenerProtocol),
    "listeners.clbScheduler": choice(components.ClbScheduler),
    "listeners.clbHealthCheckType": choice(components.ClbHealthCheckType),
    "listeners.albListenerProtocol": choice(components.AlbListenerProtocol),
    "servers.albServerProtocol": choice(components.AlbServerProtocol),
    "servers.albScheduler": choice(components.AlbScheduler),
    "servers.albHealthCheckProtocol": choice(components.AlbHealthCheckProtocol),
    "servers.albHealthCheckMethod": choice(components.AlbHealthCheckMethod),
    "servers.serversNotEmpty": listOf("server"),
    "values.allowedMode": choice(PreflightMode),
};

/** The cases of a rule that allows the values of an enumeration. */
export function choice(values: Readonly<Record<string, string>>): RuleCases {
    const allowed = Object.values(values);
    const message = new RegExp(
        `Must be one of ${allowed.map((each) => `"${each}"`).join(", ")}\\.$`,
    );
    const unknown = fc.string().filter((text) => !allowed.includes(text));
    return {
        allows: allowed,
        refuses: all(["", "other", ` ${String(allowed[0])}`, null, undefined, 1], message),
        good: fc.constantFrom(...allowed),
        bad: fc.oneof(unknown, NO_TEXT),
    };
}

/** The cases of a rule that allows lists with something in them. */
export function listOf(what: string): RuleCases {
    return {
        allows: [["a"], [undefined]],
        refuses: all(
            [[], "a", undefined, null, {}],
            new RegExp(`Must list at least one ${what}\\.`),
        ),
        good: fc.array(PLAIN, { minLength: 1 }),
        bad: fc.oneof(
            fc.constant([]),
            PLAIN.filter((value) => !Array.isArray(value)),
        ),
    };
}

/** Texts that a tag may have, by the characters that they are made of. */
function tagTexts(min: number, max: number): fc.Arbitrary<string> {
    return fc
        .array(fc.constantFrom(..."bcdefgxyzBCDXYZ0189 _.-:/=+@订单"), {
            minLength: min,
            maxLength: max,
            size: "max",
        })
        .map((characters) => characters.join(""));
}

function notLarge(value: unknown): boolean {
    return !(Number.isInteger(value) && Number(value) >= 100);
}
