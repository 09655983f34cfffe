import { createRequire } from "node:module";
import * as path from "node:path";

import type * as engine from "../engine";
import { projectCacheFolder } from "../engine/cacheFolder";
import { readRequest, type Request, scenarioOf } from "./commandLine";
import { engineLines, outlookLines } from "./outlook";
import type * as demo from "./runDemo";
import { timesOf } from "./runTimes";

async function main(): Promise<void> {
    const startedAt = Date.now();
    const request = readOrExit(process.argv.slice(2));
    const { run, names } = request;
    const timesFile = path.join(projectCacheFolder(process.env), "demo-times.json");
    const times = timesOf(timesFile, run);
    const scenarios = Object.fromEntries(names.map((name) => [name, scenarioOf(name)]));
    console.log(outlookLines(scenarios, times).join("\n"));
    // Only now, for each of them takes longer to load than all that was needed until here.
    const load = createRequire(__filename);
    const { missingEngineParts } = load("../engine") as typeof engine;
    const missing = missingEngineParts(process.env);
    if (missing !== undefined) {
        console.log(engineLines(missing).join("\n"));
    }
    const { runDemo } = load("./runDemo") as typeof demo;
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
