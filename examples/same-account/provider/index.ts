import * as pulumi from "@pulumi/pulumi";

import { createProviderSide } from "../../shared/providerSide";
import { readProviderSettings } from "../../shared/settings";

const provider = createProviderSide(
    readProviderSettings(new pulumi.Config(), {
        vpcCidrBlock: "vpcCidrBlock",
        vswitchCidrBlock: "vswitchCidrBlock",
    }),
);

/** What the consumer and the connection stack read. */
export const offer = provider.service.offer;

export const vpcId = provider.vpcId;
export const backendIds = provider.backendIds;
export const loadBalancerId = provider.loadBalancer.loadBalancerId;
export const loadBalancerAddress = provider.loadBalancer.address;
export const serviceId = provider.service.serviceId;
export const serviceName = provider.service.serviceName;
export const serviceDomain = provider.service.serviceDomain;
