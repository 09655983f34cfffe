import { EndpointServiceConsumers } from "@cloud-components/alicloud-privatelink";
import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

const accountIds = new pulumi.Config().requireObject<string[]>("accountIds");

const service = new privatelink.VpcEndpointService("bench", {
    autoAcceptConnection: false,
    zoneAffinityEnabled: true,
    payer: "Endpoint",
    serviceResourceType: "slb",
});
const map = new EndpointServiceConsumers("bench", {
    serviceId: service.id,
    consumers: Object.fromEntries(
        accountIds.map((uid, index) => [
            uid,
            { displayName: `consumer ${index}`, maxEndpoints: 1 },
        ]),
    ),
});

export const serviceId = service.id;
export const connected = map.connected.apply((endpoints) => endpoints.length);
