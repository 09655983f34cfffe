import * as fs from "node:fs";
import * as path from "node:path";
import { exportLine, pathLine } from "../shell/exportLine";
import { ensureGoPrograms } from "./goPrograms";
import { ensureEngine, languages, terminalProgress } from "./index";
import { programsInGo } from "./programsInGo";
import { duration } from "./progress";
import { ensurePython } from "./python";

const root = path.join(__dirname, "../..");

const usage = `npm run engine [-- --languages] [--terraform] [--force]
    Its standard output is for a shell to read: eval "$(npm run --silent engine)"
    --languages  also what programs in YAML, Python and Go need, and the generator of SDKs
    --terraform  also the provider as one that terraform runs, for npm run bench -- terraform
    --force      builds every part, whatever is installed or was built before`;

const FLAGS: readonly string[] = ["--languages", "--terraform", "--force"];

async function main(flags: readonly string[]): Promise<void> {
    if (flags.some((flag) => !FLAGS.includes(flag))) {
        console.log(usage);
        process.exitCode = flags.includes("--help") ? 0 : 2;
        return;
    }
    const progress = terminalProgress();
    const everyLanguage = flags.includes("--languages");
    const engine = await ensureEngine({
        progress,
        ...(everyLanguage && { languages, withSdkGenerator: true }),
        withTerraformProvider: flags.includes("--terraform"),
        force: flags.includes("--force"),
    });
    const python = everyLanguage ? await ensurePython({ progress }) : undefined;
    const goPrograms = everyLanguage
        ? await ensureGoPrograms({
              progress,
              engine,
              schema: fs.readFileSync(path.join(root, "schema.json"), "utf8"),
              programs: programsInGo(),
          })
        : [];
    for (const { part, seconds } of engine.built) {
        console.log(`# built ${part} in ${duration(seconds)}`);
    }
    const { PATH: _path, ...variables } = engine.environment();
    console.log(pathLine(engine.binFolder));
    for (const [name, value] of Object.entries(variables)) {
        console.log(exportLine(name, value));
    }
    console.log(`# provider schema  ${engine.providerSchemaFile}`);
    if (engine.sdkGenerator !== undefined) {
        console.log(`# SDK generator    ${engine.sdkGenerator}`);
    }
    if (engine.terraformProvider !== undefined) {
        console.log(`# for Terraform    ${engine.terraformProvider}`);
    }
    if (python !== undefined) {
        console.log(`# Python           ${python}`);
    }
    for (const [, program] of goPrograms) {
        console.log(`# program in Go    ${program}`);
    }
}

main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
