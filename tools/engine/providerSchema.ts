import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { provider, schemaFileName } from "./parts";
import type { Progress } from "./progress";

/**
 * The schema file of a plugin: written by its build, or else asked for once and kept in our Pulumi
 * home.
 */
export async function providerSchema(options: {
    readonly plugin: string;
    readonly pulumi: string;
    readonly pulumiHome: string;
    readonly environment: NodeJS.ProcessEnv;
    readonly progress: Progress;
}): Promise<string> {
    const { plugin, pulumi, pulumiHome, environment, progress } = options;
    const written = path.join(plugin, schemaFileName);
    if (fs.existsSync(written)) {
        return written;
    }
    const generated = path.join(pulumiHome, schemaFileName);
    if (!fs.existsSync(generated)) {
        progress(`Asking the ${provider.title} plugin for its schema`);
        const { stdout } = await promisify(execFile)(
            pulumi,
            ["package", "get-schema", path.join(plugin, provider.executable)],
            {
                cwd: pulumiHome,
                env: { ...environment, PULUMI_HOME: pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" },
                maxBuffer: 1 << 30,
            },
        );
        const unfinished = `${generated}.${process.pid}`;
        fs.writeFileSync(unfinished, stdout);
        fs.renameSync(unfinished, generated);
    }
    return generated;
}
