import * as fs from "node:fs";
import * as path from "node:path";

import { cacheFolder } from "./cacheFolder";
import { findGo } from "./goToolchain";
import { findBuilt } from "./partKey";
import { sourceFolder, terraformProvider } from "./parts";

export interface TerraformProvider {
    readonly executable: string;
    /** As the registry numbers it: without a `v`. */
    readonly version: string;
}

/** The provider for `terraform`, where `npm run engine -- --terraform` has built it. */
export function findTerraformProvider(
    environment: NodeJS.ProcessEnv,
): TerraformProvider | undefined {
    const source = sourceFolder(terraformProvider);
    const folder = findBuilt(
        terraformProvider,
        source,
        cacheFolder(environment),
        findGo(environment)?.version,
    );
    return folder === undefined
        ? undefined
        : {
              executable: path.join(folder, terraformProvider.executable),
              version: versionIn(fs.readFileSync(path.join(source, "go.mod"), "utf8")),
          };
}

/** The provider is the module that the plugin is made from. */
function versionIn(module: string): string {
    const line = new RegExp(`^\\s*${terraformProvider.goPackage} v(\\S+)`, "m").exec(module);
    if (line === null) {
        throw new Error(`go.mod does not require ${terraformProvider.goPackage}.`);
    }
    return line[1];
}
