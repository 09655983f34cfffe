import * as assert from "node:assert/strict";

import fc from "fast-check";

import type { EndpointRequest, EndpointServiceOffer } from "../../../index";
import { type Deployment, deploy } from "./deployment";
import { accept, connect, consumerOf, publish, type Scenario, SCENARIOS } from "./scenario";
import { openScene, type Scene } from "./scene";

/** The same scenarios at each run, so that a failure can be repeated. */
const GENERATED = fc.sample(SCENARIOS, { numRuns: 120, seed: 20261125 });
const TOGETHER = 30;

/** What the preflight finds and the cloud lets pass, with what comes of it. */
const ONLY_FOUND: Readonly<Record<string, RegExp>> = {
    "a connected endpoint that no client reaches":
        /^securityGroupIds: no rule of the security groups lets/,
    "two resources of one name, which the engine refuses":
        /^allowedAccountIds: "\d+" stands more than once/,
    "an entry of the whitelist that means nothing":
        /^allowedAccountIds: found "\d+"\. This is the account that owns the service/,
};

/** What the owner's account alone is told of its service, where the endpoint has no offer. */
const WITHOUT_OFFER = ["EndpointServiceNotAuthorized", "EndpointServiceNotSupportedZone"];

/** What became of all scenarios. */
const seen = { connected: 0, refused: 0, found: new Set<string>() };

describe("120 whole scenarios, of which the cloud has its own opinion,", function () {
    this.timeout(300_000);

    for (let first = 0; first < GENERATED.length; first += TOGETHER) {
        it(`come up where the preflight finds nothing, and are refused where it does: from number ${first + 1}`, async () => {
            for (const scenario of GENERATED.slice(first, first + TOGETHER)) {
                const scene = await openScene();
                try {
                    await assertAgreement(scene, scenario);
                } finally {
                    await scene.emulator.stop();
                }
            }
        });
    }

    it("were of all kinds", () => {
        assert.ok(seen.connected >= 15, `${seen.connected} are connected`);
        assert.ok(seen.refused >= 40, `${seen.refused} were refused`);
        assert.ok(seen.found.size >= 15, [...seen.found].join(", "));
    });
});

/** Brings the stacks up one after the other, as far as they come. */
async function assertAgreement(scene: Scene, scenario: Scenario): Promise<void> {
    const owner = scene.owner.clients;
    const provider = await deploy(owner, () => publish(scene, scenario));
    const offer = outputOf<EndpointServiceOffer>(provider, "provider", scenario);
    if (offer === undefined) {
        return;
    }
    const consumer = await deploy(consumerOf(scene, scenario.endpoint).clients, () =>
        connect(scene, scenario, offer),
    );
    const request = outputOf<EndpointRequest>(consumer, "consumer", scenario);
    if (request === undefined) {
        return;
    }
    const connection = await deploy(owner, () => accept(scenario, offer, request));
    const status = outputOf<string>(connection, "connection", scenario);
    if (status !== undefined) {
        assert.equal(status, "Connected");
        seen.connected += 1;
    }
}

/** What a stack gave out; undefined where something is wrong with it, by both opinions. */
function outputOf<T>(
    { findings, refusals, output }: Deployment<T>,
    stack: string,
    scenario: Scenario,
): T | undefined {
    const about = `${stack}: ${fc.stringify({ findings, refusals, scenario })}`;
    findings.forEach((finding) => seen.found.add(finding.split(":")[0]));
    const isRefused = refusals.length > 0;
    const isFound = findings.length > 0;
    const byTheCloudAlone = refusals.every((refusal) =>
        WITHOUT_OFFER.includes(refusal.split(": ")[1]),
    );
    if (!isFound && isRefused) {
        assert.ok(scenario.endpoint.by !== "offer" && !scenario.endpoint.byOwner, about);
        assert.ok(byTheCloudAlone, about);
    }
    if (isFound && !isRefused) {
        const others = findings.filter(
            (finding) => !Object.values(ONLY_FOUND).some((known) => known.test(finding)),
        );
        assert.deepEqual(others, [], about);
    }
    seen.refused += isFound && isRefused ? 1 : 0;
    if (isFound || isRefused) {
        return undefined;
    }
    assert.notEqual(output, undefined, about);
    return output;
}
