import { ConnectivityCheck } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

// A client of the consumer's stack fetches a page through the endpoint, zone by zone.
const consumer = new pulumi.StackReference(config.require("consumerStack"));
const check = new ConnectivityCheck("orders", {
    clientInstanceId: config.require("clientInstanceId"),
    endpointId: consumer.requireOutput("endpointId"),
    endpointDomain: consumer.requireOutput("endpointDomain"),
    port: 80,
    path: "/health",
});

export const table = check.table;
export const summary = check.summary;
