import assert from "node:assert/strict";

import { ZONE_A, ZONE_B } from "../emulator/networkScene";
import { inventory } from "./holdings";
import { failureOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const zones = [ZONE_A, ZONE_B].map((zoneId, index) => ({ zoneId, vswitchId: `vsw-${index}` }));

/** A load balancer, a service, an endpoint and a connection: each looks something up. */
const PROGRAM = {
    balancer: {
        vpcId: "vpc-1",
        zones,
        listeners: [{ port: 80 }],
        serverGroup: { servers: [{ name: "one", serverId: "i-1", port: 8080 }] },
    },
    service: { zoneIds: [ZONE_A, ZONE_B] },
    endpoint: { vpcId: "vpc-2", zones, ports: [{ port: 80 }], clientCidrBlocks: ["10.0.0.0/8"] },
};

const CASES: readonly {
    readonly title: string;
    readonly config?: Readonly<Record<string, string>>;
    readonly environment?: Readonly<Record<string, string>>;
    readonly sentence: RegExp;
    /** What an engine says that configures the provider before it runs the program's lookups, and then ends. */
    readonly saidByEngine?: RegExp;
}[] = [
    {
        title: "no credentials",
        environment: { ALICLOUD_ACCESS_KEY: "", ALICLOUD_SECRET_KEY: "" },
        saidByEngine:
            /^Preview failed: configuring Terraform Alibaba Cloud Provider: no valid credential sources .* found\.$/,
        sentence:
            /^alicloud:accessKey: is not set, and there are no other credentials for Alibaba Cloud\. Set ALICLOUD_ACCESS_KEY /,
    },
    {
        title: "an access key that does not exist",
        environment: { ALICLOUD_ACCESS_KEY: "not-there" },
        sentence:
            /^alicloud:accessKey: Alibaba Cloud does not know the access key, or it is disabled\. Set one /,
    },
    {
        title: "a secret of another key",
        environment: { ALICLOUD_SECRET_KEY: "another" },
        sentence: /^alicloud:secretKey: is not the secret of the access key\. Set the one /,
    },
    {
        title: "a security token of another key",
        environment: { ALICLOUD_SECURITY_TOKEN: "another" },
        sentence:
            /^alicloud:securityToken: has expired, or does not belong to the access key\. Set /,
    },
    {
        title: "a region that the cloud does not have",
        config: { "alicloud:region": "eu-central-9" },
        sentence:
            /^alicloud:region: found "eu-central-9", which does not exist\. Set one that does, /,
    },
    {
        title: "a region that the provider does not know",
        config: { "alicloud:region": "eu-central-9", "alicloud:skipRegionValidation": "false" },
        saidByEngine: /^Preview failed: Invalid Alibaba Cloud region: eu-central-9\. /,
        sentence:
            /^alicloud:region: found "eu-central-9", which does not exist\. Set one that does, /,
    },
];

describe("A preview with a provider that cannot make a call says what to set, in one sentence", () => {
    let workbench: Workbench;

    before(async () => {
        workbench = await openWorkbench();
    });

    after(() => workbench?.close());

    for (const [index, problem] of CASES.entries()) {
        const { title, config, environment, sentence, saidByEngine } = problem;
        it(`with ${title}`, async () => {
            const stack = await workbench.open(
                "tests/end-to-end/programs/balancers",
                { "balancers:nlb": PROGRAM, ...config },
                `${workbench.stackName}-${index}`,
                { environment },
            );
            const output = await failureOf(stack, "preview");
            const diagnostics = /^Diagnostics:\n([^]*?)^Resources:/m.exec(output)?.[1] ?? "";
            const lines = diagnostics
                .split("\n")
                .slice(1)
                .map((line) => line.trim())
                .filter((line) => line !== "");
            const error = lines[0].replace(/^error: /, "");
            if (saidByEngine?.test(error)) {
                // The provider says where to read about credentials.
                const others = lines
                    .slice(1)
                    .filter((line) => !/^(Please see|for more)/.test(line));
                assert.deepEqual(others, ["error: preview failed"], output);
            } else {
                assert.equal(lines.length, 1, output);
                assert.match(error, sentence);
            }
            assert.deepEqual(inventory(workbench.emulator), {});
        });
    }
});
