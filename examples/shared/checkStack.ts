import {
    type CheckProtocol,
    ConnectivityCheck,
    type ConnectivityRow,
    readRequest,
} from "@cloud-components/alicloud-privatelink";
import type * as pulumi from "@pulumi/pulumi";

import { mistake } from "./mistake";
import { otherStack } from "./settings";
import { StackConfig } from "./stackConfig";

/** What a check stack exports. */
export interface CheckOutputs {
    readonly check: pulumi.Input<ConnectivityRow[]>;
    readonly passed: pulumi.Input<boolean>;
    readonly summary: pulumi.Input<string>;
    readonly checkedAt: pulumi.Input<string>;
}

/**
 * The program of a check stack: proves that a client of the consumer stack reaches the service. Its `up`
 * fails where the traffic does not flow.
 */
export async function checkStack(consumerProject: string): Promise<CheckOutputs> {
    try {
        return await check(consumerProject);
    } catch (error) {
        const cause = error as Error;
        // Fails the update, as an error that nobody handles does. Without outputs of this update, the stack
        // would keep those of the last one that went well.
        void Promise.reject(cause);
        return { check: [], passed: false, summary: `Not known: ${cause.message}`, checkedAt: "" };
    }
}

async function check(consumerProject: string): Promise<CheckOutputs> {
    const config = new StackConfig();
    const consumer = otherStack(config, "consumerStack", consumerProject);
    const client = config.text("client");
    const clientInstanceId = config.optionalText("clientInstanceId");
    const endpointDomain = config.optionalText("endpointDomain");
    const question = {
        port: config.number("port"),
        protocol: config.optionalText<CheckProtocol>("protocol"),
        path: config.optionalText("path"),
        expectedStatus: config.optionalNumber("expectedStatus"),
        timeoutSeconds: config.optionalNumber("timeoutSeconds"),
        triggers: config.texts("triggers"),
    };
    config.readCompletely();
    const request = await readRequest(consumer);
    const { table, passed, summary, checkedAt } = new ConnectivityCheck("check", {
        ...question,
        clientInstanceId: clientInstanceId ?? (await clientId(client, consumer)),
        endpointId: request.endpointId,
        endpointDomain: endpointDomain ?? request.endpointDomain,
    });
    return { check: table, passed, summary, checkedAt };
}

/** Id of a client that the config names, among those of the consumer stack. */
async function clientId(name: string, consumer: pulumi.StackReference): Promise<string> {
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
