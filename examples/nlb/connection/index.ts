import { EndpointConnection, readOffer, readRequest } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

export = async () => {
    const config = new pulumi.Config();
    // By default, the stack of the same name in the other project.
    const stackOf = (side: string) => {
        const project = `alicloud-privatelink-nlb-${side}`;
        const sameName = `${pulumi.getOrganization()}/${project}/${pulumi.getStack()}`;
        const name = config.get(`${side}Stack`) ?? sameName;
        return new pulumi.StackReference(`${side}Stack`, { name });
    };

    const connection = new EndpointConnection("connection", {
        offer: await readOffer(stackOf("provider")),
        request: await readRequest(stackOf("consumer")),
        bandwidth: config.getNumber("bandwidth"),
    });
    return { connectionStatus: connection.connectionStatus };
};
