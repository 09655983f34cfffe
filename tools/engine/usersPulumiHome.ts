import * as os from "node:os";
import * as path from "node:path";
import { isBelow } from "./searchPath";

/** The user's own Pulumi home: a program that runs in an engine of ours has one of ours in its environment. */
export function usersPulumiHome(environment: NodeJS.ProcessEnv, cache: string): string {
    const configured = environment.PULUMI_HOME;
    return configured && !isBelow(path.resolve(configured), cache)
        ? configured
        : path.join(environment.HOME || os.homedir(), ".pulumi");
}
