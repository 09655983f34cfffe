import { VpcEndpointService } from "@pulumi/alicloud/privatelink";
import {
    type ClosedConnection,
    EndpointServiceConsumers,
} from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const service = new VpcEndpointService("service", {
    serviceDescription: "Of many consumers",
    autoAcceptConnection: false,
    zoneAffinityEnabled: true,
    payer: "Endpoint",
    serviceResourceType: "slb",
});
const map = new EndpointServiceConsumers("map", {
    serviceId: service.id,
    consumers: config.requireObject("consumers"),
    whenClosed: config.get<ClosedConnection>("whenClosed"),
});

export const serviceId = service.id;
export const serviceName = service.vpcEndpointServiceName;
export const { connected, waiting, refused } = map;
