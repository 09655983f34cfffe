import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { pipeline } from "node:stream/promises";

import { version } from "@pulumi/pulumi/version";

import { commandLine, type Part, programsOf } from "./parts";
import { type Progress, withSignsOfLife } from "./progress";
import { findOnPath, isExecutableFile } from "./searchPath";
import { inTemporaryFolder, publish } from "./temporaryFolder";
import { usersPulumiHome } from "./usersPulumiHome";
import { CommandFailure, runWatched } from "./watchedCommand";

/** Where the vendor publishes archives of the CLI with its language hosts, and their checksums. */
const VENDORS_ADDRESS = "https://get.pulumi.com/releases/sdk";

/** Names a mirror of that address. */
const ADDRESS_VARIABLE = "ALICLOUD_PRIVATELINK_PULUMI_DOWNLOADS";

/** That of @pulumi/pulumi in the lock file: programs and CLI are then of one release. */
export const downloadedVersion = version;

/** A connection that brings less than 1 KB/s for a minute, or takes 15 minutes, is given up. */
const CURL_LIMITS = [
    ...["--connect-timeout", "10"],
    ...["--speed-limit", "1024", "--speed-time", "60"],
    ...["--max-time", "900"],
];

/** What the command line needs of the machine. */
interface Download {
    readonly cache: string;
    readonly environment: NodeJS.ProcessEnv;
    readonly progress: Progress;
    readonly signal: AbortSignal;
}

/**
 * The CLI of that version and its language hosts, where they were fetched before: by `downloadPulumi`, or into the
 * user's Pulumi home by the npm package `pulumi` or by the Automation API.
 */
export function findDownloadedPulumi(
    languageHosts: readonly Part[],
    environment: NodeJS.ProcessEnv,
    cache: string,
): readonly string[] | undefined {
    const names = [commandLine, ...languageHosts].flatMap(programsOf);
    return [
        path.join(usersPulumiHome(environment, cache), "versions", downloadedVersion, "bin"),
        path.join(cache, folderName()),
    ]
        .map((folder) => names.map((name) => path.join(folder, name)))
        .find((programs) => programs.every(isExecutableFile));
}

/**
 * Fetches the vendor's CLI into the cache: much quicker than a build, and needs no Go. Says in a line why that is not
 * possible, and keeps what has arrived for the next try.
 */
export async function downloadPulumi(download: Download): Promise<void> {
    const { cache, environment, progress, signal } = download;
    const address = environment[ADDRESS_VARIABLE] || VENDORS_ADDRESS;
    progress(`Fetching the ${commandLine.title} ${downloadedVersion} from ${address}`);
    const archive = path.join(cache, archiveName());
    try {
        const checksum = await fetchChecksum(download, address);
        await fetchArchive(download, `${address}/${archiveName()}`, archive, checksum);
        await unpack(download, archive);
        fs.rmSync(archive);
    } catch (error) {
        signal.throwIfAborted();
        const reason = error instanceof CommandFailure ? error.lastWords : (error as Error).message;
        progress(`  not available: ${reason}`);
    }
}

/** The archive's SHA-256, from the list that the vendor publishes with it. */
async function fetchChecksum(download: Download, address: string): Promise<string> {
    const name = `pulumi-${downloadedVersion}-checksums.txt`;
    const lines: string[] = [];
    await curl(download, [`${address}/${name}`], (text) => lines.push(text));
    const line = lines
        .map((text) => text.trim().split(/\s+\*?/))
        .find(([, file]) => file === archiveName());
    if (line === undefined) {
        throw new Error(`${name} does not list ${archiveName()}`);
    }
    return line[0].toLowerCase();
}

async function fetchArchive(
    download: Download,
    url: string,
    archive: string,
    checksum: string,
): Promise<void> {
    if (fs.existsSync(archive) && (await sha256(archive)) === checksum) {
        return;
    }
    const fetch = () =>
        withSignsOfLife(
            download.progress,
            () => `${megabytes(archive)} MB have arrived`,
            () => curl(download, ["--continue-at", "-", "--output", archive, url]),
        );
    const begun = fs.existsSync(archive);
    try {
        await fetch();
    } catch (error) {
        if (!begun || !cannotGoOn(error)) {
            throw error;
        }
        fs.rmSync(archive, { force: true });
        await fetch();
    }
    if ((await sha256(archive)) !== checksum) {
        fs.rmSync(archive);
        throw new Error(`${url} does not have the checksum that is listed, and was deleted`);
    }
}

/** Whether a server gives no rest of an archive of which a part is here already. */
function cannotGoOn(error: unknown): boolean {
    return error instanceof CommandFailure && /error: 416|resume/.test(error.lastWords);
}

/** Unpacks the archive into the cache, if what is in it runs here. */
async function unpack(download: Download, archive: string): Promise<void> {
    const { cache } = download;
    await inTemporaryFolder(cache, async (folder) => {
        await run(download, "tar", ["-xzf", archive, "-C", folder]);
        const unpacked = path.join(folder, "pulumi");
        await run(download, path.join(unpacked, commandLine.executable), ["version"]);
        publish(unpacked, path.join(cache, folderName()));
    });
}

/** As the vendor's own installer, for it knows proxies and certificates that are set for the machine. */
function curl(
    download: Download,
    options: readonly string[],
    onOutput?: (line: string) => void,
): Promise<void> {
    const usual = ["--fail", "--location", "--silent", "--show-error", "--retry", "2"];
    return run(download, "curl", [...usual, ...CURL_LIMITS, ...options], onOutput);
}

async function run(
    { cache, environment, signal }: Download,
    program: string,
    options: readonly string[],
    onOutput?: (line: string) => void,
): Promise<void> {
    const executable = path.isAbsolute(program) ? program : findOnPath(program, environment);
    if (executable === undefined) {
        throw new Error(`there is no ${program} on PATH`);
    }
    await inTemporaryFolder(cache, (folder) =>
        runWatched({
            title: `${program} ${options.at(-1)}`,
            executable,
            arguments: options,
            folder,
            environment: { ...environment, PULUMI_HOME: folder, PULUMI_SKIP_UPDATE_CHECK: "true" },
            log: path.join(folder, "log"),
            ...{ signal, onOutput },
        }),
    );
}

async function sha256(file: string): Promise<string> {
    const hash = createHash("sha256");
    await pipeline(fs.createReadStream(file), hash);
    return hash.digest("hex");
}

function megabytes(file: string): number {
    return fs.existsSync(file) ? Math.floor(fs.statSync(file).size / 1e6) : 0;
}

function archiveName(): string {
    return `pulumi-v${downloadedVersion}-${process.platform}-${process.arch}.tar.gz`;
}

function folderName(): string {
    return `pulumi-v${downloadedVersion}`;
}
