import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { pluginFolderName } from "./installedPlugin";
import { isBelow } from "./searchPath";
import { inTemporaryFolder, publish } from "./temporaryFolder";

/**
 * A folder with all programs in `bin`, as the Automation API wants one. Its name says what is in
 * it, so that clones of different versions do not change each other's.
 */
export async function assembleRoot(cache: string, programs: readonly string[]): Promise<string> {
    // The same path may hold another file after a rebuild.
    const identities = programs.map((program) => `${program}\0${fs.statSync(program).ino}`);
    const root = path.join(cache, `root-${nameHash(identities)}`);
    if (!fs.existsSync(root)) {
        await inTemporaryFolder(cache, (folder) => {
            const bin = path.join(folder, "bin");
            fs.mkdirSync(bin);
            for (const program of programs) {
                place(program, path.join(bin, path.basename(program)), cache);
            }
            publish(folder, root);
        });
    }
    return root;
}

/** Removes the roots whose programs were replaced: they hold on to the old ones. */
export function removeOutdatedRoots(cache: string): void {
    for (const name of fs.readdirSync(cache).filter((entry) => entry.startsWith("root-"))) {
        const bin = path.join(cache, name, "bin");
        const programs = fs
            .readdirSync(bin)
            .map((program) => fs.lstatSync(path.join(bin, program)));
        if (programs.some((program) => program.isFile() && program.nlink === 1)) {
            fs.rmSync(path.join(cache, name), { recursive: true, force: true });
        }
    }
}

/** A Pulumi home with the plugin in it, apart from the user's. */
export async function assembleHome(cache: string, plugin: string): Promise<string> {
    const home = path.join(cache, `home-${nameHash([plugin])}`);
    if (!fs.existsSync(home)) {
        await inTemporaryFolder(cache, (folder) => {
            // The CLI passes over a symbolic link to a plugin's folder, so the links are one level
            // further down.
            const installed = path.join(folder, "plugins", pluginFolderName);
            fs.mkdirSync(installed, { recursive: true });
            for (const entry of fs.readdirSync(plugin)) {
                fs.symlinkSync(path.join(plugin, entry), path.join(installed, entry));
            }
            publish(folder, home);
        });
    }
    return home;
}

function nameHash(identities: readonly string[]): string {
    return createHash("sha256").update(identities.join("\0")).digest("hex").slice(0, 16);
}

function place(program: string, link: string, cache: string): void {
    if (!isBelow(program, cache)) {
        fs.symlinkSync(program, link);
        return;
    }
    try {
        // Through a symbolic link the CLI would look for its language hosts beside its real place,
        // find none, and warn of those that it finds here.
        fs.linkSync(program, link);
    } catch {
        fs.copyFileSync(program, link, fs.constants.COPYFILE_FICLONE);
    }
}
