import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { type CallRecord, type Emulator, parsePolicy, type RamUser } from "../../tools/emulator";
import * as holdings from "./holdings";
import { failureOf, operationsOf } from "./operations";
import { filledIn, type PolicyName, readPolicy, userWith } from "./ramPolicies";
import { openWorkbench, type Workbench } from "./workbench";

const REGION = "eu-central-1";
const CREATE_ENDPOINT = "CreateVpcEndpoint";

describe("without a permission", () => {
    let workbench: Workbench;
    let provider: { stack: Stack; user: RamUser };
    let consumer: { stack: Stack; user: RamUser };
    let onCall: ((record: CallRecord) => void) | undefined;

    before(async () => {
        workbench = await openWorkbench({ onCall: (record) => onCall?.(record) });
        provider = await open("provider");
        consumer = await open("consumer");
    });

    after(() => workbench?.close());

    async function open(kind: PolicyName) {
        const user = userWith(workbench.emulator, place(workbench.emulator), kind);
        const stack = await workbench.open(`examples/same-account/${kind}`, {}, undefined, {
            account: user,
        });
        return { stack, user };
    }

    function permit(user: RamUser, name: PolicyName, ...without: string[]): void {
        const document = filledIn(readPolicy(name), place(workbench.emulator), without);
        user.policies = [parsePolicy(document)];
    }

    it("what needs it is named with the permission", async () => {
        const { stack, user } = provider;
        const missing = "privatelink:CreateVpcEndpointService";
        permit(user, "provider", missing);
        const output = await failureOf(stack, "up");
        assert.match(output, /VpcEndpointService service \*\*creating failed/);
        assert.match(output, /NoPermission[\s\S]*privatelink:CreateVpcEndpointService/);
        const denied = workbench.emulator.calls.filter(({ status }) => status === 403);
        assert.deepEqual([...new Set(denied.map(nameOf))], [missing]);
    });

    it("the next step is named once the first has its permission", async () => {
        const { stack, user } = provider;
        permit(user, "provider", "privatelink:AttachResourceToVpcEndpointService");
        const output = await failureOf(stack, "up");
        assert.match(
            output,
            new RegExp(`VpcEndpointServiceResource service-${REGION}b \\*\\*creating failed`),
        );
        permit(user, "provider");
        assert.deepEqual(await operationsOf(stack, "up"), [
            `create privatelink.VpcEndpointServiceResource service-${REGION}b`,
        ]);
        assert.deepEqual(await operationsOf(stack, "up"), []);
    });

    it("for lookups, a preview warns once of all that is not checked, and succeeds", async () => {
        const { stack, user } = consumer;
        permit(user, "consumer", "privatelink:ListVpcEndpoints");
        const { stdout, stderr } = await stack.preview({ color: "never" });
        const warnings = `${stdout}${stderr}`.match(/^\s*warning: .*$/gm) ?? [];
        assert.equal(warnings.length, 1, `${stdout}${stderr}`);
        assert.match(
            warnings[0],
            /The credentials may not look up PrivateLink, so the rules about them are not checked\. Allow privatelink:ListVpcEndpoints, or set preflight to "offline"\./,
        );
        assert.doesNotMatch(stdout, /SDKError|\n\s+at /);
    });

    it("for PrivateLink's own role, the first endpoint of an account fails", async () => {
        const { stack, user } = consumer;
        permit(user, "consumer", "ram:CreateServiceLinkedRole");
        const output = await failureOf(stack, "up");
        assert.match(output, /VpcEndpoint endpoint \*\*creating failed/);
        assert.match(output, /CheckServiceLinkRoleError/);
    });

    it("that expires in the middle of an update, nothing is lost: the next one goes on", async () => {
        const { emulator } = workbench;
        const { ram, clock } = emulator.cloud;
        const role = ram.addRole({
            ...place(emulator),
            name: "deployer",
            policies: [parsePolicy(filledIn(readPolicy("consumer"), place(emulator)))],
        });
        const hour = () => new Date(clock.now().getTime() + 3_600_000);
        const session = ram.addSession(role, "pipeline", hour());
        const openWith = (account: typeof session) =>
            workbench.open(`examples/same-account/consumer`, {}, undefined, { account });
        const expiring = await openWith(session);
        onCall = ({ action }) => {
            if (action === CREATE_ENDPOINT) {
                session.expiration = clock.now();
            }
        };
        const output = await failureOf(expiring, "up");
        onCall = undefined;
        assert.match(output, /InvalidSecurityToken\.Expired/);
        assert.equal(holdings.inventory(emulator).endpoint, 1);

        const renewed = await openWith(ram.addSession(role, "pipeline", hour()));
        await operationsOf(renewed, "up");
        assert.deepEqual(await operationsOf(renewed, "up"), []);
        assert.equal(holdings.inventory(emulator).endpoint, 1);
        await operationsOf(renewed, "destroy");
        await operationsOf(provider.stack, "destroy");
        assert.deepEqual(emulator.inventory(), []);
    });
});

const nameOf = ({ product, action }: CallRecord): string => `${product}:${action}`;

function place({ accounts }: Pick<Emulator, "accounts">) {
    return { accountId: accounts[0].accountId, regionId: REGION };
}
