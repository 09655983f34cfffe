import { execFile, spawn } from "node:child_process";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest, type GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";

export const PACKAGE_FOLDER = path.join(__dirname, "..", "..");
export const SCHEMA_FILE = path.join(PACKAGE_FOLDER, "schema.json");

/** The parts of a Pulumi package schema that the tests look at. */
export interface PackageSchema {
    readonly name: string;
    readonly version: string;
    readonly description?: string;
    readonly namespace?: string;
    readonly resources: Readonly<Record<string, ResourceSchema>>;
    readonly types: Readonly<Record<string, TypeSchema>>;
}

export interface PropertySchema {
    readonly optional?: boolean;
    readonly description?: string;
    readonly $ref?: string;
    readonly items?: PropertySchema;
    readonly additionalProperties?: PropertySchema;
}

export interface TypeSchema {
    readonly properties?: Readonly<Record<string, PropertySchema>>;
    readonly enum?: readonly { readonly name?: string; readonly description?: string }[];
}

export interface ResourceSchema extends TypeSchema {
    readonly description?: string;
    readonly isComponent?: boolean;
    readonly inputProperties?: Readonly<Record<string, PropertySchema>>;
}

/** Compiles the package into bin/, which is what its plugin runs. */
export async function buildPackage(): Promise<void> {
    const compiler = require.resolve("typescript/bin/tsc");
    try {
        await promisify(execFile)(process.execPath, [compiler], { cwd: PACKAGE_FOLDER });
    } catch (error) {
        const { stdout, message } = error as Error & { stdout?: string };
        throw new Error(`The package does not compile:\n${stdout ?? message}`);
    }
}

/**
 * The schema that the package's plugin serves, started as Pulumi's Node host starts it: with the
 * working directory of the project that uses the package.
 */
export async function servedSchema(workingFolder: string): Promise<PackageSchema> {
    const plugin = spawn(
        process.execPath,
        // It never has to call the engine to tell its schema, so there need not be one.
        [require.resolve("@pulumi/pulumi/cmd/run-plugin"), PACKAGE_FOLDER, "127.0.0.1:1"],
        { cwd: workingFolder, stdio: ["ignore", "pipe", "pipe"] },
    );
    let complaints = "";
    plugin.stderr.on("data", (text: Buffer) => {
        complaints += text.toString();
    });
    try {
        const port = await new Promise<string>((resolve, reject) => {
            createInterface(plugin.stdout).once("line", resolve);
            plugin.once("error", reject);
            plugin.once("exit", (code) => {
                reject(new Error(`The plugin ended with ${code} before it served:\n${complaints}`));
            });
        });
        return await askForSchema(`127.0.0.1:${port.trim()}`);
    } finally {
        plugin.kill();
    }
}

async function askForSchema(address: string): Promise<PackageSchema> {
    const client = new ResourceProviderClient(address, grpc.credentials.createInsecure(), {
        "grpc.max_receive_message_length": -1,
        // A proxy is for the world outside, not for this machine.
        "grpc.enable_http_proxy": 0,
    });
    try {
        const response = await new Promise<GetSchemaResponse>((resolve, reject) => {
            client.getSchema(new GetSchemaRequest(), (error, answer) => {
                if (error === null) {
                    resolve(answer);
                } else {
                    reject(error);
                }
            });
        });
        return JSON.parse(response.getSchema()) as PackageSchema;
    } finally {
        client.close();
    }
}

/** A schema as it stands in schema.json: the keys in order, so that a change shows as it is. */
export function schemaText(schema: PackageSchema): string {
    return `${JSON.stringify(ordered(schema), undefined, 4)}\n`;
}

function ordered(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(ordered);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value)
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([key, each]) => [key, ordered(each)]),
    );
}
