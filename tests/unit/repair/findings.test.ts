import * as assert from "node:assert/strict";

import type { Deployment } from "../../../repair/deployment";
import { chosen, type Finding, findingsOf } from "../../../repair/findings";
import type { FoundResource } from "../../../repair/lookups";
import { deploymentOf, LISTENER, resourceOf, VPC } from "./deployments";

describe("what a run may have left in the cloud", () => {
    function findingOf(
        found: readonly FoundResource[],
        deployment: Deployment = deploymentOf([]),
        ofOtherStacks: readonly string[] = [],
        type = VPC,
    ): Finding {
        const wanted = { resource: resourceOf(type, "own"), interrupted: true };
        return findingsOf(deployment, [wanted], [{ found }], new Set(ofOtherStacks))[0];
    }

    function kindAndId(finding: Finding): string {
        return `${finding.kind} ${"found" in finding && finding.found.id}`;
    }

    it("is lost where the state does not have it", () => {
        const finding = findingOf([{ id: "vpc-1" }]);

        assert.equal(finding.kind, "lost");
        assert.deepEqual("found" in finding && finding.found, { id: "vpc-1" });
    });

    it("is nothing where the state has it", () => {
        const deployment = deploymentOf([resourceOf(VPC, "own", { id: "vpc-1" })]);

        assert.equal(findingOf([{ id: "vpc-1" }], deployment).kind, "nothing");
    });

    it("is distinguished from what the state has with the same id and of another type", () => {
        const deployment = deploymentOf([resourceOf(LISTENER, "own", { id: "lb-1" })]);

        assert.equal(findingOf([{ id: "lb-1" }], deployment).kind, "lost");
    });

    it("is a double where the state has another one in its place", () => {
        const deployment = deploymentOf([resourceOf(VPC, "own", { id: "vpc-2" })]);

        const finding = findingOf([{ id: "vpc-1" }, { id: "vpc-2" }], deployment);

        assert.equal(finding.kind, "double");
        assert.equal("kept" in finding && finding.kept, "vpc-2");
    });

    it("is unfinished where no update would finish it", () => {
        assert.equal(
            findingOf([{ id: "lb-1:tcp:80", unfinished: "it was never started" }]).kind,
            "unfinished",
        );
    });

    it("is stopped where the state has it and no update would finish it", () => {
        const resource = resourceOf(LISTENER, "own", { id: "lb-1:tcp:80" });
        const wanted = { resource, interrupted: false, deployed: true };
        const kindOf = (...found: FoundResource[]) =>
            findingsOf(deploymentOf([resource]), [wanted], [{ found }], new Set())[0].kind;

        assert.equal(kindOf({ id: "lb-1:tcp:80", unfinished: "it was never started" }), "stopped");
        assert.equal(kindOf({ id: "lb-1:tcp:80" }), "nothing");
        assert.equal(kindOf({ id: "lb-2:tcp:80", unfinished: "it was never started" }), "nothing");
        assert.equal(kindOf(), "nothing");
    });

    it("is nothing of another stack's", () => {
        assert.equal(findingOf([{ id: "vpc-1" }], undefined, [`${VPC} vpc-1`]).kind, "nothing");
    });

    it("is nothing that is older than the stack", () => {
        const createdAt = new Date("2026-05-01T09:50:00Z");

        assert.equal(findingOf([{ id: "vpc-1", createdAt }]).kind, "nothing");
    });

    it("is nothing that is older than what the resource depends on", () => {
        const zone = resourceOf(VPC, "zone", { id: "vpc-9", created: "2026-05-02T10:00:00Z" });
        const wanted = {
            resource: resourceOf(LISTENER, "own", { dependencies: [zone.urn] }),
            interrupted: true,
        };
        const found = (time: string) => [{ found: [{ id: "one", createdAt: new Date(time) }] }];
        const kindAt = (time: string) =>
            findingsOf(deploymentOf([zone]), [wanted], found(time), new Set())[0].kind;

        assert.equal(kindAt("2026-05-02T09:50:00Z"), "nothing");
        assert.equal(kindAt("2026-05-02T10:00:00Z"), "lost");
    });

    it("may be given in minutes by a clock that is somewhat slow", () => {
        const createdAt = new Date("2026-05-01T09:59Z");

        assert.equal(findingOf([{ id: "vpc-1", createdAt }]).kind, "lost");
    });

    it("is ambiguous where several look like it, until a person names one", () => {
        const finding = findingOf([{ id: "vpc-1" }, { id: "vpc-2" }]);

        assert.equal(finding.kind, "ambiguous");
        assert.deepEqual(chosen(finding, ["vpc-3"]), []);
        assert.deepEqual(chosen(finding, ["vpc-2"]).map(kindAndId), ["lost vpc-2"]);
    });

    it("is each of those that a person names", () => {
        const alike = findingOf([{ id: "vpc-1" }, { id: "vpc-2" }, { id: "vpc-3" }]);
        const alone = findingOf([{ id: "vpc-4" }]);

        const named = ["vpc-1", "vpc-3", "vpc-4"];

        assert.deepEqual(chosen(alike, named).map(kindAndId), ["lost vpc-1", "lost vpc-3"]);
        assert.deepEqual(chosen(alone, named).map(kindAndId), ["lost vpc-4"]);
        assert.deepEqual(chosen(findingOf([{ id: "vpc-5" }]), named), []);
    });

    it("is unknown where it could stand for two resources of the program", () => {
        const wanted = ["one", "two"].map((name) => ({
            resource: resourceOf(VPC, name),
            interrupted: true,
        }));
        const found = [{ id: "vpc-1" }];

        const findings = findingsOf(deploymentOf([]), wanted, [{ found }, { found }], new Set());

        assert.deepEqual(
            findings.map((finding) => "problem" in finding && finding.problem),
            ["vpc-1 could as well be two", "vpc-1 could as well be one"],
        );
    });

    it("is unknown where the lookup failed", () => {
        const wanted = { resource: resourceOf(VPC, "own"), interrupted: true };

        const [finding] = findingsOf(
            deploymentOf([]),
            [wanted],
            [{ problem: "no permission" }],
            new Set(),
        );

        assert.deepEqual(finding, { wanted, kind: "unknown", problem: "no permission" });
    });
});
