import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";

import type { Action, Product } from "../../tools/emulator/call";
import { Cloud } from "../../tools/emulator/cloud";
import { DataPlane } from "../../tools/emulator/dataplane";
import { Faults } from "../../tools/emulator/faults/plan";
import { Gateway } from "../../tools/emulator/gateway";
import { Scripts } from "../../tools/emulator/instance/scripts";
import { INVENTED } from "../../tools/emulator/invented";
import { MODEL_EXCEPTIONS } from "../../tools/emulator/modelExceptions";
import { ApiModel } from "../../tools/emulator/models";
import { allProducts } from "../../tools/emulator/products";
import { signatureV1, stringToSignV1 } from "../../tools/emulator/signature";
import { takeMistakes } from "../emulatorMistakes";
import { PROVIDER } from "./client";

describe("the emulator's API models", () => {
    const cloud = new Cloud({
        transitionMilliseconds: 1,
        cleanupMilliseconds: 1,
        deletesServicesWithResources: true,
        deletesServicesWithDisconnectedEndpoints: false,
        oneEndpointForServiceAndVpc: false,
    });
    const dataPlane = new DataPlane(cloud);
    const products = allProducts(cloud, dataPlane.health, new Scripts(dataPlane));

    for (const { name, version, actions } of products) {
        it(`name every action of ${name}`, () => {
            const model = ApiModel.load(name, version);
            const unknown = Object.keys(actions).filter(
                (action) => model.request(action) === undefined,
            );
            assert.deepEqual(unknown, []);
        });
    }

    it("have a place for every exception, which says where the provider needs it", () => {
        for (const { product, action, reason } of MODEL_EXCEPTIONS) {
            const version = products.find(({ name }) => name === product)?.version ?? "";
            ApiModel.load(product, version).violations(action, {});
            assert.match(reason, /\.go:\d+/, `${product}.${action}`);
        }
    });

    it("distinguish a valid answer from an invalid one", () => {
        const model = ApiModel.load("vpc", "2016-04-28");
        const violations = (answer: object) => model.violations("DescribeVpcs", answer);
        assert.deepEqual(violations({ TotalCount: 1, Vpcs: { Vpc: [{ VpcId: "vpc-1" }] } }), []);
        assert.deepEqual(violations({ Total: 1 }), ["/Total must NOT have additional properties"]);
        assert.deepEqual(violations({ TotalCount: "1" }), ["/TotalCount must be integer"]);
        assert.deepEqual(violations({ Vpcs: { Vpc: [{ Colour: "blue" }] } }), [
            "/Vpcs/Vpc/0/Colour must NOT have additional properties",
        ]);
    });

    for (const [what, action, code] of [
        ["lacks a field", () => ({ Colour: "blue" }), "EmulatorModelViolation"],
        ["types otherwise", () => ({ AccountId: 1 }), "EmulatorModelViolation"],
        [
            "does not reach",
            () => {
                throw new TypeError("a mistake");
            },
            "EmulatorInternalError",
        ],
    ] as [string, Action, string][]) {
        it(`refuse an answer that the model ${what}: ${code}`, async () => {
            const { status, body } = await callIdentity(action);
            assert.deepEqual([status, body.Code], [500, code]);
            assert.match(takeMistakes().join(), new RegExp(`sts\\.GetCallerIdentity 500 ${code} `));
        });
    }

    it("allow an answer to leave out unknown fields", async () => {
        const { status, body } = await callIdentity(() => ({ AccountId: "1", RoleId: undefined }));
        assert.equal(status, 200);
        assert.deepEqual(Object.keys(body), ["AccountId", "RequestId"]);
    });

    it("are kept apart from invented codes, which are each used once and never read as missing", () => {
        const codes = Object.values(INVENTED).map(({ code }) => code);
        assert.equal(new Set(codes).size, codes.length);
        for (const [row, { code, when, why }] of Object.entries(INVENTED)) {
            assert.doesNotMatch(code, /NotFound/, row);
            assert.ok(when.length > 0 && why.length > 0, row);
        }
    });

    it("are used as they were published", () => {
        const folder = path.join(__dirname, "../../tools/emulator/api-models");
        for (const { name, version } of products) {
            const file = path.join(folder, `${name}-${version}.json`);
            const { product, source } = JSON.parse(readFileSync(file, "utf8"));
            assert.equal(product, name);
            assert.match(source, /^field names and types of /);
        }
    });

    /** Sends a signed call through a gateway whose only action is the one given. */
    function callIdentity(action: Action) {
        const product: Product = {
            name: "sts",
            version: "2015-04-01",
            actions: { GetCallerIdentity: action },
        };
        const gateway = new Gateway({
            accounts: [PROVIDER],
            ram: cloud.ram,
            products: [product],
            now: () => new Date(),
            faults: new Faults(cloud),
            onCall: () => undefined,
        });
        const all = new Map(
            Object.entries({
                AccessKeyId: PROVIDER.accessKeyId,
                Action: "GetCallerIdentity",
                Version: product.version,
                SignatureMethod: "HMAC-SHA1",
                SignatureVersion: "1.0",
                SignatureNonce: randomUUID(),
                Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
            }),
        );
        const wire = {
            method: "GET",
            headers: { host: "sts" },
            body: Buffer.alloc(0),
            target: "/",
        };
        const toSign = stringToSignV1({ wire, host: "sts", query: all, all });
        all.set("Signature", signatureV1(PROVIDER.accessKeySecret, toSign));
        const query = new URLSearchParams([...all]);
        return gateway.answer({ ...wire, target: `/?${query}` });
    }
});
