import assert from "node:assert/strict";

import { readNetwork } from "../../tools/diagram/readNetwork";
import { drawDiagram, type StackState } from "../../tools/diagram";
import { stacksOf, stacksWith, stateTexts } from "./situations";

const OWNER = "1000000000000001";
const CONSUMER = "1000000000000002";
const OTHER_CONSUMER = "1000000000000003";

/** The connections, each as its endpoint's account and its state. */
function connectionsOf(stacks: readonly StackState[]): string[] {
    const { connections, endpoints } = readNetwork(stacks);
    return connections.map(({ endpointId, state, description }) => {
        const endpoint = endpoints.find(({ id }) => id === endpointId);
        return `${endpoint?.account} ${state}: ${description}`;
    });
}

/** What belongs to whom: the names of parts by account. */
function namesByAccount(
    parts: readonly { readonly account: string; readonly name: string }[],
): string[] {
    return parts.map(({ account, name }) => `${account} ${name}`);
}

const without = (stacks: readonly StackState[], ...types: string[]): StackState[] =>
    stacks.map((stack) => ({
        ...stack,
        resources: stack.resources.filter(({ type }) => !types.includes(type)),
    }));

describe("a network read from the state of stacks", () => {
    describe("of the same account", () => {
        const network = readNetwork(stacksOf("same-account"));

        it("has everything in one account", () => {
            const parts = [
                ...network.vpcs,
                ...network.servers,
                ...network.services,
                ...network.endpoints,
                ...network.loadBalancers,
            ];
            assert.deepEqual([...new Set(parts.map(({ account }) => account))], [OWNER]);
            assert.ok(parts.every(({ origin }) => origin === "made"));
        });

        it("has the VPCs with their ranges, and the vSwitches in their zones", () => {
            assert.deepEqual(
                network.vpcs.map(({ name, cidrBlock }) => `${name} ${cidrBlock}`),
                ["vpc1 10.10.0.0/16", "vpc2 192.168.0.0/16"],
            );
            assert.deepEqual(
                network.vswitches.map(({ cidrBlock, zoneId }) => `${zoneId} ${cidrBlock}`),
                ["eu-central-1b 10.10.0.0/24", "eu-central-1b 192.168.24.0/24"],
            );
        });

        it("has the CLB with its listener and the weights of its servers", () => {
            const [{ kind, listeners, backends, vswitchIds, zoneIds }] = network.loadBalancers;
            assert.equal(kind, "CLB");
            assert.deepEqual(zoneIds, ["eu-central-1b"]);
            assert.equal(
                network.vswitches.find(({ id }) => id === vswitchIds[0])?.cidrBlock,
                "192.168.24.0/24",
            );
            assert.deepEqual(listeners, [{ protocol: "tcp", port: "80", backendPort: "80" }]);
            assert.deepEqual(
                backends
                    .map(({ serverId, weight }) => {
                        const server = network.servers.find(({ id }) => id === serverId);
                        return `${server?.name} ${weight}`;
                    })
                    .sort(),
                ["ecs2 100", "ecs3 100"],
            );
        });

        it("has the endpoint with its network interface and what its security group allows", () => {
            const [{ interfaces, rules, domain }] = network.endpoints;
            assert.match(domain, /^ep-.*\.privatelink\.aliyuncs\.com$/);
            assert.equal(interfaces.length, 1);
            assert.match(interfaces[0].eniId, /^eni-/);
            assert.match(interfaces[0].address, /^10\.10\.0\.\d+$/);
            assert.deepEqual(
                rules.map(({ protocol, ports, cidrBlock }) => [protocol, ports, cidrBlock]).sort(),
                [
                    ["icmp", "", "10.10.0.0/16"],
                    ["tcp", "80", "10.10.0.0/16"],
                ],
            );
        });

        it("has the service with its ports, and by which zone it has the CLB", () => {
            const [{ ports, attachments, acceptanceRequired }] = network.services;
            assert.deepEqual(ports, [{ protocol: "tcp", port: "80" }]);
            assert.equal(acceptanceRequired, true);
            assert.deepEqual(attachments, [
                {
                    loadBalancerId: network.loadBalancers[0].id,
                    resourceType: "slb",
                    zoneId: "eu-central-1b",
                },
            ]);
        });
    });

    describe("of several accounts", () => {
        const network = readNetwork(stacksOf("cross-account"));

        it("knows from the contracts what belongs to whom", () => {
            assert.deepEqual(namesByAccount(network.services), [`${OWNER} A service behind a CLB`]);
            assert.deepEqual(namesByAccount(network.endpoints).sort(), [
                `${CONSUMER} endpoint`,
                `${OTHER_CONSUMER} endpoint`,
            ]);
            assert.deepEqual(namesByAccount(network.vpcs).sort(), [
                `${OWNER} vpc2`,
                `${CONSUMER} vpc1`,
                `${OTHER_CONSUMER} vpc1`,
            ]);
            assert.deepEqual([...network.services[0].allowedAccountIds].sort(), [
                CONSUMER,
                OTHER_CONSUMER,
            ]);
        });

        it("has a connection for each consumer", () => {
            assert.deepEqual(connectionsOf(stacksOf("cross-account")).sort(), [
                `${CONSUMER} connected: Connected`,
                `${OTHER_CONSUMER} connected: Connected`,
            ]);
        });

        it("draws the same picture, regardless of the order of stacks and resources", async () => {
            for (const situation of ["cross-account", "alb", "nlb"] as const) {
                const stacks = stacksOf(situation);
                const reversed = stacks
                    .map((stack) => ({ ...stack, resources: [...stack.resources].reverse() }))
                    .reverse();
                assert.deepEqual(await drawDiagram(reversed), await drawDiagram(stacks));
            }
        });
    });

    describe("with stacks that check it", () => {
        it("is the same as without them", async () => {
            for (const situation of ["same-account", "cross-account", "alb", "nlb"] as const) {
                const titles = Object.keys(stateTexts(situation));
                const others = titles.filter((title) => !title.startsWith("check"));
                assert.ok(others.length < titles.length);
                assert.deepEqual(
                    await drawDiagram(stacksOf(situation)),
                    await drawDiagram(stacksOf(situation, ...others)),
                );
            }
        });

        it("has nothing of its own to draw", () =>
            assert.rejects(
                drawDiagram(stacksOf("cross-account", "check-1")),
                /There is nothing to draw/,
            ));
    });

    describe("of an ALB", () => {
        const network = readNetwork(stacksOf("alb"));

        it("has the load balancer in its zones, and the servers of its group", () => {
            const [{ kind, address, zoneIds, listeners, backends }] = network.loadBalancers;
            assert.equal(kind, "ALB");
            assert.equal(address, "192.168.3.10, 192.168.5.10");
            assert.deepEqual(zoneIds, ["cn-hangzhou-h", "cn-hangzhou-i"]);
            assert.deepEqual(listeners, [{ protocol: "HTTP", port: "80" }]);
            assert.deepEqual(
                backends.map(({ port, weight }) => `${port} ${weight}`),
                ["80 100", "80 100"],
            );
        });

        it("has a network interface of the endpoint in each zone", () => {
            assert.deepEqual(
                network.endpoints[0].interfaces.map(({ zoneId }) => zoneId),
                ["cn-hangzhou-h", "cn-hangzhou-i"],
            );
        });
    });

    describe("of an NLB", () => {
        const network = readNetwork(stacksOf("nlb"));

        it("has the load balancer in its zones, and the servers that are attached to its group", () => {
            const [{ kind, origin, address, zoneIds, listeners, backends }] = network.loadBalancers;
            assert.equal(network.loadBalancers.length, 1);
            assert.deepEqual([kind, origin], ["NLB", "made"]);
            assert.match(address, /^192\.168\.3\.\d+, 192\.168\.5\.\d+$/);
            assert.deepEqual(zoneIds, ["cn-hangzhou-h", "cn-hangzhou-i"]);
            assert.deepEqual(listeners, [{ protocol: "TCP", port: "80" }]);
            const names = network.servers.map(({ id, name }) => [id, name] as const);
            assert.deepEqual(
                backends
                    .map(({ serverId, port, weight }) => [
                        new Map(names).get(serverId),
                        `${port} ${weight}`,
                    ])
                    .sort(),
                [
                    ["ecs03", "80 100"],
                    ["ecs04", "80 100"],
                ],
            );
        });

        it("has a listener of a range, and a server that is known by its address alone", () => {
            const changed = readNetwork(
                stacksWith("nlb", {
                    "alicloud:nlb/listener:Listener": {
                        listenerPort: 0,
                        startPort: 5000,
                        endPort: 5010,
                    },
                    "alicloud:nlb/serverGroupServerAttachment:ServerGroupServerAttachment": {
                        serverId: "192.168.9.9",
                        serverIp: "192.168.9.9",
                    },
                }),
            );
            const [{ listeners, backends }] = changed.loadBalancers;
            assert.deepEqual(listeners, [{ protocol: "TCP", port: "5000-5010" }]);
            assert.deepEqual(
                backends.map(({ serverId }) => serverId),
                ["192.168.9.9", "192.168.9.9"],
            );
        });

        it("is drawn with its listener and its servers", async () => {
            const { svg } = await drawDiagram(stacksOf("nlb"));
            assert.match(svg, /NLB/);
            assert.match(svg, /TCP 80/);
        });
    });

    describe("of a program in one stack", () => {
        it("has both sides and their connection", () => {
            const { vpcs, services, endpoints } = readNetwork(stacksOf("single-stack"));
            assert.deepEqual([vpcs.length, services.length, endpoints.length], [2, 1, 1]);
            assert.deepEqual(connectionsOf(stacksOf("single-stack")), [
                `${OWNER} connected: Connected`,
            ]);
        });
    });

    describe("shows of a connection", () => {
        it("that it waits before anyone has accepted it", () => {
            assert.deepEqual(connectionsOf(stacksOf("before-acceptance")), [
                `${OWNER} waiting: Waits to be accepted`,
            ]);
        });

        it("that it was closed, next to one that is open", () => {
            assert.deepEqual(connectionsOf(stacksOf("disconnected")).sort(), [
                `${CONSUMER} connected: Connected`,
                `${OTHER_CONSUMER} disconnected: Disconnected`,
            ]);
        });

        it("that the service accepts automatically what no stack enables", () => {
            const service = "alicloud:privatelink/vpcEndpointService:VpcEndpointService";
            const automatic = stacksWith("before-acceptance", {
                [service]: { autoAcceptConnection: true },
            });
            assert.deepEqual(connectionsOf(automatic), [
                `${OWNER} waiting: Accepted by the service itself`,
            ]);
        });

        it("that it is open if only the endpoint shows it", () => {
            const endpoint = "alicloud:privatelink/vpcEndpoint:VpcEndpoint";
            const open = stacksWith("before-acceptance", {
                [endpoint]: { connectionStatus: "Connected" },
            });
            assert.deepEqual(connectionsOf(open), [`${OWNER} connected: Connected`]);
        });
    });

    describe("where stacks are missing", () => {
        it("has the service and its account from what the consumer read of the provider", () => {
            const { services } = readNetwork(stacksOf("cross-account", "consumer-1"));
            assert.deepEqual(
                services.map(({ account, origin, ports }) => ({ account, origin, ports })),
                [{ account: OWNER, origin: "named", ports: [{ port: "80", protocol: "tcp" }] }],
            );
        });

        it("has the endpoint and its account from what the connection stack read of the consumer", () => {
            const stacks = stacksOf("cross-account", "provider", "connection-2");
            const { endpoints } = readNetwork(stacks);
            assert.deepEqual(
                endpoints.map(({ account, origin }) => ({ account, origin })),
                [{ account: OTHER_CONSUMER, origin: "named" }],
            );
            assert.deepEqual(connectionsOf(stacks), [`${OTHER_CONSUMER} connected: Connected`]);
        });

        it("has a load balancer that no stack created, from the service", () => {
            const stacks = without(
                stacksOf("same-account"),
                "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer",
            );
            const [{ origin, kind, account, listeners, backends }] =
                readNetwork(stacks).loadBalancers;
            assert.deepEqual(
                { origin, kind, account },
                { origin: "named", kind: "CLB", account: OWNER },
            );
            // What the stack makes on it is known nevertheless.
            assert.deepEqual([listeners.length, backends.length], [1, 2]);
        });

        it("has a VPC and a vSwitch that no stack created, from what is in them", () => {
            const stacks = without(
                stacksOf("same-account"),
                "alicloud:vpc/network:Network",
                "alicloud:vpc/switch:Switch",
            );
            const { vpcs, vswitches } = readNetwork(stacks);
            assert.deepEqual(
                vpcs.map(({ id, name, origin }) => [id === name, origin]),
                [
                    [true, "named"],
                    [true, "named"],
                ],
            );
            assert.deepEqual(
                vswitches.map(({ zoneId, origin }) => `${zoneId} ${origin}`),
                ["eu-central-1b named", "eu-central-1b named"],
            );
        });

        it("does not know the owner of resources that are in no contract", () => {
            const stacks = without(
                stacksOf("same-account", "provider"),
                "alicloud-privatelink:index:EndpointService",
                "pulumi:pulumi:Stack",
            );
            const [{ account }] = readNetwork(stacks).services;
            const { accounts } = readNetwork(stacks);
            assert.equal(accounts.find(({ key }) => key === account)?.accountId, undefined);
        });
    });

    describe("of a service with many consumers, of whom the owner's stacks alone are drawn", () => {
        const CONNECTION =
            "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection";
        const owners = stacksOf("cross-account").filter(({ resources }) =>
            resources.some(({ type }) => type === CONNECTION),
        );

        /** The owner's stacks, with so many connections more, of which some wait. */
        function withConnections(number: number, waiting = 0): StackState[] {
            return owners.map((stack) => ({
                ...stack,
                resources: stack.resources.flatMap((resource) =>
                    resource.type === CONNECTION
                        ? Array.from({ length: number }, (_, index) => ({
                              ...resource,
                              urn: `${resource.urn}-${index}`,
                              id: `${resource.id}-${index}`,
                              outputs: {
                                  ...resource.outputs,
                                  endpointId: `ep-${index}`,
                                  status: index < waiting ? "Pending" : "Connected",
                              },
                          }))
                        : [resource],
                ),
            }));
        }

        it("has each of them, up to eight", () => {
            const { endpoints } = readNetwork(withConnections(8));
            assert.equal(endpoints.length, 8);
        });

        it("has one box for more than that, with how many are connected", () => {
            const { accounts, connections, endpoints } = readNetwork(withConnections(52, 3));
            const said = "49 connected, 3 waiting";
            assert.deepEqual(
                endpoints.map(({ name }) => name),
                [`52 endpoints of 1 account, ${said}`],
            );
            assert.deepEqual(
                connections.map(({ state, description }) => `${state}: ${description}`),
                [`connected: ${said}`],
            );
            assert.ok(accounts.some(({ key }) => key === endpoints[0].account));
        });

        it("is drawn with the numbers, and without a single one of them", async () => {
            const { mermaid } = await drawDiagram(withConnections(52, 3));
            assert.match(mermaid, /52 endpoints of 1 account/);
            assert.doesNotMatch(mermaid, /ep-17/);
        });
    });
});
