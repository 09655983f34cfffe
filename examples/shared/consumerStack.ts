import { readOffer } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import { openPrivateLink } from "./activation";
import { createConsumerSide } from "./consumerSide";
import { contractSource, readConsumerSettings } from "./settings";

/** The program of a consumer stack: reads the offer of the provider project, makes the consumer side. */
export async function consumerStack(providerProject: string) {
    const config = new pulumi.Config();
    await openPrivateLink(config);
    const offer = await readOffer(
        contractSource(config, {
            stackKey: "providerStack",
            jsonKey: "offer",
            project: providerProject,
        }),
    );
    const { endpoint, vpcId, clientId } = createConsumerSide(
        readConsumerSettings(config, {
            vpcCidrBlock: "vpcCidrBlock",
            vswitchCidrBlock: "vswitchCidrBlock",
        }),
        { offer },
    );
    return {
        /** What the connection stack reads. */
        request: endpoint.request,
        vpcId,
        clientId,
        endpointId: endpoint.endpointId,
        endpointDomain: endpoint.endpointDomain,
        zones: endpoint.zones,
    };
}
