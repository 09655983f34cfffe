import { Network, Switch } from "@pulumi/alicloud/vpc";
import {
    ClbServiceResource,
    EndpointConnection,
    EndpointService,
    InterfaceEndpoint,
} from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const tags = config.requireSecretObject<Record<string, string>>("tags");
const description = config.requireSecret("description");
const zoneId = "eu-central-1b";

const vpc = new Network("vpc", { cidrBlock: "10.0.0.0/8" });
const vswitch = new Switch("vswitch", { vpcId: vpc.id, zoneId, cidrBlock: "10.0.0.0/24" });

const loadBalancer = new ClbServiceResource("service", {
    vswitchId: vswitch.id,
    loadBalancerName: config.getSecret("loadBalancerName"),
    listeners: [{ port: 80, description }],
    tags,
});
const service = new EndpointService("service", {
    serviceResources: [{ loadBalancerId: loadBalancer.loadBalancerId, zoneIds: [zoneId] }],
    ports: loadBalancer.ports,
    serviceDescription: description,
    tags,
});
const endpoint = new InterfaceEndpoint("endpoint", {
    offer: service.offer,
    vpcId: vpc.id,
    zones: [{ zoneId, vswitchId: vswitch.id }],
    clientCidrBlocks: ["10.0.0.0/8"],
    ports: [{ port: 80 }],
    endpointDescription: description,
    tags,
});
new EndpointConnection("connection", { offer: service.offer, request: endpoint.request });

export const offer = service.offer;
export const request = endpoint.request;
