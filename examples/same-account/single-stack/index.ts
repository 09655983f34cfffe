import { EndpointConnection } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import { createConsumerSide } from "../../shared/consumerSide";
import { createProviderSide } from "../../shared/providerSide";
import { readConsumerSettings, readProviderSettings } from "../../shared/settings";

const config = new pulumi.Config();
const providerSettings = readProviderSettings(config, {
    vpcCidrBlock: "providerVpcCidrBlock",
    vswitchCidrBlock: "providerVswitchCidrBlock",
});
const provider = createProviderSide(providerSettings);
const consumer = createConsumerSide(
    readConsumerSettings(config, {
        vpcCidrBlock: "consumerVpcCidrBlock",
        vswitchCidrBlock: "consumerVswitchCidrBlock",
    }),
    {
        serviceName: provider.service.serviceName,
        ports: [{ port: providerSettings.listenerPort }],
    },
);
const connection = providerSettings.acceptanceRequired
    ? new EndpointConnection("connection", {
          offer: provider.service.offer,
          request: consumer.endpoint.request,
          bandwidth: config.getNumber("bandwidth"),
      })
    : undefined;

export const serviceName = provider.service.serviceName;
export const endpointDomain = consumer.endpoint.endpointDomain;
export const zones = consumer.endpoint.zones;
export const connectionStatus = connection?.connectionStatus ?? "accepted by the service itself";
