import { NlbServiceResource } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

// A database in the owner's network, published over TCP. After a failover, give its new address.
const loadBalancer = new NlbServiceResource("orders", {
    vpcId: config.require("vpcId"),
    zones: [
        { zoneId: "eu-central-1a", vswitchId: config.require("vswitchIdA") },
        { zoneId: "eu-central-1b", vswitchId: config.require("vswitchIdB") },
    ],
    listeners: [{ port: 5432 }],
    serverGroup: {
        servers: [{ name: "primary", serverIp: "10.10.0.20", port: 5432 }],
    },
});

export const { loadBalancerId, zoneIds, dnsName, ports } = loadBalancer;
