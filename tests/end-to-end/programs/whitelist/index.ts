import { VpcEndpointService } from "@pulumi/alicloud/privatelink";
import { EndpointServiceWhitelist } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const service = new VpcEndpointService("service", {
    serviceDescription: "Of many consumers",
    autoAcceptConnection: false,
    zoneAffinityEnabled: true,
    payer: "Endpoint",
    serviceResourceType: "slb",
});
new EndpointServiceWhitelist("whitelist", {
    serviceId: service.id,
    allowedAccountIds: new pulumi.Config().requireObject("allowedAccountIds"),
});

export const serviceId = service.id;
