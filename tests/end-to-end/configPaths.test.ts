import assert from "node:assert/strict";

import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";

import { failureOf } from "./operations";
import { openWorkbench, type Workbench } from "./workbench";

type Inputs = Record<string, any>;

describe("pulumi config set --path in the examples", () => {
    let workbench: Workbench;

    before(async () => {
        workbench = await openWorkbench();
    });

    after(() => workbench?.close());

    /** Sets a path as on the command line, and takes its key away after the action. */
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

    async function refuses(
        stack: Stack,
        paths: Readonly<Record<string, string>>,
        ...expected: string[]
    ): Promise<void> {
        const output = await having(stack, paths, () => failureOf(stack, "preview"));
        for (const text of expected) {
            assert.ok(output.includes(text), `"${text}" is missing in:\n${output}`);
        }
        assert.doesNotMatch(output, /^\s+at \S/m);
    }

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

        it("adds a server, and removes a default one with false", async () => {
            const found = await planned(stack, { "backends.ecs4": "20", "backends.ecs3": "false" });
            assert.deepEqual(instances(found), ["Instance ecs2", "Instance ecs4"]);
        });

        it("keeps texts that look like numbers or booleans", async () => {
            const found = await planned(stack, {
                "tags.cost": "42",
                "tags.live": "true",
                "allowedAccountIds[0]": "1000000000000002",
            });
            assert.deepEqual(found["Instance ecs2"].tags, { cost: "42", live: "true" });
            assert.ok("VpcEndpointServiceUser service-1000000000000002" in found);
        });

        it("refuses an invalid weight, the removal of what is no default, and an unknown key", async () => {
            await refuses(
                stack,
                { "backends.ecs2": "many" },
                'backends.ecs2: found "many". It must be a number.',
            );
            await refuses(
                stack,
                { "backends.ecs9": "false" },
                'backends.ecs9: found false, which leaves a default out, and those are "ecs2", "ecs3".',
            );
            await refuses(
                stack,
                { "backend.ecs2": "50" },
                'Config: found "backend", which this project does not read. It reads ',
                'Remove the key with "pulumi config rm backend".',
            );
        });
    });

    describe("of a service behind an ALB", () => {
        let stack: Stack;

        before(async () => {
            stack = await workbench.open("examples/alb/provider");
        });

        it("changes a property of a server, of a zone and of a listener, and leaves the others alone", async () => {
            const found = await planned(stack, {
                "backends.ecs03.weight": "20",
                "zones.cn-hangzhou-h.vswitchCidrBlock": "192.168.9.0/24",
                "zones.cn-hangzhou-h.loadBalancerAddress": "192.168.9.10",
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

        it("refuses a property that an entry does not have, and an entry without what it needs", async () => {
            await refuses(
                stack,
                { "backends.ecs03.wieght": "20" },
                'backends.ecs03: found "wieght", which is not known there.',
            );
            await refuses(
                stack,
                { "zones.cn-hangzhou-j.vswitchCidrBlock": "192.168.9.0/24" },
                "zones.cn-hangzhou-j.loadBalancerAddress: is missing. It must be a text.",
            );
        });
    });
});
