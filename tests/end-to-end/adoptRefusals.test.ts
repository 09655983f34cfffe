import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";

import type { Account } from "../../tools/emulator";
import { AdoptionBench } from "./adoption";
import { ByHand, type Network, type PublishedByHand, ZONES } from "./byHand";
import { openWorkbench, type Workbench } from "./workbench";

describe("an adoption that is refused", () => {
    let workbench: Workbench;
    let bench: AdoptionBench;
    let byHand: ByHand;
    let owner: Account;
    let consumer: Account;
    let network: Network;
    let service: PublishedByHand;

    before(async () => {
        workbench = await openWorkbench();
        bench = new AdoptionBench(workbench);
        byHand = new ByHand(workbench.emulator);
        [owner, consumer] = workbench.emulator.accounts;
        network = await byHand.network(byHand.owner, "10.0.0.0/16");
        const id = await byHand.loadBalancer("slb", network);
        service = await byHand.service("slb", [{ id, zoneIds: [ZONES[0]] }]);
    });

    after(() => workbench?.close());

    /** Runs the command; gives back what it says, once it is known that it is one sentence and no project. */
    async function refusal(
        name: string,
        status: number,
        parameters: readonly string[],
        {
            account = owner,
            environment,
        }: {
            readonly account?: Account;
            readonly environment?: Readonly<Record<string, string | undefined>>;
        } = {},
    ): Promise<string> {
        const folder = bench.folder(name);
        const ran = await bench.run(account, [...parameters, "--out", folder], environment);
        assert.equal(ran.status, status, ran.errors || ran.output);
        assert.doesNotMatch(ran.errors, /\n\s+at /, "it shows a stack trace");
        assert.ok(!existsSync(path.join(folder, "index.ts")), "it wrote a program");
        return ran.errors;
    }

    it("names what is missing, the region and the account, for an id that does not exist", async () => {
        assert.equal(
            await refusal("missing", 1, ["epsrv-0000"]),
            `Account ${owner.accountId} has no endpoint service epsrv-0000 in eu-central-1. Check the id, the region (ALICLOUD_REGION) and whose access key is used.\n`,
        );
        assert.equal(
            await refusal("missing-endpoint", 1, ["ep-0000"]),
            `Account ${owner.accountId} has no endpoint ep-0000 in eu-central-1. Check the id, the region (ALICLOUD_REGION) and whose access key is used.\n`,
        );
    });

    it("does the same for a service of another account", async () => {
        assert.match(
            await refusal("foreign", 1, [service.serviceId], { account: consumer }),
            new RegExp(
                `^Account ${consumer.accountId} has no endpoint service ${service.serviceId} in eu-central-1\\. [^\\n]*\\n$`,
            ),
        );
    });

    it("does the same for a service of another region", async () => {
        const environment = { ALICLOUD_REGION: "cn-hangzhou" };
        assert.match(
            await refusal("region", 1, [service.serviceId], { environment }),
            new RegExp(
                `^Account ${owner.accountId} has no endpoint service ${service.serviceId} in cn-hangzhou\\. [^\\n]*\\n$`,
            ),
        );
    });

    it("says which credentials are missing", async () => {
        const environment = { ALICLOUD_ACCESS_KEY: undefined, ALICLOUD_SECRET_KEY: undefined };
        assert.equal(
            await refusal("credentials", 1, [service.serviceId], { environment }),
            "There are no credentials. Set ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or give --config alicloud:profile=<profile>.\n",
        );
    });

    it("says that the region is missing", async () => {
        assert.equal(
            await refusal("no-region", 1, [service.serviceId], {
                environment: { ALICLOUD_REGION: undefined },
            }),
            "alicloud:region: is not set. Set ALICLOUD_REGION, or give --config alicloud:region=<region>.\n",
        );
    });

    it("says what an id must be, and how the command is used", async () => {
        assert.match(
            await refusal("malformed", 2, ["lb-1"]),
            /^id: found "lb-1"\. Must be the id of an endpoint service \(epsrv-\.\.\.\) or of an endpoint \(ep-\.\.\.\)\.\nUsage: /,
        );
        assert.match(
            await refusal("none", 2, []),
            /^id: is missing\. Must be the id of an endpoint service \(epsrv-\.\.\.\) or of an endpoint \(ep-\.\.\.\)\.\nUsage: /,
        );
        assert.match(
            await refusal("two", 2, ["ep-1", "ep-2"]),
            /^id: found ep-1, ep-2\. Give one of them\.\nUsage: /,
        );
    });

    it("overwrites nothing", async () => {
        const folder = bench.folder("full");
        await mkdir(folder, { recursive: true });
        await writeFile(path.join(folder, "notes.txt"), "");

        assert.equal(
            await refusal("full", 1, [service.serviceId]),
            `--out: found ${folder}, which is not empty, and nothing in it is overwritten. Name another folder.\n`,
        );
    });

    it("says what a component needs, for what it cannot express", async () => {
        const { serviceId, serviceName } = await byHand.service("nlb", []);
        assert.match(
            await refusal("no-balancer", 1, [serviceId]),
            new RegExp(
                `^${serviceId} has no load balancer, and an EndpointService has at least one\\.`,
            ),
        );
        await byHand.allow(serviceId, consumer.accountId);
        const consumers = await byHand.network(byHand.consumer, "10.1.0.0/16");
        const groupId = await byHand.securityGroup(consumers, 443);
        const endpointId = await byHand.endpoint(serviceName, consumers, [], {
            SecurityGroupId: [groupId],
        });
        assert.match(
            await refusal("no-zone", 1, [endpointId], { account: consumer }),
            new RegExp(
                `^${endpointId} is in no zone, and an InterfaceEndpoint is in at least one\\.`,
            ),
        );
    });
});
