import { createRequire } from "node:module";
import * as path from "node:path";

import { missingEngineParts, projectCacheFolder } from "../engine";
import { readRequest, type Request, scenarioOf } from "./commandLine";
import { outlookLines } from "./outlook";
import type * as demo from "./runDemo";
import { timesOf } from "./runTimes";

async function main(): Promise<void> {
    const startedAt = Date.now();
    const request = readOrExit(process.argv.slice(2));
    const { run, names } = request;
    const timesFile = path.join(projectCacheFolder(process.env), "demo-times.json");
    const times = timesOf(timesFile, run);
    const scenarios = Object.fromEntries(names.map((name) => [name, scenarioOf(name)]));
    const missing = missingEngineParts(process.env);
    console.log(outlookLines(scenarios, times, missing).join("\n"));
    // Only now, for compiling and loading the engine's library and the emulator takes seconds.
    const { runDemo } = createRequire(__filename)("./runDemo") as typeof demo;
    await runDemo(request, { startedAt, times, timesFile, engineIsThere: missing === undefined });
}

function readOrExit(parameters: readonly string[]): Request {
    try {
        return readRequest(parameters);
    } catch (error) {
        console.error((error as Error).message);
        process.exit(2);
    }
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
