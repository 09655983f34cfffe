import type { Action, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { newRegionalIdentifier } from "../../identifiers";
import { fieldText, flag, integer, objects, refuseParameters, text } from "../../parameters";
import { resourceGroupOf } from "../../resourceGroups";
import { changeConnection } from "./connectionStates";
import { serviceDescription } from "./parameters";
import { illegalFormat, missingParam, refusal } from "./errors";
import { accountLock, exclusively } from "./locks";
import { endpointsOf, ownedService, requireActive, serviceLock } from "./lookups";
import { RESOURCES_PER_CREATION, SERVICES_PER_ACCOUNT, servicesOfAccount } from "./quotas";
import { createTags } from "./tags";
import { resourceTypeOf } from "./resourceTypes";
import { createdService } from "./serviceDescriptions";
import { attachable } from "./serviceResources";
import { withOwnCodes } from "./sharedRefusals";
import type { Endpoint, EndpointService, ServiceResource, ServiceResourceType } from "./state";
import {
    changeRegions,
    requestedRegionChanges,
    requestedRegions,
    settleRegions,
} from "./supportedRegions";

/** UpdateVpcEndpointServiceAttribute, ConnectBandwidth, in Mbit/s. */
const CONNECT_BANDWIDTH = { default: 3072, smallest: 100, largest: 10_240 };

export function serviceActions(cloud: Cloud): Record<string, Action> {
    return {
        CreateVpcEndpointService: (call) => createService(cloud, call),
        UpdateVpcEndpointServiceAttribute: (call) => updateService(cloud, call),
        DeleteVpcEndpointService: (call) => deleteService(cloud, call),
    };
}

function createService(cloud: Cloud, call: Call) {
    const resourceType = requestedType(call);
    refuseIpv6(call, resourceType, "EndpointServiceNotSupportIpv6");
    const description = serviceDescription(call) ?? "";
    const payer = text(call, "Payer") ?? "Endpoint";
    if (payer !== "Endpoint" && payer !== "EndpointService") {
        throw illegalFormat("Payer");
    }
    if (
        payer === "EndpointService" &&
        cloud.privatelink.endpointPayersOnly.has(call.account.accountId)
    ) {
        throw refusal("EndpointServicePayerForbidden");
    }
    const resourceGroupId = withOwnCodes(() => resourceGroupOf(cloud, call));
    const tags = createTags(call);
    const supportedRegions = requestedRegions(call);
    const resources = requestedResources(cloud, call, resourceType);
    requireQuota(cloud, call);
    stopIfDryRun(call);

    const id = newRegionalIdentifier("epsrv-", call.regionId);
    const service: EndpointService = cloud.privatelink.services.add({
        id,
        accountId: call.account.accountId,
        regionId: call.regionId,
        name: `com.aliyuncs.privatelink.${call.regionId}.${id}`,
        domain: `${id}.${call.regionId}.privatelink.aliyuncs.com`,
        description,
        status: "Creating",
        resourceType,
        payer,
        autoAcceptEnabled: flag(call, "AutoAcceptEnabled") ?? false,
        zoneAffinityEnabled: flag(call, "ZoneAffinityEnabled") ?? false,
        connectBandwidth: CONNECT_BANDWIDTH.default,
        resourceGroupId,
        resources,
        supportedRegions,
        userIds: new Set(),
        userArns: new Set(),
        createdAt: cloud.clock.now(),
        tags,
    });
    becomeActive(cloud, service);
    return createdService(service);
}

function requireQuota(cloud: Cloud, { account: { accountId } }: Call): void {
    const used = servicesOfAccount(cloud, accountId);
    if (used >= cloud.quotas.limit(accountId, SERVICES_PER_ACCOUNT)) {
        throw refusal("QuotaMisMatched");
    }
}

function updateService(cloud: Cloud, call: Call) {
    const service = ownedService(cloud, call);
    return exclusively(cloud, [accountLock(call), serviceLock(service, call)], () => {
        requireActive(service, call);
        refuseIpv6(call, service.resourceType, "ServiceResourceNotSupportIpv6");
        const description = serviceDescription(call);
        const connectBandwidth = integer(call, "ConnectBandwidth");
        if (
            connectBandwidth !== undefined &&
            (connectBandwidth < CONNECT_BANDWIDTH.smallest ||
                connectBandwidth > CONNECT_BANDWIDTH.largest)
        ) {
            throw illegalFormat("ConnectBandwidth");
        }
        const regions = requestedRegionChanges(cloud, call, service);
        stopIfDryRun(call);

        service.description = description ?? service.description;
        service.connectBandwidth = connectBandwidth ?? service.connectBandwidth;
        service.autoAcceptEnabled = flag(call, "AutoAcceptEnabled") ?? service.autoAcceptEnabled;
        service.zoneAffinityEnabled =
            flag(call, "ZoneAffinityEnabled") ?? service.zoneAffinityEnabled;
        if (changeRegions(service, regions)) {
            service.status = "Pending";
            becomeActive(cloud, service);
        }
        return {};
    });
}

function deleteService(cloud: Cloud, call: Call) {
    const service = ownedService(cloud, call);
    return exclusively(cloud, [accountLock(call), serviceLock(service, call)], () => {
        requireActive(service, call);
        const endpoints = endpointsOf(cloud, service);
        if (endpoints.some((endpoint) => keepsService(cloud, endpoint))) {
            throw refusal("EndpointServiceConnectionDependence");
        }
        if (service.resources.length > 0 && !cloud.options.deletesServicesWithResources) {
            throw refusal("EndpointServiceDependenceViolation");
        }
        stopIfDryRun(call);
        service.status = "Deleting";
        cloud.clock.after(cloud.options.transitionMilliseconds, () => {
            cloud.privatelink.services.remove(service.id);
            for (const endpoint of endpoints) {
                cloud.privatelink.deletedServices.set(service.id, service);
                changeConnection(cloud, endpoint, "ServiceDeleted");
            }
        });
        return {};
    });
}

function keepsService({ options }: Cloud, { connectionStatus }: Endpoint): boolean {
    return !(
        options.deletesServicesWithDisconnectedEndpoints && connectionStatus === "Disconnected"
    );
}

function becomeActive(cloud: Cloud, service: EndpointService): void {
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        service.status = "Active";
        settleRegions(service);
    });
}

/** The requested type, else that of the first resource, else slb as everywhere in this API. */
function requestedType(call: Call): ServiceResourceType {
    const [first] = objects(call, "Resource");
    return resourceTypeOf(
        text(call, "ServiceResourceType") ?? fieldText(first?.ResourceType) ?? "slb",
    );
}

function requestedResources(
    cloud: Cloud,
    call: Call,
    resourceType: ServiceResourceType,
): ServiceResource[] {
    const requests = objects(call, "Resource");
    if (requests.length > RESOURCES_PER_CREATION) {
        throw refusal("QuotaMisMatched");
    }
    const resources: ServiceResource[] = [];
    for (const { ResourceId, ResourceType, ZoneId } of requests) {
        const resourceId = fieldText(ResourceId);
        if (resourceId === undefined) {
            throw missingParam("ResourceId");
        }
        const request = {
            resourceId,
            resourceType: fieldText(ResourceType) ?? resourceType,
            zoneId: fieldText(ZoneId),
        };
        resources.push(attachable(cloud, call, { resourceType, resources }, request));
    }
    return resources;
}

/** Dual stack is for NLB and GWLB, but no network of the emulator has IPv6 addresses. */
function refuseIpv6(
    call: Call,
    resourceType: ServiceResourceType,
    code: "EndpointServiceNotSupportIpv6" | "ServiceResourceNotSupportIpv6",
): void {
    const version = text(call, "AddressIpVersion") ?? "IPv4";
    if (version !== "IPv4" && version !== "DualStack") {
        throw illegalFormat("AddressIpVersion");
    }
    if (resourceType === "slb" || resourceType === "alb") {
        if (version === "DualStack" || flag(call, "ServiceSupportIPv6") === true) {
            throw refusal(code);
        }
        return;
    }
    refuseParameters(call, ["AddressIpVersion", "ServiceSupportIPv6"], {
        AddressIpVersion: "IPv4",
        ServiceSupportIPv6: false,
    });
}
