import { EndpointConnection, readOffer, readRequest } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

import { contractSource } from "./settings";

/** The program of a connection stack: lets in the endpoint that the consumer project asks for. */
export async function connectionStack(projects: {
    readonly provider: string;
    readonly consumer: string;
}) {
    const config = new pulumi.Config();
    const [offer, request] = await Promise.all([
        readOffer(
            contractSource(config, {
                stackKey: "providerStack",
                jsonKey: "offer",
                project: projects.provider,
            }),
        ),
        readRequest(
            contractSource(config, {
                stackKey: "consumerStack",
                jsonKey: "request",
                project: projects.consumer,
            }),
        ),
    ]);
    const { connectionStatus } = new EndpointConnection("connection", {
        offer,
        request,
        bandwidth: config.getNumber("bandwidth"),
    });
    return { connectionStatus };
}
