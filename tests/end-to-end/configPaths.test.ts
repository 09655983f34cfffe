import assert from "node:assert/strict";

import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";

import { openWorkbench, type Workbench } from "./workbench";

type Inputs = Record<string, any>;

describe("pulumi config set --path in the examples", () => {
    let workbench: Workbench;

    before(async () => {
        workbench = await openWorkbench();
    });

    after(() => workbench?.close());

    /** Sets a path as on the command line, and removes its key after the action. */
    async function having<T>(
        stack: Stack,
        paths: Readonly<Record<string, string>>,
        action: () => Promise<T>,
    ): Promise<T> {
        const { name: project } = await stack.workspace.projectSettings();
        const entries = Object.entries(paths).map(([path, value]) => ({
            path: `${project}:${path}`,
            value,
        }));
        for (const { path, value } of entries) {
            await stack.setConfig(path, { value }, true);
        }
        try {
            return await action();
        } finally {
            for (const { path } of entries) {
                await stack.removeConfig(/^[^.[]*/.exec(path)?.[0] ?? path);
            }
        }
    }

    /** The inputs of what a preview would make, for instance of `Instance ecs2`. */
    async function planned(
        stack: Stack,
        paths: Readonly<Record<string, string>>,
    ): Promise<Record<string, Inputs>> {
        const found: Record<string, Inputs> = {};
        const onEvent = ({ resourcePreEvent }: EngineEvent) => {
            const made = resourcePreEvent?.metadata.new;
            if (made !== undefined) {
                found[`${made.type.split(":").at(-1)} ${made.urn.split("::").at(-1)}`] =
                    made.inputs;
            }
        };
        await having(stack, paths, () => stack.preview({ color: "never", onEvent }));
        return found;
    }

    const instances = (found: Record<string, Inputs>) =>
        Object.keys(found)
            .filter((line) => line.startsWith("Instance "))
            .sort();

    describe("of a service behind a CLB", () => {
        let stack: Stack;

        before(async () => {
            stack = await workbench.open("examples/same-account/provider");
        });

        it("changes one server's weight and leaves the other alone", async () => {
            const found = await planned(stack, { "backends.ecs2": "50" });
            const servers = found["BackendServer service"].backendServers as Inputs[];
            assert.deepEqual(
                servers.map(({ weight }) => weight as number),
                [50, 100],
            );
        });

        it("adds a server beside those that are the default", async () => {
            const found = await planned(stack, { "backends.ecs4": "20" });
            assert.deepEqual(instances(found), ["Instance ecs2", "Instance ecs3", "Instance ecs4"]);
        });

        it("sets any argument of a component, and leaves the others at their defaults", async () => {
            const found = await planned(stack, {
                "service.connectBandwidth": "500",
                "service.payer": "EndpointService",
                "loadBalancer.deletionProtection": "true",
            });
            const { connectBandwidth, payer, serviceDescription } =
                found["VpcEndpointService service"];
            assert.deepEqual(
                [connectBandwidth, payer, serviceDescription],
                [500, "EndpointService", "A service behind a CLB"],
            );
            assert.equal(found["ApplicationLoadBalancer service"].deleteProtection, "on");
        });
    });

    describe("of a service behind an ALB", () => {
        let stack: Stack;

        before(async () => {
            stack = await workbench.open("examples/alb/provider");
        });

        it("changes a server, a zone and a listener, and leaves the others alone", async () => {
            const found = await planned(stack, {
                "weights.ecs03": "20",
                "vswitchCidrBlocks.cn-hangzhou-h": "192.168.9.0/24",
                "loadBalancerAddresses.cn-hangzhou-h": "192.168.9.10",
                "listeners[0].port": "8080",
            });
            const weights = (found["ServerGroup service"].servers as Inputs[]).map(
                ({ weight }) => weight as number,
            );
            assert.deepEqual(weights, [20, 100]);
            assert.deepEqual(
                ["h", "i"].map(
                    (zone) => found[`Switch vpc2-cn-hangzhou-${zone}`].cidrBlock as string,
                ),
                ["192.168.9.0/24", "192.168.5.0/24"],
            );
            const { listenerPort, listenerProtocol } = found["Listener service-8080"];
            assert.deepEqual([listenerPort, listenerProtocol], [8080, "HTTP"]);
        });

        it("adds a server, and leaves a default one out with false", async () => {
            const found = await planned(stack, {
                "backends.ecs05": "cn-hangzhou-h",
                "backends.ecs03": "false",
            });
            assert.deepEqual(instances(found), ["Instance ecs04", "Instance ecs05"]);
        });
    });
});
