import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";

import { text } from "../diagram";
import type { Account, Emulator } from "../emulator";
import type { SeenService, SeenStack, ServedEndpoint } from "./report/record";

const COMMAND = path.resolve(__dirname, "../../bin/connections/main.js");
const SERVICE = "alicloud:privatelink/vpcEndpointService:VpcEndpointService";

/** Who is connected to the services of the stacks at this moment, as the package's own command shows it to their owners. */
export async function servedEndpoints(
    emulator: Emulator,
    stacks: readonly SeenStack[],
): Promise<SeenService[]> {
    const services = stacks.flatMap(({ accountId, state }) =>
        state.resources
            .filter(({ type }) => type === SERVICE)
            .map(({ id, outputs }) => ({
                serviceId: id,
                // com.aliyuncs.privatelink.<region>.<id>
                region: text(outputs.vpcEndpointServiceName).split(".").at(-2) ?? "",
                owner: emulator.accounts.find((each) => each.accountId === accountId),
            })),
    );
    return Promise.all(
        services.map(async ({ serviceId, region, owner }) => {
            const { stdout } = await promisify(execFile)(
                process.execPath,
                [COMMAND, serviceId, "--region", region, "--json"],
                { env: { ...process.env, ...environmentOf(emulator, owner) } },
            );
            return { serviceId, endpoints: JSON.parse(stdout) as ServedEndpoint[] };
        }),
    );
}

function environmentOf({ endpoint }: Emulator, owner: Account | undefined) {
    return {
        ALICLOUD_ACCESS_KEY: owner?.accessKeyId,
        ALICLOUD_SECRET_KEY: owner?.accessKeySecret,
        PRIVATELINK_ENDPOINT: `http://${endpoint}`,
    };
}
