import {
    type CheckProtocol,
    ConnectivityCheck,
    readRequest,
} from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import { configError, StackConfig } from "../../shared/stackConfig";

const CONSUMER_PROJECT = "alicloud-privatelink-alb-consumer";

async function check() {
    const config = new StackConfig();
    const sameName = `${pulumi.getOrganization()}/${CONSUMER_PROJECT}/${pulumi.getStack()}`;
    const name = config.get("consumerStack") ?? sameName;
    const consumer = new pulumi.StackReference("consumerStack", { name });
    const { endpointId, endpointDomain } = await readRequest(consumer);
    const details = await consumer.getOutputDetails("clientIds");
    const clientIds = (details.value ?? {}) as Record<string, string>;

    const client = config.require("client");
    const clientInstanceId = config.get("clientInstanceId") ?? clientIds[client];
    if (clientInstanceId === undefined) {
        throw configError(
            `client: found "${client}". The consumer stack has ${Object.keys(clientIds).join(", ") || "no clients"}; ` +
                `name one of them, or another instance of its VPC by its id with the config key "clientInstanceId".`,
        );
    }
    const { table, passed, summary, checkedAt } = new ConnectivityCheck("check", {
        clientInstanceId,
        endpointId,
        endpointDomain: config.get("endpointDomain") ?? endpointDomain,
        port: config.requireNumber("port"),
        protocol: config.get<CheckProtocol>("protocol"),
        serverName: config.get("serverName"),
        caCertificate: config.get("caCertificate"),
        path: config.get("path"),
        expectedStatus: config.getNumber("expectedStatus"),
        timeoutSeconds: config.getNumber("timeoutSeconds"),
        triggers: config.texts("triggers"),
    });
    config.rejectUnknownKeys();
    return { check: table, passed, summary, checkedAt };
}

export = async () => {
    try {
        return await check();
    } catch (error) {
        const cause = error as Error;
        // Fails the update. Without outputs of this update, the stack would keep those of the last successful one.
        void Promise.reject(cause);
        return { check: [], passed: false, summary: `Not known: ${cause.message}`, checkedAt: "" };
    }
};
