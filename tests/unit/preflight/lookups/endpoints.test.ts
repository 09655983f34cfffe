import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { InterfaceEndpoint, type InterfaceEndpointArgs } from "../../../../index";
import { REGION, type Inputs } from "../../cloud";
import { OFFER } from "../../contract/contracts";
import { findings, lines, refusedLater, run, type RunOptions, unknown } from "../../harness";

/** An endpoint of one's own service, named without an offer. */
function endpoint(args: Partial<InterfaceEndpointArgs>): InterfaceEndpoint {
    return new InterfaceEndpoint("app", {
        serviceName: OFFER.serviceName,
        ports: [{ port: 443 }],
        vpcId: "vpc-1",
        zones: [{ zoneId: `${REGION}a`, vswitchId: "vsw-a" }],
        ...args,
    });
}

async function found(args: Partial<InterfaceEndpointArgs>, options: RunOptions): Promise<string[]> {
    const refusal = await refusedLater(() => endpoint(args), { preview: true, ...options });
    assert.ok(!lines(refusal.registrations).includes("VpcEndpoint app"));
    return findings(refusal);
}

describe("An endpoint with existing security groups", () => {
    const RULE = {
        direction: "ingress",
        ipProtocol: "TCP",
        portRange: "443/443",
        policy: "Accept",
        priority: 1,
        sourceCidrIp: "10.20.0.0/16",
    };

    /** The rules of the groups, as the cloud has them. */
    function rulesOf(groups: Readonly<Record<string, readonly object[]>>): RunOptions {
        return {
            answer: (token, { groupId }) =>
                token.endsWith(":getSecurityGroupRules")
                    ? {
                          groupId,
                          rules: (groups[String(groupId)] ?? []).map((rule) => ({
                              ...RULE,
                              ...rule,
                          })),
                      }
                    : undefined,
        };
    }

    const GROUPS = { securityGroupIds: ["sg-1", "sg-2"] };

    it("is created if they open every port to the listed clients, and nothing else", async () => {
        const options = rulesOf({
            "sg-1": [{ sourceCidrIp: "10.20.0.0/17" }, { ipProtocol: "ICMP", portRange: "-1/-1" }],
            "sg-2": [{ sourceCidrIp: "10.20.128.0/17" }],
        });
        const args = { ...GROUPS, clientCidrBlocks: ["10.20.0.0/16"] };
        const { registration } = await run(() => endpoint(args), options);

        const { securityGroupIds } = registration("VpcEndpoint app").inputs;
        assert.deepEqual(securityGroupIds, ["sg-1", "sg-2"]);
    });

    it("is refused if a port is closed, with the name of the port", async () => {
        const ports = [{ port: 443 }, { port: 8443 }];
        assert.deepEqual(await found({ ...GROUPS, ports }, rulesOf({ "sg-2": [{}] })), [
            "securityGroupIds: no rule of the security groups allows traffic to tcp port 8443. Add the rules, or use another group.",
        ]);
    });

    it("is refused if some of the listed clients cannot reach it", async () => {
        const clientCidrBlocks = ["10.20.0.0/16", "10.30.0.0/16"];
        assert.deepEqual(await found({ ...GROUPS, clientCidrBlocks }, rulesOf({ "sg-1": [{}] })), [
            "securityGroupIds: the security groups do not allow all of 10.30.0.0/16 to reach tcp port 443. Add the rules, or use another group or other clientCidrBlocks.",
        ]);
    });

    it("is refused if they allow other clients than the listed ones", async () => {
        const options = rulesOf({ "sg-1": [{}], "sg-2": [{ sourceCidrIp: "0.0.0.0/0" }] });
        assert.deepEqual(await found({ ...GROUPS, clientCidrBlocks: ["10.20.0.0/16"] }, options), [
            'securityGroupIds: the rule "Accept TCP 443/443 from 0.0.0.0/0" (priority 1) of sg-2 allows more than traffic from 10.20.0.0/16 to tcp port 443. Restrict it, or add the rest to clientCidrBlocks and ports.',
        ]);
    });

    it("is refused if a rule is redundant, with the group that has it", async () => {
        const options = rulesOf({ "sg-1": [{}], "sg-2": [{}, { sourceCidrIp: "10.20.8.0/24" }] });
        assert.deepEqual(await found(GROUPS, options), [
            'securityGroupIds[1]: in sg-2, the rule "Accept TCP 443/443 from 10.20.8.0/24" (priority 1) is redundant because of "Accept TCP 443/443 from 10.20.0.0/16" (priority 1). Remove it.',
        ]);
    });
});

describe("An endpoint of a service that is named without an offer", () => {
    const ID = OFFER.serviceId;

    /** A service of the caller's with CLBs and ALBs, and what is known of them. */
    function served(by: Readonly<Record<string, string>>): RunOptions {
        return {
            answer: (token, inputs): Inputs | undefined => {
                switch (token.split(":").pop()) {
                    case "getVpcEndpointServices":
                        return {
                            services: (inputs.ids as string[])
                                .filter((id) => id === ID)
                                .map((id) => ({ id, serviceId: id })),
                        };
                    case "getVpcEndpointServiceResources":
                        return {
                            resources: Object.entries(by).map(([resourceId, resourceType]) => ({
                                resourceId,
                                resourceType,
                            })),
                        };
                    case "getApplicationLoadBalancers":
                        return {
                            balancers: (inputs.ids as string[]).map((id) => ({
                                id,
                                addressType: "intranet",
                                paymentType: "PayAsYouGo",
                                masterZoneId: `${REGION}${id.slice(-1)}`,
                            })),
                        };
                    default:
                        return undefined;
                }
            },
        };
    }

    const MESSAGE =
        `zones[0].zoneId: found "${REGION}a". The service can be reached in ${REGION}b, ${REGION}c only; ` +
        "the endpoint shares none of them.";

    it("is refused in a zone without a load balancer of the service", async () => {
        const options = served({ "lb-b": "slb", "lb-c": "slb" });
        assert.deepEqual(await found({}, options), [MESSAGE]);
        const byId = { serviceName: undefined, serviceId: ID };
        assert.deepEqual(await found(byId, options), [MESSAGE]);
    });

    const CANNOT_BE_TOLD: [string, Partial<InterfaceEndpointArgs>, RunOptions][] = [
        ["is in a zone of a load balancer", {}, served({ "lb-b": "slb", "lb-a": "slb" })],
        ["has a load balancer that nothing is known of", {}, served({ "gwlb-1": "gwlb" })],
        ["has no load balancer yet", {}, served({})],
        [
            "is of another account",
            { serviceName: `${OFFER.serviceName}x` },
            served({ "lb-b": "slb" }),
        ],
        [
            "is in another region",
            { serviceName: serviceIn("cn-hangzhou"), serviceRegionId: "cn-hangzhou" },
            served({ "lb-b": "slb" }),
        ],
        ["is not checked in the cloud", { preflight: "offline" }, served({ "lb-b": "slb" })],
        [
            "is Alibaba Cloud's own",
            { serviceName: `com.aliyuncs.privatelink.${REGION}.oss` },
            served({ "lb-b": "slb" }),
        ],
    ];
    for (const [what, args, options] of CANNOT_BE_TOLD) {
        it(`is created if the service ${what}`, async () => {
            const { registrations } = await run(() => endpoint(args), options);

            assert.ok(lines(registrations).includes("VpcEndpoint app"));
        });
    }

    it("looks nothing up for a service that does not exist yet", async () => {
        const { invokes, registrations } = await run(
            () => endpoint({ serviceName: unknown<string>() }),
            { preview: true },
        );

        assert.ok(lines(registrations).includes("VpcEndpoint app"));
        assert.ok(!invokes.some(({ token }) => token.endsWith(":getVpcEndpointServices")));
    });
});

describe("The bandwidth of an endpoint between regions", () => {
    const IN_REGION = { "alicloud:region": REGION };

    async function inRegion<T>(test: () => Promise<T>): Promise<T> {
        pulumi.runtime.setAllConfig(IN_REGION);
        try {
            return await test();
        } finally {
            pulumi.runtime.setAllConfig({});
        }
    }

    it("is refused if the service is in the endpoint's own region, set or not", () =>
        inRegion(async () => {
            const message = `crossRegionBandwidth: is set for a service in ${REGION}, which is the endpoint's own region. Remove it, or set serviceRegionId to the service's region.`;
            assert.deepEqual(await found({ crossRegionBandwidth: 200 }, {}), [message]);
            const said = { serviceRegionId: REGION, crossRegionBandwidth: pulumi.output(200) };
            assert.deepEqual(await found(said, {}), [message]);
        }));

    it("is accepted if the service is in another one", () =>
        inRegion(async () => {
            const { registration } = await run(() =>
                endpoint({
                    serviceName: serviceIn("cn-shanghai"),
                    serviceRegionId: "cn-shanghai",
                    crossRegionBandwidth: 200,
                }),
            );

            assert.equal(registration("VpcEndpoint app").inputs.crossRegionBandwidth, 200);
        }));
});

function serviceIn(regionId: string): string {
    return `com.aliyuncs.privatelink.${regionId}.epsrv-1`;
}
