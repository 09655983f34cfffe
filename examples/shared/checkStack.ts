import {
    type CheckProtocol,
    ConnectivityCheck,
    readRequest,
} from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import { mistake } from "./mistake";
import { otherStack } from "./settings";

/**
 * The program of a check stack: proves that a client of the consumer stack reaches the service. Its `up`
 * fails where the traffic does not flow.
 */
export async function checkStack(consumerProject: string) {
    const config = new pulumi.Config();
    const consumer = otherStack(config, "consumerStack", consumerProject);
    const { endpointId, endpointDomain } = await readRequest(consumer);
    const { table, passed, summary } = new ConnectivityCheck("check", {
        clientInstanceId: config.get("clientInstanceId") ?? (await clientId(config, consumer)),
        endpointId,
        endpointDomain: config.get("endpointDomain") ?? endpointDomain,
        port: config.requireNumber("port"),
        protocol: config.get<CheckProtocol>("protocol"),
        path: config.get("path"),
        expectedStatus: config.getNumber("expectedStatus"),
        timeoutSeconds: config.getNumber("timeoutSeconds"),
        triggers: config.getObject<string[]>("triggers"),
    });
    return { check: table, passed, summary };
}

/** Id of the client that the config names, among those of the consumer stack. */
async function clientId(config: pulumi.Config, consumer: pulumi.StackReference): Promise<string> {
    const name = config.require("client");
    const details = await consumer.getOutputDetails("clientIds");
    const clientIds = (details.value ?? {}) as Record<string, string>;
    if (!Object.hasOwn(clientIds, name)) {
        throw mistake(
            `client: found "${name}". The consumer stack has ${Object.keys(clientIds).join(", ") || "no clients"}; ` +
                `name one of them, or another instance of its VPC by its id with the config key "clientInstanceId".`,
        );
    }
    return clientIds[name];
}
