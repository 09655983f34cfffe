import { AlbHealthCheckMethod, AlbServiceResource } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

// An ALB in two zones that spreads HTTP requests over two servers and asks each whether it is well.
const loadBalancer = new AlbServiceResource("orders", {
    vpcId: config.require("vpcId"),
    zones: [
        {
            zoneId: "eu-central-1a",
            vswitchId: config.require("vswitchIdA"),
            address: "10.10.0.9",
        },
        {
            zoneId: "eu-central-1b",
            vswitchId: config.require("vswitchIdB"),
            address: "10.10.1.9",
        },
    ],
    listeners: [{ port: 80 }],
    serverGroup: {
        servers: [
            { serverIp: "10.10.0.20", port: 8080 },
            { serverIp: "10.10.1.20", port: 8080 },
        ],
        healthCheck: { method: AlbHealthCheckMethod.Get, path: "/healthy" },
    },
});

export const { loadBalancerId, zoneIds, dnsName, ports } = loadBalancer;
