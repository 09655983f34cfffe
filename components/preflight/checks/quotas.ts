import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "..";
import { sharedList } from "../lookups/lookupCache";
import { endpointsInVpc, ownServices, quota } from "../lookups/quotas";
import * as rules from "../rules";

/** Descriptions of the services that the program's components create, in order. */
const describedServices = sharedList<string>();
/** VPCs of the endpoints that the program's components will create. */
const vpcsOfNewEndpoints = sharedList<string>();

/**
 * Checks the account's quota for services. A service that exists already, by its description, does not
 * count as new; existing services are only looked up when the quota is used up.
 */
export function checkServiceQuota(
    checks: ChildChecks,
    description: pulumi.Input<string>,
    parent: pulumi.Resource,
): void {
    checks.lookUp({ description }, async (known, report) => {
        const described = describedServices(parent);
        const before = [...described];
        described.push(known.description);
        const limit = await quota(rules.SERVICES_PER_ACCOUNT, parent);
        if (limit?.used === undefined || limit.used + before.length < limit.total) {
            return;
        }
        const services = await ownServices(parent);
        const exists = (wanted: string) =>
            services?.some(({ serviceDescription }) => serviceDescription === wanted);
        if (services === undefined || exists(known.description)) {
            return;
        }
        const planned = before.filter((each) => !exists(each)).length;
        const facts = { quota: limit.total, used: limit.used, planned, ...known };
        report.check("", facts, rules.serviceQuota);
    });
}

/** What identifies an endpoint within its VPC. */
interface EndpointIdentity {
    readonly name: pulumi.Input<string>;
    readonly vpcId: pulumi.Input<string>;
    readonly serviceName: pulumi.Input<string> | undefined;
    readonly serviceId: pulumi.Input<string> | undefined;
}

/**
 * Checks the VPC's quota for endpoints. An endpoint that exists already does not count as new: one with
 * the same name, or for the same service, because the update may change the name. The quota is only looked
 * up when it could be used up.
 */
export function checkEndpointQuota(
    checks: ChildChecks,
    endpoint: EndpointIdentity,
    parent: pulumi.Resource,
): void {
    checks.lookUp(endpoint, async ({ name, vpcId, serviceName, serviceId }, report) => {
        const endpoints = (await endpointsInVpc(vpcId, parent))?.endpoints;
        const exists = endpoints?.some(
            (each) =>
                each.vpcEndpointName === name ||
                each.serviceName === serviceName ||
                each.serviceId === serviceId,
        );
        if (endpoints === undefined || exists === true) {
            return;
        }
        const others = vpcsOfNewEndpoints(parent);
        const planned = others.filter((each) => each === vpcId).length;
        others.push(vpcId);
        if (endpoints.length + planned === 0) {
            return;
        }
        const limit = await quota(rules.ENDPOINTS_PER_VPC, parent);
        if (limit !== undefined) {
            const facts = { quota: limit.total, used: endpoints.length, planned, vpcId, name };
            report.check("vpcId", facts, rules.endpointQuota);
        }
    });
}
