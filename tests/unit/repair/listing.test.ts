import * as assert from "node:assert/strict";

import { findingsOf } from "../../../repair/findings";
import { listing } from "../../../repair/listing";
import { deployed } from "../../../repair/wantedResources";
import { deploymentOf, resourceOf, VPC } from "./deployments";

describe("the listing of what looks like something that the state has", () => {
    const deployment = deploymentOf([resourceOf(VPC, "own", { id: "vpc-1" })]);

    function linesFor(...ids: string[]): string {
        const found = ["vpc-1", ...ids].map((id) => ({ id }));
        const findings = findingsOf(deployment, deployed(deployment, []), [{ found }], new Set());
        return listing({ findings, interruptedChanges: 0, previewProblem: undefined });
    }

    it("says of one how to delete it by its id", () => {
        assert.equal(
            linesFor("vpc-2"),
            "vpc.Network own: vpc-2 exists beside vpc-1, which the state has.\n" +
                "  --delete --only vpc-2 deletes it.",
        );
    });

    it("says of several that the state has another one", () => {
        assert.equal(
            linesFor("vpc-2", "vpc-3"),
            "vpc.Network own: vpc-2 and vpc-3 look like vpc-1, which the state has.\n" +
                "  Find out which of them are of this stack, and delete each with --delete --only <id>.",
        );
    });
});
