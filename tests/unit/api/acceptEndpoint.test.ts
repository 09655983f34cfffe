import * as assert from "node:assert/strict";

import { acceptEndpoint } from "../../../components/api/acceptEndpoint";
import type { ApiClient } from "../../../components/api/apiClient";
import { ApiCallError } from "../../../components/api/signedCall";
import { repeating } from "../../../components/preflight/lookups/ownCalls";
import { REGION } from "../cloud";
import { skipWaits } from "../waits";

const IDS = { serviceId: "epsrv-1", endpointId: "ep-1" };

/** A client of a cloud in which the endpoint has these statuses, one after the other. */
function clientOf(statuses: readonly (string | undefined)[], refusals: readonly string[] = []) {
    const enabled: Readonly<Record<string, string>>[] = [];
    let looked = 0;
    const client: ApiClient = {
        region: REGION,
        call: (_, action, parameters) => {
            if (action === "EnableVpcEndpointConnection") {
                const code = refusals[enabled.push(parameters) - 1];
                return code === undefined
                    ? Promise.resolve({})
                    : Promise.reject(new ApiCallError(`it was refused: ${code}`, code));
            }
            const status = statuses[Math.min(looked++, statuses.length - 1)];
            return Promise.resolve({
                Connections:
                    status === undefined ? [] : [{ EndpointId: "ep-1", ConnectionStatus: status }],
            });
        },
    };
    return { client, enabled };
}

describe("Accepting an endpoint", () => {
    skipWaits();

    it("waits until it is connected, and sends its bandwidth", async () => {
        const { client, enabled } = clientOf(["Disconnected", "Connecting", "Connected"]);
        await acceptEndpoint(client, { ...IDS, bandwidth: 500 });
        assert.deepEqual(enabled, [{ ServiceId: "epsrv-1", EndpointId: "ep-1", Bandwidth: "500" }]);
    });

    it("does nothing if it is connected already", async () => {
        const { client, enabled } = clientOf(["Connected"]);
        await acceptEndpoint(client, IDS);
        assert.deepEqual(enabled, []);
    });

    it("is repeated while the account or the connection is being changed", async () => {
        const { client, enabled } = clientOf(
            ["Disconnected", "Disconnected", "Disconnected", "Connected"],
            ["ConcurrentCallNotSupported", "EndpointConnectionOperationDenied"],
        );
        await acceptEndpoint(client, IDS);
        assert.equal(enabled.length, 3);
    });

    it("is repeated after a failure that passes by itself", async () => {
        const { client, enabled } = clientOf(["Disconnected", "Connected"], ["Throttling.User"]);
        await acceptEndpoint(repeating(client), IDS);
        assert.equal(enabled.length, 2);
    });

    it("ends with the API's reason if it is refused, without a second call", async () => {
        const { client, enabled } = clientOf(["Disconnected"], ["EndpointServiceNotFound"]);
        await assert.rejects(
            acceptEndpoint(client, IDS),
            /it was refused: EndpointServiceNotFound/,
        );
        assert.equal(enabled.length, 1);
    });

    it("ends with the status if the endpoint does not become connected in time", async () => {
        const { client } = clientOf([undefined]);
        await assert.rejects(
            acceptEndpoint(client, IDS, { limit: -1, between: 0 }),
            /^Error: ep-1 was not connected to epsrv-1 within -0.001 seconds; its status is not known$/,
        );
    });
});
