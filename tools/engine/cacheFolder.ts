import * as os from "node:os";
import * as path from "node:path";

/** What the project keeps of one run for the next. */
export function projectCacheFolder(environment: NodeJS.ProcessEnv): string {
    const configured = environment.XDG_CACHE_HOME;
    // The XDG specification wants a relative path ignored.
    const base =
        configured !== undefined && path.isAbsolute(configured)
            ? configured
            : path.join(environment.HOME || os.homedir(), ".cache");
    return path.join(base, "alicloud-privatelink");
}

/**
 * Everything that the engine keeps is below this one folder; deleting it costs another build and
 * nothing else.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
    return path.join(projectCacheFolder(environment), "engine");
}
