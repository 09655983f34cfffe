import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";

import { ProgramBarrier } from "../../../components/preflight/programBarrier";
import { Report } from "../../../components/preflight/report";
import { collectWarnings } from "../warnings";

const FINDING = { component: "Thing", propertyPath: "size", reason: "size: is bad." };
const MINUTE = 60;

/** A report with a finding. */
function reportOf(component: string): Report {
    const report = new Report(component);
    report.findings.push({ ...FINDING, component });
    return report;
}

describe("The barrier that components wait for", () => {
    const warnings = collectWarnings();

    it("passes once every lookup is answered, including lookups that follow from an answer", async () => {
        const answered: string[] = [];
        const barrier = new ProgramBarrier(() => answered.push("closed"), MINUTE);
        barrier.waitFor(
            "Thing",
            Promise.resolve().then(() => {
                answered.push("first");
                barrier.waitFor(
                    "Thing",
                    Promise.resolve().then(() => answered.push("second")),
                );
            }),
        );
        await barrier.passed;

        assert.deepEqual(answered, ["first", "second", "closed"]);
        assert.deepEqual(warnings, []);
    });

    it("rejects with all findings, including those that an answer leads to", async () => {
        const barrier = new ProgramBarrier(() => undefined, MINUTE);
        const other = new Report("Other");
        barrier.include(reportOf("Thing"));
        barrier.include(other);
        barrier.waitFor(
            "Other",
            Promise.resolve().then(() => {
                other.findings.push({ ...FINDING, component: "Other" });
            }),
        );

        await assert.rejects(barrier.passed, {
            message: "Thing:\n  - size: is bad.\nOther:\n  - size: is bad.",
        });
    });

    it("passes without an answer that never comes, and names the components that are not checked", async () => {
        const barrier = new ProgramBarrier(() => undefined, 0.02);
        barrier.waitFor("Thing", Promise.resolve());
        barrier.waitFor("Other", new Promise(() => undefined));
        await barrier.passed;

        assert.equal(warnings.length, 1);
        assert.match(
            warnings[0],
            /^1 lookups were not answered within 0\.02 seconds, .* not checked for Other\. .*lookupTimeoutSeconds.*"offline"/,
        );
    });

    it("still rejects with what was found when an answer never comes", async () => {
        const barrier = new ProgramBarrier(() => undefined, 0.02);
        barrier.include(reportOf("Thing"));
        barrier.waitFor("Other", new Promise(() => undefined));

        await assert.rejects(barrier.passed, { message: "Thing:\n  - size: is bad." });
    });

    it("does not reject what waits if something else takes the findings", async () => {
        const refused = new Promise<Error>((resolve) => {
            const barrier = new ProgramBarrier(() => undefined, MINUTE, resolve);
            barrier.include(reportOf("Thing"));
            void barrier.passed.finally(() => assert.fail("It did not wait."));
        });

        assert.equal((await refused).message, "Thing:\n  - size: is bad.");
    });

    it("refuses a program however many ways lead to what waits", () => {
        const { stdout, stderr } = spawnSync(
            process.execPath,
            [
                "-r",
                require.resolve("../../../tools/scripts/register.cjs"),
                path.join(__dirname, "deepProgram.ts"),
            ],
            // Only a process that will never end takes that long.
            { encoding: "utf8", timeout: 5 * 60_000, killSignal: "SIGKILL" },
        );

        assert.equal(stdout, "Thing:\n  - size: is bad. [things.size]", stderr);
    });
});
