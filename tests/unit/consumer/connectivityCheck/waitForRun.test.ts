import * as assert from "node:assert/strict";

import { type ApiClient, apiClient } from "../../../../components/api/apiClient";
import { waitForRun } from "../../../../components/consumer/connectivityCheck/waitForRun";
import { REGION } from "../../cloud";
import { skipWaits } from "../../waits";
import {
    answerCloudAssistant,
    ownCalls,
    OWN_KEY,
    resetAnswers,
    answered,
    type AnsweredRun,
} from "./cloudAssistant";

const RUN: AnsweredRun = { id: "t-1", output: "" };
const SOON = 0.001;

describe("the end of a check's run", () => {
    const waits = skipWaits();
    let client: ApiClient;

    before(async () => {
        answerCloudAssistant();
        client = await apiClient({ ...OWN_KEY, region: REGION, endpoints: {} });
    });
    beforeEach(resetAnswers);

    const ended = (seconds: number, over = new AbortController().signal) =>
        waitForRun(
            'ConnectivityCheck "app"',
            client,
            { CommandId: "c-1", clientInstanceId: "i-1" },
            seconds,
            over,
        );

    it("is that of the last run of its command", async () => {
        answered.runs = () => [RUN, { ...RUN, id: "t-0", status: "Failed" }];
        await ended(60);
        assert.deepEqual(
            ownCalls.map(({ Action, CommandId }) => [Action, CommandId]),
            [["DescribeInvocations", "c-1"]],
        );
    });

    it("is waited for while the run is in progress", async () => {
        const statuses = ["Pending", "Success"];
        answered.runs = () => [{ ...RUN, status: statuses.shift() }];
        await ended(60);
        assert.deepEqual(statuses, []);
        assert.deepEqual(waits, [2_000]);
    });

    for (const [what, passing] of [
        [
            "an error of the API",
            () => new Response(JSON.stringify({ Code: "InternalError" }), { status: 500 }),
        ],
        [
            "a connection that was reset",
            () =>
                Promise.reject(
                    new TypeError("fetch failed", { cause: new Error("read ECONNRESET") }),
                ),
        ],
    ] as const) {
        it(`is asked for again after ${what}`, async () => {
            answered.runs = () => [RUN];
            answered.outage = () => {
                answered.outage = undefined;
                return Promise.resolve(passing());
            };
            await ended(60);

            assert.equal(ownCalls.length, 2);
            assert.equal(waits.length, 1);
        });
    }

    it("is reported with its cause if the run failed", async () => {
        const trouble = { ErrorCode: "InstanceNotRunning", ErrorInfo: "the instance is stopped" };
        answered.runs = () => [{ ...RUN, status: "Failed", trouble }];
        await assert.rejects(ended(60), {
            message:
                'ConnectivityCheck "app": the script did not finish on the client i-1: Failed (InstanceNotRunning: the instance is stopped). ' +
                "Likely causes: the client was stopped, or a security group blocks its connection to Cloud Assistant.",
        });
    });

    for (const [what, runs, status] of [
        ["hangs", [{ ...RUN, status: "Running" }], "Running"],
        ["never begins", [], "not started"],
    ] as const) {
        it(`is given up if the run ${what}`, async () => {
            answered.runs = () => runs;
            await assert.rejects(ended(SOON), ({ message }: Error) =>
                message.startsWith(
                    `ConnectivityCheck "app": the script has not finished on the client i-1 within ${SOON} seconds (status ${status}). Likely causes: the client hangs`,
                ),
            );
        });
    }

    it("is not waited for if the provider knows it, as with a run that the cloud no longer has", async () => {
        const over = new AbortController();
        answered.runs = () => {
            over.abort();
            return [];
        };
        await ended(60, over.signal);
        await ended(60, over.signal);
        assert.equal(ownCalls.length, 1);
    });
});
