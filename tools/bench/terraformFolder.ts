import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import * as path from "node:path";

import type { TerraformProvider } from "../engine";

const CONFIGURATION = path.join(__dirname, "terraform");
const SOURCE = "aliyun/alicloud";

/** What Go calls the processors that Node runs on. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

export interface TerraformFolder {
    readonly folder: string;
    /** The environment's own settings of Terraform do not count. */
    readonly environment: Record<string, string | undefined>;
}

export interface TerraformSettings {
    readonly provider: TerraformProvider;
    /** Arguments of the provider. */
    readonly arguments: Readonly<Record<string, unknown>>;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly environment: NodeJS.ProcessEnv;
}

/**
 * Puts the configuration below a folder, with the provider where `terraform init` looks for it in place of a registry. As
 * with one from a registry, each command checks its checksum.
 */
export async function prepareTerraform(
    below: string,
    { provider, arguments: settings, variables, environment }: TerraformSettings,
): Promise<TerraformFolder> {
    const folder = path.join(below, "terraform");
    const mirror = path.join(below, "mirror");
    const configFile = path.join(below, "terraform.tfrc");
    await cp(CONFIGURATION, folder, { recursive: true });
    const version = provider.version;
    await writeFile(
        path.join(folder, "provider.tf.json"),
        JSON.stringify({
            terraform: { required_providers: { alicloud: { source: SOURCE, version } } },
            provider: { alicloud: settings },
        }),
    );
    await writeFile(path.join(folder, "terraform.tfvars.json"), JSON.stringify(variables));
    const platform = `${process.platform}_${ARCHITECTURES[process.arch] ?? process.arch}`;
    const place = path.join(mirror, "registry.terraform.io", SOURCE, version, platform);
    await mkdir(place, { recursive: true });
    await symlink(
        provider.executable,
        path.join(place, `${path.basename(provider.executable)}_v${version}`),
    );
    await writeFile(
        configFile,
        [
            "disable_checkpoint = true",
            "provider_installation {",
            "  filesystem_mirror {",
            `    path = ${JSON.stringify(mirror)}`,
            "  }",
            "}",
            "",
        ].join("\n"),
    );
    const others = Object.entries(environment).filter(([name]) => !name.startsWith("TF_"));
    return {
        folder,
        environment: {
            ...Object.fromEntries(others),
            TF_CLI_CONFIG_FILE: configFile,
            TF_IN_AUTOMATION: "true",
        },
    };
}
