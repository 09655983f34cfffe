import { InterfaceEndpoint, readOffer } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

export = async () => {
    const config = new pulumi.Config();

    // The offer of the owner's stack, which says what the service is called and where it listens.
    const offer = await readOffer(new pulumi.StackReference(config.require("providerStack")));

    // An endpoint in one zone, for the clients of one address range.
    const endpoint = new InterfaceEndpoint("orders", {
        offer,
        vpcId: config.require("vpcId"),
        zones: [{ zoneId: "eu-central-1a", vswitchId: config.require("vswitchId") }],
        clientCidrBlocks: ["10.20.0.0/16"],
    });

    return {
        /** For the owner, to accept the endpoint. */
        request: endpoint.request,
        url: pulumi.interpolate`https://${endpoint.endpointDomain}`,
    };
};
