import * as assert from "node:assert/strict";

import type { ListedEndpoint } from "../../../components/preflight/lookups/serviceEndpoints";
import { decide, type Facts } from "../../../components/provider/acceptancePolicy";
import type { EndpointServiceConsumer } from "../../../components/provider/endpointServiceConsumersArgs";
import { CUSTOMER, PARTNER, REGION } from "../cloud";
import { waitingEndpoint } from "./serviceEndpoints";

const TODAY = "2026-06-01";
const ZONE_A = { zoneId: `${REGION}a`, status: "Wait", loadBalancerId: "" };

const decided = (facts: Partial<Facts>) =>
    decide({ consumers: {}, earlier: [], listed: [], today: TODAY, ...facts });
const ids = (list: readonly { readonly endpointId: string }[]) =>
    list.map(({ endpointId }) => endpointId);

describe("The policy of a map of consumers", () => {
    const waits: readonly [
        what: string,
        policy: EndpointServiceConsumer | undefined,
        endpoint: Partial<ListedEndpoint>,
        reason: RegExp,
    ][] = [
        ["an account that is not in the map", undefined, {}, /not in the map/],
        ["a consumer without a limit", {}, {}, /maxEndpoints/],
        ["the owner", undefined, { isOwnersOwn: true }, /EndpointConnection/],
        ["an account that the API does not say", undefined, { accountId: "" }, /does not say/],
        [
            "a consumer with a zone that is being added",
            { maxEndpoints: 1 },
            { zones: [{ ...ZONE_A, status: "Creating" }] },
            /being changed: eu-central-1a/,
        ],
        [
            "a consumer whose zones matter, and that has none",
            { maxEndpoints: 1, zoneIds: [ZONE_A.zoneId] },
            { zones: [] },
            /no zones yet/,
        ],
    ];
    for (const [what, policy, endpoint, reason] of waits) {
        it(`lets the endpoint of ${what} wait`, () => {
            const { accepted, waiting, refused } = decided({
                consumers: policy === undefined ? {} : { [PARTNER]: policy },
                listed: [waitingEndpoint("ep-1", endpoint)],
            });

            assert.deepEqual([accepted, refused, ids(waiting)], [[], [], ["ep-1"]]);
            assert.match(waiting[0].reason, reason);
        });
    }

    it("accepts the endpoints that came first, up to the limit", () => {
        const { accepted, waiting } = decided({
            consumers: { [PARTNER]: { maxEndpoints: 2 } },
            listed: [
                waitingEndpoint("ep-1", { modifiedAt: "2026-03-01T00:00:00Z" }),
                waitingEndpoint("ep-2", { modifiedAt: "2026-02-01T00:00:00Z" }),
                waitingEndpoint("ep-3", { modifiedAt: "2026-02-01T00:00:00Z" }),
            ],
        });

        assert.deepEqual([ids(accepted), ids(waiting)], [["ep-2", "ep-3"], ["ep-1"]]);
    });

    for (const [what, policy, reason] of [
        [
            "another region",
            { regionIds: ["cn-hangzhou"] },
            /in eu-central-1, but regionIds allows only cn-han/,
        ],
        [
            "another zone",
            { zoneIds: ["eu-central-1b"] },
            /has eu-central-1a, but zoneIds allows only eu-cen/,
        ],
        ["no region at all", { regionIds: [] }, /regionIds allows none/],
        ["a time that is over", { endDate: "2026-05-31" }, /after 2026-05-31/],
    ] as const) {
        it(`refuses an endpoint if ${what} is allowed`, () => {
            const { accepted, waiting, refused } = decided({
                consumers: { [PARTNER]: { maxEndpoints: 1, ...(policy as object) } },
                listed: [waitingEndpoint("ep-1")],
            });

            assert.deepEqual([accepted, waiting, ids(refused)], [[], [], ["ep-1"]]);
            assert.match(refused[0].reason, reason);
        });
    }

    it("accepts an endpoint on the last day", () => {
        const consumers = { [PARTNER]: { maxEndpoints: 1, endDate: TODAY } };

        assert.deepEqual(ids(decided({ consumers, listed: [waitingEndpoint("ep-1")] }).accepted), [
            "ep-1",
        ]);
    });

    const EARLIER = [
        { accountId: PARTNER, endpointId: "ep-1" },
        { accountId: CUSTOMER, endpointId: "ep-2" },
    ];

    for (const [what, listed] of [
        ["could not be read", undefined],
        ["is empty", []],
        ["lacks one of them", [waitingEndpoint("ep-1", { status: "Connected" })]],
        ["says that they are closed", [waitingEndpoint("ep-1"), waitingEndpoint("ep-2")]],
    ] as const) {
        it(`keeps what was accepted if the list ${what}`, () => {
            assert.deepEqual(ids(decided({ earlier: EARLIER, listed }).accepted), ["ep-1", "ep-2"]);
        });
    }

    it("counts for the limit what something else has accepted, and not what its consumer has deleted", () => {
        const connected = waitingEndpoint("ep-9", { status: "Connected" });
        const facts = { consumers: { [PARTNER]: { maxEndpoints: 1 } }, earlier: EARLIER };

        const deleted = decided({ ...facts, listed: [waitingEndpoint("ep-3")] });
        const elsewhere = decided({ ...facts, listed: [waitingEndpoint("ep-3"), connected] });

        assert.ok(ids(deleted.accepted).includes("ep-3"));
        assert.ok(!ids(elsewhere.accepted).includes("ep-3"));
    });

    it("says of one that was closed outside that it was accepted before, and accepts no other in its place", () => {
        const { accepted, waiting } = decided({
            consumers: { [PARTNER]: { maxEndpoints: 1 } },
            earlier: EARLIER.slice(0, 1),
            listed: [waitingEndpoint("ep-1"), waitingEndpoint("ep-3")],
        });

        assert.deepEqual([ids(accepted), ids(waiting)], [["ep-1"], ["ep-1", "ep-3"]]);
        assert.match(waiting[0].reason, /closed outside of this stack/);
    });

    it("leaves alone what is connected by something else, or on its way", () => {
        const listed = ["Connected", "Connecting", "Pending", "Disconnecting", "Deleting"].map(
            (status, index) => waitingEndpoint(`ep-${index}`, { status }),
        );
        const { accepted, waiting, refused } = decided({
            consumers: { [PARTNER]: { maxEndpoints: 9 } },
            listed,
        });

        assert.deepEqual([accepted, waiting, refused], [[], [], []]);
    });
});
