import * as assert from "node:assert/strict";

import fc from "fast-check";

import type { EndpointRequest, EndpointServiceOffer } from "../../../index";
import { type Deployment, deploy } from "./deployment";
import { zonesOf } from "./loadBalancer";
import { accept, connect, consumerOf, publish } from "./programs";
import { type Scenario, SCENARIOS } from "./scenario";
import { openScene, type Scene } from "./scene";

/** The same scenarios at each run, so that a failure can be repeated. */
const GENERATED = fc.sample(SCENARIOS, { numRuns: 160, seed: 20261125 });
const TOGETHER = 40;

/** What the preflight finds and the cloud lets pass, with what comes of it. */
const ONLY_FOUND: Readonly<Record<string, RegExp>> = {
    "a connected endpoint that no client reaches":
        /^securityGroupIds: no rule of the security groups lets/,
    "two resources of one name, which the engine refuses":
        /^allowedAccountIds: "\d+" stands more than once/,
    "an entry of the whitelist that means nothing":
        /^allowedAccountIds: found "\d+"\. This is the account that owns the service/,
};

/** As above, for an ALB alone. */
const ONLY_FOUND_OF_AN_ALB: typeof ONLY_FOUND = {
    "a bandwidth that the provider refuses before the cloud is asked":
        /^bandwidth: found 10241\. .* the provider refuses\.$/,
};

/** What a consumer is refused with that only the owner, or the offer, could have told it before. */
const WITHOUT_OFFER = ["EndpointServiceNotAuthorized", "EndpointServiceNotSupportedZone"];

/** What became of all scenarios. */
const seen = {
    connected: { slb: 0, alb: 0 },
    refused: { slb: 0, alb: 0 },
    connectedInSeveralZones: 0,
    found: new Set<string>(),
};

describe("160 whole scenarios, of which the cloud has its own opinion,", function () {
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
        for (const kind of ["slb", "alb"] as const) {
            assert.ok(seen.connected[kind] >= 15, JSON.stringify(seen.connected));
            assert.ok(seen.refused[kind] >= 30, JSON.stringify(seen.refused));
        }
        assert.ok(seen.connectedInSeveralZones >= 5, String(seen.connectedInSeveralZones));
        assert.ok(seen.found.size >= 40, [...seen.found].join(", "));
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
        seen.connected[scenario.loadBalancer.kind] += 1;
        seen.connectedInSeveralZones += scenario.endpoint.zones.length > 1 ? 1 : 0;
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
    if (!isFound && isRefused) {
        const codes = refusals.map((refusal) => refusal.split(": ")[1]);
        assert.ok(stack === "consumer" && isTooLittleKnown(scenario, codes), about);
    }
    if (isFound && !isRefused) {
        const { kind } = scenario.loadBalancer;
        const known = Object.values({
            ...ONLY_FOUND,
            ...(kind === "alb" ? ONLY_FOUND_OF_AN_ALB : {}),
        });
        const others = findings.filter((finding) => !known.some((each) => each.test(finding)));
        assert.deepEqual(others, [], about);
    }
    if (isFound && isRefused) {
        seen.refused[scenario.loadBalancer.kind] += 1;
    }
    if (isFound || isRefused) {
        return undefined;
    }
    assert.notEqual(output, undefined, about);
    return output;
}

/**
 * Whether the preflight of a consumer could not know what the cloud refuses: without the offer it is told
 * nothing of another account's service, and of one's own which load balancers it has, not in which zones.
 */
function isTooLittleKnown(
    { loadBalancer, endpoint: { by, byOwner, zones } }: Scenario,
    codes: readonly string[],
): boolean {
    if (by === "offer") {
        return false;
    }
    return byOwner
        ? zones.every((zone) => zonesOf(loadBalancer).includes(zone)) &&
              codes.every((code) => code === "EndpointServiceNotSupportedZone")
        : codes.every((code) => WITHOUT_OFFER.includes(code));
}
