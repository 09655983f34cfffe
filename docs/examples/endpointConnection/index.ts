import { EndpointConnection, readOffer, readRequest } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

export = async () => {
    const config = new pulumi.Config();

    // Lets the endpoint of the consumer's stack into the service of the owner's stack.
    const connection = new EndpointConnection("orders", {
        offer: await readOffer(new pulumi.StackReference(config.require("providerStack"))),
        request: await readRequest(new pulumi.StackReference(config.require("consumerStack"))),
    });

    return { connectionStatus: connection.connectionStatus };
};
