import { VpcEndpointService } from "@pulumi/alicloud/privatelink";
import { EndpointServiceConsumers } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const service = new VpcEndpointService("service", {
    serviceDescription: "Of many consumers",
    autoAcceptConnection: false,
    zoneAffinityEnabled: true,
    payer: "Endpoint",
    serviceResourceType: "slb",
});
const map = new EndpointServiceConsumers("map", {
    serviceId: service.id,
    consumers: new pulumi.Config().requireObject("consumers"),
});

export const serviceId = service.id;
export const serviceName = service.vpcEndpointServiceName;
export const { connected, waiting, refused } = map;
