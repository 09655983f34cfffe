import { EndpointConnection } from "@cloud-components/alicloud-privatelink";

import { createConsumerSide } from "../../shared/consumerSide";
import { createProviderSide } from "../../shared/providerSide";
import { readConsumerSettings, readProviderSettings } from "../../shared/settings";
import { StackConfig } from "../../shared/stackConfig";

const config = new StackConfig();
const providerSettings = readProviderSettings(config, {
    vpcCidrBlock: "providerVpcCidrBlock",
    vswitchCidrBlock: "providerVswitchCidrBlock",
});
const consumerSettings = readConsumerSettings(config, {
    vpcCidrBlock: "consumerVpcCidrBlock",
    vswitchCidrBlock: "consumerVswitchCidrBlock",
});
const bandwidth = config.optionalNumber("bandwidth");
config.readCompletely();

const provider = createProviderSide(providerSettings);
const consumer = createConsumerSide(consumerSettings, {
    serviceName: provider.service.serviceName,
    ports: [{ port: providerSettings.listenerPort }],
});
const connection = providerSettings.acceptanceRequired
    ? new EndpointConnection("connection", {
          offer: provider.service.offer,
          request: consumer.endpoint.request,
          bandwidth,
      })
    : undefined;

export const serviceName = provider.service.serviceName;
export const endpointDomain = consumer.endpoint.endpointDomain;
export const zones = consumer.endpoint.zones;
export const connectionStatus = connection?.connectionStatus ?? "accepted by the service itself";
