import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "..";
import { privateLinkActivated } from "../lookups/privateLink";
import * as rules from "../rules";

/**
 * Checks that PrivateLink is activated in the account. Otherwise the cloud refuses the first call to
 * PrivateLink in the middle of an update.
 */
export function checkActivation(checks: ChildChecks, parent: pulumi.Resource): void {
    checks.lookUp({}, async (_, report) => {
        report.check("", await privateLinkActivated(parent), rules.privateLinkActivated);
    });
}
