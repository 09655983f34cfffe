import { ensureEngine, terminalProgress } from "../../tools/engine";
import { surviveAll } from "./campaign";
import { KILLED_STACKS } from "./moments";

/** How many stacks are killed at the same time: much of it is waiting. */
const AT_ONCE = 3;

/** Stacks are named by how their scenario and title begin, for instance `alb provider`. */
async function main(): Promise<void> {
    const prefix = process.argv.slice(2).join(" ");
    const left = KILLED_STACKS.filter(({ scenario, stack }) =>
        `${scenario} ${stack}`.startsWith(prefix),
    );
    if (left.length === 0) {
        console.error(`No stack's name begins with "${prefix}".`);
        process.exitCode = 2;
        return;
    }
    await ensureEngine({ progress: terminalProgress() });
    const moments = left.reduce((sum, killed) => sum + killed.moments.length, 0);
    const results: Awaited<ReturnType<typeof surviveAll>>[] = [];
    await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
            for (let next = left.shift(); next !== undefined; next = left.shift()) {
                results.push(await surviveAll(next, (line) => console.log(line)));
            }
        }),
    );
    const survived = results.reduce((sum, result) => sum + result.survived, 0);
    console.log(`\n${survived} of ${moments} kills survived.`);
    for (const title of results.flatMap(({ failed }) => failed)) {
        console.log(`  failed: ${title}`);
        process.exitCode = 1;
    }
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
