import * as privatelink from "@pulumi/alicloud/privatelink";
import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks, ComponentChecks } from "../preflight";
import { loadBalancer } from "../preflight/lookups/loadBalancers";
import * as rules from "../preflight/rules";
import { dependenciesOf, withoutDependencies } from "../shared/dependencies";
import type { CompleteArgs, ServiceResource } from "./endpointServiceArgs";
import { checkLoadBalancer } from "./loadBalancers/existingLoadBalancer";
import { attachmentName, checkAttachments, attachmentAlias } from "./serviceInUse";

/** A load balancer of a service, and the checks that its attachments wait for. */
export interface CheckedServiceResource extends ServiceResource {
    readonly path: string;
    readonly checks: ChildChecks;
}

/** What an EndpointService's own resources have in common for their deletion. */
export type DeletionOptions = Pick<pulumi.CustomResourceOptions, "customTimeouts" | "hooks">;

/**
 * One attachment per load balancer and zone, one after the other: the service takes one write at a
 * time (AttachResourceToVpcEndpointService).
 *
 * Each is made after the listeners of its load balancer, but has no input from them: a listener is
 * deleted before it is replaced, and Pulumi would then take the load balancer off the service as well,
 * see shared/dependencies.ts.
 */
export function attachServiceResources(
    name: string,
    serviceResources: readonly CheckedServiceResource[],
    notInUse: ChildChecks,
    service: privatelink.VpcEndpointService,
    args: CompleteArgs,
    deletion: DeletionOptions,
    parent: pulumi.Resource,
): privatelink.VpcEndpointServiceResource[] {
    const attachments: privatelink.VpcEndpointServiceResource[] = [];
    checkAttachments(notInUse, name, { ...args, serviceResources }, parent);
    for (const serviceResource of serviceResources) {
        const { loadBalancerId, loadBalancerZoneIds, checks } = serviceResource;
        lookUpLoadBalancer(serviceResource, args, parent);
        for (const zoneId of serviceResource.zoneIds) {
            const previous = attachments.at(-1)?.resourceType;
            const others = dependenciesOf(loadBalancerId, loadBalancerZoneIds, previous);
            attachments.push(
                new privatelink.VpcEndpointServiceResource(
                    attachmentName(name, serviceResource.name, zoneId),
                    {
                        serviceId: service.id,
                        resourceId: withoutDependencies(loadBalancerId),
                        resourceType: service.serviceResourceType,
                        zoneId,
                    },
                    {
                        ...deletion,
                        parent,
                        dependsOn: checks.dependsOn(notInUse.dependsOn(others)),
                        aliases: [attachmentAlias(name, serviceResources, serviceResource, zoneId)],
                    },
                ),
            );
        }
    }
    return attachments;
}

/** Checks that the cloud has the load balancer, in its zones. */
function lookUpLoadBalancer(
    { path, loadBalancerId, zoneIds, checks }: CheckedServiceResource,
    { serviceResourceType }: CompleteArgs,
    parent: pulumi.Resource,
): void {
    checks.lookUp({ id: loadBalancerId, type: serviceResourceType }, async (known, report) => {
        const found = await loadBalancer(known.type, known.id, parent);
        if (found === undefined) {
            return;
        }
        checkLoadBalancer(report, `${path}.loadBalancerId`, known, found);
        zoneIds.forEach((zoneId, zone) => {
            const zonePath = `${path}.zoneIds[${zone}]`;
            if (found?.primaryZoneId !== undefined) {
                const primary = { loadBalancerId: known.id, primaryZoneId: found.primaryZoneId };
                report.check(zonePath, { zoneId, ...primary }, rules.clbPrimaryZone);
            }
            if (found?.zoneIds !== undefined) {
                const loadBalancerZoneIds = found.zoneIds;
                report.check(zonePath, { zoneId, loadBalancerZoneIds }, rules.loadBalancerZone);
            }
        });
    });
}

/** All zones in which a service can be reached. */
export function zoneIdsOf(serviceResources: readonly ServiceResource[]): string[] {
    return [...new Set(serviceResources.flatMap(({ zoneIds }) => zoneIds))].sort();
}

/** Checks the load balancers of a service. */
export function checkServiceResources(
    checks: ComponentChecks,
    args: CompleteArgs,
): CheckedServiceResource[] {
    const all = checks.ofChild();
    const serviceResources = all
        .entries("serviceResources", args.serviceResources)
        .map(({ path, entry }) => checkServiceResource(checks.ofChild(), path, entry, args));
    if (rules.isListOrLeftOut(args.serviceResources)) {
        all.plain("serviceResources", args.serviceResources, rules.serviceResourcesNotEmpty);
    }
    const attachments = serviceResources.flatMap(({ name, zoneIds }) =>
        zoneIds.map((zoneId) => ({ name, zoneId })),
    );
    const zoneIds = attachments.map(({ zoneId }) => zoneId);
    all.plain("serviceResources", attachments, rules.attachmentsDistinct);
    all.plain("serviceResources", zoneIds, rules.attachmentCount);
    return serviceResources;
}

function checkServiceResource(
    checks: ChildChecks,
    path: string,
    serviceResource: ServiceResource,
    { serviceResourceType }: CompleteArgs,
): CheckedServiceResource {
    const { name, loadBalancerId, loadBalancerZoneIds, ports } = serviceResource;
    checks.arguments(
        serviceResource,
        { loadBalancerId: [rules.required, rules.nonEmpty, rules.loadBalancerId] },
        path,
    );
    checks.plain(`${path}.zoneIds`, serviceResource.zoneIds, rules.serviceZonesNotEmpty);
    const zoneIds = [...checks.list(`${path}.zoneIds`, serviceResource.zoneIds)];
    zoneIds.forEach((zoneId, index) => {
        checks.plain(`${path}.zoneIds[${index}]`, zoneId, rules.nonEmpty);
    });
    checks.compare({ serviceResourceType }, (known, report) => {
        report.check(`${path}.zoneIds`, { zoneIds, ...known }, rules.serviceZoneCount);
        if (serviceResource.serviceResourceType !== undefined) {
            const types = { type: serviceResource.serviceResourceType, ...known };
            report.check(`${path}.serviceResourceType`, types, rules.sameServiceResourceType);
        }
    });
    if (loadBalancerZoneIds !== undefined) {
        checks.compare({ loadBalancerZoneIds }, (known, report) => {
            zoneIds.forEach((zoneId, index) => {
                const facts = { zoneId, ...known };
                report.check(`${path}.zoneIds[${index}]`, facts, rules.loadBalancerZone);
            });
        });
    }
    return { name, loadBalancerId, loadBalancerZoneIds, ports, zoneIds, path, checks };
}
