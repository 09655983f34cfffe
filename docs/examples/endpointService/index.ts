import { EndpointService } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

// Publishes a CLB to one other account, whose endpoints the owner accepts one by one.
const service = new EndpointService("orders", {
    serviceResources: [
        { loadBalancerId: config.require("loadBalancerId"), zoneIds: ["eu-central-1a"] },
    ],
    ports: [{ port: 443 }],
    allowedAccountIds: ["1111222233334444"],
});

/** For the consumers' programs, and for the one that accepts their endpoints. */
export const offer = service.offer;
export const serviceName = service.serviceName;
