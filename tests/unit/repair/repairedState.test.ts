import * as assert from "node:assert/strict";

import { repairedState, type Taken } from "../../../repair/repairedState";
import { creating, deploymentOf, resourceOf, urnOf, VPC, VSWITCH } from "./deployments";

describe("the repaired state", () => {
    const network = resourceOf(VPC, "net", { inputs: { cidrBlock: "10.0.0.0/16" } });
    const vswitch = resourceOf(VSWITCH, "net-a", {
        inputs: { vpcId: "vpc-1" },
        dependencies: [network.urn, urnOf(VPC, "gone")],
        propertyDependencies: { vpcId: [network.urn, urnOf(VPC, "gone")], tags: null },
    });
    const wanted = (resource: Taken["resource"], id: string): Taken => ({
        resource,
        id,
        as: "wanted",
    });
    it("has what was lost, with the inputs that the engine noted, and no operation as pending", () => {
        const { deployment, leftovers } = repairedState(
            deploymentOf([], [creating(network), creating(vswitch)]),
            [wanted(network, "vpc-1")],
        );

        assert.deepEqual(deployment.resources?.at(-1), {
            ...network,
            id: "vpc-1",
            outputs: network.inputs,
            dependencies: [],
            propertyDependencies: {},
        });
        assert.deepEqual(deployment.pending_operations, []);
        assert.deepEqual(leftovers, []);
    });

    it("keeps everything else as it was", () => {
        const before = deploymentOf([resourceOf(VPC, "other", { id: "vpc-9" })]);

        const { deployment } = repairedState(before, [wanted(network, "vpc-1")]);

        assert.deepEqual(deployment.resources?.slice(0, -1), before.resources);
        assert.deepEqual(deployment.manifest, before.manifest);
    });

    it("has dependencies before what depends on them, and none that is gone", () => {
        const { deployment } = repairedState(deploymentOf([]), [
            wanted(vswitch, "vsw-1"),
            wanted(network, "vpc-1"),
        ]);

        const added = deployment.resources?.slice(-2) ?? [];
        assert.deepEqual(
            added.map(({ id }) => id),
            ["vpc-1", "vsw-1"],
        );
        assert.deepEqual(added[1].dependencies, [network.urn]);
        assert.deepEqual(added[1].propertyDependencies, { vpcId: [network.urn], tags: [] });
    });

    it("has a leftover under a name of its own, so that its double stays", () => {
        const kept = resourceOf(VPC, "net", { id: "vpc-2" });

        const { deployment, leftovers } = repairedState(deploymentOf([kept]), [
            { resource: { ...network, protect: true }, id: "vpc-1", as: "leftover" },
        ]);

        const [double, leftover] = deployment.resources?.slice(-2) ?? [];
        assert.equal(double, kept);
        assert.deepEqual(leftovers, [`${network.urn}-leftover-1`]);
        assert.equal(leftover.urn, leftovers[0]);
        assert.equal(leftover.id, "vpc-1");
        assert.equal(leftover.protect, false);
    });

    it("has leftovers that need each other as the cloud deletes them", () => {
        const { deployment, leftovers } = repairedState(
            deploymentOf([resourceOf(VPC, "net", { id: "vpc-2" })]),
            [
                { resource: vswitch, id: "vsw-1", as: "leftover" },
                { resource: network, id: "vpc-1", as: "leftover" },
            ],
        );

        assert.deepEqual(leftovers, [`${network.urn}-leftover-1`, `${vswitch.urn}-leftover-1`]);
        assert.ok(deployment.resources?.at(-1)?.dependencies?.includes(leftovers[0]));
    });

    it("names the provider as the state has it now", () => {
        const old = {
            ...network,
            provider: `${urnOf("pulumi:providers:alicloud", "default")}::old`,
        };

        const { deployment } = repairedState(deploymentOf([]), [wanted(old, "vpc-1")]);

        assert.equal(
            deployment.resources?.at(-1)?.provider,
            `${urnOf("pulumi:providers:alicloud", "default")}::provider-1`,
        );
    });
});
