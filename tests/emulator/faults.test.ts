import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";

import {
    type Emulator,
    FAULT_NAMES,
    FAULTS,
    type FaultName,
    type FaultPlan,
    type FaultRule,
    parseFaults,
    startEmulator,
} from "../../tools/emulator";
import {
    ALB,
    type Clients,
    clients,
    CONSUMER,
    ECS,
    eventually,
    PRIVATELINK,
    PVTZ,
    refusal,
    SLB,
    STS,
    type Versioned,
    VPC,
} from "./client";

const README = path.join(__dirname, "../../tools/emulator/README.md");
const VPC_CIDR_BLOCK = "10.0.0.0/16";

/** What each fault answers to an action of each product that can meet it. */
const REFUSALS: readonly (readonly [FaultName, Versioned, string, string, number])[] = [
    ["throttle", PRIVATELINK, "CreateVpcEndpoint", "Throttling.User", 400],
    ["throttle", VPC, "DescribeVSwitches", "Throttling", 400],
    ["throttle", ECS, "RunInstances", "Throttling.Resource", 429],
    ["throttle", ECS, "DescribeInstances", "Throttling", 400],
    ["throttle", STS, "GetCallerIdentity", "Throttling.User", 400],
    ["unavailable", SLB, "DescribeLoadBalancers", "ServiceUnavailable", 503],
    ["unavailable", ALB, "ListLoadBalancers", "ServiceUnavailable", 400],
    ["internal-error", VPC, "CreateVpc", "InternalError", 500],
    ["internal-error", STS, "GetCallerIdentity", "InternalError", 500],
    ["busy", SLB, "CreateLoadBalancer", "SystemBusy", 400],
    ["busy", VPC, "DeleteVSwitch", "OperationFailed.SystemBusy", 400],
    ["busy", PVTZ, "AddZone", "System.Busy", 400],
    ["locked", PRIVATELINK, "AddZoneToVpcEndpoint", "EndpointLocked", 400],
    ["locked", PRIVATELINK, "UpdateVpcEndpointServiceAttribute", "EndpointServiceLocked", 400],
    ["locked", PRIVATELINK, "EnableVpcEndpointConnection", "ConcurrentCallNotSupported", 400],
    ["locked", VPC, "CreateVSwitch", "TaskConflict", 400],
    ["locked", ALB, "CreateListener", "LockFailed", 400],
    ["locked", SLB, "CreateLoadBalancer", "OperationFailed.TokenIsProcessing", 400],
    ["clb-busy", SLB, "CreateLoadBalancerTCPListener", "ListenerProcessing", 400],
    ["clb-busy", SLB, "StartLoadBalancerListener", "Operation.Deny", 400],
    ["clb-busy", SLB, "AddBackendServers", "BackendServerProcessing", 400],
    ["clb-busy", SLB, "DeleteLoadBalancer", "ServiceIsConfiguring", 400],
    ["alb-busy", ALB, "DeleteServerGroup", "ResourceInConfiguring", 400],
    ["alb-busy", ALB, "StartListener", "ResourceInConfiguring.Listener", 400],
    ["alb-busy", ALB, "UpdateLoadBalancerZones", "-21013", 400],
    ["alb-busy", ALB, "DeleteLoadBalancer", "IncorrectStatus.LoadBalancer", 400],
    ["forbidden", PRIVATELINK, "ListVpcEndpoints", "NoPermission", 403],
    ["forbidden", SLB, "DescribeLoadBalancers", "Forbidden", 403],
    ["forbidden", ECS, "DescribeInstances", "Forbidden.RAM", 403],
];

/** Calls that a fault lets pass. */
const NOT_AFFECTED: readonly (readonly [FaultName, Versioned, string])[] = [
    ["busy", PRIVATELINK, "ListVpcEndpoints"],
    ["locked", PRIVATELINK, "ListVpcEndpoints"],
    ["clb-busy", SLB, "DescribeLoadBalancers"],
    ["clb-busy", ALB, "ListLoadBalancers"],
    ["alb-busy", SLB, "DescribeLoadBalancers"],
    ["forbidden", STS, "GetCallerIdentity"],
    ["lost", VPC, "DescribeVpcs"],
];

describe("a fault of the emulator", () => {
    let emulator: Emulator;
    let owner: Clients;

    before(async () => {
        emulator = await startEmulator({ transitionMilliseconds: 1 });
        owner = clients(emulator);
    });
    beforeEach(() => emulator.faults.clear());
    after(() => emulator.stop());

    function meet(rule: FaultRule, more: Partial<FaultPlan> = {}): void {
        emulator.faults.set({ rules: [rule], ...more });
    }

    function vpcNames(): string[] {
        return emulator.cloud.vpc.vpcs.all().map(({ name }) => name);
    }

    const createVpc = (VpcName: string, more = {}) =>
        owner.call(VPC, "CreateVpc", { CidrBlock: VPC_CIDR_BLOCK, VpcName, ...more });

    for (const [fault, product, action, code, status] of REFUSALS) {
        it(`${fault}: ${action} is refused with ${code}, HTTP ${status}`, async () => {
            meet({ fault, turns: { every: 1 } });
            const refused = await refusal(owner.call(product, action));
            assert.deepEqual([refused.code, refused.status], [code, status]);
            const record = emulator.calls.at(-1);
            assert.deepEqual([record?.fault, record?.code], [fault, code]);
        });
    }

    for (const [fault, product, action] of NOT_AFFECTED) {
        it(`${fault}: ${action} is answered`, async () => {
            meet({ fault, turns: { every: 1 } });
            assert.ok((await owner.call(product, action)).RequestId);
        });
    }

    it("reset: the call has no effect", async () => {
        meet({ fault: "reset", turns: { every: 1 } });
        await assert.rejects(createVpc("reset"), /ECONNRESET|socket hang up/);
        assert.ok(!vpcNames().includes("reset"));
    });

    for (const fault of ["lost", "cut"] as const) {
        it(`${fault}: the call takes effect once, and the same ClientToken gets its answer`, async () => {
            meet({ fault, turns: { first: 1 }, actions: "CreateVpc" });
            const named = { ClientToken: `token-${fault}` };
            await assert.rejects(createVpc(fault, named), /ECONNRESET|socket hang up|aborted/);
            const { VpcId } = await createVpc(fault, named);
            assert.deepEqual(
                emulator.cloud.vpc.vpcs
                    .all()
                    .flatMap(({ id, name }) => (name === fault ? [id] : [])),
                [VpcId],
            );
        });
    }

    it("slow: the call takes effect only when it is answered", async () => {
        meet({ fault: "slow", turns: { first: 1 } }, { slowMilliseconds: 50 });
        const startedAt = performance.now();
        const answer = createVpc("slow");
        await eventually(
            () => emulator.calls.length,
            () => !vpcNames().includes("slow"),
        );
        await answer;
        assert.ok(performance.now() - startedAt >= 45);
        assert.ok(vpcNames().includes("slow"));
    });

    it("lag: a read does not see what was written just now, a later one does", async () => {
        meet({ fault: "lag", turns: { first: 1 } }, { lagMilliseconds: 60_000 });
        const { VpcId } = await createVpc("lag");
        const read = () => owner.call(VPC, "DescribeVpcAttribute", { VpcId });
        assert.equal((await refusal(read())).code, "InvalidVpcID.NotFound");
        assert.equal((await read()).VpcName, "lag");
    });

    it("lag: a write that was read before is not undone", async () => {
        const { VpcId } = await createVpc("before");
        const vpc = () => owner.call(VPC, "DescribeVpcAttribute", { VpcId });
        // A VPC that is still being created cannot be changed.
        await eventually(vpc, ({ Status }) => Status === "Available");
        const read = async () => (await vpc()).VpcName as string;
        meet({ fault: "lag", turns: { first: 1 } }, { lagMilliseconds: 60_000 });
        await owner.call(VPC, "ModifyVpcAttribute", { VpcId, VpcName: "after" });
        assert.equal(await read(), "before");
        assert.equal(await read(), "after");
    });

    it("lag: what was written long ago is seen", async () => {
        meet({ fault: "lag", turns: { every: 1 } }, { lagMilliseconds: 1 });
        const { VpcId } = await createVpc("long ago");
        await eventually(
            () => owner.call(VPC, "DescribeVpcs", { VpcId }),
            ({ TotalCount }) => TotalCount === 1,
        );
    });

    it("stale-list: a list does not show what was written just now, the resource itself is found", async () => {
        meet({ fault: "stale-list", turns: { every: 1 } }, { lagMilliseconds: 60_000 });
        const { VpcId } = await createVpc("listed");
        const { TotalCount } = await owner.call(VPC, "DescribeVpcs", { VpcId });
        assert.equal(TotalCount, 0);
        const found = await owner.call(VPC, "DescribeVpcAttribute", { VpcId });
        assert.equal(found.VpcName, "listed");
    });

    /** For each of so many calls of an action, whether it met the fault. */
    async function hits(count: number, client: Clients = owner): Promise<boolean[]> {
        const found: boolean[] = [];
        for (let call = 0; call < count; call += 1) {
            await client.call(VPC, "DescribeVpcs").catch(() => undefined);
            found.push(emulator.calls.at(-1)?.fault !== undefined);
        }
        return found;
    }

    describe("meets", () => {
        it("every third call of an action, wherever the seed begins", async () => {
            for (const seed of [0, 1, 2, 3]) {
                meet({ fault: "throttle", turns: { every: 3 } }, { seed });
                const found = await hits(9);
                const first = found.indexOf(true);
                assert.deepEqual(
                    found,
                    found.map((_, index) => index % 3 === first),
                );
            }
        });

        it("calls with a probability, the same ones with the same seed and others with another", async () => {
            const run = async (seed: number) => {
                meet({ fault: "throttle", turns: { probability: 0.5 } }, { seed });
                return hits(24);
            };
            const first = await run(7);
            assert.deepEqual(await run(7), first);
            assert.notDeepEqual(await run(8), first);
        });

        it("the first calls of every action, or all after them", async () => {
            meet({ fault: "throttle", turns: { first: 2 } });
            assert.deepEqual(await hits(4), [true, true, false, false]);
            meet({ fault: "throttle", turns: { after: 2 } });
            assert.deepEqual(await hits(4), [false, false, true, true]);
        });

        it("only the actions of its pattern, whole names of them", async () => {
            for (const [actions, hit] of [
                ["Describe*s", true],
                ["DescribeVpcs", true],
                ["DescribeVpc", false],
                ["Describe.pcs", false],
            ] as const) {
                meet({ fault: "throttle", turns: { every: 1 }, actions });
                assert.deepEqual(await hits(1), [hit], actions);
            }
        });

        it("only the calls of its account", async () => {
            const { accountId } = CONSUMER;
            meet({ fault: "throttle", turns: { every: 1 }, accountId });
            assert.deepEqual(await hits(1), [false]);
            assert.deepEqual(await hits(1, clients(emulator, CONSUMER)), [true]);
        });
    });
});

describe("the faults' flag", () => {
    it("takes every fault with every way to say which calls", () => {
        for (const fault of FAULT_NAMES) {
            assert.deepEqual(parseFaults(`${fault}=3`), [{ fault, turns: { every: 3 } }]);
        }
        assert.deepEqual(
            parseFaults("lost=first@CreateLoadBalancer*, slow=0.25,forbidden=after10"),
            [
                { fault: "lost", turns: { first: 1 }, actions: "CreateLoadBalancer*" },
                { fault: "slow", turns: { probability: 0.25 } },
                { fault: "forbidden", turns: { after: 10 } },
            ],
        );
    });

    for (const wrong of [
        "",
        "fire=1",
        "lost",
        "lost=",
        "lost=0",
        "lost=1.5",
        "lost=last",
        "lost=after",
    ]) {
        it(`refuses "${wrong}" and says what it takes`, () => {
            assert.throws(() => parseFaults(wrong), /It takes NAME=TURNS/);
        });
    }
});

describe("the catalogue of faults", () => {
    it("stands in the README, with what happens and where it is known from", () => {
        const readme = readFileSync(README, "utf8").replaceAll(/ +/g, " ");
        for (const [name, { what, source }] of Object.entries(FAULTS)) {
            const row = `| \`${name}\` | ${what} | ${source} |`;
            assert.ok(readme.includes(row), `tools/emulator/README.md lacks the row ${row}`);
        }
    });
});
