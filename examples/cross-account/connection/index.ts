import { EndpointConnection, readOffer, readRequest } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import { StackConfig } from "../../shared/stackConfig";

export = async () => {
    const config = new StackConfig();
    const provider = config.get("providerStack") ?? sameNameIn("provider");
    const consumer = config.get("consumerStack") ?? sameNameIn("consumer");
    // The contracts as JSON where the two sides share no state backend.
    const offerJson = config.get("offer");
    const requestJson = config.get("request");
    const bandwidth = config.getNumber("bandwidth");
    config.rejectUnknownKeys();

    const [offer, request] = await Promise.all([
        readOffer(offerJson ?? new pulumi.StackReference("providerStack", { name: provider })),
        readRequest(requestJson ?? new pulumi.StackReference("consumerStack", { name: consumer })),
    ]);
    const connection = new EndpointConnection("connection", { offer, request, bandwidth });
    return { connectionStatus: connection.connectionStatus };
};

/** The stack of the same name of another project of this example. */
function sameNameIn(side: string): string {
    const project = `alicloud-privatelink-cross-account-${side}`;
    return `${pulumi.getOrganization()}/${project}/${pulumi.getStack()}`;
}
