import { EndpointService, NlbServiceResource } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

const loadBalancer = new NlbServiceResource("orders", {
    vpcId: config.require("vpcId"),
    zones: [
        { zoneId: "eu-central-1a", vswitchId: config.require("vswitchIdA") },
        { zoneId: "eu-central-1b", vswitchId: config.require("vswitchIdB") },
    ],
    listeners: [{ port: 5432 }],
    serverGroup: {
        servers: [{ name: "primary", serverIp: config.require("databaseAddress"), port: 5432 }],
    },
});
const service = new EndpointService("orders", {
    serviceResources: [loadBalancer],
    idleTimeoutSeconds: 900,
    allowedAccountIds: config.requireObject<string[]>("consumerAccountIds"),
});

/** For the consumers' programs. */
export const offer = service.offer;
