import {
    type EndpointServiceConsumer,
    EndpointServiceConsumers,
} from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
// By default, the stack of the same name in the other project.
const project = "alicloud-privatelink-cross-account-provider";
const sameName = `${pulumi.getOrganization()}/${project}/${pulumi.getStack()}`;
const provider = new pulumi.StackReference("providerStack", {
    name: config.get("providerStack") ?? sameName,
});

const map = new EndpointServiceConsumers("consumers", {
    serviceId: provider.requireOutput("serviceId"),
    consumers: config.requireObject<Record<string, EndpointServiceConsumer>>("consumers"),
});

export const { connected, waiting, refused } = map;
