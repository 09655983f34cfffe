import { EndpointServiceWhitelist } from "@cloud-components/alicloud-privatelink";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

// Lets two accounts make endpoints for a service that was made elsewhere.
const whitelist = new EndpointServiceWhitelist("orders", {
    serviceId: config.require("serviceId"),
    allowedAccountIds: ["1111222233334444", "5555666677778888"],
});

export const allowedAccountIds = whitelist.allowedAccountIds;
