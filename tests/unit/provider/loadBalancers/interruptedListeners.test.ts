import * as assert from "node:assert/strict";

import { ClbServiceResource } from "../../../../index";
import type { Inputs } from "../../cloud";
import { run } from "../../harness";
import { componentUrnOf, urnOf } from "../../stackState";
import { collectWarnings } from "../../warnings";

const CLB = "alicloud-privatelink:index:ClbServiceResource";
const LISTENER_URN = urnOf(CLB, "alicloud:slb/listener:Listener", "app-80");
const LOAD_BALANCER: Record<string, Inputs> = {
    // The id that a load balancer gets under mocks.
    [urnOf(CLB, "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer", "app")]: {
        id: "ApplicationLoadBalancer/app",
    },
};
const LISTENER: Record<string, Inputs> = {
    [LISTENER_URN]: { frontendPort: 80, protocol: "tcp", backendPort: 80 },
};
const component = (ports: unknown[]): Record<string, Inputs> => ({
    [componentUrnOf(CLB, "app")]: { loadBalancerId: "ApplicationLoadBalancer/app", ports },
});

describe("A listener that an update left unfinished", () => {
    const warnings = collectWarnings();

    /** How often the cloud is asked for listeners, by a program with one at port 80. */
    async function lookupsOf(
        stackState: Record<string, Inputs>,
        found: readonly Inputs[],
    ): Promise<number> {
        const { invokes } = await run(
            () => new ClbServiceResource("app", { vswitchId: "vsw-1", listeners: [{ port: 80 }] }),
            {
                stackState,
                answer: (token) =>
                    token.endsWith("getListeners") ? { slbListeners: found } : undefined,
            },
        );
        return invokes.filter(({ token }) => token.endsWith("getListeners")).length;
    }

    it("is named with the command that repairs it where the state does not have it", async () => {
        await lookupsOf(LOAD_BALANCER, [{ frontendPort: 80, protocol: "tcp", status: "stopped" }]);
        assert.match(
            warnings.join(),
            /load balancer ApplicationLoadBalancer\/app has a listener for tcp at port 80 that is not in this stack.*alicloud-privatelink-repair/,
        );
    });

    it("is named with the command that creates it again where it was not started", async () => {
        await lookupsOf({ ...LOAD_BALANCER, ...LISTENER }, [
            { frontendPort: 80, protocol: "tcp", status: "stopped" },
        ]);
        assert.match(warnings.join(), /created but not started/);
        assert.ok(warnings.join().includes(`pulumi up --replace '${LISTENER_URN}'`));
    });

    it("is not looked for at another port, with another protocol, or once it runs", async () => {
        for (const found of [
            [{ frontendPort: 81, protocol: "tcp", status: "stopped" }],
            [{ frontendPort: 80, protocol: "udp", status: "stopped" }],
        ]) {
            assert.equal(await lookupsOf(LOAD_BALANCER, found), 1);
        }
        const running = [{ frontendPort: 80, protocol: "tcp", status: "running" }];
        assert.equal(await lookupsOf({ ...LOAD_BALANCER, ...LISTENER }, running), 1);
        assert.deepEqual(warnings, []);
    });

    it("costs no lookup for a new load balancer, or for listeners that an update has finished", async () => {
        assert.equal(await lookupsOf({}, []), 0);
        const finished = component([{ port: 80, protocol: "tcp" }]);
        assert.equal(await lookupsOf({ ...LOAD_BALANCER, ...LISTENER, ...finished }, []), 0);
    });

    it("is looked for where the last finished update was without it", async () => {
        const before = component([{ port: 8080, protocol: "tcp" }]);
        await lookupsOf({ ...LOAD_BALANCER, ...LISTENER, ...before }, [
            { frontendPort: 80, protocol: "tcp", status: "stopped" },
        ]);
        assert.match(warnings.join(), /not started/);
    });
});
