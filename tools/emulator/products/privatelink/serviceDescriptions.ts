import type { Action, Call } from "../../call";
import { apiTime } from "../../clock";
import type { Cloud } from "../../cloud";
import { text } from "../../parameters";
import { hasTags } from "../../tags";
import { passesFilters } from "./filters";
import { ownedService, serviceZones } from "./lookups";
import { pageOf } from "./paging";
import { tagList } from "./tags";
import { BANDWIDTH_RANGES } from "./resourceTypes";
import type { EndpointService } from "./state";
import { isReachableFrom } from "./supportedRegions";
import { isAllowed } from "./whitelist";

export function serviceQueries(cloud: Cloud): Record<string, Action> {
    return {
        GetVpcEndpointServiceAttribute(call) {
            const service = ownedService(cloud, call);
            return { ...described(service), Zones: serviceZones(service) };
        },

        ListVpcEndpointServices(call) {
            const resourceId = text(call, "ResourceId");
            const found = cloud.privatelink.services.allOwned(call).filter(
                (service) =>
                    hasTags(call, service) &&
                    (resourceId === undefined ||
                        service.resources.some((resource) => resource.resourceId === resourceId)) &&
                    passesFilters(call, {
                        ServiceId: service.id,
                        ServiceName: service.name,
                        ServiceStatus: service.status,
                        ServiceBusinessStatus: BUSINESS_STATUS,
                        ServiceResourceType: service.resourceType,
                        AddressIpVersion: ADDRESS_IP_VERSION,
                        ResourceGroupId: service.resourceGroupId,
                        AutoAcceptEnabled: service.autoAcceptEnabled,
                        ZoneAffinityEnabled: service.zoneAffinityEnabled,
                    }),
            );
            const page = pageOf(call, found, 1000);
            return {
                Services: page.items.map((service) => ({
                    ...described(service),
                    Tags: tagList(service.tags),
                })),
                TotalCount: found.length,
                ...page.fields,
            };
        },

        /** The caller's own services, those that list it, and those that its endpoints are connected to. */
        ListVpcEndpointServicesByEndUser(call) {
            const serviceRegionId = text(call, "ServiceRegionId") ?? call.regionId;
            const found = cloud.privatelink.services
                .newestFirst()
                .filter(
                    (service) =>
                        service.regionId === serviceRegionId &&
                        service.status !== "Creating" &&
                        service.status !== "Deleting" &&
                        (isAllowed(service, call.account.accountId) ||
                            hasConnectedEndpoint(cloud, service, call.account.accountId)) &&
                        isReachableFrom(service, call.regionId) &&
                        matches(call, service),
                );
            const page = pageOf(call, found, 1000);
            return {
                Services: page.items.map((service) => offered(call, service)),
                TotalCount: String(found.length),
                ...page.fields,
            };
        },
    };
}

const BUSINESS_STATUS = "Normal";
const ADDRESS_IP_VERSION = "IPv4";

/** What CreateVpcEndpointService answers; the other answers have it too. */
export function createdService(service: EndpointService) {
    return {
        ServiceId: service.id,
        ServiceName: service.name,
        ServiceDomain: service.domain,
        ServiceDescription: service.description,
        ServiceStatus: service.status,
        ServiceBusinessStatus: BUSINESS_STATUS,
        ServiceSupportIPv6: false,
        AddressIpVersion: ADDRESS_IP_VERSION,
        AutoAcceptEnabled: service.autoAcceptEnabled,
        ZoneAffinityEnabled: service.zoneAffinityEnabled,
        ResourceGroupId: service.resourceGroupId,
        CreateTime: apiTime(service.createdAt),
        SupportedRegionSet: [...service.supportedRegions].map(([regionId, status]) => ({
            SupportedRegionId: regionId,
            ServiceRegionId: service.regionId,
            RegionServiceStatus: status,
            RegionBusinessStatus: BUSINESS_STATUS,
        })),
    };
}

/** The default connection bandwidth is answered for CLB only (UpdateVpcEndpointServiceAttribute). */
function described(service: EndpointService) {
    const [minBandwidth, maxBandwidth] = BANDWIDTH_RANGES[service.resourceType];
    return {
        ...createdService(service),
        ServiceType: serviceType(service),
        ServiceResourceType: service.resourceType,
        Payer: service.payer,
        ...(service.resourceType === "slb" ? { ConnectBandwidth: service.connectBandwidth } : {}),
        MinBandwidth: minBandwidth,
        MaxBandwidth: maxBandwidth,
        RegionId: service.regionId,
    };
}

export function serviceType(service: EndpointService): "Interface" | "GatewayLoadBalancer" {
    return service.resourceType === "gwlb" ? "GatewayLoadBalancer" : "Interface";
}

function hasConnectedEndpoint(cloud: Cloud, service: EndpointService, accountId: string): boolean {
    return cloud.privatelink.endpoints
        .all()
        .some(
            (endpoint) =>
                endpoint.serviceId === service.id &&
                endpoint.accountId === accountId &&
                endpoint.connectionStatus === "Connected",
        );
}

/** Tags and resource group of another account's service are not looked at: they match no filter. */
function matches(call: Call, service: EndpointService): boolean {
    const named = passesFilters(call, {
        ServiceId: service.id,
        ServiceName: service.name,
        ServiceType: serviceType(service),
    });
    const { Tag, ResourceGroupId } = call.parameters;
    if (!named || (Tag === undefined && ResourceGroupId === undefined)) {
        return named;
    }
    return (
        service.accountId === call.account.accountId &&
        hasTags(call, service) &&
        passesFilters(call, { ResourceGroupId: service.resourceGroupId })
    );
}

/** Tags and resource group are the owner's affair and not shown to other accounts. */
function offered(call: Call, service: EndpointService) {
    const owned = service.accountId === call.account.accountId;
    return {
        ServiceId: service.id,
        ServiceName: service.name,
        ServiceDomain: service.domain,
        ServiceType: serviceType(service),
        ServiceResourceType: service.resourceType,
        ServiceSupportIPv6: false,
        AddressIpVersion: ADDRESS_IP_VERSION,
        AutoAcceptEnabled: service.autoAcceptEnabled,
        ZoneAffinityEnabled: service.zoneAffinityEnabled,
        Payer: service.payer,
        VpcEndpointPolicySupported: false,
        Zones: serviceZones(service),
        ...(owned ? { ResourceGroupId: service.resourceGroupId, Tags: tagList(service.tags) } : {}),
    };
}
