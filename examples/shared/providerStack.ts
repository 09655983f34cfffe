import { openPrivateLink } from "./activation";
import { createProviderSide } from "./providerSide";
import { readProviderSettings } from "./settings";
import { StackConfig } from "./stackConfig";

/** The program of a provider stack. */
export async function providerStack() {
    const config = new StackConfig();
    const isToOpen = config.optionalFlag("openPrivateLink") === true;
    const settings = readProviderSettings(config, {
        vpcCidrBlock: "vpcCidrBlock",
        vswitchCidrBlock: "vswitchCidrBlock",
    });
    config.readCompletely();
    if (isToOpen) {
        await openPrivateLink();
    }
    const { service, loadBalancer, vpcId, backendIds } = createProviderSide(settings);
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
