import {
    EndpointConnection,
    type EndpointService,
    InterfaceEndpoint,
} from "@cloud-components/alicloud-privatelink";
import type * as pulumi from "@pulumi/pulumi";

import { type Surroundings, ZONE } from "./surroundings";

/** A consumer of a service, whose connection is accepted, and what is to stay the same of it. */
export function connected(
    name: string,
    around: Surroundings,
    service: EndpointService,
    isAccepted = true,
    opts?: pulumi.ComponentResourceOptions,
) {
    const endpoint = new InterfaceEndpoint(
        name,
        {
            serviceName: service.serviceName,
            ports: [{ port: 80 }],
            vpcId: around.clientVpcId,
            zones: [{ zoneId: ZONE, vswitchId: around.clientVswitchId }],
            clientCidrBlocks: ["10.0.0.0/16"],
            endpointName: "orders",
        },
        opts,
    );
    if (isAccepted) {
        new EndpointConnection(name, { offer: service.offer, request: endpoint.request }, opts);
    }
    return {
        serviceId: service.serviceId,
        endpointId: endpoint.endpointId,
        endpointDomain: endpoint.endpointDomain,
    };
}
