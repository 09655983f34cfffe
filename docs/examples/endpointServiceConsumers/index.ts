import { EndpointServiceConsumers } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

// Lets two accounts make endpoints. Two endpoints of the first are accepted; those of the second wait.
const consumers = new EndpointServiceConsumers("orders", {
    serviceId: config.require("serviceId"),
    consumers: {
        "1111222233334444": {
            displayName: "web shop",
            maxEndpoints: 2,
            zoneIds: ["eu-central-1a", "eu-central-1b"],
            endDate: "2099-12-31",
        },
        "5555666677778888": { displayName: "warehouse" },
    },
});

export const connected = consumers.connected;
export const waiting = consumers.waiting;
export const refused = consumers.refused;
