import assert from "node:assert/strict";

import { VPC } from "../emulator/client";
import { repairKilled, runRepair } from "../kills/killedRun";
import { repairInTerminal } from "../kills/repairTerminal";
import { Stage } from "../kills/stage";

describe("what killed runs left, repaired by a person's choice", () => {
    let stage: Stage;

    before(async () => {
        stage = await Stage.open({ scenario: "same-account", stack: "provider" });
    });

    after(() => stage?.close());

    function vpcIds(): string[] {
        const found = stage.workbench.emulator.inventory().filter(({ kind }) => kind === "VPC");
        return found.map(({ id }) => id).sort();
    }

    it("is not touched while two resources look alike and none is named", async () => {
        await stage.kill({ action: "CreateVpc", when: "after" });
        await stage.stack.cancel();
        await stage.kill({ action: "CreateVpc", when: "after" });

        const said = await repairKilled(stage.stack);

        const alike = vpcIds().join("|");
        assert.match(
            said,
            RegExp(`^vpc\\.Network vpc2: (${alike}) and (${alike}) look like it`, "m"),
        );
        assert.equal(vpcIds().length, 2);
    });

    it("is not imported where --only names both, as the state can have one", async () => {
        const [one, other] = vpcIds();

        await assert.rejects(
            runRepair(stage.stack, ["--import", "--only", one, "--only", other]),
            /^vpc2: vpc-\w+ and vpc-\w+ cannot both be imported/m,
        );

        assert.deepEqual(vpcIds(), [one, other]);
    });

    it("is imported where --only names one of them", async () => {
        const [one, other] = vpcIds();

        await runRepair(stage.stack, ["--import", "--only", one]);

        const said = await runRepair(stage.stack, ["--only", other]);
        assert.match(
            said,
            RegExp(`^vpc\\.Network vpc2: ${other} exists beside ${one}, which`, "m"),
        );
    });

    it("is listed by --doubles, which deletes nothing by itself", async () => {
        const before = vpcIds();

        const said = await runRepair(stage.stack, ["--doubles", "--delete"]);

        assert.match(said, /^vpc\.Network vpc2: vpc-\w+ exists beside vpc-\w+, which/m);
        assert.deepEqual(vpcIds(), before);
    });

    it("is left as it is by --only with another id, which is said", async () => {
        const before = vpcIds();

        await assert.rejects(
            runRepair(stage.stack, ["--delete", "--only", "vpc-none"]),
            /--only: found vpc-none, which is not listed as something that can be imported or deleted\./,
        );

        assert.deepEqual(vpcIds(), before);
    });

    it("is asked about in a terminal until the answer is one of the choices", async () => {
        const [one, other] = vpcIds();
        const asked: string[] = [];

        const said = await repairInTerminal(stage.stack, ["--only", other], (about) => {
            asked.push(about);
            return asked.length === 1 ? "import" : "Delete";
        });

        assert.deepEqual(asked, Array(2).fill(`vpc.Network vpc2, ${other}`));
        assert.match(said, /Now run "pulumi up"\.\n$/);
        assert.deepEqual(vpcIds(), [one]);
    });

    it("is deleted by each --only that is given", async () => {
        const kept = vpcIds();
        const vpc2 = { VpcName: "vpc2", CidrBlock: "192.168.0.0/16" };
        for (let count = 1; count <= 2; count += 1) {
            await stage.workbench.owner.call(VPC, "CreateVpc", vpc2);
        }
        const doubles = vpcIds().filter((id) => !kept.includes(id));

        const only = doubles.flatMap((id) => ["--only", id]);
        await runRepair(stage.stack, ["--delete", ...only]);

        assert.deepEqual([doubles.length, vpcIds()], [2, kept]);
    });

    it("is left or imported, as a terminal's answers say", async () => {
        await stage.kill({ action: "CreateVSwitch", when: "after" });
        await stage.stack.cancel();

        // What else was being created at that moment depends on the machine.
        await repairInTerminal(stage.stack, [], (about) =>
            about.startsWith("vpc.Switch ") ? "leave" : "import",
        );
        assert.match(
            await runRepair(stage.stack, []),
            /^vpc\.Switch vpc2-eu-central-1b: vsw-\w+ exists, and the state does not have it/m,
        );
        await repairInTerminal(stage.stack, [], () => "import");

        assert.match(await runRepair(stage.stack, []), /Nothing was found that the state does not/);
    });

    it("is in the end what the cloud has, and goes away as a whole", () => stage.finish());
});
