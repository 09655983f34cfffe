import * as fs from "node:fs";
import * as path from "node:path";
import { provider, providerName, providerVersion } from "./parts";
import { inTemporaryFolder, publish } from "./temporaryFolder";
import { withSignsOfLife } from "./progress";
import type { Progress } from "./progress";
import { isExecutableFile } from "./searchPath";
import { usersPulumiHome } from "./usersPulumiHome";
import { CommandFailure, runWatched } from "./watchedCommand";

/** As the CLI names the plugin's folder. */
export const pluginFolderName = `resource-${providerName}-v${providerVersion}`;

/** The plugin's folder in the user's own Pulumi home, if the CLI has installed it there whole. */
export function findUsersPlugin(environment: NodeJS.ProcessEnv, cache: string): string | undefined {
    const folder = path.join(usersPulumiHome(environment, cache), "plugins", pluginFolderName);
    // The CLI keeps a file of that name beside the folder until the installation is complete.
    return isPlugin(folder) && !fs.existsSync(`${folder}.partial`) ? folder : undefined;
}

export function findDownloadedPlugin(cache: string): string | undefined {
    const folder = path.join(cache, pluginFolderName);
    return isPlugin(folder) ? folder : undefined;
}

function isPlugin(folder: string): boolean {
    return isExecutableFile(path.join(folder, provider.executable));
}

const downloadLimitMinutes = 5;

/**
 * Lets an installed CLI fetch the vendor's plugin into the cache: much quicker than a build, and
 * needs no Go. Gives undefined where the vendor's site cannot be reached.
 */
export async function downloadPlugin(options: {
    readonly pulumi: string;
    readonly cache: string;
    readonly environment: NodeJS.ProcessEnv;
    readonly progress: Progress;
    readonly signal: AbortSignal;
}): Promise<string | undefined> {
    const { pulumi, cache, environment, progress, signal } = options;
    const title = `Installing the ${provider.title} plugin ${providerVersion}`;
    progress(`${title} with ${pulumi}`);
    const limit = AbortSignal.timeout(downloadLimitMinutes * 60_000);
    try {
        await inTemporaryFolder(cache, async (home) => {
            await withSignsOfLife(
                progress,
                () => `waiting for the download`,
                () =>
                    runWatched({
                        title,
                        executable: pulumi,
                        arguments: ["plugin", "install", "resource", providerName, providerVersion],
                        folder: home,
                        environment: {
                            ...environment,
                            PULUMI_HOME: home,
                            PULUMI_SKIP_UPDATE_CHECK: "true",
                        },
                        log: path.join(home, "log"),
                        signal: AbortSignal.any([signal, limit]),
                    }),
            );
            publish(
                path.join(home, "plugins", pluginFolderName),
                path.join(cache, pluginFolderName),
            );
        });
    } catch (error) {
        signal.throwIfAborted();
        const reason = limit.aborted
            ? `nothing after ${downloadLimitMinutes} minutes`
            : error instanceof CommandFailure
              ? error.lastWords
              : String(error);
        progress(`  not available: ${reason}`);
    }
    return findDownloadedPlugin(cache);
}
