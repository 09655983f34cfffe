import type { Resource } from "@pulumi/pulumi";

import { requestedConnection, whitelist } from "../lookups/privateLink";
import type { Report } from "../report";
import * as rules from "../rules";

/** Looks up whether the account has an endpoint service. Returns whether it does, as far as is known. */
export async function checkServiceFound(
    report: Report,
    path: string,
    serviceId: string,
    parent: Resource,
): Promise<boolean> {
    const found = await whitelist(serviceId, parent);
    // Undefined if the lookup failed.
    return (
        found === undefined ||
        report.check(path, { serviceId, exists: found !== null }, rules.serviceFound)
    );
}

/** Looks up whether an endpoint, of whatever account, has been created for an endpoint service of the account. */
export async function checkEndpointFound(
    report: Report,
    path: string,
    ids: { readonly serviceId: string; readonly endpointId: string },
    parent: Resource,
): Promise<void> {
    const found = await requestedConnection(ids, parent);
    if (found !== undefined) {
        report.check(path, { ...ids, exists: found !== null }, rules.requestFound);
    }
}
