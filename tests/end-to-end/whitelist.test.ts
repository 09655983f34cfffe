import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { inventory, refusals, service, writes } from "./holdings";
import { failureOf, operationsOf, up } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const ACCOUNTS = Array.from({ length: 30 }, (_, position) => String(2000000000000000 + position));
const NEWCOMER = "1999999999999999";

describe("the whitelist of an endpoint service", () => {
    let workbench: Workbench;
    let stack: Stack;
    let ownerId: string;
    let serviceId: string;

    before(async () => {
        workbench = await openWorkbench();
        stack = await workbench.open("tests/end-to-end/programs/whitelist");
        ownerId = workbench.emulator.accounts[0].accountId;
    });

    after(() => workbench?.close());

    const allow = (allowedAccountIds: unknown) =>
        workbench.sandbox.configure(stack, { "whitelist:allowedAccountIds": allowedAccountIds });

    const held = async () => (await service(workbench.owner, serviceId)).allowedAccountIds;

    /** The whitelist's writes since the call of that number, by the account that each named. */
    const written = (since: number) =>
        workbench.emulator.calls
            .slice(since)
            .filter(({ action }) => /UserToVpcEndpoint|UserFromVpcEndpoint/.test(String(action)))
            .map(({ action, parameters }) => `${action} ${JSON.stringify(parameters.UserId)}`);

    describe("refuses at preview, each with a message of its own,", () => {
        afterEach("nothing was created", () => {
            assert.deepEqual(inventory(workbench.emulator), {});
            assert.deepEqual(writes(workbench.emulator), []);
        });

        for (const [what, uid, expected] of [
            [
                "the id of a RAM user",
                "200000000000000123",
                'allowedAccountIds[1]: found "200000000000000123". This is the id of a RAM user. Use the 16-digit UID of the account that the user belongs to.',
            ],
            [
                "an ARN",
                "acs:ram::1000000000000002:root",
                'allowedAccountIds[1]: found "acs:ram::1000000000000002:root". This is an ARN. Use only the 16-digit UID of the account.',
            ],
            [
                "a number, which can lose digits",
                1000000000000002,
                "allowedAccountIds[1]: found 1000000000000002. Must be a string, because a number of 16 digits can lose some of them. Write the UID in quotes.",
            ],
            [
                "a number that has lost digits",
                "1.000000000000002e+15",
                'allowedAccountIds[1]: found "1.000000000000002e+15". This number has lost digits. Write the 16-digit UID in quotes.',
            ],
            [
                "a UID with a digit missing",
                "100000000000000",
                'allowedAccountIds[1]: found "100000000000000". Must be the UID of an Alibaba Cloud account: 16 digits, the first not 0.',
            ],
            [
                "an account that stands there twice",
                ACCOUNTS[0],
                `allowedAccountIds: "${ACCOUNTS[0]}" is listed more than once. List each account only once.`,
            ],
            [
                "the owner's own account",
                "1000000000000001",
                'allowedAccountIds: found "1000000000000001". This is the account that owns the service, which is always allowed. Remove it from the list.',
            ],
        ] as const) {
            it(what, async () => {
                await allow([ACCOUNTS[0], uid]);
                const output = await failureOf(stack, "preview");
                assert.ok(output.includes(expected), `"${expected}" is missing in:\n${output}`);
                assert.doesNotMatch(output, /^\s+at \S/m);
            });
        }
    });

    describe("with 30 accounts", () => {
        it("goes up one account at a time: not one call is refused", async () => {
            await allow(ACCOUNTS);
            const { operations, outputs } = await up(stack);
            serviceId = outputs.serviceId;
            assert.equal(operations.length, ACCOUNTS.length + 2);
            assert.deepEqual(await held(), [ownerId, ...ACCOUNTS]);
            assert.deepEqual(refusals(workbench.emulator), []);
        });

        it("does nothing when the list is in another order", async () => {
            await allow([...ACCOUNTS].reverse());
            assert.deepEqual(await operationsOf(stack, "up"), []);
        });

        it("removes one from its middle and touches no other", async () => {
            const before = workbench.emulator.calls.length;
            await allow(ACCOUNTS.filter((_, position) => position !== 15));
            assert.deepEqual(await operationsOf(stack, "up"), [
                `delete privatelink.VpcEndpointServiceUser whitelist-${ACCOUNTS[15]}`,
            ]);
            assert.deepEqual(written(before), [`RemoveUserFromVpcEndpointService ${ACCOUNTS[15]}`]);
        });

        it("adds one, the first by its UID, and touches no other", async () => {
            const before = workbench.emulator.calls.length;
            await allow([...ACCOUNTS.filter((_, position) => position !== 15), NEWCOMER]);
            assert.deepEqual(await operationsOf(stack, "up"), [
                `create privatelink.VpcEndpointServiceUser whitelist-${NEWCOMER}`,
            ]);
            assert.deepEqual(written(before), [`AddUserToVpcEndpointService ${NEWCOMER}`]);
        });

        it("swaps several at once without a refused call", async () => {
            const before = workbench.emulator.calls.length;
            await allow(ACCOUNTS.slice(5));
            const operations = await operationsOf(stack, "up");
            assert.deepEqual(operations, [
                `create privatelink.VpcEndpointServiceUser whitelist-${ACCOUNTS[15]}`,
                ...[NEWCOMER, ...ACCOUNTS.slice(0, 5)].map(
                    (uid) => `delete privatelink.VpcEndpointServiceUser whitelist-${uid}`,
                ),
            ]);
            assert.equal(written(before).length, 7);
            assert.deepEqual(await held(), [ownerId, ...ACCOUNTS.slice(5)]);
        });

        it("is destroyed completely, and the calls about accounts were never refused", async () => {
            await operationsOf(stack, "destroy");
            assert.deepEqual(inventory(workbench.emulator), {});
            assert.deepEqual(refusals(workbench.emulator), [
                "GetVpcEndpointServiceAttribute EndpointServiceNotFound",
            ]);
        });
    });
});
