import assert from "node:assert/strict";

import type { Stack } from "@pulumi/pulumi/automation";

import type { Language } from "../../tools/engine";
import * as holdings from "../end-to-end/holdings";
import { type Operation, operationsOf, up } from "../end-to-end/operations";
import { type LanguageBench, openLanguageBench } from "./languageBench";
import { filesOf } from "./pluginInstallation";

const SIDES = ["provider", "consumer", "connection"] as const;
type Side = (typeof SIDES)[number];

const ZONE = "eu-central-1b";

const TITLES: Readonly<Record<Language, string>> = {
    go: "Go",
    nodejs: "TypeScript",
    python: "Python",
    yaml: "YAML",
};

const CREATED: Readonly<Record<Side, readonly Operation[]>> = {
    provider: [
        "create ClbServiceResource service",
        "create EndpointService service",
        "create ecs.Instance ecs2",
        "create ecs.Instance ecs3",
        "create ecs.SecurityGroup backends",
        "create ecs.SecurityGroupRule backends-tcp-80-100.64.0.0/10",
        "create ecs.SecurityGroupRule backends-tcp-80-192.168.0.0/16",
        "create privatelink.VpcEndpointService service",
        `create privatelink.VpcEndpointServiceResource service-${ZONE}`,
        "create slb.ApplicationLoadBalancer service",
        "create slb.BackendServer service",
        "create slb.Listener service-80",
        "create vpc.Network vpc2",
        `create vpc.Switch vpc2-${ZONE}`,
    ],
    consumer: [
        "create InterfaceEndpoint endpoint",
        "create ecs.Instance ecs1",
        "create ecs.SecurityGroup client",
        "create ecs.SecurityGroup endpoint",
        "create ecs.SecurityGroupRule endpoint-icmp-10.10.0.0/16",
        "create ecs.SecurityGroupRule endpoint-tcp-80-10.10.0.0/16",
        "create privatelink.VpcEndpoint endpoint",
        `create privatelink.VpcEndpointZone endpoint-${ZONE}`,
        "create vpc.Network vpc1",
        `create vpc.Switch vpc1-${ZONE}`,
    ],
    connection: [
        "create EndpointConnection connection",
        "create privatelink.VpcEndpointServiceConnection connection",
    ],
};

/** Both sides of the same-account scenario as programs of a language, and then as those of others. */
export function describeSameAccount(
    language: Exclude<Language, "nodejs">,
    others: readonly Language[],
): void {
    describe(`the same-account example in ${TITLES[language]}`, () => {
        let bench: LanguageBench;
        let installation: string[];
        const stacks = {} as Record<Side, Stack>;
        const outputs = {} as Record<Side, Record<string, any>>;

        before(async () => {
            bench = await openLanguageBench();
            installation = filesOf(bench.plugin);
            for (const side of SIDES) {
                stacks[side] = await openIn(language, side);
            }
        });

        after(() => bench?.close());

        /** What the other languages' programs would do, asked while the next stack waits for the cloud. */
        const previews = new Map(others.map((other) => [other, [] as Promise<Operation[]>[]]));

        function previewInOthers(side: Side): void {
            for (const [other, asked] of previews) {
                const preview = openIn(other, side).then((stack) => operationsOf(stack, "preview"));
                // The test that it is for reports it.
                preview.catch(() => undefined);
                asked.push(preview);
            }
        }

        function openIn(each: Language, side: Side): Promise<Stack> {
            return each === "nodejs"
                ? bench.open(`examples/same-account/${side}`)
                : bench.openCopy({ language: each, folder: `examples/languages/${each}/${side}` });
        }

        for (const side of SIDES) {
            it(`comes up: the ${side} stack`, async () => {
                const done = await up(stacks[side]);
                outputs[side] = done.outputs;
                assert.deepEqual(done.operations, CREATED[side]);
                previewInOthers(side);
            });
        }

        it("gives a client in VPC1 the endpoint of the service in VPC2, accepted by its owner", async () => {
            assert.deepEqual(outputs.connection, { connectionStatus: "Connected" });
            const { endpointId, endpointDomain } = outputs.consumer;
            const endpoint = await holdings.endpoint(bench.owner, endpointId);
            assert.equal(endpoint.serviceId, outputs.provider.serviceId);
            assert.equal(endpoint.domain, endpointDomain);
            assert.equal(endpoint.connectionStatus, "Connected");
            assert.deepEqual(
                endpoint.zones.map(({ zoneId, status }) => `${zoneId} ${status}`),
                [`${ZONE} Connected`],
            );
            assert.deepEqual(
                await holdings.securityRules(bench.owner, endpoint.securityGroupIds[0]),
                ["ingress icmp -1/-1 10.10.0.0/16 Accept", "ingress tcp 80/80 10.10.0.0/16 Accept"],
            );
            const { loadBalancerId, backendIds } = outputs.provider;
            assert.deepEqual((await holdings.loadBalancer(bench.owner, loadBalancerId)).weights, {
                [backendIds.ecs2]: 100,
                [backendIds.ecs3]: 100,
            });
        });

        it("exports contracts with the fields that every language reads", () => {
            const { accountId } = bench.emulator.accounts[0];
            const { serviceId, serviceName } = outputs.provider;
            assert.deepEqual(
                outputs.provider.offer,
                spelledBy(language, {
                    contractVersion: 2,
                    serviceId,
                    serviceName,
                    regionId: "eu-central-1",
                    accountId,
                    zoneIds: [ZONE],
                    ports: [{ port: 80, protocol: "tcp" }],
                    acceptanceRequired: true,
                    payer: "Endpoint",
                    allowedAccountIds: [],
                    whitelistComplete: true,
                }),
            );
            const { endpointId, endpointDomain } = outputs.consumer;
            assert.deepEqual(
                outputs.consumer.request,
                spelledBy(language, {
                    contractVersion: 2,
                    endpointId,
                    serviceId,
                    regionId: "eu-central-1",
                    accountId,
                    zoneIds: [ZONE],
                    endpointDomain,
                }),
            );
        });

        it("made no call that was refused", () => {
            assert.deepEqual(holdings.refusals(bench.emulator), []);
        });

        for (const other of others) {
            it(`is, resource by resource, what the programs in ${TITLES[other]} create: they would change nothing`, async () => {
                assert.deepEqual(await Promise.all(previews.get(other) ?? []), [[], [], []]);
            });
        }

        it("changes nothing when it is run again", async () => {
            const writes = bench.emulator.calls.length;
            const again = SIDES.map((side) => operationsOf(stacks[side], "up"));
            assert.deepEqual(await Promise.all(again), [[], [], []]);
            assert.deepEqual(holdings.writes(bench.emulator, writes), []);
        });

        it("is destroyed in the opposite order, completely", async () => {
            for (const side of [...SIDES].reverse()) {
                await operationsOf(stacks[side], "destroy");
            }
            assert.deepEqual(holdings.inventory(bench.emulator), {});
        });

        it("did not change the plugin's installation", () => {
            assert.deepEqual(filesOf(bench.plugin), installation);
        });
    });
}

/** A contract with its fields named as a language names them. */
function spelledBy(language: Language, contract: Readonly<Record<string, unknown>>): object {
    return language !== "python"
        ? contract
        : Object.fromEntries(
              Object.entries(contract).map(([name, value]) => [
                  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
                  value,
              ]),
          );
}
