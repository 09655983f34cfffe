import * as assert from "node:assert/strict";

import { VpcEndpointService } from "@pulumi/alicloud/privatelink";
import { Provider } from "@pulumi/alicloud/provider";
import * as pulumi from "@pulumi/pulumi";

import { EndpointServiceWhitelist, type EndpointServiceWhitelistArgs } from "../../../index";
import { itRefuses } from "../badInput";
import { CALLER, CUSTOMER, PARTNER } from "../cloud";
import {
    findings,
    inputsByLine,
    isKnown,
    lines,
    read,
    refused,
    refusedLater,
    run,
    unknown,
    UNKNOWN,
} from "../harness";
import { componentUrnOf, urnOf } from "../stackState";

const SERVICE = "epsrv-1";
const WHITELIST = "alicloud-privatelink:index:EndpointServiceWhitelist";
const USER = "alicloud:privatelink/vpcEndpointServiceUser:VpcEndpointServiceUser";

function whitelist(
    allowedAccountIds: string[],
    args: Partial<EndpointServiceWhitelistArgs> = {},
    opts?: pulumi.ComponentResourceOptions,
): EndpointServiceWhitelist {
    return new EndpointServiceWhitelist(
        "app",
        { serviceId: SERVICE, allowedAccountIds, ...args },
        opts,
    );
}

describe("EndpointServiceWhitelist", () => {
    it("creates one user per account, named after its UID, and nothing else", async () => {
        const { registrations } = await run(() => whitelist([PARTNER, CUSTOMER]));

        assert.deepEqual(lines(registrations), [
            "EndpointServiceWhitelist app",
            `VpcEndpointServiceUser app-${PARTNER}`,
            `VpcEndpointServiceUser app-${CUSTOMER}`,
        ]);
        assert.deepEqual(
            registrations.slice(1).map(({ inputs }) => inputs),
            [
                { serviceId: SERVICE, userId: PARTNER },
                { serviceId: SERVICE, userId: CUSTOMER },
            ],
        );
    });

    it("is the parent of every user", async () => {
        const { registrations, urns } = await run(() => whitelist([PARTNER, CUSTOMER]));

        assert.deepEqual(
            registrations.map(({ parent }) => parent),
            ["", ...Array<unknown>(2).fill(urns.get("EndpointServiceWhitelist app"))],
        );
    });

    it("leaves the whitelist empty if no account is listed", async () => {
        const { registrations, result, invokes } = await run(() => whitelist([]));

        assert.deepEqual(lines(registrations), ["EndpointServiceWhitelist app"]);
        assert.deepEqual(invokes, []);
        assert.deepEqual(await read(result.allowedAccountIds), []);
    });

    it("creates the same resources regardless of the order of the list", async () => {
        const one = await run(() => whitelist([PARTNER, CUSTOMER]));
        const other = await run(() => whitelist([CUSTOMER, PARTNER]));

        assert.deepEqual(lines(one.registrations), lines(other.registrations));
        assert.deepEqual(inputsByLine(one.registrations), inputsByLine(other.registrations));
    });

    it("adds one resource, and changes none, when an account is added", async () => {
        const before = await run(() => whitelist([CUSTOMER]));
        const after = await run(() => whitelist([CUSTOMER, PARTNER]));
        const added = `VpcEndpointServiceUser app-${PARTNER}`;
        const { [added]: user, ...rest } = inputsByLine(after.registrations);

        assert.deepEqual(user, { serviceId: SERVICE, userId: PARTNER });
        assert.deepEqual(rest, inputsByLine(before.registrations));
    });

    it("adds the accounts one after the other, as the service takes one write at a time", async () => {
        const { registration, urns } = await run(() => whitelist([CUSTOMER, PARTNER]));
        const first = `VpcEndpointServiceUser app-${PARTNER}`;
        const second = `VpcEndpointServiceUser app-${CUSTOMER}`;

        assert.ok(!registration(first).dependencies.includes(String(urns.get(second))));
        assert.ok(registration(second).dependencies.includes(String(urns.get(first))));
    });

    describe("that is deployed", () => {
        const deployedUser = (component: string, userId: string) => ({
            [urnOf(WHITELIST, USER, `${component}-${userId}`)]: { serviceId: SERVICE, userId },
        });
        const others = (accounts: Readonly<Record<string, string>>) =>
            Object.entries(accounts).map(
                ([name, uid]) =>
                    new EndpointServiceWhitelist(name, {
                        serviceId: SERVICE,
                        allowedAccountIds: [uid],
                    }),
            );
        const stackState = { ...deployedUser("one", PARTNER), ...deployedUser("two", CUSTOMER) };

        it("keeps the users of accounts that two whitelists of one service swap", async () => {
            const { registration } = await run(() => others({ one: CUSTOMER, two: PARTNER }), {
                stackState,
            });

            const former = (name: string) =>
                registration(`VpcEndpointServiceUser ${name}`).formerNames;
            assert.deepEqual(former(`one-${CUSTOMER}`), [
                urnOf(WHITELIST, USER, `two-${CUSTOMER}`),
            ]);
            assert.deepEqual(former(`two-${PARTNER}`), [urnOf(WHITELIST, USER, `one-${PARTNER}`)]);
        });

        it("keeps its users under another name of its own", async () => {
            const { registration } = await run(() => others({ consumers: PARTNER }), {
                stackState,
            });

            assert.deepEqual(
                registration(`VpcEndpointServiceUser consumers-${PARTNER}`).formerNames,
                [urnOf(WHITELIST, USER, `one-${PARTNER}`)],
            );
        });

        const own = componentUrnOf(USER, `one-${PARTNER}`);
        const child = urnOf(WHITELIST, USER, `one-${PARTNER}`);
        for (const [what, accounts, urn, of] of [
            ["of another service", { other: PARTNER }, child, "epsrv-2"],
            ["that another one keeps", { other: PARTNER, one: PARTNER }, child, SERVICE],
            ["that the program made itself", { other: PARTNER }, own, SERVICE],
        ] as const) {
            it(`takes no user ${what}`, async () => {
                const { registration } = await run(() => others(accounts), {
                    stackState: { [urn]: { serviceId: of, userId: PARTNER } },
                });

                const { formerNames } = registration(`VpcEndpointServiceUser other-${PARTNER}`);
                assert.deepEqual(formerNames, []);
            });
        }
    });

    it("registers its field as its output", async () => {
        const { urns, registeredOutputs, result } = await run(() => whitelist([CUSTOMER, PARTNER]));

        const outputs = registeredOutputs(String(urns.get("EndpointServiceWhitelist app")));
        assert.deepEqual(outputs, { allowedAccountIds: [PARTNER, CUSTOMER] });
        assert.deepEqual(await read(result.allowedAccountIds), outputs.allowedAccountIds);
    });

    it("shows every user and the accounts at preview, though the service does not exist yet", async () => {
        const { registrations, result } = await run(
            () => whitelist([PARTNER, CUSTOMER], { serviceId: unknown() }),
            { preview: true },
        );

        assert.deepEqual(inputsByLine(registrations), {
            [`VpcEndpointServiceUser app-${PARTNER}`]: { serviceId: UNKNOWN, userId: PARTNER },
            [`VpcEndpointServiceUser app-${CUSTOMER}`]: { serviceId: UNKNOWN, userId: CUSTOMER },
        });
        assert.ok(await isKnown(result.allowedAccountIds));
        assert.deepEqual(await read(result.allowedAccountIds), [PARTNER, CUSTOMER]);
    });

    it("passes its provider on to the users and to the lookups of owner and service", async () => {
        const { registration, invokes } = await run(() =>
            whitelist([PARTNER], {}, { provider: new Provider("owner", { region: "eu-west-1" }) }),
        );

        assert.match(
            registration(`VpcEndpointServiceUser app-${PARTNER}`).provider,
            /Provider::owner|::owner::/,
        );
        assert.deepEqual(
            invokes.map(({ token }) => token.split(":").at(-1)),
            ["getCallerIdentity", "getVpcEndpointServiceUsers"],
        );
        for (const { provider } of invokes) {
            assert.match(provider, /::owner::/);
        }
    });

    it("looks up the service until the first update has put an account on its whitelist", async () => {
        const urn = urnOf(WHITELIST, USER, `app-${PARTNER}`);
        const { invokes } = await run(() => whitelist([PARTNER]), {
            stackState: { [urn]: { serviceId: SERVICE, userId: PARTNER } },
        });

        assert.deepEqual(
            invokes.map(({ token }) => token.split(":").at(-1)),
            ["getCallerIdentity"],
        );
    });

    it("does not look up a service that the program makes, also within a component of the user's", async () => {
        class Published extends pulumi.ComponentResource {
            constructor(name: string) {
                super("user:index:Published", name);
                const { id } = new VpcEndpointService(name, {}, { parent: this });
                new EndpointServiceWhitelist(
                    name,
                    { serviceId: id, allowedAccountIds: [PARTNER] },
                    { parent: this },
                );
            }
        }
        const { invokes } = await run(() => new Published("app"));

        assert.deepEqual(
            invokes.map(({ token }) => token.split(":").at(-1)),
            ["getCallerIdentity"],
        );
    });

    it("refuses the owner of the service once it is known who that is, before anything is added", async () => {
        const refusal = await refusedLater(() => whitelist([CALLER, CUSTOMER]), { caller: CALLER });

        assert.match(
            refusal.error.message,
            /allowedAccountIds: found "1234567890123456"\. This is the account that owns the service/,
        );
        assert.deepEqual(refusal.registrations, []);
    });

    it("refuses an empty service id once it is known", async () => {
        const refusal = await refusedLater(() =>
            whitelist([PARTNER], { serviceId: pulumi.output("") }),
        );

        assert.match(refusal.error.message, /serviceId: found ""\. Must not be empty\./);
        assert.deepEqual(refusal.registrations, []);
    });

    itRefuses<EndpointServiceWhitelistArgs>(
        (args) => whitelist([PARTNER], args),
        [
            ["no service id", { serviceId: undefined }, /^serviceId: is missing/],
            [
                "an empty service id",
                { serviceId: " " },
                /^serviceId: found " "\. Must not be empty/,
            ],
            ["no list", { allowedAccountIds: undefined }, /^allowedAccountIds: is missing/],
            [
                "a short UID",
                { allowedAccountIds: [PARTNER, "123"] },
                /^allowedAccountIds\[1\]: found "123"\. .*16 digits/,
            ],
            [
                "a number",
                { allowedAccountIds: [1111222233334444 as unknown as string] },
                /^allowedAccountIds\[0\]: found 1111222233334444\. .*quotes/,
            ],
            [
                "an ARN",
                { allowedAccountIds: [`acs:ram::${PARTNER}:root`] },
                /^allowedAccountIds\[0\]: .*ARN/,
            ],
            [
                "everyone",
                { allowedAccountIds: ["*"] },
                /^allowedAccountIds\[0\]: found "\*"\. .*16 digits/,
            ],
            [
                "an account twice",
                { allowedAccountIds: [PARTNER, PARTNER] },
                /^allowedAccountIds: "1111222233334444" is listed more than once/,
            ],
        ],
    );

    it("reports everything that is wrong at once", async () => {
        const refusal = await refused(() => whitelist(["1", "2"], { serviceId: "" }));

        assert.deepEqual(
            findings(refusal).map((finding) => finding.split(": ")[0]),
            ["serviceId", "allowedAccountIds[0]", "allowedAccountIds[1]"],
        );
        assert.match(refusal.error.message, /^EndpointServiceWhitelist "app":\n {2}- serviceId: /);
    });
});
