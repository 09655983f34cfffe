import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { isBelow } from "./searchPath";

/** A file in each home that is made for a sandbox. */
const SANDBOX = "alicloud-privatelink-sandbox";

/** The user's own Pulumi home: a program that runs in an engine of ours has one of ours in its environment. */
export function usersPulumiHome(environment: NodeJS.ProcessEnv, cache: string): string {
    const configured = environment.PULUMI_HOME;
    return configured && !isOurs(path.resolve(configured), cache)
        ? configured
        : path.join(environment.HOME || os.homedir(), ".pulumi");
}

function isOurs(home: string, cache: string): boolean {
    return isBelow(home, cache) || fs.existsSync(path.join(home, SANDBOX));
}

/**
 * Makes a Pulumi home with the plugins of an engine's. Each command leaves a log in its home, and reads the sizes of all that
 * are there: with those of a few thousand commands, that takes a third of the processor time of `pulumi stack ls`.
 */
export function makeSandboxHome(home: string, pulumiHome: string): void {
    // The files of the plugins are links, and stay so.
    const copying = { recursive: true, verbatimSymlinks: true };
    fs.cpSync(path.join(pulumiHome, "plugins"), path.join(home, "plugins"), copying);
    fs.writeFileSync(path.join(home, SANDBOX), "");
}
