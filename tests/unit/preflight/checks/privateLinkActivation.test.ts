import * as assert from "node:assert/strict";

import { EndpointService, InterfaceEndpoint } from "../../../../index";
import { OFFER } from "../../contract/contracts";
import { lines, refusedLater, type RunOptions } from "../../harness";

const NOT_OPENED: RunOptions = {
    answer: (token) => {
        if (token.endsWith(":getVpcEndpoints")) {
            // The part of an engine's error that the SDK hands on.
            const details = "SDKError: StatusCode: 400, Code: NeedOpenProduct";
            throw Object.assign(new Error(details), { details });
        }
        return undefined;
    },
};

function publish(): EndpointService {
    return new EndpointService("app", {
        serviceResources: [{ loadBalancerId: "lb-1", zoneIds: ["eu-central-1a"] }],
    });
}

function connect(): InterfaceEndpoint {
    return new InterfaceEndpoint("app", {
        serviceName: OFFER.serviceName,
        vpcId: "vpc-1",
        zones: [{ zoneId: "eu-central-1a", vswitchId: "vsw-1" }],
        securityGroupIds: ["sg-1"],
    });
}

describe("An account in which PrivateLink is not activated", () => {
    for (const [side, build, component, never] of [
        ["owner", publish, "EndpointService", "VpcEndpointService app"],
        ["consumer", connect, "InterfaceEndpoint", "VpcEndpoint app"],
    ] as const) {
        it(`gets, as the ${side}, an error at preview that says what to do, and nothing is created`, async () => {
            const { error, registrations } = await refusedLater(build, {
                ...NOT_OPENED,
                preview: true,
            });

            assert.match(error.message, new RegExp(`^${component} "app":`));
            assert.match(error.message, /not activated in this account \(NeedOpenProduct\)/);
            assert.match(error.message, /Activate it once, .*This cannot be undone\./);
            assert.ok(!lines(registrations).includes(never));
        });
    }
});
