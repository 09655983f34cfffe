import {
    type CheckProtocol,
    ConnectivityCheck,
    readRequest,
} from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
// By default, the stack of the same name in the consumer's project.
const project = "alicloud-privatelink-alb-consumer";
const sameName = `${pulumi.getOrganization()}/${project}/${pulumi.getStack()}`;
const name = config.get("consumerStack") ?? sameName;
const consumer = new pulumi.StackReference("consumerStack", { name });
const request = pulumi.output(readRequest(consumer));
const clientIds = consumer.getOutput("clientIds") as pulumi.Output<Record<string, string>>;

export const {
    table: check,
    passed,
    summary,
    checkedAt,
} = new ConnectivityCheck("check", {
    clientInstanceId: config.get("clientInstanceId") ?? clientIds[config.require("client")],
    endpointId: request.endpointId,
    endpointDomain: config.get("endpointDomain") ?? request.endpointDomain,
    port: config.requireNumber("port"),
    protocol: config.get<CheckProtocol>("protocol"),
    serverName: config.get("serverName"),
    caCertificate: config.get("caCertificate"),
    path: config.get("path"),
    expectedStatus: config.getNumber("expectedStatus"),
    timeoutSeconds: config.getNumber("timeoutSeconds"),
    triggers: config.getObject("triggers"),
});
