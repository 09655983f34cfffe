import * as assert from "node:assert/strict";

import { Provider } from "@pulumi/alicloud/provider";
import * as pulumi from "@pulumi/pulumi";

import {
    accountOffer,
    AddressIpVersion,
    CONTRACT_VERSION,
    EndpointService,
    type EndpointServiceOffer,
    type EndpointZone,
    InterfaceEndpoint,
    type InterfaceEndpointArgs,
    readRequest,
    TransportProtocol,
} from "../../../index";
import { type BadInput, itRefuses } from "../badInput";
import { CALLER, CUSTOMER, type Inputs, PARTNER, REGION, VPC_CIDR_BLOCK } from "../cloud";
import { OFFER } from "../contract/contracts";
import {
    Consumer,
    findings,
    inputsByLine,
    isKnown,
    line,
    lines,
    read,
    refused,
    refusedLater,
    run,
    type RunOptions,
    UNKNOWN,
    unknown,
} from "../harness";
import { componentUrnOf, urnOf } from "../stackState";
import { collectWarnings } from "../warnings";

const COMPONENT = "InterfaceEndpoint app";
const ENDPOINT = "VpcEndpoint app";
const GROUP = "SecurityGroup app";
const ZONE_A: EndpointZone = { zoneId: `${REGION}a`, vswitchId: "vsw-a" };
const ZONE_B: EndpointZone = { zoneId: `${REGION}b`, vswitchId: "vsw-b" };
const ZONE_C: EndpointZone = { zoneId: `${REGION}c`, vswitchId: "vsw-c" };
const FIELDS = ["endpointId", "endpointDomain", "zones", "securityGroupIds", "request"] as const;
/** The consumer is the partner that the offer names. */
const AS_PARTNER: RunOptions = { caller: PARTNER };

/** A provider that says its region. */
const inRegion = () => ({ provider: new Provider("consumer", { region: REGION }) });

/** An endpoint for the offer in one zone by default. */
function endpoint(
    args: Partial<InterfaceEndpointArgs> = {},
    opts?: pulumi.ComponentResourceOptions,
): InterfaceEndpoint {
    return new InterfaceEndpoint(
        "app",
        { offer: OFFER, vpcId: "vpc-1", zones: [ZONE_A], ...args },
        opts,
    );
}

/** An endpoint for a service of which only the name is known, with one port. */
function byName(args: Partial<InterfaceEndpointArgs> = {}): InterfaceEndpoint {
    return endpoint({
        offer: undefined,
        serviceName: OFFER.serviceName,
        ports: [{ port: 443 }],
        ...args,
    });
}

function rulesOf(registrations: Parameters<typeof inputsByLine>[0]) {
    return registrations
        .filter(({ type }) => type.endsWith(":SecurityGroupRule"))
        .map(({ name, inputs }) => [name, inputs.ipProtocol, inputs.portRange, inputs.cidrIp]);
}

describe("InterfaceEndpoint", () => {
    it("creates a security group with its rules, the endpoint and an interface per zone", async () => {
        const { registrations } = await run(
            () => endpoint({ zones: [ZONE_A, ZONE_B] }),
            AS_PARTNER,
        );

        assert.deepEqual(lines(registrations).sort(), [
            COMPONENT,
            GROUP,
            "SecurityGroupRule app-icmp",
            "SecurityGroupRule app-tcp-443",
            "SecurityGroupRule app-udp-53",
            ENDPOINT,
            `VpcEndpointZone app-${REGION}a`,
            `VpcEndpointZone app-${REGION}b`,
        ]);
    });

    it("is the parent of all its resources", async () => {
        const { registrations, urns } = await run(() => endpoint(), AS_PARTNER);

        assert.deepEqual(
            registrations.map(({ parent }) => parent),
            ["", ...Array<unknown>(6).fill(urns.get(COMPONENT))],
        );
    });

    it("creates the group before the endpoint, and the endpoint before its zones", async () => {
        const { registration } = await run(() => endpoint(), AS_PARTNER);

        assert.ok(registration(ENDPOINT).registeredBefore.includes(GROUP));
        assert.ok(
            registration(`VpcEndpointZone app-${REGION}a`).registeredBefore.includes(ENDPOINT),
        );
    });

    it("creates the endpoint for the offered service, with the new group", async () => {
        const { registration } = await run(() => endpoint(), AS_PARTNER);

        assert.deepEqual(registration(ENDPOINT).inputs, {
            vpcEndpointName: "app",
            endpointType: "Interface",
            vpcId: "vpc-1",
            serviceName: OFFER.serviceName,
            addressIpVersion: "IPv4",
            securityGroupIds: ["SecurityGroup/app"],
        });
    });

    it("creates a group whose members cannot reach each other", async () => {
        const { registration } = await run(() => endpoint(), AS_PARTNER);

        assert.deepEqual(registration(GROUP).inputs, {
            securityGroupName: "app",
            description: "Clients of the endpoint app",
            vpcId: "vpc-1",
            securityGroupType: "normal",
            innerAccessPolicy: "Drop",
        });
    });

    it("opens exactly the offered ports, and ping, to the VPC's own range", async () => {
        const { registrations, registration } = await run(() => endpoint(), AS_PARTNER);

        assert.deepEqual(rulesOf(registrations), [
            ["app-tcp-443", "tcp", "443/443", VPC_CIDR_BLOCK],
            ["app-udp-53", "udp", "53/53", VPC_CIDR_BLOCK],
            ["app-icmp", "icmp", "-1/-1", VPC_CIDR_BLOCK],
        ]);
        assert.deepEqual(registration("SecurityGroupRule app-tcp-443").inputs, {
            securityGroupId: "SecurityGroup/app",
            type: "ingress",
            ipProtocol: "tcp",
            portRange: "443/443",
            cidrIp: VPC_CIDR_BLOCK,
            policy: "accept",
            priority: 1,
        });
    });

    it("opens ports and ping only to the listed clients, with a rule for each", async () => {
        const { registrations, invokes } = await run(
            () =>
                endpoint({
                    ports: [{ port: 8443 }],
                    clientCidrBlocks: ["10.1.0.0/16", "10.2.3.4/32"],
                }),
            AS_PARTNER,
        );

        assert.deepEqual(rulesOf(registrations), [
            ["app-tcp-8443-10.1.0.0/16", "tcp", "8443/8443", "10.1.0.0/16"],
            ["app-icmp-10.1.0.0/16", "icmp", "-1/-1", "10.1.0.0/16"],
            ["app-tcp-8443-10.2.3.4/32", "tcp", "8443/8443", "10.2.3.4/32"],
            ["app-icmp-10.2.3.4/32", "icmp", "-1/-1", "10.2.3.4/32"],
        ]);
        assert.deepEqual(
            invokes.filter(({ token }) => token.endsWith(":getNetworks")),
            [],
        );
    });

    it("does not create an ICMP rule when icmpAllowed is false", async () => {
        const { registrations } = await run(() => endpoint({ icmpAllowed: false }), AS_PARTNER);

        assert.deepEqual(
            rulesOf(registrations).map(([name]) => name),
            ["app-tcp-443", "app-udp-53"],
        );
    });

    it("uses existing groups without changes: no group, no rule and no lookup of the VPC", async () => {
        const { registrations, registration, invokes } = await run(
            () => endpoint({ securityGroupIds: ["sg-1", pulumi.output("sg-2")] }),
            AS_PARTNER,
        );

        assert.deepEqual(lines(registrations), [
            COMPONENT,
            ENDPOINT,
            `VpcEndpointZone app-${REGION}a`,
        ]);
        assert.deepEqual(registration(ENDPOINT).inputs.securityGroupIds, ["sg-1", "sg-2"]);
        assert.deepEqual(
            invokes.filter(({ token }) => token.endsWith(":getNetworks")),
            [],
        );
    });

    it("creates an interface for each zone in its vSwitch, with the configured address", async () => {
        const { registration } = await run(
            () => endpoint({ zones: [ZONE_A, { ...ZONE_B, eniIp: "10.20.1.9" }] }),
            AS_PARTNER,
        );

        assert.deepEqual(registration(`VpcEndpointZone app-${REGION}a`).inputs, {
            endpointId: "VpcEndpoint/app",
            ...ZONE_A,
        });
        assert.deepEqual(registration(`VpcEndpointZone app-${REGION}b`).inputs, {
            endpointId: "VpcEndpoint/app",
            ...ZONE_B,
            eniIp: "10.20.1.9",
        });
    });

    it("refuses an address that an instance has, or another component of the program", async () => {
        const zones = [{ ...ZONE_A, eniIp: "10.20.0.9" }];
        const taken = await refusedLater(() => endpoint({ zones }), {
            ...AS_PARTNER,
            answer: (token) =>
                token.endsWith(":getInstances")
                    ? { instances: [{ id: "i-1", privateIp: "10.20.0.9" }] }
                    : undefined,
        });
        const twice = await refusedLater(() => {
            endpoint({ zones });
            return new InterfaceEndpoint("other", { offer: OFFER, vpcId: "vpc-1", zones });
        }, AS_PARTNER);

        assert.match(
            taken.error.message,
            /zones\[0\]\.eniIp: found "10\.20\.0\.9", which instance i-1 has/,
        );
        assert.match(
            twice.error.message,
            /^InterfaceEndpoint "other":\n {2}- zones\[0\]\.eniIp: found "10\.20\.0\.9", which InterfaceEndpoint "app" of this program has in vSwitch/,
        );
        assert.deepEqual(taken.registrations, []);
    });

    it("passes name, description, resource group and tags on to endpoint and group", async () => {
        const { registration } = await run(
            () =>
                endpoint({
                    endpointName: "orders",
                    endpointDescription: "to the orders",
                    resourceGroupId: "rg-1",
                    tags: { team: "orders" },
                }),
            AS_PARTNER,
        );

        const { vpcEndpointName, endpointDescription, resourceGroupId, tags } =
            registration(ENDPOINT).inputs;
        assert.deepEqual(
            [vpcEndpointName, endpointDescription, resourceGroupId, tags],
            ["orders", "to the orders", "rg-1", { team: "orders" }],
        );
        const group = registration(GROUP).inputs;
        assert.deepEqual(
            [group.securityGroupName, group.resourceGroupId, group.tags],
            ["orders", "rg-1", { team: "orders" }],
        );
    });

    it("takes a service by its name or by its id, without an offer", async () => {
        const named = await run(() => byName());
        assert.equal(named.registration(ENDPOINT).inputs.serviceName, OFFER.serviceName);
        assert.ok(!("serviceId" in named.registration(ENDPOINT).inputs));

        const identified = await run(() =>
            byName({ serviceName: undefined, serviceId: "epsrv-1" }),
        );
        assert.equal(identified.registration(ENDPOINT).inputs.serviceId, "epsrv-1");
        assert.ok(!("serviceName" in identified.registration(ENDPOINT).inputs));
    });

    it("creates the same resources regardless of the order of zones, ports and clients", async () => {
        const zones = [ZONE_A, ZONE_B];
        const ports = [{ port: 443 }, { port: 53, protocol: TransportProtocol.Udp }];
        const clientCidrBlocks = ["10.1.0.0/16", "10.2.0.0/16"];
        const one = await run(() => byName({ zones, ports, clientCidrBlocks }));
        const other = await run(() =>
            byName({
                zones: [...zones].reverse(),
                ports: [...ports].reverse(),
                clientCidrBlocks: [...clientCidrBlocks].reverse(),
            }),
        );

        assert.deepEqual(inputsByLine(one.registrations), inputsByLine(other.registrations));
    });

    type Change = [
        string,
        Partial<InterfaceEndpointArgs>,
        Partial<InterfaceEndpointArgs>,
        string[],
    ];
    const CHANGES: Change[] = [
        [
            "a zone",
            { zones: [ZONE_B] },
            { zones: [ZONE_A, ZONE_B] },
            [`VpcEndpointZone app-${REGION}a`],
        ],
        [
            "a port",
            { ports: [{ port: 443 }] },
            { ports: [{ port: 80 }, { port: 443 }] },
            ["SecurityGroupRule app-tcp-80"],
        ],
        [
            "a client",
            { clientCidrBlocks: ["10.2.0.0/16"] },
            { clientCidrBlocks: ["10.1.0.0/16", "10.2.0.0/16"] },
            ["SecurityGroupRule app-icmp-10.1.0.0/16", "SecurityGroupRule app-tcp-443-10.1.0.0/16"],
        ],
    ];
    for (const [what, before, after, added] of CHANGES) {
        it(`adds what ${what} needs in front of the others, and changes nothing else`, async () => {
            const old = await run(() => byName(before));
            const renewed = await run(() => byName(after));
            const inputs = inputsByLine(renewed.registrations);
            const found = added.filter((each) => each in inputs);
            found.forEach((each) => delete inputs[each]);

            assert.deepEqual(found, added);
            assert.deepEqual(inputs, inputsByLine(old.registrations));
        });
    }

    it("outputs what the endpoint has in each zone, in the order of its zones", async () => {
        const { result } = await run(() => endpoint({ zones: [ZONE_B, ZONE_A] }), {
            ...AS_PARTNER,
            answer: (token) =>
                token.endsWith(":getVpcEndpointZones")
                    ? {
                          zones: ["z", "a", "b"].map((zone) => ({
                              zoneId: `${REGION}${zone}`,
                              zoneDomain: `${zone}.example`,
                              eniId: `eni-${zone}`,
                              eniIp: `10.0.0.${zone === "a" ? 1 : 2}`,
                              status: zone === "a" ? "Connected" : "Wait",
                              vswitchId: "",
                          })),
                      }
                    : undefined,
        });

        assert.deepEqual(await read(result.zones), [
            {
                zoneId: `${REGION}b`,
                domain: "b.example",
                eniId: "eni-b",
                eniIp: "10.0.0.2",
                status: "Wait",
            },
            {
                zoneId: `${REGION}a`,
                domain: "a.example",
                eniId: "eni-a",
                eniIp: "10.0.0.1",
                status: "Connected",
            },
        ]);
    });

    describe("that is deployed, at preview", () => {
        const zones = [{ zoneId: `${REGION}a`, domain: "a.example", status: "Connected" }];
        const childOf = (name: string) =>
            urnOf(
                "alicloud-privatelink:index:InterfaceEndpoint",
                "alicloud:privatelink/vpcEndpoint:VpcEndpoint",
                name,
            );

        /** A preview of two endpoints that an update has left, of which the cloud's list has some. */
        async function lookupsOf(listed: readonly string[]): Promise<string[]> {
            const names = ["one", "two"];
            const { invokes } = await run(
                () =>
                    names.map(
                        (name) =>
                            new InterfaceEndpoint(name, {
                                offer: OFFER,
                                vpcId: "vpc-1",
                                zones: [ZONE_A],
                            }),
                    ),
                {
                    ...AS_PARTNER,
                    preview: true,
                    deployed: () => true,
                    answer: (token, { ids }) =>
                        token.endsWith(":getVpcEndpoints") && ids !== undefined
                            ? { endpoints: listed.map((id) => ({ id })) }
                            : undefined,
                    stackState: Object.fromEntries(
                        names.flatMap((name): [string, Inputs][] => [
                            [
                                componentUrnOf(
                                    "alicloud-privatelink:index:InterfaceEndpoint",
                                    name,
                                ),
                                { zones },
                            ],
                            [childOf(name), { id: `VpcEndpoint/${name}` }],
                        ]),
                    ),
                },
            );
            return invokes.flatMap(({ token, inputs }) => {
                const action = token.split(":").pop();
                return action === "getVpcEndpointZones" ||
                    (action === "getVpcEndpoints" && inputs.ids !== undefined)
                    ? [`${action} ${String(inputs.ids ?? inputs.endpointId)}`]
                    : [];
            });
        }

        it("takes one lookup for all endpoints", async () => {
            assert.deepEqual(await lookupsOf(["VpcEndpoint/one", "VpcEndpoint/two"]), [
                "getVpcEndpoints VpcEndpoint/one,VpcEndpoint/two",
            ]);
        });

        it("asks why, of an endpoint that is not there any more", async () => {
            assert.deepEqual(await lookupsOf(["VpcEndpoint/two"]), [
                "getVpcEndpoints VpcEndpoint/one,VpcEndpoint/two",
                "getVpcEndpointZones VpcEndpoint/one",
            ]);
        });
    });

    describe("whose zones cannot be looked up", () => {
        const warnings = collectWarnings();
        const refused = (token: string) => {
            if (token.endsWith(":getVpcEndpointZones")) {
                throw new Error("Forbidden.RAM: User not authorized.");
            }
            return undefined;
        };

        it("keeps the zones of the last update in its outputs, and warns", async () => {
            const zones = [{ zoneId: `${REGION}a`, domain: "a.example", status: "Connected" }];
            const { result } = await run(() => endpoint(), {
                ...AS_PARTNER,
                answer: refused,
                stackState: {
                    [componentUrnOf("alicloud-privatelink:index:InterfaceEndpoint", "app")]: {
                        zones,
                    },
                    [urnOf(
                        "alicloud-privatelink:index:InterfaceEndpoint",
                        "alicloud:privatelink/vpcEndpoint:VpcEndpoint",
                        "app",
                    )]: {},
                },
            });

            assert.deepEqual(await read(result.zones), zones);
            assert.match(warnings.join(), /the zones of VpcEndpoint\/app could not be looked up/);
        });

        it("names the missing permission in one warning for all endpoints", async () => {
            const answer = (token: string) => {
                if (token.endsWith(":getVpcEndpointZones")) {
                    const details = "Code: NoPermission\n   Message: code: 403, Not authorized.";
                    throw Object.assign(new Error(details), { details });
                }
                return undefined;
            };
            const args = { offer: OFFER, vpcId: "vpc-1", zones: [ZONE_A] };
            const program = () => ["one", "other"].map((name) => new InterfaceEndpoint(name, args));
            const { result } = await run(program, { ...AS_PARTNER, answer });

            await Promise.all(result.map(({ zones }) => read(zones)));
            assert.deepEqual(warnings, [
                'The credentials may not look up the zones of endpoints, so the output "zones" is that of the last update. Allow privatelink:ListVpcEndpointZones.',
            ]);
        });

        it("fails if the endpoint does not exist for these credentials", async () => {
            const { error } = await refusedLater(() => endpoint(), {
                ...AS_PARTNER,
                answer: (token) => {
                    if (token.endsWith(":getVpcEndpointZones")) {
                        // The SDK reads the details, as gRPC has them.
                        const details = "EndpointNotFound: The specified Endpoint does not exist.";
                        throw Object.assign(new Error(details), { details });
                    }
                    return undefined;
                },
            });

            assert.match(error.message, /EndpointNotFound/);
        });

        it("has none in its outputs before its first update", async () => {
            const { result } = await run(() => endpoint(), { ...AS_PARTNER, answer: refused });

            assert.deepEqual(await read(result.zones), []);
        });
    });

    it("looks up the state of this endpoint's zones after all of them were created", async () => {
        const { registrations, invokes } = await run(
            () => endpoint({ zones: [ZONE_A, ZONE_B] }),
            AS_PARTNER,
        );
        const question = invokes.find(({ token }) => token.endsWith(":getVpcEndpointZones"));

        assert.deepEqual(question?.inputs, { endpointId: "VpcEndpoint/app" });
        assert.deepEqual(
            lines(registrations)
                .filter((each) => each.startsWith("VpcEndpointZone "))
                .filter((each) => !question?.registeredBefore.includes(each)),
            [],
        );
    });

    it("outputs a request with what the service's owner needs to accept the endpoint", async () => {
        const { result } = await run(() => endpoint({ zones: [ZONE_B, ZONE_A] }), AS_PARTNER);

        const request = await read(result.request);
        assert.deepEqual(request, {
            contractVersion: CONTRACT_VERSION,
            endpointId: await read(result.endpointId),
            serviceId: OFFER.serviceId,
            regionId: REGION,
            accountId: PARTNER,
            zoneIds: [`${REGION}b`, `${REGION}a`],
            endpointDomain: await read(result.endpointDomain),
        });
        assert.deepEqual(await readRequest(JSON.stringify(request)), request);
    });

    it("makes resources that use the endpoint's id wait for its zones", async () => {
        const { registration, urns } = await run(() => {
            const { endpointId } = endpoint({ zones: [ZONE_A, ZONE_B] });
            new Consumer("by-id", { endpointId });
        }, AS_PARTNER);
        const { dependencies } = registration("Consumer by-id");

        for (const zone of ["a", "b"]) {
            const urn = urns.get(`VpcEndpointZone app-${REGION}${zone}`);
            assert.ok(dependencies.includes(String(urn)), zone);
        }
    });

    it("deletes an interface before it creates another in the same zone, and nothing else", async () => {
        const { registrations } = await run(
            () => endpoint({ zones: [ZONE_A, ZONE_B] }),
            AS_PARTNER,
        );

        assert.deepEqual(
            registrations.filter(({ deleteBeforeReplace }) => deleteBeforeReplace).map(line),
            [`VpcEndpointZone app-${REGION}a`, `VpcEndpointZone app-${REGION}b`],
        );
    });

    it("waits for the service, but is kept when a part of it is deleted before replacement", async () => {
        const { registration, urns } = await run(() => {
            const { id } = new Consumer("service", { port: 80 });
            return byName({ serviceName: id.apply(() => OFFER.serviceName) });
        }, AS_PARTNER);

        const { inputDependencies, dependencies } = registration(ENDPOINT);
        assert.deepEqual(Object.keys(inputDependencies), ["securityGroupIds"]);
        assert.ok(dependencies.includes(String(urns.get("Consumer service"))));
    });

    it("registers its fields as its outputs", async () => {
        const { result, urns, registeredOutputs } = await run(() => endpoint(), AS_PARTNER);
        const outputs = registeredOutputs(String(urns.get(COMPONENT))) ?? {};

        assert.deepEqual(Object.keys(outputs).sort(), [...FIELDS].sort());
        for (const field of FIELDS) {
            assert.deepEqual(outputs[field], await read(result[field] as pulumi.Output<unknown>));
        }
    });

    it("shows every resource at the first preview, when neither VPC nor vSwitches exist", async () => {
        const { registrations, registration, result, invokes } = await run(
            () => endpoint({ vpcId: unknown(), zones: [{ ...ZONE_A, vswitchId: unknown() }] }),
            { ...AS_PARTNER, preview: true },
        );

        assert.equal(registrations.length, 7);
        assert.equal(registration(ENDPOINT).inputs.vpcId, UNKNOWN);
        assert.equal(registration("SecurityGroupRule app-tcp-443").inputs.cidrIp, UNKNOWN);
        assert.deepEqual(registration(`VpcEndpointZone app-${REGION}a`).inputs, {
            endpointId: UNKNOWN,
            zoneId: `${REGION}a`,
            vswitchId: UNKNOWN,
        });
        for (const field of ["endpointId", "endpointDomain", "zones", "request"] as const) {
            assert.equal(await isKnown(result[field]), false, field);
        }
        assert.deepEqual(invokes.map(({ token }) => token.split(":").pop()).sort(), [
            "getCallerIdentity",
            "getVpcEndpoints",
        ]);
    });

    it("keeps id, domain and request known at the preview that adds a zone", async () => {
        const { result, registration } = await run(() => endpoint({ zones: [ZONE_A, ZONE_B] }), {
            ...AS_PARTNER,
            preview: true,
            deployed: (_, name) => !name.endsWith(ZONE_B.zoneId),
        });

        for (const field of ["endpointId", "endpointDomain", "request"] as const) {
            assert.ok(await isKnown(result[field]), field);
        }
        assert.equal(await read(result.endpointId), "VpcEndpoint/app");
        assert.deepEqual((await read(result.request)).zoneIds, [ZONE_A.zoneId, ZONE_B.zoneId]);
        assert.equal(
            registration(`VpcEndpointZone app-${ZONE_B.zoneId}`).inputs.endpointId,
            "VpcEndpoint/app",
        );
    });

    it("passes its provider on to all its resources and lookups", async () => {
        const { registrations, invokes } = await run(
            () => endpoint({}, { provider: new Provider("consumer", { region: REGION }) }),
            AS_PARTNER,
        );
        const children = registrations.filter(({ type }) => type.startsWith("alicloud:"));

        assert.equal(children.length, 6);
        for (const each of children) {
            assert.match(each.provider, /::consumer::/, line(each));
        }
        assert.deepEqual(invokes.map(({ token }) => token.split(":").pop()).sort(), [
            "getCallerIdentity",
            "getNetworks",
            "getSwitches",
            "getVpcEndpointZones",
            "getVpcEndpoints",
            "getVpcEndpoints",
        ]);
        for (const { provider, token } of invokes) {
            assert.match(provider, /::consumer::/, token);
        }
    });

    it("can use the owner's own service without a whitelist entry", async () => {
        const { registrations } = await run(
            () => endpoint({ offer: { ...OFFER, allowedAccountIds: [] } }),
            { caller: CALLER },
        );

        assert.ok(lines(registrations).includes(ENDPOINT));
    });

    it("refuses an account that the offer does not list, before it creates the endpoint", async () => {
        const { error, registrations } = await refusedLater(() => endpoint(), {
            caller: CUSTOMER,
        });

        assert.match(
            error.message,
            /offer\.allowedAccountIds: account 5555666677778888 is not on the whitelist of com\.aliyuncs\.privatelink\.eu-central-1\.epsrv-1\. Ask its owner, account 1234567890123456/,
        );
        assert.ok(!lines(registrations).some((each) => each.startsWith("VpcEndpoint")));
    });

    it("leaves an account to the cloud where the offer's list is not all there is", async () => {
        const { registrations } = await run(
            () => endpoint({ offer: { ...OFFER, whitelistComplete: false } }),
            { caller: CUSTOMER },
        );

        assert.ok(lines(registrations).includes(ENDPOINT));
    });

    it("takes the JSON of an offer as the offer, whose list may be old", async () => {
        const plain = await run(() => endpoint({ offer: OFFER }), AS_PARTNER);
        const json = JSON.stringify(OFFER) as unknown as EndpointServiceOffer;
        const read = await run(() => endpoint({ offer: json }), AS_PARTNER);
        assert.deepEqual(inputsByLine(read.registrations), inputsByLine(plain.registrations));

        const another = await run(() => endpoint({ offer: json }), { caller: CUSTOMER });
        assert.ok(lines(another.registrations).includes(ENDPOINT));
    });

    it("refuses JSON that is cut off, and says where", async () => {
        const cut = JSON.stringify(OFFER).slice(0, 40) as unknown as EndpointServiceOffer;
        const refusal = await refused(() => endpoint({ offer: cut }));

        assert.match(
            findings(refusal).join(),
            /^offer: must be an object or its JSON, which cannot be read: .*JSON.*\. Take it from the other side with "pulumi stack output offer --json"/,
        );
    });

    it("refuses an offer that is for another account", async () => {
        const { error, registrations } = await refusedLater(
            () => endpoint({ offer: accountOffer(OFFER, CUSTOMER) }),
            AS_PARTNER,
        );

        assert.match(
            error.message,
            /offer\.consumerAccountId: the offer is for account 5555666677778888, and the credentials belong to account 1111222233334444\./,
        );
        assert.ok(!lines(registrations).some((each) => each.startsWith("VpcEndpoint")));
    });

    describe("with an offer that is known only later", () => {
        const PORTS = [{ port: 443 }];
        const later = (
            offer: EndpointServiceOffer,
            args: Partial<InterfaceEndpointArgs> = {},
            opts?: pulumi.ComponentResourceOptions,
        ) => endpoint({ offer: pulumi.output(offer), ports: PORTS, ...args }, opts);

        it("makes the endpoint for the service that it turns out to be", async () => {
            const { registration } = await run(() => later(OFFER), AS_PARTNER);

            assert.equal(registration(ENDPOINT).inputs.serviceName, OFFER.serviceName);
        });

        it("takes the offer of an EndpointService of the same program, with no cast", async () => {
            const { registration, registrations } = await run(() => {
                const { offer } = new EndpointService("app", {
                    serviceResources: [{ loadBalancerId: "lb-1", zoneIds: [`${REGION}a`] }],
                    ports: PORTS,
                });
                endpoint({ offer, ports: PORTS });
            });

            assert.ok(lines(registrations).includes("VpcEndpointService app"));
            assert.equal(
                registration(ENDPOINT).inputs.serviceName,
                `com.aliyuncs.privatelink.${REGION}.VpcEndpointService/app`,
            );
        });

        it("shows every resource at the preview that does not know it", async () => {
            const { registrations, registration } = await run(
                () => endpoint({ offer: unknown<EndpointServiceOffer>(), ports: PORTS }),
                { ...AS_PARTNER, preview: true },
            );

            assert.ok(lines(registrations).includes(`VpcEndpointZone app-${REGION}a`));
            assert.equal(registration(ENDPOINT).inputs.serviceName, UNKNOWN);
        });

        for (const [what, offer, expected] of [
            [
                "in other zones",
                { ...OFFER, zoneIds: [`${REGION}c`] },
                /zones\[0\]\.zoneId: found "eu-central-1a"\. The service can be reached in eu-central-1c only/,
            ],
            [
                "of another region",
                { ...OFFER, regionId: "cn-hangzhou" },
                /offer\.regionId: the service is in cn-hangzhou/,
            ],
            [
                "with a complete whitelist without the account",
                { ...OFFER, allowedAccountIds: [CUSTOMER] },
                /offer\.allowedAccountIds: account 1111222233334444 is not on the whitelist/,
            ],
            [
                "of a later version",
                { ...OFFER, contractVersion: 3 },
                /offer\.contractVersion: found 3, and this package reads versions 1 and 2/,
            ],
            [
                "with a field missing",
                { ...OFFER, serviceName: undefined as never },
                /offer\.serviceName: is missing/,
            ],
            [
                "of a stack that does not export it",
                undefined as never,
                /offer: has no value\. Deploy the stack that it comes from first \("pulumi up"\)/,
            ],
        ] as [string, EndpointServiceOffer, RegExp][]) {
            it(`refuses one ${what}, before the endpoint is made`, async () => {
                const { error, registrations } = await refusedLater(
                    () => later(offer, {}, inRegion()),
                    AS_PARTNER,
                );

                assert.match(error.message, expected);
                assert.ok(!lines(registrations).includes(ENDPOINT));
            });
        }

        it("needs no ports where the security groups exist, and checks those of the offer", async () => {
            const { error } = await refusedLater(
                () => later(OFFER, { ports: undefined, securityGroupIds: ["sg-1"] }),
                {
                    ...AS_PARTNER,
                    answer: (token) =>
                        token.endsWith(":getSecurityGroupRules") ? { rules: [] } : undefined,
                },
            );

            assert.match(
                error.message,
                /no rule of the security groups allows traffic to tcp port 443/,
            );
        });
    });

    describe("in another region than the service's", () => {
        const ELSEWHERE = { ...OFFER, regionId: "cn-hangzhou", zoneIds: ["cn-hangzhou-b"] };

        it("compares no zones, and names the service's region", async () => {
            const { registration } = await run(
                () =>
                    endpoint({ offer: { ...ELSEWHERE, supportedRegionIds: [REGION] } }, inRegion()),
                AS_PARTNER,
            );

            assert.equal(registration(ENDPOINT).inputs.serviceRegionId, "cn-hangzhou");
        });

        it("is refused where the service is not offered to that region", async () => {
            const { error } = await refusedLater(
                () =>
                    endpoint(
                        { offer: { ...ELSEWHERE, supportedRegionIds: ["cn-shanghai"] } },
                        inRegion(),
                    ),
                AS_PARTNER,
            );

            assert.match(
                error.message,
                /offer\.regionId: the service is in cn-hangzhou, but the endpoint would be created in eu-central-1\. Deploy it to cn-hangzhou, cn-shanghai, or have the owner add eu-central-1/,
            );
        });

        it("is refused in a zone of the service's region", async () => {
            const { error } = await refusedLater(
                () =>
                    endpoint(
                        {
                            offer: { ...ELSEWHERE, supportedRegionIds: [REGION] },
                            zones: [{ ...ZONE_A, zoneId: "cn-hangzhou-b" }],
                        },
                        inRegion(),
                    ),
                AS_PARTNER,
            );

            assert.match(
                error.message,
                /zones\[0\]\.zoneId: found "cn-hangzhou-b", but the endpoint would be created in eu-central-1\. Must be a zone of that region\./,
            );
        });

        it("still compares the zones of an endpoint in the service's own region", async () => {
            const { error } = await refusedLater(
                () =>
                    endpoint(
                        {
                            offer: { ...OFFER, supportedRegionIds: ["cn-hangzhou"] },
                            zones: [ZONE_C],
                        },
                        inRegion(),
                    ),
                AS_PARTNER,
            );

            assert.match(error.message, /zones\[0\]\.zoneId: found "eu-central-1c"/);
        });
    });

    it("refuses a VPC that does not exist, before it opens anything", async () => {
        const { error, registrations } = await refusedLater(() => endpoint(), {
            ...AS_PARTNER,
            answer: (token) => (token.endsWith(":getNetworks") ? { vpcs: [] } : undefined),
        });

        assert.match(error.message, /vpcId: there is no VPC vpc-1/);
        assert.deepEqual(rulesOf(registrations), []);
    });

    describe("in a VPC with secondary ranges", () => {
        const warnings = collectWarnings();
        const secondaryCidrBlocks = ["172.16.0.0/16", "172.17.0.0/16"];
        const inVpc: RunOptions = {
            ...AS_PARTNER,
            answer: (token) =>
                token.endsWith(":getNetworks")
                    ? { vpcs: [{ id: "vpc-1", cidrBlock: VPC_CIDR_BLOCK, secondaryCidrBlocks }] }
                    : undefined,
        };

        it("says which clients cannot reach it, and what to set", async () => {
            const { registration } = await run(() => endpoint(), inVpc);

            assert.equal(
                registration("SecurityGroupRule app-tcp-443").inputs.cidrIp,
                VPC_CIDR_BLOCK,
            );
            assert.deepEqual(warnings, [
                `InterfaceEndpoint "app": clientCidrBlocks: is not set, so the new security group accepts clients in ${VPC_CIDR_BLOCK} alone, ` +
                    "and not those in 172.16.0.0/16, 172.17.0.0/16, the secondary ranges of VPC vpc-1. " +
                    `Set it to ["${VPC_CIDR_BLOCK}","172.16.0.0/16","172.17.0.0/16"], or to those of these ranges that have clients.`,
            ]);
        });

        it("accepts them all where they are listed, without a word", async () => {
            const clientCidrBlocks = [VPC_CIDR_BLOCK, ...secondaryCidrBlocks];
            const { registrations } = await run(() => endpoint({ clientCidrBlocks }), inVpc);

            assert.equal(
                lines(registrations).filter((each) => each.includes("SecurityGroupRule app-tcp"))
                    .length,
                3,
            );
            assert.deepEqual(warnings, []);
        });
    });

    describe("with IPv6", () => {
        const inVpc = (ipv6CidrBlock: string): RunOptions => ({
            ...AS_PARTNER,
            answer: (token) =>
                token.endsWith(":getNetworks")
                    ? { vpcs: [{ id: "vpc-1", cidrBlock: VPC_CIDR_BLOCK, ipv6CidrBlock }] }
                    : undefined,
        });
        const dualStack = () => endpoint({ addressIpVersion: AddressIpVersion.DualStack });

        it("is created in a VPC that has it", async () => {
            const { registration } = await run(dualStack, inVpc("2408:4000::/56"));

            assert.equal(registration(ENDPOINT).inputs.addressIpVersion, "DualStack");
        });

        it("is refused in a VPC that does not have it", async () => {
            const refusal = await refusedLater(dualStack, inVpc(""));

            assert.match(findings(refusal).join(), /^addressIpVersion: .* VPC vpc-1 has no IPv6/);
            assert.deepEqual(refusal.registrations, []);
        });
    });

    for (const preview of [true, false]) {
        it(`refuses a vSwitch in another zone than configured ${preview ? "at preview" : "before it creates the interface"}`, async () => {
            const { error, registrations } = await refusedLater(
                () => endpoint({ zones: [{ ...ZONE_A, vswitchId: "vsw-b2" }] }),
                { ...AS_PARTNER, preview },
            );

            assert.match(
                error.message,
                /InterfaceEndpoint "app":\n.*zones\[0\]\.vswitchId: found "vsw-b2", which is in eu-central-1b\. Must be a vSwitch in eu-central-1a/,
            );
            assert.ok(!lines(registrations).includes(`VpcEndpointZone app-${REGION}a`));
        });
    }

    it("refuses a vSwitch that is not there", async () => {
        const { error, registrations } = await refusedLater(
            () => endpoint({ zones: [{ ...ZONE_A, vswitchId: "vsw-nobodys" }] }),
            AS_PARTNER,
        );

        assert.match(
            error.message,
            /zones\[0\]\.vswitchId: found "vsw-nobodys"\. This account has no such vSwitch/,
        );
        assert.ok(!lines(registrations).some((each) => each.startsWith("VpcEndpoint")));
    });

    const LATER: [string, Partial<InterfaceEndpointArgs>, RegExp][] = [
        [
            "a service name",
            { serviceName: pulumi.output("com.example") },
            /serviceName: found "com/,
        ],
        ["a VPC", { vpcId: pulumi.output("") }, /vpcId: found ""/],
        [
            "a list of groups",
            {
                ports: undefined,
                securityGroupIds: pulumi.output<string[]>([]),
            },
            /securityGroupIds: found \[\]\. .*1 to 10/,
        ],
        ["a name", { endpointName: pulumi.output("1") }, /endpointName: found "1"/],
    ];
    for (const [what, args, expected] of LATER) {
        it(`refuses ${what} that turns out to be invalid, before it creates the endpoint`, async () => {
            const { error, registrations } = await refusedLater(() => byName(args));

            assert.match(error.message, expected);
            assert.ok(!lines(registrations).includes(ENDPOINT));
        });
    }

    it("refuses a zone's address that turns out to be invalid, before it creates the interface", async () => {
        const { error, registrations } = await refusedLater(() =>
            byName({ zones: [{ ...ZONE_A, eniIp: pulumi.output("10.20") }] }),
        );

        assert.match(error.message, /zones\[0\]\.eniIp: found "10\.20"/);
        assert.ok(!lines(registrations).some((each) => each.startsWith("VpcEndpointZone")));
    });

    itRefuses<InterfaceEndpointArgs>(endpoint, [
        [
            "an offer that is known only later, without ports for a new security group",
            { offer: pulumi.output(OFFER) },
            /^ports: is missing, and those of the offer are known only later\. Set ports, .* is known at once if that stack exports it/,
        ],
        [
            "an offer with a field in both spellings",
            { offer: { ...OFFER, zone_ids: OFFER.zoneIds } },
            /^offer\.zoneIds: is given in both spellings, zoneIds and zone_ids; keep one of them\. Use the offer/,
        ],
        [
            "an offer of which fields are missing or wrong",
            { offer: { ...OFFER, serviceName: undefined, accountId: "1" } },
            /^offer\.serviceName: is missing\. Use the offer/,
            /^offer\.accountId: must be the 16-digit UID/,
        ],
        [
            "an offer without a value, as a stack reference gives it in other languages",
            { offer: null, ports: [{ port: 443 }] },
            /^offer: has no value\. Deploy the stack that it comes from first \("pulumi up"\), and make sure that its program exports it\.$/,
        ],
        [
            "an offer of a later version, of which it checks nothing else",
            { offer: { ...OFFER, contractVersion: 3, zoneIds: [] } },
            /^offer\.contractVersion: found 3, and this package reads versions 1 and 2\. Update the package in this stack and run "pulumi up" there\.$/,
        ],
        [
            "an offer of an earlier version",
            { offer: { ...OFFER, contractVersion: 0 } },
            /^offer\.contractVersion: found 0, .* Update the package in the stack that wrote it/,
        ],
        [
            "an offer without a version",
            { offer: { ...OFFER, contractVersion: undefined } },
            /^offer\.contractVersion: is missing/,
        ],
        [
            "no service",
            { offer: undefined, ports: [{ port: 443 }] },
            /^offer: is missing\. Set exactly one/,
        ],
        [
            "a service twice",
            { serviceId: "epsrv-1" },
            /^serviceId: is set together with offer\. Set exactly one/,
        ],
        ["no VPC", { vpcId: undefined }, /^vpcId: is missing/],
        ["an empty VPC", { vpcId: "" }, /^vpcId: found ""/],
        ["no zones", { zones: undefined }, /^zones: .*at least one zone/],
        ["an empty list of zones", { zones: [] }, /^zones: found \[\]\. .*at least one zone/],
        [
            "a zone twice",
            { zones: [ZONE_A, ZONE_A] },
            /^zones: "eu-central-1a" is listed more than once/,
        ],
        [
            "a zone that the service is not in",
            { zones: [ZONE_A, ZONE_C] },
            /^zones\[1\]\.zoneId: found "eu-central-1c"\. .*eu-central-1a, eu-central-1b only/,
        ],
        [
            "a zone without vSwitch",
            { zones: [{ zoneId: ZONE_A.zoneId }] },
            /^zones\[0\]\.vswitchId: is missing/,
        ],
        [
            "a malformed address",
            { zones: [{ ...ZONE_A, eniIp: "fe80::1" }] },
            /^zones\[0\]\.eniIp: found "fe80::1"\. .*IPv4/,
        ],
        [
            "an offer without ports",
            { offer: { ...OFFER, ports: [] } },
            /^ports: found \[\]\. .*at least one port/,
        ],
        ["port 65536", { ports: [{ port: 65536 }] }, /^ports\[0\]\.port: found 65536\./],
        [
            "a protocol that is no transport",
            { ports: [{ port: 443, protocol: "https" }] },
            /^ports\[0\]\.protocol: found "https"\. .*"tcp", "udp"/,
        ],
        [
            "a port twice",
            { ports: [{ port: 443 }, { port: 443, protocol: "tcp" }] },
            /^ports: "tcp-443" is listed more than once/,
        ],
        [
            "an empty list of clients",
            { clientCidrBlocks: [] },
            /^clientCidrBlocks: found \[\]\. .*at least one/,
        ],
        [
            "everyone as a client",
            { clientCidrBlocks: ["10.1.0.0/16", "0.0.0.0/0"] },
            /^clientCidrBlocks\[1\]: found "0\.0\.0\.0\/0"\. This opens the endpoint to everyone/,
        ],
        [
            "everyone in other words",
            { clientCidrBlocks: ["10.0.0.0/0"] },
            /^clientCidrBlocks\[0\]: found "10\.0\.0\.0\/0"\. This opens the endpoint to everyone/,
        ],
        [
            "a client twice",
            { clientCidrBlocks: ["10.1.0.0/16", "10.1.0.0/16"] },
            /^clientCidrBlocks: "10\.1\.0\.0\/16" is listed more than once/,
        ],
        [
            "eleven security groups",
            { securityGroupIds: Array.from({ length: 11 }, (_, index) => `sg-${index}`) },
            /^securityGroupIds: found .*list 1 to 10/,
        ],
        ["no security group at all", { securityGroupIds: [] }, /^securityGroupIds: found \[\]\./],
        [
            "a rule to make in existing groups",
            { securityGroupIds: ["sg-1"], icmpAllowed: true },
            /^icmpAllowed: is set together with securityGroupIds/,
        ],
        [
            "everyone as clients of existing groups",
            { securityGroupIds: ["sg-1"], clientCidrBlocks: ["0.0.0.0/0"] },
            /^clientCidrBlocks\[0\]: found "0\.0\.0\.0\/0"\. This opens the endpoint to everyone/,
        ],
        ["a short name", { endpointName: "a" }, /^endpointName: found "a"\. .*2 to 128/],
        [
            "a URL as description",
            { endpointDescription: "http://orders" },
            /^endpointDescription: found "http:\/\/orders"\./,
        ],
        ["an empty resource group", { resourceGroupId: "" }, /^resourceGroupId: found ""/],
        ["a reserved tag", { tags: { aliyun: "x" } }, /^tags: found \{"aliyun":"x"\}/],
    ]);

    const WITHOUT_OFFER: BadInput<InterfaceEndpointArgs>[] = [
        [
            "a malformed service name",
            { serviceName: "com.example.service" },
            /^serviceName: found "com\.example\.service"\. .*com\.aliyuncs\.privatelink/,
        ],
        ["an empty service id", { serviceName: undefined, serviceId: "" }, /^serviceId: found ""/],
        [
            "a service of which no port is known",
            { ports: undefined },
            /^ports: found \[\]\. .*at least one port/,
        ],
        [
            "name and id of a service",
            { serviceId: "epsrv-1" },
            /^serviceId: is set together with serviceName/,
        ],
    ];
    itRefuses<InterfaceEndpointArgs>(byName, WITHOUT_OFFER);

    it("reports everything that is wrong at once", async () => {
        const refusal = await refused(() =>
            endpoint({
                vpcId: "",
                zones: [{ ...ZONE_C, vswitchId: "" }],
                clientCidrBlocks: ["0.0.0.0/0"],
                endpointName: "-",
            }),
        );

        assert.deepEqual(
            findings(refusal)
                .map((finding) => finding.split(": ")[0])
                .sort(),
            [
                "clientCidrBlocks[0]",
                "endpointName",
                "vpcId",
                "zones[0].vswitchId",
                "zones[0].zoneId",
            ],
        );
    });
});
