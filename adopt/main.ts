#!/usr/bin/env node
import * as path from "node:path";
import { parseArgs } from "node:util";

import { adopt } from "./index";
import { assertEmpty, projectFiles, writeProject } from "./project";
import { report } from "./report";

const USAGE = `Usage: alicloud-privatelink-adopt <service id | endpoint id> [--out <folder>] [--name <name>] [--config <key>=<value>]
Writes a Pulumi program and an import file for an endpoint service (epsrv-...) or an endpoint (ep-...) that the cloud has.
  --out     the folder for the project, new or empty; the id where none is named
  --name    the name of the component in the program; the id where none is named
  --config  config of the provider, such as alicloud:profile=owner; may be given more than once
Credentials and region are those of the provider: ALICLOUD_ACCESS_KEY, ALICLOUD_SECRET_KEY, ALICLOUD_REGION.
Nothing is changed in the cloud.`;

const ALLOWED_ID = "Must be the id of an endpoint service (epsrv-...) or of an endpoint (ep-...).";

interface Arguments {
    readonly id: string;
    readonly name: string;
    readonly folder: string;
    readonly config: Readonly<Record<string, string>>;
}

async function main(): Promise<void> {
    const { id, name, folder, config } = readArguments();
    await assertEmpty(folder);
    process.stdout.write(`Reading ${id} ...\n`);
    const adoption = await adopt(id, name, config);
    await writeProject(folder, projectFiles({ name, config, ...adoption }));
    process.stdout.write(report(folder, adoption));
}

function readArguments(): Arguments {
    try {
        const { values, positionals } = parseArgs({
            allowPositionals: true,
            options: {
                out: { type: "string" },
                name: { type: "string" },
                config: { type: "string", multiple: true, default: [] },
            },
        });
        const [id, ...others] = positionals;
        if (id === undefined) {
            throw new Error(`id: is missing. ${ALLOWED_ID}`);
        }
        if (others.length > 0) {
            throw new Error(`id: found ${positionals.join(", ")}. Give one of them.`);
        }
        if (!/^(epsrv|ep)-[a-z0-9]+$/.test(id)) {
            throw new Error(`id: found "${id}". ${ALLOWED_ID}`);
        }
        const { name = id, out = id } = values;
        if (!/^[A-Za-z][\w-]*$/.test(name)) {
            throw new Error(
                `--name: found "${name}". Must start with a letter and have only letters, digits, "-" and "_".`,
            );
        }
        return { id, name, folder: path.resolve(out), config: configOf(values.config) };
    } catch (error) {
        console.error(`${(error as Error).message}\n${USAGE}`);
        process.exit(2);
    }
}

function configOf(settings: readonly string[]): Record<string, string> {
    return Object.fromEntries(
        settings.map((setting) => {
            const [, key, value] = /^(alicloud:\w+)=(.*)$/s.exec(setting) ?? [];
            if (key === undefined) {
                throw new Error(`--config: found "${setting}". Must be alicloud:<key>=<value>.`);
            }
            return [key, value];
        }),
    );
}

main()
    .catch((error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exitCode = 1;
    })
    // A program that was refused leaves connections behind, which would keep the process alive.
    .finally(() => process.exit());
