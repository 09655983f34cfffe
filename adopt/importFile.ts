import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import type { ImportResource, Stack } from "@pulumi/pulumi/automation";

import { AdoptionError } from "./adoptionError";
import type { Plan } from "./plan";
import { preview } from "./preview";
import type { Properties } from "./properties";
import { nameOf } from "./urn";

/** What `pulumi import --file` reads. */
export interface ImportFile {
    readonly nameTable?: Record<string, string>;
    readonly resources: readonly ImportResource[];
}

/**
 * The import file of a plan: the engine writes what the program is going to create, and the ids of what the cloud has go
 * in. Nothing is looked up for the checks: to them, everything would be new.
 */
export async function importFileOf(stack: Stack, plan: Plan): Promise<ImportFile> {
    const inputs = new Map<string, Properties>();
    const folder = await mkdtemp(path.join(tmpdir(), "adopt-"));
    const importFile = path.join(folder, "import.json");
    try {
        const refusal = await preview(stack, withoutLookups(plan), {
            importFile,
            onEvent: ({ resourcePreEvent }) => {
                const { type, urn, new: planned } = resourcePreEvent?.metadata ?? {};
                if (type !== undefined && urn !== undefined) {
                    inputs.set(keyOf(type, nameOf(urn)), planned?.inputs ?? {});
                }
            },
        });
        if (refusal !== undefined) {
            const reasons = refusal.findings.map(({ reason }) => reason);
            throw new AdoptionError(
                `No component can have what the cloud has: ${reasons.join("; ")}`,
            );
        }
        const written = JSON.parse(await readFile(importFile, "utf8")) as ImportFile;
        return withIds(written, inputs, plan.idOf);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

function withoutLookups(plan: Plan): Plan {
    return {
        ...plan,
        components: plan.components.map((each) => ({
            ...each,
            args: { ...each.args, preflight: "offline" },
        })),
    };
}

/** The engine's file with the ids of what the cloud has. */
export function withIds(
    { nameTable, resources }: ImportFile,
    inputs: ReadonlyMap<string, Properties>,
    idOf: Plan["idOf"],
): ImportFile {
    return {
        nameTable,
        resources: resources.map((resource) => {
            if (resource.component === true) {
                return resource;
            }
            const name = resource.logicalName ?? resource.name;
            const id = idOf(resource.type, inputs.get(keyOf(resource.type, name)) ?? {});
            if (id === undefined) {
                throw new AdoptionError(
                    `The program has ${resource.type} ${name}, of which the cloud has nothing.`,
                );
            }
            return { ...resource, id };
        }),
    };
}

export function keyOf(type: string, name: string): string {
    return `${type} ${name}`;
}
