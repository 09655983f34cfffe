import { GetSchemaRequest, type GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";

import type { PackageSchema } from "./packageSchema";
import { withPlugin } from "./pluginProcess";

/** It never calls the engine to give its schema, so there need not be one. */
const NO_ENGINE = "127.0.0.1:1";

/** The schema that a package's plugin serves, in the working directory of a project. */
export async function servedSchema(
    packageFolder: string,
    workingFolder: string,
): Promise<PackageSchema> {
    return withPlugin(packageFolder, workingFolder, NO_ENGINE, async (client) => {
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
    });
}
