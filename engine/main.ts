import { duration } from "./progress";
import { ensureEngine, terminalProgress } from "./index";

const usage = `npm run engine [-- --force]
    --force  builds every part, whatever is installed or was built before`;

async function main(flags: readonly string[]): Promise<void> {
    if (flags.some((flag) => flag !== "--force")) {
        console.log(usage);
        process.exitCode = flags.includes("--help") ? 0 : 2;
        return;
    }
    const engine = await ensureEngine({
        progress: terminalProgress(),
        force: flags.includes("--force"),
    });
    for (const { part, seconds } of engine.built) {
        console.log(`built ${part} in ${duration(seconds)}`);
    }
    console.log(`programs         ${engine.binFolder}`);
    console.log(`Pulumi home      ${engine.pulumiHome}`);
    console.log(`provider schema  ${engine.providerSchemaFile}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
