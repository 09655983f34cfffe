import * as pulumi from "@pulumi/pulumi";

import { openPrivateLink } from "./activation";
import { createProviderSide } from "./providerSide";
import { readProviderSettings } from "./settings";

/** The program of a provider stack. */
export async function providerStack() {
    const config = new pulumi.Config();
    await openPrivateLink(config);
    const { service, loadBalancer, vpcId, backendIds } = createProviderSide(
        readProviderSettings(config, {
            vpcCidrBlock: "vpcCidrBlock",
            vswitchCidrBlock: "vswitchCidrBlock",
        }),
    );
    return {
        /** What the consumer and the connection stack read. */
        offer: service.offer,
        vpcId,
        backendIds,
        loadBalancerId: loadBalancer.loadBalancerId,
        loadBalancerAddress: loadBalancer.address,
        serviceId: service.serviceId,
        serviceName: service.serviceName,
        serviceDomain: service.serviceDomain,
    };
}
