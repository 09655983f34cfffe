import * as fs from "node:fs";
import * as path from "node:path";
import { goBuild, goEnvironment } from "./goBuild";
import type { GoToolchain } from "./goToolchain";
import { partKey } from "./partKey";
import type { Part } from "./parts";
import { duration } from "./progress";
import type { Progress } from "./progress";
import { removeFolder } from "./removeFolder";
import { inTemporaryFolder, publish } from "./temporaryFolder";

export interface BuiltPart {
    readonly part: string;
    readonly seconds: number;
}

export interface Workshop {
    readonly cache: string;
    readonly environment: NodeJS.ProcessEnv;
    readonly progress: Progress;
    /** Where a part's go.mod is. */
    readonly sourceFolder: (part: Part) => string;
}

export interface BuildOrder {
    readonly go: GoToolchain;
    readonly signal: AbortSignal;
    /** Puts the new binary in the place of one that is there. */
    readonly replace: boolean;
}

/**
 * Go's caches of modules and compiled packages, some gigabytes: our own, for a build here touches
 * nothing that belongs to others, and only until all parts are built.
 */
function ownGoCaches({ cache }: Workshop): string {
    return path.join(cache, "go");
}

/**
 * Builds the parts into the cache, one after the other: each uses all processors anyway. Called
 * under the lock.
 */
export async function buildParts(
    parts: readonly Part[],
    order: BuildOrder,
    workshop: Workshop,
): Promise<BuiltPart[]> {
    const built: BuiltPart[] = [];
    for (const part of parts) {
        workshop.progress(`Building the ${part.title} (${built.length + 1} of ${parts.length})`);
        const start = performance.now();
        try {
            await buildPart(part, order, workshop);
        } catch (error) {
            const kept = ownGoCaches(workshop);
            if (fs.existsSync(kept)) {
                workshop.progress(`The next try goes on with what ${kept} has by now`);
            }
            throw error;
        }
        const seconds = (performance.now() - start) / 1000;
        workshop.progress(`  done in ${duration(seconds)}`);
        built.push({ part: part.name, seconds });
    }
    await removeOwnGoCaches(workshop);
    return built;
}

async function buildPart(
    part: Part,
    { go, signal, replace }: BuildOrder,
    workshop: Workshop,
): Promise<void> {
    const { cache, environment, progress, sourceFolder } = workshop;
    const source = sourceFolder(part);
    const target = path.join(cache, partKey(part, source, go.version));
    const log = path.join(cache, `${part.name}.log`);
    fs.rmSync(log, { force: true });
    await inTemporaryFolder(cache, async (output) => {
        await goBuild({
            ...{ part, source, output, log, go, progress, signal },
            environment: goEnvironment(environment, ownGoCaches(workshop)),
        });
        if (replace) {
            await removeFolder(target);
        }
        publish(output, target);
    });
    fs.rmSync(log, { force: true });
}

async function removeOwnGoCaches(workshop: Workshop): Promise<void> {
    const own = ownGoCaches(workshop);
    if (fs.existsSync(own)) {
        workshop.progress("Removing what was only needed for building");
        await removeFolder(own);
    }
}
