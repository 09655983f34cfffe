import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";

import type { Account } from "../../tools/emulator";
import { AdoptionBench } from "./adoption";
import { type BalancerKind, ByHand, type Network, type PublishedByHand, ZONES } from "./byHand";
import { operationsOf, up } from "./operations";
import { policyActions, ramAction, WITHOUT_A_CALL, WITHOUT_PERMISSION } from "./ramPolicies";
import { openWorkbench, type Workbench } from "./workbench";

/** Actions that only read. */
const READING = /^(Describe|Get|List|Query)/;

describe("what was made by hand, and is adopted", () => {
    let workbench: Workbench;
    let bench: AdoptionBench;
    let byHand: ByHand;
    let ownerAccount: Account;
    let consumerAccount: Account;
    let ownersNetwork: Network;
    let consumersNetwork: Network;
    let groupId: string;
    const called = new Set<string>();

    before(async () => {
        workbench = await openWorkbench();
        bench = new AdoptionBench(workbench);
        byHand = new ByHand(workbench.emulator);
        [ownerAccount, consumerAccount] = workbench.emulator.accounts;
        ownersNetwork = await byHand.network(byHand.owner, "192.168.0.0/16");
        consumersNetwork = await byHand.network(byHand.consumer, "10.0.0.0/16");
        groupId = await byHand.securityGroup(consumersNetwork, 8443);
    });

    after(() => workbench?.close());

    for (const { title, kind, publish } of [
        {
            title: "a service behind two CLBs in one zone",
            kind: "slb",
            publish: async () => {
                const ids = [
                    await byHand.loadBalancer("slb", ownersNetwork),
                    await byHand.loadBalancer("slb", ownersNetwork),
                ];
                return byHand.service(
                    "slb",
                    ids.map((id) => ({ id, zoneIds: [ZONES[0]] })),
                    {
                        ServiceDescription: "Orders",
                        ConnectBandwidth: 1000,
                        Payer: "EndpointService",
                    },
                );
            },
        },
        {
            title: "a service behind an ALB",
            kind: "alb",
            publish: async () => {
                const id = await byHand.loadBalancer("alb", ownersNetwork);
                return byHand.service("alb", [{ id, zoneIds: ZONES }]);
            },
        },
        {
            title: "a service behind an NLB that serves in one of its zones",
            kind: "nlb",
            publish: async () => {
                const id = await byHand.loadBalancer("nlb", ownersNetwork);
                return byHand.service("nlb", [{ id, zoneIds: [ZONES[0]] }], {
                    ZoneAffinityEnabled: false,
                    Tag: [{ Key: "team", Value: "orders" }],
                });
            },
        },
    ] satisfies {
        title: string;
        kind: BalancerKind;
        publish: () => Promise<PublishedByHand>;
    }[]) {
        describe(title, () => {
            let service: PublishedByHand;
            let endpointId: string;
            let waitingId: string;
            let adopted: Adopted;
            let folder: string;
            let stack: Stack;

            before(async () => {
                service = await publish();
                await byHand.allow(service.serviceId, consumerAccount.accountId);
                const parameters = { SecurityGroupId: [groupId] };
                const make = () =>
                    byHand.endpoint(service.serviceName, consumersNetwork, [ZONES[0]], parameters);
                [endpointId, waitingId] = [await make(), await make()];
                await byHand.accept(
                    service.serviceId,
                    endpointId,
                    kind === "nlb" ? undefined : 500,
                );
                folder = bench.folder(kind);
            });

            it("is written as a program, and nothing but reading is done in the cloud", async () => {
                adopted = await bench.run(ownerAccount, [service.serviceId, "--out", folder]);

                assert.equal(adopted.status, 0, adopted.errors);
                assertOnlyReads(adopted);
                adopted.calls.forEach((call) => called.add(ramAction(call)));
            });

            it("has its load balancers, its whitelist and the accepted connection in the program", async () => {
                const text = await readFile(path.join(folder, "index.ts"), "utf8");

                for (const expected of [
                    ...service.loadBalancerIds,
                    consumerAccount.accountId,
                    `new EndpointConnection("${endpointId}"`,
                ]) {
                    assert.ok(text.includes(expected), `${expected} is not in:\n${text}`);
                }
            });

            it("says that the connection that waits is not in the program, there and in its output", async () => {
                const sentence = `The connection of ${waitingId} is Disconnected, and the program does not have it`;
                const text = await readFile(path.join(folder, "index.ts"), "utf8");

                assert.ok(adopted.output.includes(sentence), adopted.output);
                assert.ok(text.includes(sentence), text);
            });

            it("is imported, and then nothing is left to create, change or replace", async () => {
                stack = await bench.openStack(folder, ownerAccount);
                await bench.importInto(stack);

                const { operations, outputs } = await up(stack);

                assert.deepEqual(operations, []);
                assert.equal(outputs.offer.serviceId, service.serviceId);
                assert.deepEqual(await operationsOf(stack, "refresh"), []);
            });

            it("belongs to the program: what is changed there changes in the cloud", async () => {
                const file = path.join(folder, "index.ts");
                const text = await readFile(file, "utf8");
                await writeFile(file, text.replace(/\s+allowedAccountIds: .*\n/, "\n"));

                assert.deepEqual(await operationsOf(stack, "up"), [
                    `delete EndpointServiceWhitelist ${service.serviceId}`,
                    `delete privatelink.VpcEndpointServiceUser ${service.serviceId}-${consumerAccount.accountId}`,
                ]);
            });
        });
    }

    describe("an endpoint in two zones, with two security groups", () => {
        let endpointId: string;
        let folder: string;
        let adopted: Adopted;

        before(async () => {
            const id = await byHand.loadBalancer("nlb", ownersNetwork);
            const { serviceId, serviceName } = await byHand.service("nlb", [
                { id, zoneIds: ZONES },
            ]);
            await byHand.allow(serviceId, consumerAccount.accountId);
            const otherGroupId = await byHand.securityGroup(consumersNetwork, 9443);
            endpointId = await byHand.endpoint(serviceName, consumersNetwork, ZONES, {
                SecurityGroupId: [groupId, otherGroupId],
                EndpointName: "orders",
                EndpointDescription: "Orders of the shop",
                Tag: [{ Key: "team", Value: "shop" }],
            });
            folder = bench.folder("endpoint");
        });

        it("is written as a program, and nothing but reading is done in the cloud", async () => {
            adopted = await bench.run(consumerAccount, [
                endpointId,
                "--out",
                folder,
                "--name",
                "orders",
            ]);

            assert.equal(adopted.status, 0, adopted.errors);
            assertOnlyReads(adopted);
            adopted.calls.forEach((call) => called.add(ramAction(call)));
        });

        it("says of the addresses in its zones alone that the program does not have them, there and in its output", async () => {
            const text = await readFile(path.join(folder, "index.ts"), "utf8");
            const notes = adopted.output.match(/(?<=^ {2}- ).*$/gm) ?? [];

            assert.equal(notes.length, 1, adopted.output);
            assert.match(
                notes[0],
                new RegExp(
                    `^The addresses in its zones stay, ${ZONES.map((zone) => `10\\.0\\.\\d+\\.\\d+ in ${zone}`).join(" and ")}, but `,
                ),
            );
            assert.ok(text.includes(`// ${notes[0]}\n`), text);
        });

        it("is imported, and then nothing is left to create, change or replace", async () => {
            const stack = await bench.openStack(folder, consumerAccount);
            await bench.importInto(stack);

            const { operations, outputs } = await up(stack);

            assert.deepEqual(operations, []);
            assert.equal(outputs.request.endpointId, endpointId);
            assert.deepEqual(outputs.request.zoneIds, ZONES);
            assert.deepEqual(await operationsOf(stack, "refresh"), []);
        });
    });

    describe("an endpoint that the component would change, with a group that the checks refuse", () => {
        let endpointId: string;
        let folder: string;
        let adopted: Adopted;

        before(async () => {
            const id = await byHand.loadBalancer("slb", ownersNetwork);
            const attached = [{ id, zoneIds: [ZONES[0]] }];
            const { serviceId, serviceName } = await byHand.service("slb", attached);
            await byHand.allow(serviceId, consumerAccount.accountId);
            const redundantId = await byHand.securityGroup(consumersNetwork, 8443, "10.0.0.0/24");
            await byHand.open(redundantId, 8443, "10.0.0.0/16");
            // Without a name, which the component always sets.
            endpointId = await byHand.endpoint(serviceName, consumersNetwork, [ZONES[0]], {
                SecurityGroupId: [redundantId],
            });
            folder = bench.folder("unnamed");
        });

        it("is said to stay as it is, in the output and in the program", async () => {
            adopted = await bench.run(consumerAccount, [endpointId, "--out", folder]);

            assert.equal(adopted.status, 0, adopted.errors);
            assertOnlyReads(adopted);
            const text = await readFile(path.join(folder, "index.ts"), "utf8");
            for (const sentence of [
                `vpcEndpointName of VpcEndpoint ${endpointId} stays as it is in the cloud`,
                'The checks are off (preflight "offline"), for they refuse what the cloud has: securityGroupIds[0]',
            ]) {
                assert.ok(adopted.output.includes(sentence), adopted.output);
                assert.ok(text.includes(sentence), text);
            }
        });

        it("is imported, and then nothing is left to create, change or replace", async () => {
            const stack = await bench.openStack(folder, consumerAccount);
            await bench.importInto(stack);

            assert.deepEqual((await up(stack)).operations, []);
        });
    });

    // After the others: a suite runs its own tests before those of the suites in it.
    describe("the adoptions together", () => {
        it("need the permissions of docs/ram/adopt.json, and no other", () => {
            const needed = [...called].filter((action) => !WITHOUT_PERMISSION.includes(action));

            assert.deepEqual(
                policyActions("adopt").filter((action) => !WITHOUT_A_CALL.adopt.includes(action)),
                needed.sort(),
            );
        });
    });
});

type Adopted = Awaited<ReturnType<AdoptionBench["run"]>>;

function assertOnlyReads({ calls }: Adopted): void {
    const actions = calls.map(({ action }) => action);
    assert.ok(actions.length > 0, "no call was made");
    assert.deepEqual(
        actions.filter((action) => !READING.test(action ?? "")),
        [],
    );
}
