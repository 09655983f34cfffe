import * as assert from "node:assert/strict";

import { InterfaceEndpoint, type InterfaceEndpointArgs } from "../../../index";
import { type Inputs, REGION, VPC_CIDR_BLOCK } from "../cloud";
import { run, type Run, unknown } from "../harness";
import { urnOf } from "../stackState";

const ENDPOINT = "alicloud-privatelink:index:InterfaceEndpoint";
const GROUP = "alicloud:ecs/securityGroup:SecurityGroup";
const RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule";

/** The state of a stack whose endpoint has a rule for port 80. */
function deployed(ruleName: string, cidrIp: string): Record<string, Inputs> {
    const rule = { securityGroupId: "sg-1", ipProtocol: "tcp", portRange: "80/80", cidrIp };
    return {
        [urnOf(ENDPOINT, GROUP, "app")]: { id: "sg-1" },
        [urnOf(ENDPOINT, RULE, ruleName)]: rule,
        [urnOf(ENDPOINT, RULE, "other-tcp-80")]: { ...rule, securityGroupId: "sg-2" },
    };
}

function build(
    stackState: Record<string, Inputs>,
    args: Partial<InterfaceEndpointArgs>,
    preview = false,
): Promise<Run<void>> {
    return run(
        () => {
            new InterfaceEndpoint("app", {
                serviceId: "epsrv-1",
                vpcId: "vpc-1",
                zones: [{ zoneId: `${REGION}a`, vswitchId: "vsw-a" }],
                ports: [{ port: 80 }],
                icmpAllowed: false,
                ...args,
            });
        },
        { stackState, preview },
    );
}

describe("The rules of an endpoint's security group", () => {
    it("stay the same resources when clientCidrBlocks names the VPC's own range", async () => {
        const state = deployed("app-tcp-80", VPC_CIDR_BLOCK);
        const { registration } = await build(state, { clientCidrBlocks: [VPC_CIDR_BLOCK] });

        const { formerNames } = registration(`SecurityGroupRule app-tcp-80-${VPC_CIDR_BLOCK}`);
        assert.deepEqual(formerNames, ["app-tcp-80"]);
    });

    it("stay the same resources when clientCidrBlocks with the VPC's own range is removed", async () => {
        const state = deployed(`app-tcp-80-${VPC_CIDR_BLOCK}`, VPC_CIDR_BLOCK);
        const { registration } = await build(state, {});

        const { formerNames } = registration("SecurityGroupRule app-tcp-80");
        assert.deepEqual(formerNames, [`app-tcp-80-${VPC_CIDR_BLOCK}`]);
    });

    it("are new ones if another range is listed", async () => {
        const state = deployed("app-tcp-80", VPC_CIDR_BLOCK);
        const { registration } = await build(state, { clientCidrBlocks: ["10.1.0.0/16"] });

        assert.deepEqual(registration("SecurityGroupRule app-tcp-80-10.1.0.0/16").formerNames, []);
    });

    it("have no former name at the preview of a VPC whose range is not known yet", async () => {
        const { registration } = await build({}, { vpcId: unknown<string>() }, true);

        assert.deepEqual(registration("SecurityGroupRule app-tcp-80").formerNames, []);
    });
});
