import * as assert from "node:assert/strict";

import { ConnectivityCheck } from "../../../../index";
import { type Inputs, REGION } from "../../cloud";
import { lines, read, refusedLater, run, type RunOptions } from "../../harness";
import { answers, IP_A, IP_B } from "./cloudAssistant";

const QUESTION = "alicloud-privatelink:index:checkConnectivity";
const DOMAIN = "ep-1.eu-central-1.privatelink.aliyuncs.com";

/** A cloud that answers everything, and that question in its own way. */
function mocked(answer: (inputs: Inputs) => Inputs): RunOptions {
    const usual = answers();
    return {
        mocked: true,
        answer: (token, inputs) => (token === QUESTION ? answer(inputs) : usual(token, inputs)),
    };
}

function checked(): ConnectivityCheck {
    return new ConnectivityCheck("app", {
        clientInstanceId: "i-1",
        endpointId: "ep-1",
        endpointDomain: DOMAIN,
        port: 80,
    });
}

interface Target {
    readonly zoneId: string;
    readonly domain: string;
    readonly expected: readonly string[];
}

const TARGETS: readonly Target[] = [
    { zoneId: "all", domain: DOMAIN, expected: [IP_A, IP_B] },
    { zoneId: `${REGION}a`, domain: "ep-1-a.example.com", expected: [IP_A] },
    { zoneId: `${REGION}a`, domain: IP_A, expected: [IP_A] },
    { zoneId: `${REGION}b`, domain: "ep-1-b.example.com", expected: [IP_B] },
    { zoneId: `${REGION}b`, domain: IP_B, expected: [IP_B] },
];

function rowsOf(targets: unknown, verdict: string): Inputs[] {
    return (targets as Target[]).map(({ zoneId, domain, expected }) => ({
        zoneId,
        domain,
        expected,
        resolvedTo: expected,
        connectMilliseconds: 2,
        httpStatus: 200,
        certificate: "",
        answer: "",
        seenEndpointId: "",
        verdict,
    }));
}

describe("ConnectivityCheck under mocks", () => {
    it("registers its command, asks for the result of each target, and outputs what is answered", async () => {
        const asked: unknown[] = [];
        const { result, registrations, registration } = await run(
            checked,
            mocked(({ targets }) => {
                asked.push((targets as Inputs[]).map(({ status: _, ...target }) => target));
                return { table: rowsOf(targets, "passed"), checkedAt: "2026-01-01T00:00:00Z" };
            }),
        );

        assert.deepEqual(asked, [TARGETS]);
        assert.deepEqual(lines(registrations), [
            "ConnectivityCheck app",
            "Command app",
            "EcsInvocation app",
        ]);
        const script = registration("Command app").inputs.commandContent;
        assert.ok(
            Buffer.from(String(script), "base64").toString().includes(`'http://${IP_A}:80/'`),
        );
        assert.equal(await read(result.passed), true);
        assert.equal(await read(result.summary), "All 5 targets passed at 2026-01-01T00:00:00Z.");
    });

    it("fails if a target fails", async () => {
        const { error } = await refusedLater(
            checked,
            mocked(({ targets }) => ({
                table: rowsOf(targets, "listener: nothing listens"),
                checkedAt: "2026-01-01T00:00:00Z",
            })),
        );

        assert.match(error.message, /5 of 5 targets failed[^]*1\. listener: nothing listens/);
    });

    for (const [what, answer] of [
        ["answer their inputs", (inputs: Inputs) => inputs],
        [
            "refuse what they do not know",
            () => {
                throw new Error("not mocked");
            },
        ],
    ] as const) {
        it(`does not claim to have passed if the mocks ${what}`, async () => {
            const { result } = await run(checked, mocked(answer));

            assert.equal(await read(result.passed), false);
            assert.deepEqual(await read(result.table), []);
            assert.equal(
                await read(result.summary),
                `Not known: nothing runs under mocks, and they do not answer ${QUESTION} with a table.`,
            );
        });
    }
});
