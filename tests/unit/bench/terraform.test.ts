import * as assert from "node:assert/strict";

import { comparison, type Measured } from "../../../tools/bench/comparison";
import { processorSecondsIn } from "../../../tools/bench/measuredCommand";
import { partOf, ticksIn } from "../../../tools/bench/processUse";
import { requireSameResources, writesOf } from "../../../tools/bench/sameResources";
import { missingOf } from "../../../tools/bench/terraform";
import type { CallRecord } from "../../../tools/emulator";

function call(action: string, parameters: CallRecord["parameters"], status = 200): CallRecord {
    const time = new Date(0);
    return {
        ...{ time, action, parameters, status, requestId: "1", unknownParameters: [] },
        milliseconds: 1,
    };
}

describe("the comparison with Terraform", () => {
    describe("says what is missing, and how to get it", () => {
        const provider = { executable: "/provider", version: "1.2.3" };
        const terraform = "/terraform";

        it("in a sentence for each", () => {
            assert.deepEqual(missingOf({ terraform: undefined, provider: undefined }), [
                "There is no terraform on PATH: install it (https://developer.hashicorp.com/terraform/install).",
                "There is no alicloud provider for Terraform: npm run engine -- --terraform builds it, once for this machine.",
            ]);
        });

        it("and nothing of what is there", () => {
            assert.match(
                missingOf({ terraform: undefined, provider }).join(),
                /^There is no terra/,
            );
            assert.match(missingOf({ terraform, provider: undefined }).join(), /^There is no ali/);
            assert.deepEqual(missingOf({ terraform, provider }), []);
        });
    });

    describe("counts processor time", () => {
        it("as dash and bash write it", () => {
            assert.equal(
                processorSecondsIn("0m0.010000s 0m0.000000s\n1m2.500000s 0m0.250000s\n"),
                62.75,
            );
            assert.equal(processorSecondsIn("0m0,010s 0m0,000s\n0m2,500s 1m0,250s\n"), 62.75);
        });

        it("and does not take anything else for it", () => {
            assert.throws(() => processorSecondsIn("0.01 0.02\n"), /The shell's times are "0\.01/);
        });

        it("of a process whose name holds spaces and brackets", () => {
            assert.equal(ticksIn("7 (a) b c) S 1 7 7 0 -1 4194304 9 8 0 0 120 34 5 6 20 0"), 154);
        });

        it("of no process that has ended", () => {
            assert.equal(ticksIn(""), 0);
        });
    });

    it("tells the parts of both tools by the names of their processes", () => {
        const names = [
            ...["pulumi", "pulumi-language-nodejs", "node", "pulumi-resource-alicloud"],
            ...["terraform", "terraform-provider-alicloud_v1.2.3", "sh"],
        ];
        assert.deepEqual(names.map(partOf), [
            ...["engine", "engine", "program", "plugin"],
            ...["engine", "plugin", undefined],
        ]);
    });

    describe("of what both made", () => {
        const calls = [
            call("CreateVpc", { VpcName: "vpc1", ClientToken: "one" }),
            call("CreateVSwitch", { VpcId: "vpc-gw8000000000000000001" }),
        ];
        const others = [
            call("DescribeVpcs", {}),
            call("CreateVSwitch", { VpcId: "vpc-gw8000000000000000002" }),
            call("CreateVSwitch", { VpcId: "vpc-gw8000000000000000002" }, 400),
            call("CreateVpc", { ClientToken: "two", VpcName: "vpc1" }),
        ];
        const pulumi = { tool: "Pulumi", calls, ids: ["vpc-gw8000000000000000001"] };
        const terraform = {
            ...{ tool: "Terraform", calls: others },
            ids: ["vpc-gw8000000000000000002"],
        };

        it("takes calls for the same that differ only in new ids, tokens, reads, refusals and order", () => {
            assert.deepEqual(writesOf(calls), [
                'CreateVSwitch {"VpcId":"vpc"}',
                'CreateVpc {"VpcName":"vpc1"}',
            ]);
            requireSameResources(pulumi, terraform);
        });

        it("names an argument that only one of them sets", () => {
            const more = [...others, call("CreateVpc", { VpcName: "vpc2" })];
            assert.throws(
                () => requireSameResources(pulumi, { ...terraform, calls: more }),
                /^Error: Pulumi and Terraform have other calls\.\n {2}only Terraform: CreateVpc {"VpcName":"vpc2"}$/,
            );
        });

        it("names a resource that only one of them knows", () => {
            assert.throws(
                () => requireSameResources(pulumi, { ...terraform, ids: [] }),
                /^Error: Pulumi and Terraform have other resources in the state\.\n {2}only Pulumi: vpc$/,
            );
        });
    });

    it("shows the medians of both, and their ratio", () => {
        const run = (seconds: number): Measured => {
            const use = { megabytes: 100, processorSeconds: 0.5 };
            return {
                ...{ seconds, processorSeconds: seconds / 2, output: "", calls: [] },
                use: { engine: use, program: { ...use, megabytes: 50 }, plugin: use },
            };
        };
        const table = comparison([
            { name: "preview", pulumi: [3, 9, 4].map(run), terraform: [2, 1, 8].map(run) },
        ]);

        const cells = table.split("\n").map((line) => line.split(/\s*[│┃]\s*/).slice(1, -1));
        assert.deepEqual(
            cells.find(([first]) => first === "preview"),
            ["preview", "time, s", "4.00", "2.00", "2.00"],
        );
        assert.deepEqual(
            cells.find(([, second]) => second === "peak memory, MB"),
            ["", "peak memory, MB", "250", "250", "1.00"],
        );
    });
});
