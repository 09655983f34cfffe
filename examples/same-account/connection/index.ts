import { EndpointConnection, readOffer, readRequest } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import { referenceStack } from "../../shared/settings";

export = async () => {
    const config = new pulumi.Config();
    const [offer, request] = await Promise.all([
        readOffer(
            referenceStack(config, "providerStack", "alicloud-privatelink-same-account-provider"),
        ),
        readRequest(
            referenceStack(config, "consumerStack", "alicloud-privatelink-same-account-consumer"),
        ),
    ]);
    const connection = new EndpointConnection("connection", {
        offer,
        request,
        bandwidth: config.getNumber("bandwidth"),
    });
    return { connectionStatus: connection.connectionStatus };
};
