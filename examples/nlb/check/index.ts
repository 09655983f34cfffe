import { ConnectivityCheck, readRequest } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
// By default, the stack of the same name in the consumer's project.
const project = "alicloud-privatelink-nlb-consumer";
const sameName = `${pulumi.getOrganization()}/${project}/${pulumi.getStack()}`;
const name = config.get("consumerStack") ?? sameName;
const consumer = new pulumi.StackReference("consumerStack", { name });
const { endpointId, endpointDomain } = pulumi.output(readRequest(consumer));

export const {
    table: check,
    passed,
    summary,
    checkedAt,
} = new ConnectivityCheck("check", {
    clientInstanceId: consumer.requireOutput("clientId") as pulumi.Output<string>,
    endpointId,
    endpointDomain,
    port: config.requireNumber("port"),
    consumerIdentity: config.requireBoolean("consumerIdentity"),
});
