import { readOffer } from "@cloud-components/alicloud-privatelink";

import { openPrivateLink } from "./activation";
import { type ConsumerSettings, createConsumerSide } from "./consumerSide";
import { contractSource, readConsumerSettings } from "./settings";
import { StackConfig } from "./stackConfig";

/**
 * The program of a consumer stack: reads the offer of the provider project, makes the consumer side,
 * by default in one zone.
 */
export async function consumerStack(
    providerProject: string,
    readSettings: (config: StackConfig) => ConsumerSettings = inOneZone,
) {
    const config = new StackConfig();
    const provider = contractSource(config, {
        stackKey: "providerStack",
        jsonKey: "offer",
        project: providerProject,
    });
    const isToOpen = config.optionalFlag("openPrivateLink") === true;
    const settings = readSettings(config);
    config.readCompletely();
    if (isToOpen) {
        await openPrivateLink();
    }
    const offer = await readOffer(provider);
    const { endpoint, vpcId, clientIds } = createConsumerSide(settings, { offer });
    return {
        /** What the connection stack reads. */
        request: endpoint.request,
        vpcId,
        clientIds,
        endpointId: endpoint.endpointId,
        endpointDomain: endpoint.endpointDomain,
        zones: endpoint.zones,
    };
}

function inOneZone(config: StackConfig): ConsumerSettings {
    return readConsumerSettings(config, {
        vpcCidrBlock: "vpcCidrBlock",
        vswitchCidrBlock: "vswitchCidrBlock",
    });
}
