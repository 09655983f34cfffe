import type * as pulumi from "@pulumi/pulumi";

import type { Preflight } from "./preflight";
import { privateLinkOpened } from "./preflight/lookups";
import * as rules from "./preflight/rules";

/**
 * A value, once it is certain that PrivateLink has been opened in the account. Without it, the first
 * call of an account that has not would be refused in the middle of an update.
 */
export function onceOpened<T>(
    preflight: Preflight,
    value: pulumi.Input<T>,
    parent: pulumi.Resource,
): pulumi.Input<T> {
    return preflight.askingFor({ value }, "value", async (later) => {
        later.holds("", await privateLinkOpened(parent), rules.privateLinkIsOpen);
    });
}
