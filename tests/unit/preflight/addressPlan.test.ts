import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { type AddressPlan, checkAddressPlan, EndpointService } from "../../../index";
import { findings, read, refused, refusedLater, run } from "../harness";

const PLAN: AddressPlan = {
    vpcCidrBlock: "10.10.0.0/16",
    vswitchCidrBlocks: { "eu-central-1a": "10.10.0.0/24", "eu-central-1b": "10.10.1.0/24" },
    addresses: { "eu-central-1a": ["10.10.0.1", "10.10.0.252"] },
};

describe("An address plan", () => {
    it("is returned unchanged if it is valid", async () => {
        const { result } = await run(() => read(checkAddressPlan("vpc", PLAN)));

        assert.deepEqual(result, PLAN);
    });

    for (const [what, wrong, ...expected] of [
        [
            "a VPC that does not start at its range's first address",
            { vpcCidrBlock: "10.10.0.1/16" },
            /^vpcCidrBlock: found "10\.10\.0\.1\/16"\. Must be an IPv4 CIDR block/,
        ],
        [
            "a vSwitch outside the VPC",
            { vswitchCidrBlocks: { "eu-central-1a": "10.11.0.0/24" }, addresses: {} },
            /^vswitchCidrBlocks\["eu-central-1a"\]: found "10\.11\.0\.0\/24", which is not in 10\.10\.0\.0\/16/,
        ],
        [
            "vSwitches that overlap",
            {
                vswitchCidrBlocks: {
                    "eu-central-1a": "10.10.0.0/20",
                    "eu-central-1b": "10.10.8.0/24",
                },
                addresses: {},
            },
            /^vswitchCidrBlocks: found 10\.10\.8\.0\/24 in eu-central-1b and 10\.10\.0\.0\/20 in eu-central-1a, which overlap/,
        ],
        [
            "an address that the cloud keeps to itself",
            { addresses: { "eu-central-1b": ["10.10.1.253"] } },
            /^addresses\["eu-central-1b"\]\[0\]: found "10\.10\.1\.253", which is reserved/,
        ],
        [
            "an address of another vSwitch",
            { addresses: { "eu-central-1b": ["10.10.0.9"] } },
            /^addresses\["eu-central-1b"\]\[0\]: found "10\.10\.0\.9", which is not in vSwitch of eu-central-1b/,
        ],
        [
            "one address twice",
            { addresses: { "eu-central-1a": ["10.10.0.9", "10.10.0.9"] } },
            /^addresses: "10\.10\.0\.9" is listed more than once/,
        ],
    ] as [string, Partial<AddressPlan>, ...RegExp[]][]) {
        it(`is refused with ${what}`, async () => {
            const found = findings(
                await refused(() => checkAddressPlan("vpc", { ...PLAN, ...wrong })),
            );

            assert.equal(found.length, expected.length, found.join("\n"));
            expected.forEach((pattern, index) => {
                assert.match(String(found[index]), pattern);
            });
        });
    }

    it("is refused in one report with the components of the program", async () => {
        const { error } = await refusedLater(() =>
            pulumi.runtime.runInPulumiStack(async () => {
                checkAddressPlan("vpc", { ...PLAN, vpcCidrBlock: "10.10.0.0/33" });
                new EndpointService("app", { serviceResources: [] });
                return Promise.resolve();
            }),
        );

        assert.match(error.message, /^address plan "vpc":\n  - vpcCidrBlock: found/);
        assert.match(error.message, /^EndpointService "app":\n  - serviceResources: found \[\]/m);
    });
});
