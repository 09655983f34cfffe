// A program with very many ways from the barrier to what waits for it, in a process with V8's debugger, as
// Pulumi's runner starts one. If V8 walked all the ways, it would never end.
import { Session } from "node:inspector";

import { ProgramBarrier } from "../../../components/preflight/programBarrier";
import { Report } from "../../../components/preflight/report";

const LEVELS = 60;

const session = new Session();
session.connect();
session.post("Debugger.enable");

async function failedLookup(): Promise<void> {
    await Promise.resolve();
    throw new Error("no answer");
}

async function afterwards(earlier: Promise<unknown>): Promise<void> {
    await earlier;
}

process.on("unhandledRejection", (error) => process.stdout.write((error as Error).message));

const report = new Report("Thing");
report.add("size", "is bad.", "things.size");
const barrier = new ProgramBarrier(
    () => undefined,
    60,
    (error) => void Promise.reject(error),
);
barrier.include(report);
barrier.waitFor(
    "Thing",
    failedLookup().catch(() => undefined),
);
let level: Promise<unknown> = barrier.passed;
for (let count = 0; count < LEVELS; count += 1) {
    level = Promise.all([afterwards(level), afterwards(level)]);
}
