import * as assert from "node:assert/strict";

import fc from "fast-check";

import type { EndpointRequest, EndpointServiceOffer } from "../../../index";
import { type Deployment, deploy } from "./deployment";
import { zonesOf } from "./loadBalancer";
import { accept, connect, consumerOf, publish } from "./programs";
import { type Scenario, SCENARIOS } from "./scenario";
import { openScene, type Scene } from "./scene";

/** The same scenarios at each run, so that a failure can be repeated. */
const GENERATED = fc.sample(SCENARIOS, { numRuns: 240, seed: 20261125 });

/** What the preflight finds and the cloud lets pass, with what comes of it. */
const ONLY_FOUND: Readonly<Record<string, RegExp>> = {
    "a connected endpoint that no client reaches":
        /^securityGroupIds: no rule of the security groups allows traffic/,
    "two resources of one name, which the engine refuses":
        /^allowedAccountIds: "\d+" is listed more than once/,
    "an entry of the whitelist that means nothing":
        /^allowedAccountIds: found "\d+"\. This is the account that owns the service/,
};

/** As above, for load balancers of that kind alone. */
const ONLY_FOUND_OF: Readonly<Record<string, typeof ONLY_FOUND>> = {
    alb: {
        "a bandwidth that the provider refuses before the cloud is asked":
            /^bandwidth: found 10241\. .* the provider refuses\.$/,
    },
    nlb: {
        "a bandwidth that the provider refuses before the cloud is asked":
            /^bandwidth: found 10241\. .* the provider refuses\.$/,
        "a bandwidth of the service, which the cloud does not keep":
            /^connectBandwidth: found 1000 for a service of the type "nlb"/,
        "consumer ids that no server of a UDP listener gets":
            /^consumerIdentity: found true beside a UDP listener/,
    },
};

/** What the cloud refuses a consumer, and only the owner, or the offer, could have said before. */
const WITHOUT_OFFER = ["EndpointServiceNotAuthorized", "EndpointServiceNotSupportedZone"];

describe("240 whole scenarios, which the cloud accepts or refuses independently,", () => {
    it("come up if the preflight has no findings, are refused if it has, and are of all kinds", async () => {
        const outcomes: Outcome[] = [];
        for (const scenario of GENERATED) {
            const scene = await openScene();
            try {
                outcomes.push(await bringUp(scene, scenario));
            } finally {
                await scene.emulator.stop();
            }
        }
        const count = (isCounted: (outcome: Outcome) => boolean) =>
            outcomes.filter(isCounted).length;
        for (const kind of ["slb", "alb", "nlb"]) {
            const ofKind = ({ scenario }: Outcome) => scenario.loadBalancer.kind === kind;
            assert.ok(count((each) => ofKind(each) && each.isConnected) >= 15, kind);
            assert.ok(count((each) => ofKind(each) && each.isRefused) >= 30, kind);
        }
        assert.ok(
            count(
                ({ isConnected, scenario }) => isConnected && scenario.endpoint.zones.length > 1,
            ) >= 5,
        );
        const properties = new Set(
            outcomes.flatMap(({ findings }) => findings.map((finding) => finding.split(":")[0])),
        );
        assert.ok(properties.size >= 40, [...properties].join(", "));
    });
});

interface Outcome {
    readonly scenario: Scenario;
    /** What the preflight found in all stacks. */
    readonly findings: readonly string[];
    /** Whether the cloud refused what the preflight had found something in. */
    readonly isRefused: boolean;
    readonly isConnected: boolean;
}

/** Brings the stacks up one after the other, as far as they come, and holds the two opinions together. */
async function bringUp(scene: Scene, scenario: Scenario): Promise<Outcome> {
    const deployments: Deployment<unknown>[] = [];
    const outcome = (isConnected: boolean): Outcome => ({
        scenario,
        findings: deployments.flatMap(({ findings }) => findings),
        isRefused: deployments.some(
            ({ findings, refusals }) => findings.length > 0 && refusals.length > 0,
        ),
        isConnected,
    });
    const outputOf = <T>(deployment: Deployment<T>, stack: string): T | undefined => {
        deployments.push(deployment);
        return agreedOutput(deployment, stack, scenario);
    };
    const owner = scene.owner.clients;
    const offer = outputOf<EndpointServiceOffer>(
        await deploy(owner, () => publish(scene, scenario)),
        "provider",
    );
    if (offer === undefined) {
        return outcome(false);
    }
    const request = outputOf<EndpointRequest>(
        await deploy(consumerOf(scene, scenario.endpoint).clients, () =>
            connect(scene, scenario, offer),
        ),
        "consumer",
    );
    if (request === undefined) {
        return outcome(false);
    }
    const status = outputOf<string>(
        await deploy(owner, () => accept(scenario, offer, request)),
        "connection",
    );
    if (status === undefined) {
        return outcome(false);
    }
    assert.equal(status, "Connected");
    return outcome(true);
}

/** What a stack gave out; undefined where something is wrong with it, by both opinions. */
function agreedOutput<T>(
    { findings, refusals, output }: Deployment<T>,
    stack: string,
    scenario: Scenario,
): T | undefined {
    const about = `${stack}: ${fc.stringify({ findings, refusals, scenario })}`;
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
            ...ONLY_FOUND_OF[kind],
        });
        const others = findings.filter((finding) => !known.some((each) => each.test(finding)));
        assert.deepEqual(others, [], about);
    }
    if (isFound || isRefused) {
        return undefined;
    }
    assert.notEqual(output, undefined, about);
    return output;
}

/**
 * Whether the preflight of a consumer could not know what the cloud refuses: without the offer it knows
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
