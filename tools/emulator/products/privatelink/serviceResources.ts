import type { Action, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { flag, requiredText, text } from "../../parameters";
import { missingParam, refusal } from "./errors";
import { exclusively } from "./locks";
import { endpointsOf, ownedService, requireActive, serviceLock } from "./lookups";
import { pageOf } from "./paging";
import { RESOURCES_PER_SERVICE, RESOURCES_PER_ZONE } from "./quotas";
import { resourceTypeOf, serviceResource } from "./resourceTypes";
import type { EndpointService, ServiceResource } from "./state";

export function serviceResourceActions(cloud: Cloud): Record<string, Action> {
    return {
        AttachResourceToVpcEndpointService(call) {
            const service = ownedService(cloud, call);
            return exclusively(cloud, [serviceLock(service, call)], () => {
                requireActive(service, call);
                const resource = attachable(cloud, call, service, {
                    resourceId: requiredText(call, "ResourceId"),
                    resourceType: requiredText(call, "ResourceType"),
                    zoneId: text(call, "ZoneId"),
                });
                stopIfDryRun(call);
                service.resources.push(resource);
                return {};
            });
        },

        DetachResourceFromVpcEndpointService(call) {
            const service = ownedService(cloud, call);
            return exclusively(cloud, [serviceLock(service, call)], () => {
                requireActive(service, call);
                const resource = attachedResource(call, service);
                const type = text(call, "ResourceType");
                if (type !== undefined && resourceTypeOf(type) !== resource.resourceType) {
                    throw refusal("EndpointServiceResourceTypeNotEqual");
                }
                if (
                    relatedEndpoints(cloud, service, resource) > 0 ||
                    deprecatedEndpoints(cloud, service, resource) > 0
                ) {
                    throw refusal("EndpointServiceConnectionDependence");
                }
                stopIfDryRun(call);
                service.resources.splice(service.resources.indexOf(resource), 1);
                return {};
            });
        },

        UpdateVpcEndpointServiceResourceAttribute(call) {
            const service = ownedService(cloud, call);
            return exclusively(cloud, [serviceLock(service, call)], () => {
                requireActive(service, call);
                const resource = attachedResource(call, service);
                const enabled = flag(call, "AutoAllocatedEnabled") === true;
                const leavesOne = service.resources.some(
                    (other) =>
                        other !== resource &&
                        other.zoneId === resource.zoneId &&
                        other.autoAllocatedEnabled,
                );
                if (!enabled && !leavesOne) {
                    throw refusal("ResourceAutoAllocateViolation");
                }
                stopIfDryRun(call);
                resource.autoAllocatedEnabled = enabled;
                return {};
            });
        },

        ListVpcEndpointServiceResources(call) {
            const service = ownedService(cloud, call);
            const page = pageOf(call, service.resources, 50);
            return {
                Resources: page.items.map((resource) => ({
                    ResourceId: resource.resourceId,
                    ResourceType: resource.resourceType,
                    ZoneId: resource.zoneId,
                    RegionId: service.regionId,
                    VpcId: resource.vpcId,
                    VSwitchId: resource.vswitchId,
                    Ip: resource.ip,
                    AutoAllocatedEnabled: resource.autoAllocatedEnabled,
                    ResourceSupportIPv6: false,
                    RelatedEndpointCount: relatedEndpoints(cloud, service, resource),
                    RelatedDeprecatedEndpointCount: deprecatedEndpoints(cloud, service, resource),
                })),
                ...page.fields,
            };
        },
    };
}

/** A load balancer as a resource of the service, after every check that it can become one. */
export function attachable(
    cloud: Cloud,
    call: Call,
    service: Pick<EndpointService, "resourceType" | "resources">,
    request: { resourceId: string; resourceType: string; zoneId?: string },
): ServiceResource {
    if (resourceTypeOf(request.resourceType) !== service.resourceType) {
        throw refusal("EndpointServiceResourceTypeNotEqual");
    }
    const resource = serviceResource(cloud, call, service.resourceType, request);
    const inZone = service.resources.filter(({ zoneId }) => zoneId === resource.zoneId);
    if (inZone.some(({ resourceId }) => resourceId === resource.resourceId)) {
        throw refusal("EndpointServiceResourceExist");
    }
    const { accountId } = call.account;
    if (
        service.resources.length >= cloud.quotas.limit(accountId, RESOURCES_PER_SERVICE) ||
        inZone.length >= cloud.quotas.limit(accountId, RESOURCES_PER_ZONE)
    ) {
        throw refusal("QuotaMisMatched");
    }
    return resource;
}

/** A CLB is identified by its id; the other types, which can serve in several zones, by id and zone. */
function attachedResource(call: Call, service: EndpointService): ServiceResource {
    const resourceId = requiredText(call, "ResourceId");
    const zoneId = text(call, "ZoneId");
    if (zoneId === undefined && service.resourceType !== "slb") {
        throw missingParam("ZoneId");
    }
    const resource = service.resources.find(
        (attached) =>
            attached.resourceId === resourceId &&
            (zoneId === undefined || attached.zoneId === zoneId),
    );
    if (resource === undefined) {
        throw refusal("EndpointServiceResourceNotFound");
    }
    return resource;
}

function relatedEndpoints(
    cloud: Cloud,
    service: EndpointService,
    resource: ServiceResource,
): number {
    return endpointsOf(cloud, service).filter(({ zones }) =>
        zones.some((zone) => zone.resource === resource),
    ).length;
}

/** Endpoints that were migrated to another resource, and are still served by this one. */
function deprecatedEndpoints(
    cloud: Cloud,
    service: EndpointService,
    resource: ServiceResource,
): number {
    return endpointsOf(cloud, service).filter(({ zones }) =>
        zones.some(({ replaced }) => replaced?.resource === resource),
    ).length;
}
