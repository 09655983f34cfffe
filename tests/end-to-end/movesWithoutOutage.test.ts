import assert from "node:assert/strict";

import { eventually, PRIVATELINK } from "../emulator/client";
import { agentIsUp, runScript } from "../emulator/scripts";
import { type Moved, type MovesBench, openMovesBench } from "./movesBench";

const ZONE = "eu-central-1a";

/** What a client got that never stopped asking: `<status> <page>`, in the order in which it came. */
interface Traffic {
    readonly answers: readonly string[];
    stop(): Promise<void>;
}

/** Requests by the endpoint's name, one after the other, each of which resolves the name. */
function traffic(bench: MovesBench, { clientId, endpointDomain }: Moved["outputs"]): Traffic {
    const answers: string[] = [];
    let isStopped = false;
    const request = `curl -s --connect-timeout 1 --max-time 5 -o page -w '%{http_code}' http://${endpointDomain}/ || true; echo " $(cat page)"; rm -f page`;
    const running = (async () => {
        while (!isStopped) {
            const script = `for turn in 1 2 3 4 5 6 7 8 9 10; do ${request}; done`;
            const { output } = await runScript(bench.owner, clientId as string, script);
            answers.push(...output.toString().trim().split("\n"));
        }
    })();
    running.catch(() => undefined);
    return {
        answers,
        async stop() {
            isStopped = true;
            await running;
        },
    };
}

describe("a service that changes its CLB while a client uses it", () => {
    let bench: MovesBench;
    let held: Moved["outputs"];
    let running: Traffic;
    /** The load balancers by the number of the server that answers behind them. */
    let one: string;
    let two: string;

    before(async () => {
        bench = await openMovesBench("balancers");
        held = (await bench.become("first")).outputs;
        await agentIsUp(bench.owner, held.clientId as string);
        await bench.page(held);
        one = (await zone()).ResourceId;
        running = traffic(bench, held);
    });

    after(async () => {
        await running?.stop();
        await bench?.close();
    });

    async function zone(): Promise<Record<string, string>> {
        const { Connections } = await bench.owner.call(PRIVATELINK, "ListVpcEndpointConnections", {
            ServiceId: held.serviceId,
        });
        return Connections[0].Zones[0];
    }

    const call = (action: string, parameters: Record<string, unknown>) =>
        bench.owner.call(PRIVATELINK, action, {
            ServiceId: held.serviceId,
            ZoneId: ZONE,
            ...parameters,
        });

    const becomes = (status: string) => eventually(zone, ({ ZoneStatus }) => ZoneStatus === status);

    /** That the client has been served since, by the server. */
    async function servedBy(name: string): Promise<void> {
        const since = running.answers.length;
        await eventually(
            () => running.answers.slice(since),
            (answers) => answers.length >= 20,
            60_000,
        );
        assert.ok(running.answers.at(-1)?.includes(name), running.answers.at(-1));
    }

    const refusedToLose = async () => {
        assert.match(
            await bench.refusal("second", "preview"),
            new RegExp(
                `detaches ${one} in ${ZONE} from ${held.serviceId}, to which endpoints are connected: ${held.endpointId} of account`,
            ),
        );
    };

    it("gets the second CLB beside the first, which it cannot lose yet", async () => {
        await bench.become("two");
        const { Resources } = await bench.owner.call(
            PRIVATELINK,
            "ListVpcEndpointServiceResources",
            { ServiceId: held.serviceId },
        );
        two = (Resources as Record<string, string>[]).find(({ ResourceId }) => ResourceId !== one)
            ?.ResourceId as string;
        await servedBy("one");
        await refusedToLose();
    });

    it("gives the first CLB to no further connection, and nothing of it is undone by an update", async () => {
        await call("UpdateVpcEndpointServiceResourceAttribute", {
            ResourceId: one,
            AutoAllocatedEnabled: false,
        });
        assert.deepEqual((await bench.become("two")).operations, []);
        await servedBy("one");
    });

    it("moves the zone to the second CLB, while the first one is still in use", async () => {
        await call("UpdateVpcEndpointZoneConnectionResourceAttribute", {
            EndpointId: held.endpointId,
            ResourceId: two,
            ResourceType: "slb",
            ResourceReplaceMode: "Graceful",
        });
        await becomes("Migrated");
        await servedBy("two");
        await refusedToLose();
        assert.deepEqual((await bench.become("two")).operations, []);
    });

    it("loses the first CLB once its part of the connection is closed", async () => {
        await call("DisableVpcEndpointZoneConnection", {
            EndpointId: held.endpointId,
            ReplacedResource: true,
        });
        await becomes("Connected");
        const { operations, outputs } = await bench.become("second");
        assert.deepEqual(operations, [
            "delete ClbServiceResource web",
            "delete privatelink.VpcEndpointServiceResource web-eu-central-1a",
            "delete slb.ApplicationLoadBalancer web",
            "delete slb.BackendServer web",
            "delete slb.Listener web-80",
        ]);
        assert.deepEqual(outputs, held);
        await servedBy("two");
    });

    it("has answered every request from the first to the last", async () => {
        await running.stop();
        const { answers } = running;
        const failed = answers.filter((answer) => !answer.startsWith("200 <h1>Hello from "));
        assert.deepEqual(failed, []);
        assert.ok(answers.length >= 100, String(answers.length));
    });

    it("does not change afterwards, and is destroyed completely", () => bench.settleAndDestroy());
});
