import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { ClbServiceResource, InterfaceEndpoint } from "../../../index";
import { findings, refusedLater } from "../harness";

const MARKED = "marked-as-a-secret";

describe("A secret that a rule refuses", () => {
    async function findingsOf(program: () => unknown): Promise<string> {
        return findings(await refusedLater(program)).join("\n");
    }

    const endpoint = (
        tags: pulumi.Input<Record<string, pulumi.Input<string>>>,
        endpointName?: pulumi.Input<string>,
    ) =>
        new InterfaceEndpoint("orders", {
            serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-1",
            ports: [{ port: 80 }],
            vpcId: "vpc-1",
            zones: [{ zoneId: "eu-central-1a", vswitchId: "vsw-a" }],
            clientCidrBlocks: ["10.20.0.0/16"],
            tags,
            endpointName,
        });

    for (const [what, tags] of [
        ["one value", () => ({ owner: pulumi.secret(`acs:${MARKED}`) })],
        ["all of it", () => pulumi.secret({ owner: `acs:${MARKED}` })],
    ] as const) {
        it(`is not shown: tags, ${what}`, async () => {
            const found = await findingsOf(() => endpoint(tags()));
            assert.match(found, /^tags/m);
            assert.ok(!found.includes(MARKED), found);
        });
    }

    it("is not shown, also where it must be quoted", async () => {
        const secret = `"${MARKED}"\n`.repeat(80);
        const found = await findingsOf(
            () =>
                new ClbServiceResource("orders", {
                    vswitchId: "vsw-a",
                    listeners: [{ port: 80 }],
                    loadBalancerName: pulumi.secret(secret),
                }),
        );
        assert.match(found, /^loadBalancerName: .*\[secret\]/m);
        assert.ok(!found.includes(MARKED), found);
    });

    const clb = (bandwidth: pulumi.Input<number>) =>
        new ClbServiceResource("orders", {
            vswitchId: "vsw-a",
            listeners: [{ port: 80, bandwidth }],
        });

    it("leaves the words around it as they are, also where it is short", async () => {
        const shown = await findingsOf(() => endpoint({}, pulumi.output("a")));
        assert.match(shown, /^endpointName: found "a"\. .*letter/m);
        assert.equal(
            await findingsOf(() => endpoint({}, pulumi.secret("a"))),
            shown.replace('"a"', '"[secret]"'),
        );
    });

    it("is not shown where it is a number", async () => {
        const shown = await findingsOf(() => clb(pulumi.output(5121)));
        assert.match(shown, /bandwidth: found 5121\. .*1 to 5120/);
        assert.equal(
            await findingsOf(() => clb(pulumi.secret(5121))),
            shown.replace("5121", "[secret]"),
        );
    });

    it("is shown where it is no secret", async () => {
        const found = await findingsOf(() => endpoint(pulumi.output({ owner: `acs:${MARKED}` })));
        assert.ok(found.includes(MARKED), found);
    });
});
