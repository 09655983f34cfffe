import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import * as path from "node:path";
import { createInterface } from "node:readline";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";

import { cleanUpOnce } from "../engine/cleanUp";

/**
 * Starts a package's plugin as Pulumi's Node host starts it: by the SDK that is installed for the package, in
 * the working directory of the project that uses it. Ends it after the use.
 */
export async function withPlugin<Result>(
    packageFolder: string,
    workingFolder: string,
    engineAddress: string,
    use: (client: ResourceProviderClient) => Promise<Result>,
): Promise<Result> {
    const sdk = createRequire(path.join(packageFolder, "package.json"));
    const plugin = spawn(
        process.execPath,
        [sdk.resolve("@pulumi/pulumi/cmd/run-plugin"), packageFolder, engineAddress],
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
        return await withClient(`127.0.0.1:${port.trim()}`, use);
    } finally {
        end();
    }
}

async function withClient<Result>(
    address: string,
    use: (client: ResourceProviderClient) => Promise<Result>,
): Promise<Result> {
    const client = new ResourceProviderClient(address, grpc.credentials.createInsecure(), {
        "grpc.max_receive_message_length": -1,
        // A proxy is for the world outside, not for this machine.
        "grpc.enable_http_proxy": 0,
    });
    try {
        return await use(client);
    } finally {
        client.close();
    }
}
