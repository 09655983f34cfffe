import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks, Report } from "../../preflight";
import { type LoadBalancer, loadBalancer } from "../../preflight/lookups/loadBalancers";
import * as rules from "../../preflight/rules";
import type { LoadBalancerKind } from "./loadBalancerKind";

/** Checks that there is a load balancer, and that it is one that PrivateLink takes. */
export function checkLoadBalancer(
    report: Pick<Report, "check">,
    propertyPath: string,
    wanted: { readonly id: string; readonly type: string },
    found: LoadBalancer | null,
): void {
    const { id } = wanted;
    report.check(propertyPath, { ...wanted, exists: found !== null }, rules.loadBalancerFound);
    // `paymentType` is only set for a CLB, and only a CLB must face the intranet.
    if (found?.addressType !== undefined && found.paymentType !== undefined) {
        const { addressType, paymentType } = found;
        report.check(propertyPath, { id, addressType }, rules.clbAddressType);
        report.check(propertyPath, { id, paymentType }, rules.clbPaymentType);
    }
}

/** Reads the existing load balancer that a component uses, once a lookup has found it. */
export function readLoadBalancer<Resource>(
    { serviceResourceType: type, resource }: LoadBalancerKind<Resource>,
    checks: ChildChecks,
    name: string,
    loadBalancerId: pulumi.Input<string>,
    parent: pulumi.Resource,
): Resource {
    checks.lookUp({ loadBalancerId }, async ({ loadBalancerId: id }, report) => {
        const found = await loadBalancer(type, id, parent);
        if (found !== undefined) {
            checkLoadBalancer(report, "loadBalancerId", { id, type }, found);
        }
    });
    return resource.get(name, loadBalancerId, undefined, {
        parent,
        dependsOn: checks.dependsOn(),
    });
}

/** What must fit between an existing load balancer with several zones and the arguments. */
interface ZonalArgs {
    readonly loadBalancerId?: pulumi.Input<string>;
    readonly addressType?: pulumi.Input<string>;
    readonly zones: readonly { readonly zoneId: string }[];
}

/** An existing load balancer, as a lookup or its resource shows it. */
interface ZonalLoadBalancer {
    readonly id: string;
    readonly addressType: string;
    readonly zoneIds: readonly string[];
}

/**
 * Reads an existing load balancer with several zones, and checks before and after that it matches the
 * arguments.
 *
 * @param checks what the reading waits for
 * @param outputChecks what the listeners wait for
 */
export function readZonalLoadBalancer<
    Resource extends pulumi.CustomResource & {
        readonly addressType: pulumi.Output<string>;
        readonly zoneMappings: pulumi.Output<{ readonly zoneId: string }[]>;
    },
>(
    kind: LoadBalancerKind<Resource>,
    checks: ChildChecks,
    outputChecks: ChildChecks,
    name: string,
    args: ZonalArgs,
    parent: pulumi.Resource,
): Resource {
    const { loadBalancerId = "", addressType: wanted } = args;
    checks.lookUp({ loadBalancerId, wanted }, async ({ loadBalancerId: id, wanted }, report) => {
        const found = await loadBalancer(kind.serviceResourceType, id, parent);
        if (found?.addressType !== undefined && found.zoneIds !== undefined) {
            const { addressType, zoneIds } = found;
            checkZonal(report, { id, addressType, zoneIds }, wanted, args);
        }
    });
    const resource = readLoadBalancer(kind, checks, name, loadBalancerId, parent);
    const { id, addressType, zoneMappings } = resource;
    outputChecks.compare({ id, addressType, zoneMappings, wanted }, (known, report) => {
        // The provider always has them; a user's mocks may have none.
        const { addressType, zoneMappings } = known as Partial<typeof known>;
        if (addressType !== undefined && zoneMappings !== undefined) {
            const zoneIds = zoneMappings.map(({ zoneId }) => zoneId);
            checkZonal(report, { id: known.id, addressType, zoneIds }, known.wanted, args);
        }
    });
    return resource;
}

function checkZonal(
    report: Report,
    { id, addressType, zoneIds: loadBalancerZoneIds }: ZonalLoadBalancer,
    wanted = "Intranet",
    { zones }: ZonalArgs,
): void {
    report.check("addressType", { id, addressType, wanted }, rules.existingAddressType);
    zones.forEach(({ zoneId }, index) => {
        const facts = { zoneId, id, loadBalancerZoneIds };
        report.check(`zones[${index}].zoneId`, facts, rules.existingLoadBalancerZone);
    });
}

/** Checks that arguments that only apply to a new load balancer are not set for an existing one. */
export function checkOnlyForNew<Args extends object>(
    checks: ChildChecks,
    args: Args,
    properties: readonly (keyof Args & string)[],
    path = "",
): void {
    for (const property of properties) {
        const facts = {
            isSet: args[property] !== undefined,
            idProperty: "loadBalancerId",
            kind: "load balancer",
        };
        checks.check(`${path}${property}`, facts, rules.onlyForNew);
    }
}
