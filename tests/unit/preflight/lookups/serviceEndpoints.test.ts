import * as assert from "node:assert/strict";

import type { ApiClient } from "../../../../components/api/apiClient";
import { ApiCallError } from "../../../../components/api/signedCall";
import { readServiceEndpoints } from "../../../../components/preflight/lookups/serviceEndpoints";
import { PARTNER, REGION } from "../../cloud";
import { skipWaits } from "../../waits";

const SERVICE = "epsrv-1";

const WAITING = {
    EndpointId: "ep-1",
    EndpointOwnerId: Number(PARTNER),
    EndpointRegionId: "cn-hangzhou",
    EndpointVpcId: "vpc-1",
    ResourceOwner: false,
    ConnectionStatus: "Disconnected",
    ModifiedTime: "2026-01-01T00:00:00Z",
    Bandwidth: 1024,
    Zones: [
        { ZoneId: "cn-hangzhou-h", ZoneStatus: "Connected", ResourceId: "lb-1" },
        { ZoneId: "cn-hangzhou-i", ZoneStatus: "Wait" },
    ],
};

const refusal = (code: string) => new ApiCallError(`it was refused: ${code}: no`, code);

/** A client whose calls are answered one after the other, and what it was called with. */
function clientOf(...answers: readonly (object | Error)[]) {
    const calls: Readonly<Record<string, string>>[] = [];
    const client: ApiClient = {
        region: REGION,
        call: (product, action, parameters) => {
            assert.deepEqual([product, action], ["privatelink", "ListVpcEndpointConnections"]);
            const answer = answers[calls.push(parameters) - 1];
            return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
        },
    };
    return { client, calls };
}

const ids = async (client: ApiClient) =>
    (await readServiceEndpoints(client, SERVICE)).map(({ endpointId }) => endpointId);

describe("The list of a service's endpoints", () => {
    const waits = skipWaits();

    it("has what the owner of a service can know of each", async () => {
        const { client } = clientOf({ Connections: [WAITING] });

        assert.deepEqual(await readServiceEndpoints(client, SERVICE), [
            {
                endpointId: "ep-1",
                accountId: PARTNER,
                isOwnersOwn: false,
                regionId: "cn-hangzhou",
                vpcId: "vpc-1",
                zones: [
                    { zoneId: "cn-hangzhou-h", status: "Connected", loadBalancerId: "lb-1" },
                    { zoneId: "cn-hangzhou-i", status: "Wait", loadBalancerId: "" },
                ],
                bandwidth: 1024,
                status: "Disconnected",
                modifiedAt: "2026-01-01T00:00:00Z",
            },
        ]);
    });

    it("is in the service's region where the API names none", async () => {
        const { client } = clientOf({
            Connections: [{ EndpointId: "ep-1", ConnectionStatus: "Disconnected" }],
        });

        const [{ regionId, accountId, zones }] = await readServiceEndpoints(client, SERVICE);

        assert.deepEqual([regionId, accountId, zones], [REGION, "", []]);
    });

    it("has no UID in place of one that lost digits", async () => {
        const owner = 9999999999999999;
        const { client } = clientOf({ Connections: [{ ...WAITING, EndpointOwnerId: owner }] });

        assert.equal((await readServiceEndpoints(client, SERVICE))[0].accountId, "");
    });

    it("has all pages, and an endpoint that is on two of them once", async () => {
        const { client, calls } = clientOf(
            { Connections: [WAITING], NextToken: "second" },
            { Connections: [WAITING, { ...WAITING, EndpointId: "ep-2" }], NextToken: "" },
        );

        assert.deepEqual(await ids(client), ["ep-1", "ep-2"]);
        assert.deepEqual(
            calls.map(({ ServiceId, NextToken }) => [ServiceId, NextToken]),
            [
                [SERVICE, undefined],
                [SERVICE, "second"],
            ],
        );
    });

    it("reads a page again that was throttled, and not the pages before", async () => {
        const { client, calls } = clientOf(
            { Connections: [WAITING], NextToken: "second" },
            refusal("Throttling.User"),
            { Connections: [] },
        );

        assert.deepEqual(await ids(client), ["ep-1"]);
        assert.equal(calls.length, 3);
        assert.deepEqual(waits, [1_000]);
    });

    for (const [what, answer, message] of [
        ["is refused", refusal("Forbidden.RAM"), /Forbidden\.RAM/],
        ["has no list", {}, /no list "Connections"/],
        ["is the same again", { Connections: [], NextToken: "second" }, /same page again/],
    ] as const) {
        it(`is none at all if its second page ${what}`, async () => {
            const { client } = clientOf({ Connections: [WAITING], NextToken: "second" }, answer);

            await assert.rejects(readServiceEndpoints(client, SERVICE), message);
        });
    }
});
