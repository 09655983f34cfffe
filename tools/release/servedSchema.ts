import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import * as path from "node:path";
import { createInterface } from "node:readline";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest, type GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";

import { cleanUpOnce } from "../engine/cleanUp";
import type { PackageSchema } from "./packageSchema";

/**
 * The schema that a package's plugin serves, started as Pulumi's Node host starts it: by the SDK that
 * is installed for the package, in the working directory of the project that uses it.
 */
export async function servedSchema(
    packageFolder: string,
    workingFolder: string,
): Promise<PackageSchema> {
    const sdk = createRequire(path.join(packageFolder, "package.json"));
    const plugin = spawn(
        process.execPath,
        // It never calls the engine to give its schema, so there need not be one.
        [sdk.resolve("@pulumi/pulumi/cmd/run-plugin"), packageFolder, "127.0.0.1:1"],
        { cwd: workingFolder, stdio: ["ignore", "pipe", "pipe"] },
    );
    const end = cleanUpOnce(() => plugin.kill());
    let complaints = "";
    plugin.stderr.on("data", (text: Buffer) => {
        complaints += text.toString();
    });
    try {
        const port = await new Promise<string>((resolve, reject) => {
            createInterface(plugin.stdout).once("line", resolve);
            plugin.once("error", reject);
            plugin.once("close", (code) => {
                reject(new Error(`The plugin ended with ${code} before it served:\n${complaints}`));
            });
        });
        return await askForSchema(`127.0.0.1:${port.trim()}`);
    } finally {
        end();
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
