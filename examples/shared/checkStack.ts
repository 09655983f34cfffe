import { ConnectivityCheck } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

/**
 * The program of a check stack: proves that a client of the consumer stack reaches the service. Its `up`
 * fails where the traffic does not flow.
 */
export function checkStack(consumerProject: string) {
    const config = new pulumi.Config();
    const sameName = `${pulumi.getOrganization()}/${consumerProject}/${pulumi.getStack()}`;
    const consumer = new pulumi.StackReference("consumerStack", {
        name: config.get("consumerStack") ?? sameName,
    });
    const { table, passed, summary } = new ConnectivityCheck("check", {
        clientInstanceId:
            config.get("clientInstanceId") ??
            consumer
                .requireOutput("clientIds")
                .apply((ids: Record<string, string>) => ids[config.require("client")]),
        endpointId: consumer.requireOutput("endpointId"),
        endpointDomain: config.get("endpointDomain") ?? consumer.requireOutput("endpointDomain"),
        port: config.requireNumber("port"),
        path: config.get("path"),
        expectedStatus: config.getNumber("expectedStatus"),
        timeoutSeconds: config.getNumber("timeoutSeconds"),
    });
    return { check: table, passed, summary };
}
