import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import { type Belongings, belongingsOf } from "../emulator/belongings";
import { clients, PRIVATELINK, REGION } from "../emulator/client";
import { operationsOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

const ZONE = `${REGION}a`;
const ACTION = "ListVpcEndpointServicesByEndUser";

describe("a preview of an endpoint of a service that the account may not use", () => {
    let workbench: Workbench;
    let stack: Stack;
    let owned: Belongings;
    let serviceId: string;
    let consumerAccount: string;

    before(async () => {
        workbench = await openWorkbench();
        const [owner, consumer] = workbench.emulator.accounts;
        consumerAccount = consumer.accountId;
        serviceId = (await belongingsOf(workbench.emulator, owner, "by-hand")).service;
        owned = await belongingsOf(workbench.emulator, consumer, "by-hand");
        stack = await workbench.open(
            "tests/end-to-end/programs/component",
            { "component:class": "InterfaceEndpoint", "component:args": {} },
            workbench.stackName,
            { account: consumer },
        );
    });

    after(() => workbench?.close());

    const nameOf = (id: string) => `com.aliyuncs.privatelink.${REGION}.${id}`;

    async function setService(service: Readonly<Record<string, unknown>>): Promise<void> {
        await workbench.sandbox.configure(stack, {
            "component:args": {
                ...service,
                vpcId: owned.vpc,
                zones: [{ zoneId: ZONE, vswitchId: owned.vswitch }],
                ports: [{ port: 80 }],
                clientCidrBlocks: ["10.0.0.0/8"],
            },
        });
    }

    /** The warnings of a preview, and how often the list was asked for. */
    async function preview(): Promise<{ warnings: string[]; calls: number }> {
        const from = workbench.emulator.calls.length;
        const warnings: string[] = [];
        await stack.preview({
            color: "never",
            onEvent: ({ diagnosticEvent: diagnostic }) => {
                if (diagnostic?.severity === "warning" || diagnostic?.severity === "error") {
                    warnings.push(`${diagnostic.severity}: ${diagnostic.message.trim()}`);
                }
            },
        });
        const calls = workbench.emulator.calls.slice(from);
        return { warnings, calls: calls.filter(({ action }) => action === ACTION).length };
    }

    const warningOf = (path: string, found: string) =>
        `warning: InterfaceEndpoint "subject": ${path}: found "${found}", which is none of the endpoint services that account ` +
        `${consumerAccount} may use in ${REGION}. Either there is no such service, or its owner has not put the ` +
        "account on the whitelist yet. Unless that is done before, the cloud refuses the endpoint.";

    for (const [what, path, found] of [
        ["a name that is nobody's", "serviceName", () => nameOf("epsrv-nowhere")],
        ["an id that is nobody's", "serviceId", () => "epsrv-nowhere"],
        ["a service whose whitelist the account is not on", "serviceName", () => nameOf(serviceId)],
    ] as const) {
        it(`warns of ${what}, with one call`, async () => {
            await setService({ [path]: found() });
            assert.deepEqual(await preview(), { warnings: [warningOf(path, found())], calls: 1 });
        });
    }

    for (const [what, service] of [
        ["a service of Alibaba Cloud itself", { serviceName: "com.aliyuncs.dashscope" }],
        [
            "a service that is said to be in another region",
            { serviceName: nameOf("epsrv-nowhere"), serviceRegionId: REGION },
        ],
    ] as const) {
        it(`does not ask for ${what}`, async () => {
            await setService(service);
            assert.deepEqual(await preview(), { warnings: [], calls: 0 });
        });
    }

    it("says nothing with preflight offline", async () => {
        await setService({ serviceName: nameOf("epsrv-nowhere"), preflight: "offline" });
        assert.deepEqual(await preview(), { warnings: [], calls: 0 });
    });

    it("says nothing where the permission is missing, or the cloud does not answer", async () => {
        await setService({ serviceName: nameOf("epsrv-nowhere") });
        for (const fault of ["forbidden", "reset"] as const) {
            workbench.emulator.faults.set({
                rules: [{ fault, turns: { every: 1 }, actions: ACTION }],
            });
            assert.deepEqual((await preview()).warnings, [], fault);
        }
        workbench.emulator.faults.clear();
    });

    describe("once the account is on the whitelist", () => {
        before(async () => {
            await clients(workbench.emulator, workbench.emulator.accounts[0]).call(
                PRIVATELINK,
                "AddUserToVpcEndpointService",
                { ServiceId: serviceId, UserId: consumerAccount },
            );
            await setService({ serviceName: nameOf(serviceId) });
        });

        it("says nothing", async () => {
            assert.deepEqual(await preview(), { warnings: [], calls: 1 });
        });

        it("does not ask again for an endpoint that is there, also when the account is taken off", async () => {
            await operationsOf(stack, "up");
            await clients(workbench.emulator, workbench.emulator.accounts[0]).call(
                PRIVATELINK,
                "RemoveUserFromVpcEndpointService",
                { ServiceId: serviceId, UserId: consumerAccount },
            );
            assert.deepEqual(await preview(), { warnings: [], calls: 0 });
        });
    });
});
