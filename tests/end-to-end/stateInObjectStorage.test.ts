import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import S3rver from "@20minutes/s3rver";
import type { Stack } from "@pulumi/pulumi/automation";

import { type Account, DEFAULT_ACCOUNTS, type RamUser } from "../../tools/emulator";
import { ByHand } from "./byHand";
import { connections, service } from "./holdings";
import { operationsOf, up } from "./operations";
import { userWith } from "./ramPolicies";
import { openWorkbench, type Workbench } from "./workbench";

/** Accounts of consumers, each of which has a stack of the owner to itself. */
const CONSUMERS: readonly Account[] = [3, 4, 5].map((index) => ({
    accountId: `100000000000000${index}`,
    accessKeyId: `emulator-consumer-${index}`,
    accessKeySecret: `emulator-consumer-${index}-secret`,
    privateLinkOpened: true,
}));

const BUCKET = "state";

describe("a stack for each consumer of one service, with their state in S3-compatible storage", () => {
    let workbench: Workbench;
    let storage: S3rver;
    let directory: string;
    let serviceId: string;
    let serviceName: string;
    let owner: RamUser;
    /** In the order of the consumers. */
    let stacks: Stack[];

    before(async () => {
        workbench = await openWorkbench({
            accounts: [...DEFAULT_ACCOUNTS, ...CONSUMERS],
            transitionMilliseconds: 50,
        });
        directory = await mkdtemp(path.join(tmpdir(), "s3-"));
        storage = new S3rver({
            address: "127.0.0.1",
            port: 0,
            silent: true,
            directory,
            configureBuckets: [{ name: BUCKET, configs: [] }],
        });
        const { port } = await storage.run();
        const query = `endpoint=http://127.0.0.1:${port}&s3ForcePathStyle=true&region=eu-central-1`;
        const environment = {
            PULUMI_BACKEND_URL: `s3://${BUCKET}?${query}`,
            // Those that the server knows.
            AWS_ACCESS_KEY_ID: "S3RVER",
            AWS_SECRET_ACCESS_KEY: "S3RVER",
        };
        const [{ accountId: ownerId }] = DEFAULT_ACCOUNTS;
        // May do what docs/ram says of a stack with a map, and nothing else.
        const place = { accountId: ownerId, regionId: "eu-central-1" };
        owner = userWith(workbench.emulator, place, "consumers");
        ({ serviceId, serviceName } = await new ByHand(workbench.emulator).service("slb", []));
        stacks = await Promise.all(
            CONSUMERS.map(({ accountId }) =>
                workbench.open(
                    "tests/end-to-end/programs/component",
                    {
                        "component:class": "EndpointServiceConsumers",
                        "component:args": {
                            serviceId,
                            consumers: { [accountId]: { maxEndpoints: 1 } },
                        },
                    },
                    `${workbench.stackName}-${accountId}`,
                    { environment, account: owner },
                ),
            ),
        );
    });

    after(async () => {
        await storage?.close();
        if (directory !== undefined) {
            await rm(directory, { recursive: true });
        }
        await workbench?.close();
    });

    const everyUp = () => Promise.all(stacks.map((stack) => up(stack)));

    const statuses = async () =>
        (await connections(workbench.owner, serviceId)).map(({ status }) => status).sort();

    async function whitelist(): Promise<readonly string[]> {
        const { allowedAccountIds } = await service(workbench.owner, serviceId);
        return allowedAccountIds.filter((uid: string) => uid !== DEFAULT_ACCOUNTS[0].accountId);
    }

    it("are updated at the same time, and each whitelists its consumer", async () => {
        await everyUp();
        assert.deepEqual(
            [...(await whitelist())].sort(),
            CONSUMERS.map((each) => each.accountId),
        );
        const kept = await readdir(path.join(directory, BUCKET), { recursive: true });
        for (const { name } of stacks) {
            assert.ok(
                kept.some((file) => file.includes(`${name}.json`)),
                `${name} is not among ${kept.join(", ")}`,
            );
        }
    });

    it("accept at the same time, each the endpoint of its consumer alone", async () => {
        await Promise.all(
            CONSUMERS.map(async (account) => {
                const byHand = new ByHand(workbench.emulator, account);
                const network = await byHand.network(byHand.consumer, "10.0.0.0/16");
                await byHand.endpoint(serviceName, network, []);
            }),
        );
        const updates = await everyUp();
        for (const [index, { operations }] of updates.entries()) {
            assert.equal(operations.length, 1);
            assert.ok(operations[0].includes(CONSUMERS[index].accountId), operations[0]);
        }
        assert.deepEqual(await statuses(), ["Connected", "Connected", "Connected"]);
    });

    it("have nothing to change afterwards, also after a refresh", async () => {
        for (const command of ["refresh", "preview"] as const) {
            const found = await Promise.all(stacks.map((stack) => operationsOf(stack, command)));
            assert.deepEqual(found, [[], [], []]);
        }
    });

    it("end one by one, while the others are updated, and touch no other consumer", async () => {
        const [first, ...others] = stacks;
        await Promise.all([
            operationsOf(first, "destroy"),
            ...others.map((stack) => operationsOf(stack, "up")),
        ]);
        assert.deepEqual(await statuses(), ["Connected", "Connected", "Disconnected"]);
        const [, ...left] = CONSUMERS.map(({ accountId }) => accountId);
        assert.deepEqual([...(await whitelist())].sort(), left);
    });

    it("need no permission but those of the policy for a map of consumers", () => {
        const denied = workbench.emulator.calls
            .filter(({ status }) => status === 403)
            .map(({ action }) => action);
        assert.deepEqual([...new Set(denied)], []);
    });
});
