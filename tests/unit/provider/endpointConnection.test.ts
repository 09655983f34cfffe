import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

import { Provider } from "@pulumi/alicloud/provider";
import * as pulumi from "@pulumi/pulumi";

import {
    accountOffer,
    EndpointConnection,
    type EndpointConnectionArgs,
    EndpointServiceWhitelist,
} from "../../../index";
import { itRefuses } from "../badInput";
import { CALLER, CUSTOMER, PARTNER, REGION } from "../cloud";
import { OFFER, REQUEST } from "../contract/contracts";
import {
    Consumer,
    findings,
    isKnown,
    lines,
    refused,
    refusedLater,
    run,
    type RunOptions,
    UNKNOWN,
    unknown,
} from "../harness";
import { urnOf } from "../stackState";
import { collectWarnings } from "../warnings";

const COMPONENT = "EndpointConnection app";
const CONNECTION = "VpcEndpointServiceConnection app";

function byContract(
    args: Partial<EndpointConnectionArgs> = {},
    opts?: pulumi.ComponentResourceOptions,
): EndpointConnection {
    return new EndpointConnection("app", { offer: OFFER, request: REQUEST, ...args }, opts);
}

function byIds(args: Partial<EndpointConnectionArgs> = {}): EndpointConnection {
    return new EndpointConnection("app", { serviceId: "epsrv-1", endpointId: "ep-1", ...args });
}

describe("EndpointConnection", () => {
    it("enables exactly the requested endpoint at the offered service", async () => {
        const { registrations, registration, urns } = await run(() => byContract());

        assert.deepEqual(lines(registrations), [COMPONENT, CONNECTION]);
        assert.equal(registration(CONNECTION).parent, urns.get(COMPONENT));
        assert.deepEqual(registration(CONNECTION).inputs, {
            serviceId: OFFER.serviceId,
            endpointId: REQUEST.endpointId,
        });
    });

    it("is refused with the credentials of another account than the service's owner", async () => {
        const { error, registrations } = await refusedLater(() => byContract(), {
            caller: PARTNER,
        });

        assert.match(
            error.message,
            new RegExp(
                `offer.accountId: the credentials belong to account ${PARTNER}, but epsrv-1 belongs to account ${CALLER}`,
            ),
        );
        assert.deepEqual(registrations, []);
    });

    it("looks up the caller's account, the whitelist and the endpoint with its own provider", async () => {
        const { invokes } = await run(() =>
            byContract({}, { provider: new Provider("owner", { region: REGION }) }),
        );

        assert.deepEqual(
            invokes.map(({ token }) => token.split(":").at(-1)),
            ["getCallerIdentity", "getVpcEndpointServiceUsers", "getVpcEndpointConnections"],
        );
        for (const { provider } of invokes) {
            assert.match(provider, /::owner::/);
        }
    });

    it("has enough time to be closed together with many others of the account", async () => {
        const { registration } = await run(() => byContract());

        assert.equal(registration(CONNECTION).deleteTimeout, "10m");
    });

    it("has the time for its deletion that the component is given", async () => {
        const { registration } = await run(() =>
            byContract({}, { customTimeouts: { delete: "1h", create: "2h" } }),
        );

        assert.equal(registration(CONNECTION).deleteTimeout, "1h");
    });

    describe("that was closed outside of the stack", () => {
        const warnings = collectWarnings();
        const urnOfConnection = (name: string) =>
            urnOf(
                "alicloud-privatelink:index:EndpointConnection",
                "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection",
                name,
            );
        const closed = (name = "app", connections: readonly object[] = CLOSED): RunOptions => ({
            stackState: { [urnOfConnection(name)]: { endpointId: "ep-1" } },
            answer: (token) =>
                token.endsWith(":getVpcEndpointConnections") ? { connections } : undefined,
        });
        const CLOSED = [{ endpointId: "ep-1", status: "Disconnected" }];

        it("says how it is accepted again, in commands that a shell takes as they are", async () => {
            const name = "o'hara; reboot";
            await run(
                () => new EndpointConnection(name, { serviceId: "epsrv-1", endpointId: "ep-1" }),
                closed(name),
            );
            const [, word = ""] =
                /run: pulumi state delete (.*), then: pulumi up/.exec(warnings.join()) ?? [];
            assert.equal(
                execFileSync("sh", ["-c", `printf %s ${word}`], { encoding: "utf8" }),
                urnOfConnection(name),
            );
        });

        it("is refused by choice, and registers nothing", async () => {
            const { error, registrations } = await refusedLater(
                () => byIds({ whenClosed: "fail" }),
                closed(),
            );
            assert.match(
                error.message,
                /whenClosed: the connection of endpoint ep-1 to epsrv-1 was closed outside of this stack\./,
            );
            assert.deepEqual(lines(registrations), []);
            await run(() => byIds({ whenClosed: "fail" }), closed("app", CONNECTED));
            await run(() => byIds({ whenClosed: "fail" }), closed("another"));
            assert.deepEqual(warnings, []);
        });
        const CONNECTED = [{ endpointId: "ep-1", status: "Connected" }];

        it("says by choice that the next update accepts it again", async () => {
            await run(() => byIds({ whenClosed: "repair" }), { ...closed(), preview: true });
            assert.match(warnings.join(), /"pulumi up" accepts the endpoint again\.$/);
        });

        it("cannot be repaired if the endpoint is gone, and says what to do", async () => {
            await run(() => byIds({ whenClosed: "repair" }), closed("app", []));
            assert.match(
                warnings.join(),
                /endpoint ep-1, which was connected to epsrv-1, does not exist any more\. Run: pulumi state delete/,
            );
        });

        it("is not looked up with preflight offline", async () => {
            await run(() => byIds({ whenClosed: "fail", preflight: "offline" }), closed());
            assert.deepEqual(warnings, []);
        });
    });

    it("takes ids instead of offer and request, and a bandwidth", async () => {
        const { registration } = await run(() =>
            byIds({ endpointId: pulumi.output("ep-2"), bandwidth: 200 }),
        );

        assert.deepEqual(registration(CONNECTION).inputs, {
            serviceId: "epsrv-1",
            endpointId: "ep-2",
            bandwidth: 200,
        });
    });

    it("accepts the owner's own endpoints, which need no whitelist entry", async () => {
        const { registrations } = await run(() =>
            byContract({
                offer: { ...OFFER, allowedAccountIds: [] },
                request: { ...REQUEST, accountId: CALLER },
            }),
        );

        assert.deepEqual(lines(registrations), [COMPONENT, CONNECTION]);
    });

    it("waits for the endpoint's zones, but stays open when one of them is deleted before replacement", async () => {
        const { registration, urns } = await run(() => {
            const { id } = new Consumer("zone", { port: 80 });
            const request = id.apply(() => REQUEST);
            return byContract({ request });
        });

        const { inputDependencies, dependencies } = registration(CONNECTION);
        assert.deepEqual(inputDependencies, {});
        assert.deepEqual(dependencies.includes(String(urns.get("Consumer zone"))), true);
    });

    it("shows the connection at preview, though its endpoint does not exist yet", async () => {
        const { registration, result } = await run(() => byIds({ endpointId: unknown() }), {
            preview: true,
        });

        assert.deepEqual(registration(CONNECTION).inputs, {
            serviceId: "epsrv-1",
            endpointId: UNKNOWN,
        });
        assert.equal(await isKnown(result.connectionStatus), false);
    });

    it("passes its provider on to the connection", async () => {
        const { registration } = await run(() =>
            byContract({}, { provider: new Provider("owner", { region: REGION }) }),
        );

        assert.match(registration(CONNECTION).provider, /::owner::/);
    });

    for (const [what, args, expected] of [
        ["a bandwidth", { bandwidth: pulumi.output(10241) }, /bandwidth: found 10241\./],
        ["a service id", { serviceId: pulumi.output("") }, /serviceId: found ""\./],
        ["an endpoint id", { endpointId: pulumi.output("") }, /endpointId: found ""\./],
    ] as const) {
        it(`refuses ${what} that turns out to be invalid, before it is used`, async () => {
            const { error, registrations } = await refusedLater(() => byIds(args));

            assert.match(error.message, expected);
            assert.deepEqual(registrations, []);
        });
    }

    it("takes the contract of components of the same program", async () => {
        const { registration } = await run(() =>
            byContract({ offer: pulumi.output(OFFER), request: pulumi.output(REQUEST) }),
        );

        assert.deepEqual(registration(CONNECTION).inputs, {
            serviceId: OFFER.serviceId,
            endpointId: REQUEST.endpointId,
        });
    });

    it("refuses a contract that turns out not to match, before anything is enabled", async () => {
        const { error, registrations } = await refusedLater(() =>
            byContract({ offer: pulumi.output({ ...OFFER, acceptanceRequired: false }) }),
        );

        assert.match(error.message, /offer\.acceptanceRequired: found false/);
        assert.deepEqual(registrations, []);
    });

    it("refuses a request that turns out to have no value, before anything is enabled", async () => {
        const { error, registrations } = await refusedLater(() =>
            byContract({ request: pulumi.output(undefined as never) }),
        );

        assert.match(error.message, /request: has no value\. Deploy the stack/);
        assert.deepEqual(registrations, []);
    });

    describe("and the whitelist", () => {
        const STRANGER = { ...REQUEST, accountId: CUSTOMER };
        /** The cloud's whitelist of every service. */
        const allowing = (...accountIds: string[]): RunOptions => ({
            answer: (token) =>
                token.endsWith(":getVpcEndpointServiceUsers")
                    ? { users: accountIds.map((userId) => ({ id: userId, userId })) }
                    : undefined,
        });

        it("refuses an account that the cloud does not have, whatever the offer says", async () => {
            const offer = { ...OFFER, allowedAccountIds: [CUSTOMER] };
            const { error, registrations } = await refusedLater(
                () => byContract({ offer, request: STRANGER }),
                { preview: true },
            );

            assert.match(
                error.message,
                /request\.accountId: account 5555666677778888 is not on the whitelist of epsrv-1\. Add it/,
            );
            assert.deepEqual(registrations, []);
        });

        it("allows an account that was added elsewhere, though the offer's list is old", async () => {
            const { registrations } = await run(
                () => byContract({ request: STRANGER }),
                allowing(CUSTOMER),
            );

            assert.ok(lines(registrations).includes(CONNECTION));
        });

        it("allows an account that was taken off while its endpoint is connected: the connection stays", async () => {
            const urn = urnOf(
                "alicloud-privatelink:index:EndpointConnection",
                "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection",
                "app",
            );
            const { registrations } = await run(() => byContract({ request: STRANGER }), {
                ...allowing(),
                stackState: { [urn]: { endpointId: STRANGER.endpointId } },
            });

            assert.ok(lines(registrations).includes(CONNECTION));
        });

        it("refuses such an account for another endpoint than the connected one", async () => {
            const urn = urnOf(
                "alicloud-privatelink:index:EndpointConnection",
                "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection",
                "app",
            );
            const { error } = await refusedLater(() => byContract({ request: STRANGER }), {
                ...allowing(),
                preview: true,
                stackState: { [urn]: { endpointId: "ep-other" } },
            });

            assert.match(error.message, /is not on the whitelist of epsrv-1/);
        });

        it("allows an account that the same program is about to add", async () => {
            const { registrations } = await run(
                () => {
                    byContract({ request: STRANGER });
                    new EndpointServiceWhitelist("app", {
                        serviceId: OFFER.serviceId,
                        allowedAccountIds: [CUSTOMER],
                    });
                },
                { ...allowing(), preview: true },
            );

            assert.ok(lines(registrations).includes(CONNECTION));
        });

        it("leaves an account to the cloud offline, where the list is not all there is", async () => {
            const offer = { ...OFFER, whitelistComplete: false };
            const { registrations, invokes } = await run(() =>
                byContract({ offer, request: STRANGER, preflight: "offline" }),
            );

            assert.ok(lines(registrations).includes(CONNECTION));
            assert.deepEqual(invokes, []);
        });
    });

    it("takes a request of another region, whose zones are others", async () => {
        const request = { ...REQUEST, regionId: "cn-hangzhou", zoneIds: ["cn-hangzhou-b"] };
        const { registrations } = await run(() => byContract({ request }));

        assert.ok(lines(registrations).includes(CONNECTION));
    });

    it("takes contracts of version 1, without what that did not have", async () => {
        const { payer: _, whitelistComplete: __, ...offer } = { ...OFFER, contractVersion: 1 };
        const { regionId: ___, ...request } = { ...REQUEST, contractVersion: 1 };
        const { registration } = await run(() => byContract({ offer, request }));

        assert.deepEqual(registration(CONNECTION).inputs, {
            serviceId: OFFER.serviceId,
            endpointId: REQUEST.endpointId,
        });
    });

    itRefuses<EndpointConnectionArgs>(byContract, [
        ["an offer alone", { request: undefined }, /^request: is missing\. Set both/],
        ["a request alone", { offer: undefined }, /^offer: is missing\. Set both/],
        [
            "contracts without a value, as a stack reference gives them in other languages",
            { offer: null, request: null },
            /^offer: has no value\. Deploy the stack that it comes from first/,
            /^request: has no value\. Deploy the stack that it comes from first/,
        ],
        [
            "ids next to the contract",
            { serviceId: "epsrv-1", endpointId: "ep-1" },
            /^serviceId: is set together with offer and request/,
            /^endpointId: is set together with offer and request/,
        ],
        [
            "contracts of other versions, of which it checks nothing else",
            {
                offer: { ...OFFER, contractVersion: 3 },
                request: { ...REQUEST, contractVersion: 0, serviceId: "epsrv-other" },
            },
            /^offer\.contractVersion: found 3, .* Update the package in this stack/,
            /^request\.contractVersion: found 0, .* Update the package in the stack that wrote it/,
        ],
        [
            "a request for another service",
            { request: { ...REQUEST, serviceId: "epsrv-other" } },
            /^request\.serviceId: found "epsrv-other", but the offer is for "epsrv-1"/,
        ],
        [
            "a request of another consumer than the offer is for",
            { offer: accountOffer(OFFER, CUSTOMER) },
            /^request\.accountId: found 1111222233334444, but the offer is for account 5555666677778888/,
        ],
        [
            "a request of an account that is not on a complete list, where nothing is looked up",
            { request: { ...REQUEST, accountId: CUSTOMER }, preflight: "offline" },
            /^request\.accountId: account 5555666677778888 is not on the whitelist/,
        ],
        [
            "a request in a zone that the service is not in",
            { request: { ...REQUEST, zoneIds: [`${REGION}a`, `${REGION}z`] } },
            /^request\.zoneIds: the service is not in eu-central-1z\. Create the endpoint in eu-central-1a, /,
        ],
        [
            "a service that accepts endpoints by itself",
            { offer: { ...OFFER, acceptanceRequired: false } },
            /^offer\.acceptanceRequired: found false/,
        ],
        ["a bandwidth of 99", { bandwidth: 99 }, /^bandwidth: found 99\. .*100 to 10240/],
    ]);

    itRefuses<EndpointConnectionArgs>(byIds, [
        ["no service", { serviceId: undefined }, /^serviceId: is missing/],
        ["no endpoint", { endpointId: undefined }, /^endpointId: is missing/],
        ["an empty service id", { serviceId: "" }, /^serviceId: found ""/],
        ["an empty endpoint id", { endpointId: " " }, /^endpointId: found " "/],
    ]);

    it("reports everything that is wrong between the two sides at once", async () => {
        const refusal = await refused(() =>
            byContract({
                request: {
                    ...REQUEST,
                    serviceId: "epsrv-other",
                    zoneIds: ["elsewhere"],
                },
                bandwidth: 1,
            }),
        );

        assert.deepEqual(
            findings(refusal).map((finding) => finding.split(": ")[0]),
            ["request.serviceId", "request.zoneIds", "bandwidth"],
        );
    });
});
