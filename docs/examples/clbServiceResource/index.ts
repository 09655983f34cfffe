import { ClbServiceResource } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

// A CLB in one zone that passes port 443 on to port 8443 of a server.
const loadBalancer = new ClbServiceResource("orders", {
    vswitchId: config.require("vswitchId"),
    zoneId: "eu-central-1a",
    listeners: [{ port: 443, backendPort: 8443 }],
    backendServers: [{ serverId: config.require("serverId") }],
});

export const { loadBalancerId, zoneId, address, ports } = loadBalancer;
