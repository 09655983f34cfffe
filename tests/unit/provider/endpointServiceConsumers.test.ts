import * as assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import {
    EndpointServiceConsumers,
    type EndpointServiceConsumersArgs,
    EndpointServiceWhitelist,
} from "../../../index";
import { itRefuses } from "../badInput";
import { CALLER, CUSTOMER, PARTNER, REGION } from "../cloud";
import {
    findings,
    inputsByLine,
    isKnown,
    lines,
    read,
    refusedLater,
    run,
    type RunOptions,
    unknown,
    UNKNOWN,
} from "../harness";
import { urnOf } from "../stackState";
import { collectWarnings } from "../warnings";
import {
    answerServiceEndpoints,
    resetServiceEndpoints,
    serviceEndpoints,
    waitingEndpoint,
} from "./serviceEndpoints";

const SERVICE = "epsrv-1";
const MAP = "alicloud-privatelink:index:EndpointServiceConsumers";
const CONNECTION = "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection";
const USER = "alicloud:privatelink/vpcEndpointServiceUser:VpcEndpointServiceUser";

type Consumers = EndpointServiceConsumersArgs["consumers"];

function consumersOf(
    consumers: Consumers,
    args: Partial<EndpointServiceConsumersArgs> = {},
    name = "app",
): EndpointServiceConsumers {
    return new EndpointServiceConsumers(name, { serviceId: SERVICE, consumers, ...args });
}

/** The state after a map has accepted endpoints, by UID. */
function deployed(
    endpointsByUid: Readonly<Record<string, readonly string[]>>,
    { map = "app", serviceId = SERVICE } = {},
): RunOptions {
    const users = Object.keys(endpointsByUid).map((userId) => [
        urnOf(MAP, USER, `${map}-${userId}`),
        { serviceId, userId },
    ]);
    const connections = Object.entries(endpointsByUid).flatMap(([uid, endpointIds]) =>
        endpointIds.map((endpointId) => [
            urnOf(MAP, CONNECTION, `${map}-${uid}-${endpointId}`),
            { serviceId, endpointId },
        ]),
    );
    return {
        stackState: Object.fromEntries([...users, ...connections]) as RunOptions["stackState"],
    };
}

const user = (uid: string) => `VpcEndpointServiceUser app-${uid}`;
const connection = (uid: string, endpointId: string) =>
    `VpcEndpointServiceConnection app-${uid}-${endpointId}`;
const ofCustomer = (endpointId: string) => waitingEndpoint(endpointId, { accountId: CUSTOMER });
const connectedAs = (endpointId: string) => waitingEndpoint(endpointId, { status: "Connected" });

describe("EndpointServiceConsumers", () => {
    const warnings = collectWarnings();

    before(answerServiceEndpoints);

    beforeEach(() => {
        resetServiceEndpoints();
        serviceEndpoints.endpoints = [];
    });

    after(resetServiceEndpoints);

    it("whitelists its consumers, and accepts what waits and fits, each as a resource of its own", async () => {
        serviceEndpoints.endpoints = [waitingEndpoint("ep-1"), ofCustomer("ep-2")];
        const { registrations, registration, urns } = await run(() =>
            consumersOf({ [PARTNER]: { maxEndpoints: 1, bandwidth: 200 }, [CUSTOMER]: {} }),
        );

        assert.deepEqual(lines(registrations).sort(), [
            "EndpointServiceConsumers app",
            connection(PARTNER, "ep-1"),
            user(PARTNER),
            user(CUSTOMER),
        ]);
        assert.deepEqual(registration(connection(PARTNER, "ep-1")).inputs, {
            serviceId: SERVICE,
            endpointId: "ep-1",
            bandwidth: 200,
        });
        assert.deepEqual(
            registrations.slice(1).map(({ parent }) => parent),
            Array<unknown>(3).fill(urns.get("EndpointServiceConsumers app")),
        );
    });

    it("closes a connection before it takes the account off, and waits for no other account's", async () => {
        serviceEndpoints.endpoints = [waitingEndpoint("ep-1"), ofCustomer("ep-2")];
        const { registration, urns } = await run(() =>
            consumersOf({ [PARTNER]: { maxEndpoints: 1 }, [CUSTOMER]: { maxEndpoints: 1 } }),
        );
        const { dependencies } = registration(connection(PARTNER, "ep-1"));

        assert.deepEqual(dependencies, [urns.get(user(PARTNER))]);
    });

    it("tries to close a connection for as long as its own custom timeout says", async () => {
        serviceEndpoints.endpoints = [waitingEndpoint("ep-1")];
        const consumers = { [PARTNER]: { maxEndpoints: 1 } };
        const timeoutWith = async (opts?: pulumi.ComponentResourceOptions) => {
            const { registration } = await run(
                () => new EndpointServiceConsumers("app", { serviceId: SERVICE, consumers }, opts),
            );
            return registration(connection(PARTNER, "ep-1")).deleteTimeout;
        };

        assert.equal(await timeoutWith(), "10m");
        assert.equal(await timeoutWith({ customTimeouts: { delete: "1h" } }), "1h");
    });

    it("says of each endpoint what it is, or why it is not connected", async () => {
        serviceEndpoints.endpoints = [
            waitingEndpoint("ep-1"),
            waitingEndpoint("ep-2"),
            ofCustomer("ep-3"),
        ];
        const { result } = await run(() =>
            consumersOf({
                [PARTNER]: { maxEndpoints: 1, displayName: "orders" },
                [CUSTOMER]: { maxEndpoints: 1, regionIds: ["cn-hangzhou"] },
            }),
        );

        assert.deepEqual(await read(result.connected), [
            {
                endpointId: "ep-1",
                accountId: PARTNER,
                consumer: "orders",
                regionId: REGION,
                vpcId: "vpc-1",
                zoneIds: [`${REGION}a`],
                loadBalancerIds: ["lb-1"],
                bandwidth: 3072,
                status: "Connected",
                modifiedAt: "2026-01-01T00:00:00Z",
            },
        ]);
        assert.deepEqual(await read(result.waiting), [
            {
                endpointId: "ep-2",
                accountId: PARTNER,
                consumer: "orders",
                reason: "Its account has 1 of 1 endpoints (maxEndpoints).",
            },
        ]);
        assert.deepEqual(await read(result.refused), [
            {
                endpointId: "ep-3",
                accountId: CUSTOMER,
                consumer: CUSTOMER,
                reason: `It is in ${REGION}, but regionIds allows only cn-hangzhou.`,
            },
        ]);
    });

    it("names endpoints that something else has accepted among the connected, and leaves them alone", async () => {
        serviceEndpoints.endpoints = [connectedAs("ep-1")];
        const { result, registrations } = await run(() =>
            consumersOf({ [PARTNER]: { maxEndpoints: 1 } }),
        );

        assert.deepEqual(lines(registrations).slice(1), [user(PARTNER)]);
        assert.deepEqual(
            (await read(result.connected)).map(({ endpointId }) => endpointId),
            ["ep-1"],
        );
    });

    it("adds two resources, and changes none, when a consumer with an endpoint is added", async () => {
        serviceEndpoints.endpoints = [connectedAs("ep-1"), ofCustomer("ep-2")];
        const state = deployed({ [PARTNER]: ["ep-1"] });
        const one = { [PARTNER]: { maxEndpoints: 1 } };
        const before = await run(() => consumersOf(one), state);
        const after = await run(
            () => consumersOf({ ...one, [CUSTOMER]: { maxEndpoints: 1 } }),
            state,
        );
        const {
            [user(CUSTOMER)]: added,
            [connection(CUSTOMER, "ep-2")]: accepted,
            ...rest
        } = inputsByLine(after.registrations);

        assert.ok(added && accepted);
        assert.deepEqual(rest, inputsByLine(before.registrations));
    });

    describe("keeps what it has accepted", () => {
        const state = deployed({ [PARTNER]: ["ep-1"] });
        const kept = async (consumers: Consumers, options: RunOptions = {}) =>
            lines(
                (await run(() => consumersOf(consumers), { ...state, ...options })).registrations,
            );

        for (const [what, endpoints] of [
            ["lists no endpoints", []],
            ["lists it as closed", [waitingEndpoint("ep-1")]],
            ["lists others alone", [ofCustomer("ep-2")]],
        ] as const) {
            it(`if the cloud ${what}`, async () => {
                serviceEndpoints.endpoints = endpoints;

                assert.ok((await kept({ [PARTNER]: {} })).includes(connection(PARTNER, "ep-1")));
            });
        }

        it("if the list is refused, with one warning of what was not done", async () => {
            serviceEndpoints.refusal = { Code: "Forbidden.RAM", Message: "no." };

            assert.ok(
                (await kept({ [PARTNER]: { maxEndpoints: 1 } })).includes(
                    connection(PARTNER, "ep-1"),
                ),
            );
            assert.equal(warnings.length, 1);
            assert.match(
                warnings[0],
                /^EndpointServiceConsumers "app": the endpoints of epsrv-1 could not be listed, so none that waits is accepted in this run: ListVpcEndpointConnections was refused: Forbidden\.RAM: .*allow privatelink:ListVpcEndpointConnections.* stays connected/,
            );
        });

        it("if the preview does not know the service", async () => {
            const { registration } = await run(
                () => consumersOf({ [PARTNER]: {} }, { serviceId: unknown() }),
                { ...state, preview: true },
            );

            assert.equal(registration(connection(PARTNER, "ep-1")).inputs.serviceId, UNKNOWN);
        });

        it("if the limit is lowered, and says so", async () => {
            serviceEndpoints.endpoints = [connectedAs("ep-1")];

            assert.ok((await kept({ [PARTNER]: {} })).includes(connection(PARTNER, "ep-1")));
            assert.match(
                warnings.join(),
                /^EndpointServiceConsumers "app": consumers\["1111222233334444"\]\.maxEndpoints: found 0, but 1 endpoints of 1111222233334444 are connected \(ep-1\)\. They stay so/,
            );
        });

        it("if the end date is over, and says so in every run", async () => {
            serviceEndpoints.endpoints = [connectedAs("ep-1"), waitingEndpoint("ep-2")];
            const consumers = { [PARTNER]: { maxEndpoints: 2, endDate: "2020-01-01" } };

            assert.deepEqual(await kept(consumers), [
                "EndpointServiceConsumers app",
                user(PARTNER),
                connection(PARTNER, "ep-1"),
            ]);
            assert.match(
                warnings.join(),
                /endDate: 2020-01-01 is over, and 1 endpoints .*\(ep-1\)/,
            );
        });

        it("unless its consumer is removed from the map", async () => {
            serviceEndpoints.endpoints = [connectedAs("ep-1")];

            assert.deepEqual(await kept({}), ["EndpointServiceConsumers app"]);
        });

        it("when its consumer moves to another map of the stack", async () => {
            const { registration } = await run(
                () => [consumersOf({}), consumersOf({ [PARTNER]: {} }, {}, "other")],
                state,
            );
            const name = `other-${PARTNER}`;

            assert.deepEqual(registration(`VpcEndpointServiceUser ${name}`).formerNames, [
                urnOf(MAP, USER, `app-${PARTNER}`),
            ]);
            assert.deepEqual(
                registration(`VpcEndpointServiceConnection ${name}-ep-1`).formerNames,
                [urnOf(MAP, CONNECTION, `app-${PARTNER}-ep-1`)],
            );
        });

        it("by ending the program if the state cannot be read", async () => {
            const { error, registrations } = await refusedLater(
                () => consumersOf({ [PARTNER]: { maxEndpoints: 1 } }),
                {
                    answer: (token) => {
                        if (token.endsWith("readStackResourceOutputs")) {
                            throw new Error("no state");
                        }
                        return undefined;
                    },
                },
            );

            assert.match(error.message, /the state of the stack could not be read/);
            assert.ok(!lines(registrations).some((each) => /Connection/.test(each)));
        });
    });

    describe("notices a connection that was closed outside of the stack,", () => {
        const mapOf = (args: Partial<EndpointServiceConsumersArgs>) => () =>
            consumersOf({ [PARTNER]: { maxEndpoints: 2 } }, args);
        const state = deployed({ [PARTNER]: ["ep-1"] });
        const closed =
            /whenClosed: the connection of endpoint ep-1 to epsrv-1 was closed outside of this stack/;

        beforeEach(() => {
            serviceEndpoints.endpoints = [waitingEndpoint("ep-1"), connectedAs("ep-2")];
        });

        it("and warns, with the commands that accept it again", async () => {
            const { result } = await run(mapOf({}), { ...state, preview: true });

            assert.equal(warnings.length, 1);
            assert.match(
                warnings[0],
                /^EndpointServiceConsumers "app": the connection of endpoint ep-1 to epsrv-1 was closed outside of this stack\. To accept it again, set whenClosed to "repair", or run: pulumi state delete '.*app-1111222233334444-ep-1', then: pulumi up\..* lower maxEndpoints/,
            );
            const [{ endpointId }] = await read(result.waiting);
            assert.equal(endpointId, "ep-1");
        });

        it("and refuses the update, if that is wanted", async () => {
            const { error } = await refusedLater(mapOf({ whenClosed: "fail" }), state);

            assert.match(error.message, closed);
        });

        it("and says what the update repairs, if that is wanted", async () => {
            const { result } = await run(mapOf({ whenClosed: "repair" }), {
                ...state,
                preview: true,
            });

            assert.equal(warnings.length, 1);
            assert.match(warnings[0], /"pulumi up" accepts the endpoint again\.$/);
            assert.deepEqual(await read(result.waiting), []);
        });

        it("also of a consumer that is being removed", async () => {
            await run(() => consumersOf({}), { ...state, preview: true });

            assert.match(warnings.join(), /pulumi state delete/);
        });

        it("but says nothing of one that its consumer deleted, or without lookups", async () => {
            await run(mapOf({ whenClosed: "fail", preflight: "offline" }), state);
            serviceEndpoints.endpoints = [];
            await run(mapOf({ whenClosed: "fail" }), state);

            assert.deepEqual([...warnings], []);
        });
    });

    it("takes over the whitelist entry of an account that moves from a whitelist of the same name", async () => {
        const whitelist = "alicloud-privatelink:index:EndpointServiceWhitelist";
        const urn = urnOf(whitelist, USER, `app-${PARTNER}`);
        const { registration } = await run(() => consumersOf({ [PARTNER]: {} }), {
            stackState: { [urn]: { serviceId: SERVICE, userId: PARTNER } },
        });

        assert.deepEqual(registration(user(PARTNER)).formerNames, [urn]);
    });

    it("accepts nothing at a preview that does not know the service, and lists nothing", async () => {
        serviceEndpoints.endpoints = [waitingEndpoint("ep-1")];
        const { registrations, result } = await run(
            () => consumersOf({ [PARTNER]: { maxEndpoints: 1 } }, { serviceId: unknown() }),
            { preview: true },
        );

        assert.deepEqual(lines(registrations).slice(1), [user(PARTNER)]);
        assert.deepEqual(await read(result.connected), []);
        assert.equal(serviceEndpoints.calls, 0);
    });

    it("shows at preview what the update will accept", async () => {
        serviceEndpoints.endpoints = [waitingEndpoint("ep-1")];
        const { registrations, result } = await run(
            () => consumersOf({ [PARTNER]: { maxEndpoints: 1 } }),
            { preview: true },
        );

        assert.ok(lines(registrations).includes(connection(PARTNER, "ep-1")));
        assert.equal(await isKnown(result.connected), false);
        assert.deepEqual(await read(result.waiting), []);
    });

    it("does not say of an endpoint that it disconnects that it is connected", async () => {
        serviceEndpoints.endpoints = [connectedAs("ep-1"), connectedAs("ep-2")];
        const { result } = await run(() => consumersOf({}), deployed({ [PARTNER]: ["ep-1"] }));
        const connected = await read(result.connected);

        assert.deepEqual(
            connected.map(({ endpointId }) => endpointId),
            ["ep-2"],
        );
    });

    it("says in both maps that an endpoint is connected whose consumer moves between them", async () => {
        serviceEndpoints.endpoints = [connectedAs("ep-1")];
        const { result } = await run(
            () => [consumersOf({}), consumersOf({ [PARTNER]: {} }, {}, "other")] as const,
            deployed({ [PARTNER]: ["ep-1"] }),
        );

        for (const map of result) {
            const [{ endpointId }] = await read(map.connected);
            assert.equal(endpointId, "ep-1");
        }
    });

    it("lists the endpoints once for all maps of a service", async () => {
        await run(() => [consumersOf({ [PARTNER]: {} }), consumersOf({ [CUSTOMER]: {} }, {}, "b")]);

        assert.equal(serviceEndpoints.calls, 1);
    });

    it("accepts the endpoints of a service that the update creates", async () => {
        serviceEndpoints.endpoints = [waitingEndpoint("ep-1")];
        const { registrations } = await run(() =>
            consumersOf({ [PARTNER]: { maxEndpoints: 1 } }, { serviceId: pulumi.output(SERVICE) }),
        );

        assert.ok(lines(registrations).includes(connection(PARTNER, "ep-1")));
    });

    itRefuses<EndpointServiceConsumersArgs>(
        (args) =>
            new EndpointServiceConsumers("app", { serviceId: SERVICE, consumers: {}, ...args }),
        [
            ["a map that is missing", { consumers: undefined }, /^consumers: is missing/],
            [
                "a list of consumers",
                { consumers: [PARTNER] },
                /^consumers: found .*Must be an object/,
            ],
            [
                "a UID that lost digits",
                { consumers: { "1.111222233334444e+15": {} } },
                /lost digits/,
            ],
            [
                "a UID with a digit less",
                { consumers: { "111122223333444": {} } },
                /^consumers\["111122223333444"\]: found "111122223333444"\. Must be the UID/,
            ],
            [
                "everybody",
                { consumers: { "*": { maxEndpoints: 1 } } },
                /^consumers\["\*"\]: found "\*"\. Name each account by its UID, of 16 digits\. .*acceptanceRequired/,
            ],
            [
                "a consumer that is no object",
                { consumers: { [PARTNER]: 2 } },
                /^consumers\["1111222233334444"\]: found 2\. Must be an object/,
            ],
            [
                "a policy that does not exist",
                { consumers: { [PARTNER]: { maxEndpoint: 1 } } },
                /\.maxEndpoint: does not exist in .* Use maxEndpoints, or remove it\./,
            ],
            [
                "a limit that is text",
                { consumers: { [PARTNER]: { maxEndpoints: "2" } } },
                /\.maxEndpoints: found "2"\. Must be a whole number from 0 to 1000\./,
            ],
            [
                "a date that is none",
                { consumers: { [PARTNER]: { endDate: "2027-02-30" } } },
                /\.endDate: found "2027-02-30"\. Must be a day of the calendar/,
            ],
            [
                "an unknown region",
                { consumers: { [PARTNER]: { regionIds: ["Frankfurt"] } } },
                /\.regionIds\[0\]: found "Frankfurt"\. Must be the id of a region/,
            ],
            [
                "a region in place of a zone",
                { consumers: { [PARTNER]: { zoneIds: ["eu-central-1"] } } },
                /\.zoneIds\[0\]: found "eu-central-1"\. Must be the id of a zone/,
            ],
            [
                "a zone of a region that is not allowed",
                { consumers: { [PARTNER]: { regionIds: [REGION], zoneIds: ["cn-hangzhou-b"] } } },
                /\.zoneIds\[0\]: found "cn-hangzhou-b", which is in none of the allowed regions, eu-central-1\./,
            ],
        ],
    );

    describe("refuses, before anything is registered,", () => {
        const found = async (build: () => unknown, options: RunOptions = {}) => {
            const refusal = await refusedLater(build, { preview: true, ...options });
            assert.deepEqual(refusal.registrations, []);
            return findings(refusal);
        };

        it("the owner of the service", async () => {
            assert.match(
                String(await found(() => consumersOf({ [CALLER]: {} }))),
                /^consumers\["1234567890123456"\]: found .* This is the account that owns the service/,
            );
        });

        it("a new consumer whose end date is over", async () => {
            const consumers = { [PARTNER]: { maxEndpoints: 1, endDate: "2020-01-01" } };

            assert.match(
                String(await found(() => consumersOf(consumers))),
                /\.endDate: found "2020-01-01", which is over/,
            );
        });

        it("a consumer that another component of the program whitelists, though it is made later", async () => {
            const both = () => [
                consumersOf({ [PARTNER]: {} }),
                new EndpointServiceWhitelist("app", {
                    serviceId: SERVICE,
                    allowedAccountIds: [PARTNER],
                }),
            ];

            assert.match(
                String(await found(both)),
                /^consumers\["1111222233334444"\]: account 1111222233334444 is put on the whitelist of this service by EndpointServiceWhitelist "app", too\./,
            );
        });

        it("a consumer that is in two maps of the program, each of which would accept its endpoints", async () => {
            serviceEndpoints.endpoints = [waitingEndpoint("ep-1")];
            const consumers = { [PARTNER]: { maxEndpoints: 1 } };

            assert.match(
                String(
                    await found(() => [consumersOf(consumers), consumersOf(consumers, {}, "b")]),
                ),
                /^consumers\["1111222233334444"\]: account 1111222233334444 is put on the whitelist of this service by EndpointServiceConsumers "b", too\./,
            );
        });

        it("another service, while endpoints are connected to the former", async () => {
            const state = deployed({ [PARTNER]: ["ep-1"] }, { serviceId: "epsrv-2" });

            assert.match(
                String(await found(() => consumersOf({ [PARTNER]: {} }), state)),
                /^serviceId: found "epsrv-1", but 1 endpoints are connected to epsrv-2 by this map \(ep-1\)/,
            );
        });
    });
});
