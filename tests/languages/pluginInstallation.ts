import assert from "node:assert/strict";
import {
    chmodSync,
    cpSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    realpathSync,
    statSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import * as path from "node:path";

import { committedSchema, PACKAGE_FOLDER } from "../../tools/release/packageFolder";

/** What of the package its plugin runs with. */
const FILES = ["PulumiPlugin.yaml", "bin", "package.json", "schema.json"];

export const PLUGIN = `pulumi-resource-${committedSchema().name}`;

/**
 * A Pulumi home with the provider's plugin, and with the package installed as a plugin where and under
 * the version that `pulumi package add` gives it, read-only.
 *
 * One file more than there is in the CLI's own installation starts it: the program that a Node host runs
 * for PulumiPlugin.yaml, with the same arguments and in the same working directory. The newest host
 * that can be built from published modules does not do that yet. Gives the installation's folder.
 */
export function installPlugin(home: string, providerHome: string): string {
    const plugins = path.join(home, "plugins");
    const folder = path.join(plugins, folderName());
    mkdirSync(folder, { recursive: true });
    linkPlugins(path.join(providerHome, "plugins"), plugins);
    for (const file of FILES) {
        cpSync(path.join(PACKAGE_FOLDER, file), path.join(folder, file), { recursive: true });
    }
    symlinkSync(path.join(PACKAGE_FOLDER, "node_modules"), path.join(folder, "node_modules"));
    writeFileSync(
        path.join(folder, PLUGIN),
        [
            "#!/bin/sh",
            'folder=$(dirname "$0")',
            `exec "${process.execPath}" "$folder/node_modules/@pulumi/pulumi/cmd/run-plugin" "$folder" "$@"`,
            "",
        ].join("\n"),
        { mode: 0o755 },
    );
    forbidWriting(folder);
    return folder;
}

/** A Pulumi home with the provider's plugin alone. */
export function homeWithoutPlugin(home: string, providerHome: string): void {
    linkPlugins(path.join(providerHome, "plugins"), path.join(home, "plugins"));
}

/** A Pulumi home with a plugin whose PulumiPlugin.yaml asks for a CLI that is yet to come. */
export function homeWithPluginForNewerCli(home: string, providerHome: string): void {
    homeWithoutPlugin(home, providerHome);
    const folder = path.join(home, "plugins", folderName());
    mkdirSync(folder);
    const text = readFileSync(path.join(PACKAGE_FOLDER, "PulumiPlugin.yaml"), "utf8");
    const demand = /(?<=^requiredPulumiVersion: ").*(?="$)/m;
    assert.match(text, demand);
    writeFileSync(path.join(folder, "PulumiPlugin.yaml"), text.replace(demand, ">=99.0.0"));
}

/** Every file of a folder with the time of its last change. */
export function filesOf(folder: string): string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .map((entry) => path.join(entry.parentPath, entry.name))
        .map((file) => `${path.relative(folder, file)} ${statSync(file).mtimeMs}`)
        .sort();
}

function folderName(): string {
    const { name, version } = committedSchema();
    return `resource-${name}-v${version}`;
}

/** The CLI passes over a symbolic link to a plugin's folder, so the links are one level further down. */
function linkPlugins(from: string, to: string): void {
    for (const plugin of readdirSync(from, { withFileTypes: true })) {
        if (plugin.isDirectory()) {
            mkdirSync(path.join(to, plugin.name), { recursive: true });
            for (const file of readdirSync(path.join(from, plugin.name))) {
                symlinkSync(
                    realpathSync(path.join(from, plugin.name, file)),
                    path.join(to, plugin.name, file),
                );
            }
        }
    }
}

function forbidWriting(folder: string): void {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const file = path.join(folder, entry.name);
        if (entry.isDirectory()) {
            forbidWriting(file);
        } else if (!entry.isSymbolicLink()) {
            chmodSync(file, statSync(file).mode & 0o555);
        }
    }
    chmodSync(folder, 0o555);
}
