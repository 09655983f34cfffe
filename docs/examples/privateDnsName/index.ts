import { PrivateDnsName } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

// The service is orders.internal.example in the consumer's VPC, once the endpoint has been accepted.
const consumer = new pulumi.StackReference(config.require("consumerStack"));
const connection = new pulumi.StackReference(config.require("connectionStack"));
const name = new PrivateDnsName("orders", {
    zoneName: "internal.example",
    hostNames: ["orders"],
    endpointDomain: consumer.requireOutput("endpointDomain"),
    vpcIds: [consumer.requireOutput("vpcId")],
    connectionStatus: connection.requireOutput("connectionStatus"),
});

export const domains = name.domains;
