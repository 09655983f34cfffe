import * as assert from "node:assert/strict";

import { InterfaceEndpoint, type InterfaceEndpointArgs } from "../../../index";
import { type Inputs, REGION, VPC_CIDR_BLOCK } from "../cloud";
import { refusedLater, run, type Run, unknown } from "../harness";
import { urnOf } from "../stackState";
import { collectWarnings } from "../warnings";

const ENDPOINT = "alicloud-privatelink:index:InterfaceEndpoint";
const GROUP = "alicloud:ecs/securityGroup:SecurityGroup";
const RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule";

/** The state of a stack whose endpoint has a rule for port 80. */
function deployed(ruleName: string, cidrIp: string): Record<string, Inputs> {
    const rule = { securityGroupId: "sg-1", ipProtocol: "tcp", portRange: "80/80", cidrIp };
    return {
        [urnOf(ENDPOINT, GROUP, "app")]: { id: "sg-1", vpcId: "vpc-1" },
        [urnOf(ENDPOINT, RULE, ruleName)]: rule,
        [urnOf(ENDPOINT, RULE, "other-tcp-80")]: { ...rule, securityGroupId: "sg-2" },
    };
}

function build(
    stackState: Record<string, Inputs>,
    args: Partial<InterfaceEndpointArgs>,
    preview = false,
): Promise<Run<void>> {
    return run(() => create(args), { stackState, preview });
}

function create(args: Partial<InterfaceEndpointArgs> = {}): void {
    new InterfaceEndpoint("app", {
        serviceId: "epsrv-1",
        vpcId: "vpc-1",
        zones: [{ zoneId: `${REGION}a`, vswitchId: "vsw-a" }],
        ports: [{ port: 80 }],
        icmpAllowed: false,
        ...args,
    });
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

    describe("in a VPC that the credentials may not look up", () => {
        const warnings = collectWarnings();
        const answer = (token: string) => {
            if (token.endsWith(":getNetworks")) {
                const details = "Code: Forbidden\n   Message: code: 403, User not authorized.";
                throw Object.assign(new Error(details), { details });
            }
            return undefined;
        };

        it("keep the range that the last update found, and one warning names the permission", async () => {
            const stackState = deployed("app-tcp-80", "10.9.0.0/16");
            const { registration } = await run(() => create(), { stackState, answer });

            assert.equal(registration("SecurityGroupRule app-tcp-80").inputs.cidrIp, "10.9.0.0/16");
            assert.equal(warnings.length, 1, warnings.join("\n"));
            assert.match(warnings[0], /Allow vpc:DescribeVpcs/);
        });

        it("do not take over the range of another VPC, and say what to set", async () => {
            const stackState = deployed("app-tcp-80", "10.9.0.0/16");
            const { error } = await refusedLater(() => create({ vpcId: "vpc-2" }), {
                stackState,
                answer,
            });

            assert.match(
                error.message,
                /the address range of VPC vpc-2, .* Allow vpc:DescribeVpcs, or set clientCidrBlocks\./,
            );
        });
    });
});
