import { readOffer } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import { createConsumerSide } from "../../shared/consumerSide";
import { readConsumerSettings, referenceStack } from "../../shared/settings";

export = async () => {
    const config = new pulumi.Config();
    const offer = await readOffer(
        referenceStack(config, "providerStack", "alicloud-privatelink-same-account-provider"),
    );
    const consumer = createConsumerSide(
        readConsumerSettings(config, {
            vpcCidrBlock: "vpcCidrBlock",
            vswitchCidrBlock: "vswitchCidrBlock",
        }),
        { offer },
    );
    return {
        /** What the connection stack reads. */
        request: consumer.endpoint.request,
        vpcId: consumer.vpcId,
        clientId: consumer.clientId,
        endpointId: consumer.endpoint.endpointId,
        endpointDomain: consumer.endpoint.endpointDomain,
        zones: consumer.endpoint.zones,
    };
};
