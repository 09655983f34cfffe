import { EndpointConnection, readOffer, readRequest } from "@cloud-components/alicloud-privatelink";

import { contractSource } from "./settings";
import { StackConfig } from "./stackConfig";

/** The program of a connection stack: lets in the endpoint that the consumer project asks for. */
export async function connectionStack(projects: {
    readonly provider: string;
    readonly consumer: string;
}) {
    const config = new StackConfig();
    const provider = contractSource(config, {
        stackKey: "providerStack",
        jsonKey: "offer",
        project: projects.provider,
    });
    const consumer = contractSource(config, {
        stackKey: "consumerStack",
        jsonKey: "request",
        project: projects.consumer,
    });
    const bandwidth = config.optionalNumber("bandwidth");
    config.readCompletely();
    const [offer, request] = await Promise.all([readOffer(provider), readRequest(consumer)]);
    const { connectionStatus } = new EndpointConnection("connection", {
        offer,
        request,
        bandwidth,
    });
    return { connectionStatus };
}
