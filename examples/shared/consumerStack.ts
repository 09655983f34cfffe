import { readOffer } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import { openPrivateLink } from "./activation";
import { type ConsumerSettings, createConsumerSide } from "./consumerSide";
import { contractSource, readConsumerSettings } from "./settings";

/**
 * The program of a consumer stack: reads the offer of the provider project, makes the consumer side,
 * by default in one zone.
 */
export async function consumerStack(
    providerProject: string,
    readSettings: (config: pulumi.Config) => ConsumerSettings = inOneZone,
) {
    const config = new pulumi.Config();
    await openPrivateLink(config);
    const offer = await readOffer(
        contractSource(config, {
            stackKey: "providerStack",
            jsonKey: "offer",
            project: providerProject,
        }),
    );
    const { endpoint, vpcId, clientIds } = createConsumerSide(readSettings(config), { offer });
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

function inOneZone(config: pulumi.Config): ConsumerSettings {
    return readConsumerSettings(config, {
        vpcCidrBlock: "vpcCidrBlock",
        vswitchCidrBlock: "vswitchCidrBlock",
    });
}
