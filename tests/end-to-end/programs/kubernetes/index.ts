import { EndpointService, ServiceResourceType } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

const service = new EndpointService("orders", {
    serviceResources: [
        {
            loadBalancerId: config.require("loadBalancerId"),
            zoneIds: ["eu-central-1a", "eu-central-1b"],
        },
    ],
    serviceResourceType: ServiceResourceType.Nlb,
    ports: [{ port: 80 }],
    allowedAccountIds: config.requireObject<string[]>("consumerAccountIds"),
});

export const { offer } = service;
