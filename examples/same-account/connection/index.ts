import { EndpointConnection, readOffer, readRequest } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import { StackConfig } from "../../shared/stackConfig";

export = async () => {
    const config = new StackConfig();
    const provider = config.get("providerStack") ?? sameNameIn("provider");
    const consumer = config.get("consumerStack") ?? sameNameIn("consumer");
    const bandwidth = config.getNumber("bandwidth");
    config.rejectUnknownKeys();

    const [offer, request] = await Promise.all([
        readOffer(new pulumi.StackReference("providerStack", { name: provider })),
        readRequest(new pulumi.StackReference("consumerStack", { name: consumer })),
    ]);
    const connection = new EndpointConnection("connection", { offer, request, bandwidth });
    return { connectionStatus: connection.connectionStatus };
};

/** The stack of the same name of another project of this example. */
function sameNameIn(side: string): string {
    const project = `alicloud-privatelink-same-account-${side}`;
    return `${pulumi.getOrganization()}/${project}/${pulumi.getStack()}`;
}
