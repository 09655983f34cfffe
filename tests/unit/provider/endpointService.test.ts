import * as assert from "node:assert/strict";

import { Provider } from "@pulumi/alicloud/provider";
import * as pulumi from "@pulumi/pulumi";

import {
    AlbServiceResource,
    ClbServiceResource,
    CONTRACT_VERSION,
    EndpointService,
    type EndpointServiceArgs,
    Payer,
    readOffer,
    ServiceResourceType,
} from "../../../index";
import { itRefuses } from "../badInput";
import { CALLER, CUSTOMER, PARTNER, REGION } from "../cloud";
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
    UNKNOWN,
    unknown,
} from "../harness";

const ZONE_A = `${REGION}a`;
const ZONE_B = `${REGION}b`;
const ZONE_C = `${REGION}c`;
const SERVICE = "VpcEndpointService app";
const COMPONENT = "EndpointService app";
const WHITELIST = "EndpointServiceWhitelist app";
const FIELDS = [
    "serviceId",
    "serviceName",
    "serviceDomain",
    "zoneIds",
    "offer",
    "accountOffers",
] as const;

/** A service behind one CLB in one zone, by default. */
function service(
    args: Partial<EndpointServiceArgs> = {},
    opts?: pulumi.ComponentResourceOptions,
): EndpointService {
    return new EndpointService(
        "app",
        { serviceResources: [{ loadBalancerId: "lb-a", zoneIds: [ZONE_A] }], ...args },
        opts,
    );
}

/** A service behind one ALB in these zones. */
function albService(
    zoneIds: string[],
    args: Partial<EndpointServiceArgs> = {},
    loadBalancerId: pulumi.Input<string> = "alb-1",
): EndpointService {
    return service({
        serviceResourceType: ServiceResourceType.Alb,
        serviceResources: [{ loadBalancerId, zoneIds }],
        ...args,
    });
}

/** Given, for the provider leaves what is not given as it was. */
const DEFAULTS = { addressIpVersion: "IPv4" };

/** A CLB as a whole, in a zone that its program names. */
function clb(name: string, listenerPort: number): ClbServiceResource {
    return new ClbServiceResource(name, {
        vswitchId: "vsw-a",
        zoneId: ZONE_A,
        listeners: [{ port: listenerPort, backendPort: 8080 }],
    });
}

describe("EndpointService", () => {
    it("takes a CLB as a whole: its zone, its kind and its ports", async () => {
        const { registration, result } = await run(() =>
            service({ serviceResources: [clb("web", 443)] }),
        );

        assert.equal(registration(SERVICE).inputs.serviceResourceType, "slb");
        const { resourceId, zoneId } = registration(
            `VpcEndpointServiceResource app-${ZONE_A}`,
        ).inputs;
        assert.deepEqual(
            { resourceId, zoneId },
            { resourceId: "ApplicationLoadBalancer/web", zoneId: ZONE_A },
        );
        assert.deepEqual((await read(result.offer)).ports, [{ port: 443, protocol: "tcp" }]);
    });

    it("takes an ALB as a whole: its zones, its kind and its ports", async () => {
        const { registration, registrations, result } = await run(() =>
            service({
                serviceResources: [
                    new AlbServiceResource("web", {
                        loadBalancerId: "alb-1",
                        zones: [{ zoneId: ZONE_A }, { zoneId: ZONE_B }],
                        listeners: [{ port: 80 }],
                        serverGroup: { servers: [{ serverIp: "10.10.0.20" }] },
                    }),
                ],
            }),
        );

        assert.equal(registration(SERVICE).inputs.serviceResourceType, "alb");
        assert.deepEqual(
            lines(registrations).filter((each) => each.startsWith("VpcEndpointServiceResource")),
            [
                `VpcEndpointServiceResource app-${ZONE_A}`,
                `VpcEndpointServiceResource app-${ZONE_B}`,
            ],
        );
        assert.deepEqual((await read(result.offer)).ports, [{ port: 80, protocol: "tcp" }]);
    });

    it("offers a port that two load balancers share once, and its own ports instead of theirs", async () => {
        const both = ["blue", "green"].map((name, index) => ({
            name,
            loadBalancerId: `lb-${name}`,
            zoneIds: [ZONE_A],
            ports: pulumi.output([{ port: 443 }, { port: 8000 + index }]),
        }));
        const { result } = await run(() => [
            service({ serviceResources: both }).offer,
            new EndpointService("own", { serviceResources: both, ports: [{ port: 80 }] }).offer,
        ]);

        const [all, own] = await Promise.all(result.map(async (each) => (await read(each)).ports));
        assert.deepEqual(
            all.map(({ port }) => port),
            [443, 8000, 8001],
        );
        assert.deepEqual(own, [{ port: 80, protocol: "tcp" }]);
    });

    it("refuses a CLB as a whole whose zone is not plain, and says what to do", async () => {
        const refusal = await refused(() =>
            service({
                serviceResources: [
                    new ClbServiceResource("web", {
                        vswitchId: "vsw-a",
                        listeners: [{ port: 80, backendPort: 80 }],
                    }),
                ],
            }),
        );

        assert.deepEqual(findings(refusal), [
            "serviceResources[0].zoneIds: found []. Must list at least one zone. A ClbServiceResource has its zone here only if its argument zoneId is set to a string.",
        ]);
    });

    it("creates the service, an attachment per zone and the whitelist, in this order", async () => {
        const { registrations } = await run(() =>
            albService([ZONE_A, ZONE_B], { allowedAccountIds: [PARTNER] }),
        );

        assert.deepEqual(lines(registrations), [
            COMPONENT,
            SERVICE,
            `VpcEndpointServiceResource app-${ZONE_A}`,
            `VpcEndpointServiceResource app-${ZONE_B}`,
            WHITELIST,
            `VpcEndpointServiceUser app-${PARTNER}`,
        ]);
    });

    it("sets no limit to deletions that is shorter than the provider's", async () => {
        const { registrations } = await run(() => albService([ZONE_A, ZONE_B]));

        const limited = registrations.filter(({ deleteTimeout }) => deleteTimeout !== "");
        assert.deepEqual(lines(limited), []);
    });

    it("is the parent of all but the users, which belong to the whitelist", async () => {
        const { registrations, urns } = await run(() =>
            albService([ZONE_A, ZONE_B], { allowedAccountIds: [PARTNER] }),
        );
        const component = urns.get(COMPONENT);

        assert.deepEqual(
            registrations.map((each) => [line(each), each.parent]),
            [
                [COMPONENT, ""],
                [SERVICE, component],
                [`VpcEndpointServiceResource app-${ZONE_A}`, component],
                [`VpcEndpointServiceResource app-${ZONE_B}`, component],
                [WHITELIST, component],
                [`VpcEndpointServiceUser app-${PARTNER}`, urns.get(WHITELIST)],
            ],
        );
    });

    it("requires acceptance by hand, has zone affinity and lets the consumer pay by default", async () => {
        const { registration } = await run(() => service());

        assert.deepEqual(registration(SERVICE).inputs, {
            serviceDescription: "app",
            serviceResourceType: "slb",
            autoAcceptConnection: false,
            zoneAffinityEnabled: true,
            payer: "Endpoint",
            ...DEFAULTS,
            connectBandwidth: 3072,
        });
    });

    it("sets a default bandwidth for the kinds of load balancers that support one", async () => {
        for (const [serviceResourceType, expected] of [
            [ServiceResourceType.Alb, 3072],
            [ServiceResourceType.Nlb, undefined],
            [ServiceResourceType.Gwlb, undefined],
        ] as const) {
            const { registration } = await run(() => service({ serviceResourceType }));
            assert.equal(registration(SERVICE).inputs.connectBandwidth, expected);
        }
    });

    it("passes on every setting of the service", async () => {
        const { registration } = await run(() =>
            service({
                acceptanceRequired: false,
                serviceDescription: "orders",
                zoneAffinityEnabled: false,
                payer: Payer.EndpointService,
                connectBandwidth: 1024,
                resourceGroupId: "rg-1",
                tags: { team: pulumi.output("orders") },
            }),
        );

        assert.deepEqual(registration(SERVICE).inputs, {
            serviceDescription: "orders",
            serviceResourceType: "slb",
            autoAcceptConnection: true,
            zoneAffinityEnabled: false,
            payer: "EndpointService",
            connectBandwidth: 1024,
            resourceGroupId: "rg-1",
            tags: { team: "orders" },
            ...DEFAULTS,
        });
    });

    it("attaches each load balancer in each of its zones", async () => {
        const { registrations, registration } = await run(() =>
            service({
                serviceResources: [
                    { loadBalancerId: "lb-a", zoneIds: [ZONE_A] },
                    { loadBalancerId: pulumi.output("lb-b"), zoneIds: [ZONE_B] },
                ],
            }),
        );

        assert.equal(registrations.length, 4);
        for (const [zoneId, resourceId] of [
            [ZONE_A, "lb-a"],
            [ZONE_B, "lb-b"],
        ]) {
            assert.deepEqual(registration(`VpcEndpointServiceResource app-${zoneId}`).inputs, {
                serviceId: "VpcEndpointService/app",
                resourceId,
                resourceType: "slb",
                zoneId,
            });
        }
    });

    it("attaches one after the other, then fills the whitelist, as the service takes one write at a time", async () => {
        const { registration, urns } = await run(() =>
            albService([ZONE_A, ZONE_B, ZONE_C], { allowedAccountIds: [PARTNER] }),
        );
        const [first, second, third] = [ZONE_A, ZONE_B, ZONE_C].map(
            (zoneId) => `VpcEndpointServiceResource app-${zoneId}`,
        ) as [string, string, string];
        const waits = (later: string, earlier: string): boolean =>
            registration(later).dependencies.includes(String(urns.get(earlier)));

        assert.ok(waits(first, SERVICE));
        assert.ok(waits(second, first));
        assert.ok(waits(third, second));
        assert.ok(!waits(first, second) && !waits(second, third));
        const { registeredBefore } = registration(`VpcEndpointServiceUser app-${PARTNER}`);
        assert.deepEqual(
            [first, second, third].filter((attachment) => !registeredBefore.includes(attachment)),
            [],
        );
    });

    it("attaches a load balancer after its listeners, and keeps it attached when they are replaced", async () => {
        const { registration, urns } = await run(() => {
            const clb = new ClbServiceResource("app", {
                vswitchId: "vsw-1",
                listeners: [{ port: 80 }],
            });
            const zoneIds = [ZONE_A];
            service({ serviceResources: [{ loadBalancerId: clb.loadBalancerId, zoneIds }] });
        });
        const { dependencies, inputDependencies } = registration(
            `VpcEndpointServiceResource app-${ZONE_A}`,
        );

        for (const awaited of ["ApplicationLoadBalancer app", "Listener app-80", SERVICE]) {
            assert.ok(dependencies.includes(String(urns.get(awaited))), awaited);
        }
        // Pulumi replaces what has an input from a resource that is deleted before it is replaced.
        assert.deepEqual(inputDependencies, {
            serviceId: [urns.get(SERVICE)],
            resourceType: [urns.get(SERVICE)],
        });
    });

    it("makes resources that use the service's id wait for the attachments and the whitelist", async () => {
        const { registration, urns } = await run(() => {
            const { serviceId, serviceName } = albService([ZONE_A, ZONE_B], {
                allowedAccountIds: [PARTNER],
            });
            new Consumer("by-id", { serviceId });
            new Consumer("by-name", { serviceName });
        });
        const awaited = [
            `VpcEndpointServiceResource app-${ZONE_A}`,
            `VpcEndpointServiceResource app-${ZONE_B}`,
            `VpcEndpointServiceUser app-${PARTNER}`,
        ].map((each) => String(urns.get(each)));

        for (const consumer of ["Consumer by-id", "Consumer by-name"]) {
            const { dependencies } = registration(consumer);
            assert.deepEqual(
                awaited.filter((urn) => !dependencies.includes(urn)),
                [],
            );
        }
    });

    it("attaches the same under the same names regardless of the order of zones and load balancers", async () => {
        const one = await run(() => albService([ZONE_A, ZONE_B]));
        const other = await run(() => albService([ZONE_B, ZONE_A]));
        assert.deepEqual(inputsByLine(one.registrations), inputsByLine(other.registrations));

        const clbs = [
            { loadBalancerId: "lb-a", zoneIds: [ZONE_A] },
            { loadBalancerId: "lb-b", zoneIds: [ZONE_B] },
        ];
        const forward = await run(() => service({ serviceResources: clbs }));
        const backward = await run(() => service({ serviceResources: [...clbs].reverse() }));
        assert.deepEqual(inputsByLine(forward.registrations), inputsByLine(backward.registrations));
        assert.deepEqual(await read(forward.result.zoneIds), await read(backward.result.zoneIds));
    });

    it("adds one attachment, and changes nothing else, when a zone is added in front", async () => {
        const before = await run(() => albService([ZONE_B, ZONE_C]));
        const after = await run(() => albService([ZONE_A, ZONE_B, ZONE_C]));
        const added = `VpcEndpointServiceResource app-${ZONE_A}`;
        const { [added]: attachment, ...rest } = inputsByLine(after.registrations);

        assert.equal(attachment?.zoneId, ZONE_A);
        assert.deepEqual(rest, inputsByLine(before.registrations));
    });

    it("distinguishes two load balancers in one zone by their names", async () => {
        const { registrations } = await run(() =>
            service({
                serviceResources: [
                    { name: "blue", loadBalancerId: "lb-1", zoneIds: [ZONE_A] },
                    { name: "green", loadBalancerId: "lb-2", zoneIds: [ZONE_A] },
                ],
            }),
        );

        assert.deepEqual(lines(registrations).slice(2), [
            `VpcEndpointServiceResource app-blue-${ZONE_A}`,
            `VpcEndpointServiceResource app-green-${ZONE_A}`,
        ]);
    });

    it("serves in some of the load balancer's zones if all of them are listed", async () => {
        const { registrations, registration } = await run(
            () =>
                service({
                    serviceResourceType: ServiceResourceType.Alb,
                    serviceResources: [
                        {
                            loadBalancerId: unknown<string>(),
                            zoneIds: [ZONE_B],
                            loadBalancerZoneIds: pulumi.output([ZONE_A, ZONE_B]),
                        },
                    ],
                }),
            { preview: true },
        );

        assert.equal(registrations.length, 3);
        const attachment = registration(`VpcEndpointServiceResource app-${ZONE_B}`);
        assert.equal(attachment.inputs.zoneId, ZONE_B);
    });

    it("refuses a zone in which the load balancer has no vSwitch, at a preview before it exists", async () => {
        const { error, registrations } = await refusedLater(
            () =>
                service({
                    serviceResourceType: ServiceResourceType.Alb,
                    serviceResources: [
                        {
                            loadBalancerId: unknown<string>(),
                            zoneIds: [ZONE_A, ZONE_C],
                            loadBalancerZoneIds: pulumi.output([ZONE_A, ZONE_B]),
                        },
                    ],
                }),
            { preview: true },
        );

        assert.match(
            error.message,
            /serviceResources\[0\]\.zoneIds\[1\]: found "eu-central-1c", in which the load balancer has no vSwitch\. It is in eu-central-1a, eu-central-1b only/,
        );
        assert.deepEqual(
            lines(registrations).filter((each) => each.includes("VpcEndpointServiceResource")),
            [],
        );
    });

    it("allows only the owner if no account is listed", async () => {
        const { registrations, result } = await run(() => service());

        assert.deepEqual(
            lines(registrations).filter((each) => /Whitelist|User/.test(each)),
            [],
        );
        assert.deepEqual((await read(result.offer)).allowedAccountIds, []);
    });

    it("offers what consumers need, with the defaults filled in", async () => {
        const { result } = await run(() =>
            albService([ZONE_B, ZONE_A], {
                ports: [{ port: 443 }, pulumi.output({ port: 53, protocol: "udp" as const })],
                allowedAccountIds: [CUSTOMER, PARTNER],
            }),
        );

        assert.deepEqual(await read(result.offer), {
            contractVersion: CONTRACT_VERSION,
            serviceId: await read(result.serviceId),
            serviceName: await read(result.serviceName),
            regionId: REGION,
            accountId: CALLER,
            zoneIds: [ZONE_A, ZONE_B],
            ports: [
                { port: 443, protocol: "tcp" },
                { port: 53, protocol: "udp" },
            ],
            acceptanceRequired: true,
            payer: "Endpoint",
            allowedAccountIds: [PARTNER, CUSTOMER],
            whitelistComplete: false,
        });
    });

    it("offers what its arguments say for people: names, idle timeout, who pays", async () => {
        const { result } = await run(() =>
            service({
                hostNames: ["orders.example", pulumi.output("*.orders.example")],
                idleTimeoutSeconds: 900,
                payer: "EndpointService",
                whitelistedElsewhere: false,
                supportedRegionIds: ["cn-hangzhou"],
            }),
        );
        const offer = await read(result.offer);

        assert.deepEqual(offer.hostNames, ["orders.example", "*.orders.example"]);
        assert.equal(offer.idleTimeoutSeconds, 900);
        assert.equal(offer.payer, "EndpointService");
        assert.equal(offer.whitelistComplete, true);
        assert.deepEqual(offer.supportedRegionIds, ["cn-hangzhou"]);
    });

    it("offers each of its accounts the same, without the name of another account", async () => {
        const { result } = await run(() => service({ allowedAccountIds: [CUSTOMER, PARTNER] }));
        const offers = await read(result.accountOffers);
        const { allowedAccountIds, whitelistComplete, ...rest } = await read(result.offer);

        assert.deepEqual(allowedAccountIds, [PARTNER, CUSTOMER]);
        assert.equal(whitelistComplete, false);
        assert.deepEqual(offers, {
            [PARTNER]: { ...rest, consumerAccountId: PARTNER },
            [CUSTOMER]: { ...rest, consumerAccountId: CUSTOMER },
        });
        assert.ok(!JSON.stringify(offers[PARTNER]).includes(CUSTOMER));
        assert.deepEqual(await readOffer(JSON.stringify(offers[PARTNER])), offers[PARTNER]);
    });

    it("offers what a consumer can read", async () => {
        const { result } = await run(() =>
            service({ ports: [{ port: 443 }], acceptanceRequired: false }),
        );
        const offer = await read(result.offer);

        assert.deepEqual(await readOffer(JSON.stringify(offer)), offer);
        assert.equal(offer.acceptanceRequired, false);
    });

    it("registers its fields as its outputs", async () => {
        const { result, urns, registeredOutputs } = await run(() =>
            service({ allowedAccountIds: [PARTNER] }),
        );
        const outputs = registeredOutputs(String(urns.get(COMPONENT))) ?? {};

        assert.deepEqual(Object.keys(outputs).sort(), [...FIELDS].sort());
        for (const field of FIELDS) {
            assert.deepEqual(outputs[field], await read(result[field] as pulumi.Output<unknown>));
        }
    });

    it("shows every resource at the first preview, when no id is known", async () => {
        const { registrations, registration, result } = await run(
            () => albService([ZONE_A, ZONE_B], { allowedAccountIds: [PARTNER] }, unknown<string>()),
            { preview: true },
        );

        assert.equal(registrations.length, 6);
        assert.deepEqual(registration(`VpcEndpointServiceResource app-${ZONE_B}`).inputs, {
            serviceId: UNKNOWN,
            resourceId: UNKNOWN,
            resourceType: "alb",
            zoneId: ZONE_B,
        });
        assert.equal(await isKnown(result.serviceId), false);
        assert.equal(await isKnown(result.offer), false);
        assert.deepEqual(await read(result.zoneIds), [ZONE_A, ZONE_B]);
    });

    it("keeps id, name and offer known at the preview that adds a zone and an account", async () => {
        const isNew = (name: string): boolean => name.endsWith(ZONE_C) || name.endsWith(CUSTOMER);
        const { registration, result } = await run(
            () => albService([ZONE_A, ZONE_B, ZONE_C], { allowedAccountIds: [PARTNER, CUSTOMER] }),
            { preview: true, deployed: (_, name) => !isNew(name) },
        );

        assert.equal(await read(result.serviceId), "VpcEndpointService/app");
        assert.ok(await isKnown(result.serviceId));
        assert.ok(await isKnown(result.serviceName));
        const offer = await read(result.offer);
        assert.deepEqual(offer.zoneIds, [ZONE_A, ZONE_B, ZONE_C]);
        assert.deepEqual(offer.allowedAccountIds, [PARTNER, CUSTOMER]);
        assert.equal(
            registration(`VpcEndpointServiceResource app-${ZONE_C}`).inputs.serviceId,
            "VpcEndpointService/app",
        );
    });

    it("passes its provider on to all its resources and lookups", async () => {
        const { registrations, invokes } = await run(() =>
            service(
                { allowedAccountIds: [PARTNER] },
                { provider: new Provider("owner", { region: REGION }) },
            ),
        );

        for (const each of registrations.filter(({ type }) => type.startsWith("alicloud:"))) {
            assert.match(each.provider, /::owner::/, line(each));
        }
        assert.ok(invokes.length > 0);
        for (const { provider } of invokes) {
            assert.match(provider, /::owner::/);
        }
    });

    it("passes protect on to all its resources", async () => {
        const { registrations } = await run(() =>
            service({ allowedAccountIds: [PARTNER] }, { protect: true }),
        );

        assert.deepEqual(registrations.filter((each) => !each.protect).map(line), []);
    });

    const LATER: [string, Partial<EndpointServiceArgs>, RegExp][] = [
        [
            "a bandwidth",
            { connectBandwidth: pulumi.output(99) },
            /connectBandwidth: found 99\. .*100 to 10240/,
        ],
        [
            "a load balancer id",
            { serviceResources: [{ loadBalancerId: pulumi.output(""), zoneIds: [ZONE_A] }] },
            /serviceResources\[0\]\.loadBalancerId: found ""/,
        ],
        [
            "tags",
            { tags: pulumi.output({ "acs:team": "orders" }) },
            /tags: found \{"acs:team":"orders"\}/,
        ],
    ];
    for (const [what, args, expected] of LATER) {
        it(`refuses ${what} that turns out to be invalid, before it is used`, async () => {
            const refusal = await refusedLater(() => service(args));

            assert.match(refusal.error.message, expected);
            assert.deepEqual(refusal.registrations, []);
        });
    }

    it("refuses ports that turn out to be invalid, with an offer that rejects", async () => {
        await assert.rejects(async () => {
            const { result } = await run(() => {
                const { offer } = service({ ports: pulumi.output([{ port: 70000 }]) });
                return read(offer);
            });
            return result;
        }, /ports: found \{"port":70000\}\. .*1 to 65535/);
    });

    itRefuses<EndpointServiceArgs>(service, [
        ["no load balancers", { serviceResources: undefined }, /^serviceResources: .*at least one/],
        [
            "an empty list",
            { serviceResources: [] },
            /^serviceResources: found \[\]\. .*at least one/,
        ],
        [
            "a load balancer without id",
            { serviceResources: [{ zoneIds: [ZONE_A] }] },
            /^serviceResources\[0\]\.loadBalancerId: is missing/,
        ],
        [
            "a load balancer with an empty id",
            { serviceResources: [{ loadBalancerId: "", zoneIds: [ZONE_A] }] },
            /^serviceResources\[0\]\.loadBalancerId: found ""/,
        ],
        [
            "a load balancer without zones",
            { serviceResources: [{ loadBalancerId: "lb", zoneIds: [] }] },
            /^serviceResources\[0\]\.zoneIds: found \[\]\. .*at least one zone/,
        ],
        [
            "a load balancer whose zones are forgotten",
            { serviceResources: [{ loadBalancerId: "lb" }] },
            /^serviceResources\[0\]\.zoneIds: .*at least one zone/,
        ],
        [
            "an empty zone",
            { serviceResources: [{ loadBalancerId: "lb", zoneIds: [""] }] },
            /^serviceResources\[0\]\.zoneIds\[0\]: found ""/,
        ],
        [
            "a CLB in two zones",
            { serviceResources: [{ loadBalancerId: "lb", zoneIds: [ZONE_A, ZONE_B] }] },
            /^serviceResources\[0\]\.zoneIds: found .*A CLB serves in one zone/,
        ],
        [
            "zones in which the load balancer has no vSwitch",
            {
                serviceResourceType: "alb",
                serviceResources: [
                    {
                        loadBalancerId: "alb-1",
                        zoneIds: [ZONE_A, ZONE_B, ZONE_C],
                        loadBalancerZoneIds: [ZONE_B],
                    },
                ],
            },
            /^serviceResources\[0\]\.zoneIds\[0\]: found "eu-central-1a", in which the load balancer has no vSwitch\. It is in eu-central-1b only/,
            /^serviceResources\[0\]\.zoneIds\[2\]: found "eu-central-1c"/,
        ],
        [
            "two load balancers in one zone without names",
            {
                serviceResources: [
                    { loadBalancerId: "lb-1", zoneIds: [ZONE_A] },
                    { loadBalancerId: "lb-2", zoneIds: [ZONE_A] },
                ],
            },
            /^serviceResources: "eu-central-1a" is listed more than once/,
        ],
        [
            "an unknown kind of load balancer",
            { serviceResourceType: "elb" },
            /^serviceResourceType: found "elb"\. .*"slb", "alb", "nlb", "gwlb"/,
        ],
        ["port 0", { ports: [{ port: 443 }, { port: 0 }] }, /^ports\[1\]: found \{"port":0\}/],
        [
            "a protocol that is no transport",
            { ports: [{ port: 443, protocol: "https" }] },
            /^ports\[0\]: found .*"tcp" or "udp"/,
        ],
        [
            "a description of one character",
            { serviceDescription: "x" },
            /^serviceDescription: found "x"\. .*2 to 256/,
        ],
        [
            "a payer of its own making",
            { payer: "Provider" },
            /^payer: found "Provider"\. .*"Endpoint", "EndpointService"/,
        ],
        [
            "a bandwidth below the least",
            { connectBandwidth: 99 },
            /^connectBandwidth: found 99\. .*100 to 10240/,
        ],
        [
            "a bandwidth above the most",
            { connectBandwidth: 10241 },
            /^connectBandwidth: found 10241\. .*100 to 10240/,
        ],
        ["an empty resource group", { resourceGroupId: "" }, /^resourceGroupId: found ""/],
        ["a reserved tag", { tags: { "aliyun-x": "y" } }, /^tags: found \{"aliyun-x":"y"\}/],
        [
            "a malformed account",
            { allowedAccountIds: ["123"] },
            /^allowedAccountIds\[0\]: found "123"\. .*16 digits/,
        ],
        [
            "an account twice",
            { allowedAccountIds: [PARTNER, PARTNER] },
            /^allowedAccountIds: "1111222233334444" is listed more than once/,
        ],
    ]);

    it("refuses a name that is not a valid description, unless a description is set", async () => {
        const args = { serviceResources: [{ loadBalancerId: "lb-a", zoneIds: [ZONE_A] }] };
        const refusal = await refused(() => new EndpointService("x", args));
        assert.match(String(findings(refusal)[0]), /^serviceDescription: found "x"/);

        const { registrations } = await run(
            () => new EndpointService("x", { ...args, serviceDescription: "orders" }),
        );
        assert.equal(registrations.length, 3);
    });

    it("reports everything that is wrong at once", async () => {
        const refusal = await refused(() =>
            service({ serviceResources: [], connectBandwidth: 1, allowedAccountIds: ["1"] }),
        );

        assert.deepEqual(
            findings(refusal).map((finding) => finding.split(": ")[0]),
            ["serviceResources", "connectBandwidth", "allowedAccountIds[0]"],
        );
    });
});
