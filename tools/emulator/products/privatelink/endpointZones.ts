import { ApiError } from "../../apiError";
import type { Action, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { refuseParameters, requiredText, text } from "../../parameters";
import { createNetworkInterface, deleteNetworkInterface } from "../ecs/networkInterfaces";
import type { NetworkInterface } from "../ecs/state";
import type { VSwitch } from "../vpc/state";
import { availableResource, connectZone } from "./connectionStates";
import { refusal } from "./errors";
import { exclusively } from "./locks";
import {
    endpointLock,
    ownedEndpoint,
    requireIdle,
    requireService,
    requireUnprotected,
    serviceOf,
    serviceZones,
    zoneOf,
} from "./lookups";
import { pageOf } from "./paging";
import { ZONES_PER_ENDPOINT } from "./quotas";
import type { Endpoint, EndpointService, EndpointZone } from "./state";
import { forgetReplaced } from "./zoneMigrations";

export function endpointZoneActions(cloud: Cloud): Record<string, Action> {
    return {
        AddZoneToVpcEndpoint: (call) => addZone(cloud, call),
        RemoveZoneFromVpcEndpoint: (call) => removeZone(cloud, call),

        ListVpcEndpointZones(call) {
            const endpoint = ownedEndpoint(cloud, call);
            const page = pageOf(call, endpoint.zones, 1000);
            return {
                Zones: page.items.map((zone) => ({
                    ZoneId: zone.zoneId,
                    ZoneStatus: zone.status,
                    ZoneDomain: zone.domain,
                    VSwitchId: zone.vswitchId,
                    EniId: zone.networkInterfaceId,
                    EniIp: zone.ip,
                    RegionId: endpoint.regionId,
                })),
                TotalCount: endpoint.zones.length,
                ...page.fields,
            };
        },
    };
}

function addZone(cloud: Cloud, call: Call) {
    const endpoint = ownedEndpoint(cloud, call);
    return exclusively(cloud, [endpointLock(endpoint)], () => {
        refuseParameters(call, ["Ipv6Address"]);
        requireUnprotected(call, endpoint);
        requireService(endpoint);
        requireIdle(endpoint);
        const service = serviceOf(cloud, endpoint);
        const zoneId = requiredText(call, "ZoneId");
        if (zoneOf(endpoint, zoneId) !== undefined) {
            throw refusal("EndpointZoneDuplicated");
        }
        if (endpoint.zones.length >= ZONES_PER_ENDPOINT) {
            const used = endpoint.zones.length;
            throw refusal(
                "QuotaExceeded.epZonePerEndpoint",
                "epZonePerEndpoint",
                used,
                ZONES_PER_ENDPOINT,
            );
        }
        const vswitch = zoneVSwitch(cloud, call, {
            service,
            vpcId: endpoint.vpcId,
            zoneId,
            vswitchId: requiredText(call, "VSwitchId"),
        });
        if (endpoint.connectionStatus === "Connected") {
            availableResource(cloud, service, endpoint, zoneId);
        }
        stopIfDryRun(call);
        const zone = placeZone(cloud, service, endpoint, vswitch, text(call, "ip"));
        cloud.clock.after(cloud.options.transitionMilliseconds, () => {
            if (endpoint.connectionStatus === "Connected") {
                connectOrWait(cloud, service, endpoint, zone);
            } else {
                zone.status = "Wait";
            }
        });
        return {};
    });
}

function removeZone(cloud: Cloud, call: Call) {
    const endpoint = ownedEndpoint(cloud, call);
    return exclusively(cloud, [endpointLock(endpoint)], () => {
        const zone = zoneOf(endpoint, requiredText(call, "ZoneId"));
        if (zone === undefined) {
            throw refusal("EndpointZoneNotFound");
        }
        requireUnprotected(call, endpoint);
        requireIdle(endpoint);
        stopIfDryRun(call);
        zone.status = "Deleting";
        cloud.clock.after(cloud.options.transitionMilliseconds, () => {
            deleteNetworkInterface(cloud, zone.networkInterfaceId);
            forgetReplaced(cloud, zone);
            endpoint.zones = endpoint.zones.filter((other) => other !== zone);
        });
        return {};
    });
}

/** The vSwitch for an endpoint's interface, after every check that the zone can be one of the endpoint's. */
export function zoneVSwitch(
    cloud: Cloud,
    call: Call,
    request: { service: EndpointService; vpcId: string; zoneId: string; vswitchId: string },
): VSwitch {
    const { service, vpcId, zoneId, vswitchId } = request;
    const fromOtherRegion = service.regionId !== call.regionId;
    if (!fromOtherRegion && !serviceZones(service).includes(zoneId)) {
        throw refusal("EndpointServiceNotSupportedZone");
    }
    const vswitch = cloud.vpc.vswitches.owned(call, vswitchId);
    // Neither action has another code for one that is in another VPC or zone.
    if (vswitch?.vpcId !== vpcId || vswitch.zoneId !== zoneId) {
        throw refusal("VSwitchNotFound");
    }
    if (vswitch.status !== "Available") {
        throw refusal("VSwitchStatusNotAllowed");
    }
    return vswitch;
}

/** Puts the endpoint into a zone: one interface with one address in the vSwitch. */
function placeZone(
    cloud: Cloud,
    service: EndpointService,
    endpoint: Endpoint,
    vswitch: VSwitch,
    ip: string | undefined,
): EndpointZone {
    const networkInterface = zoneInterface(cloud, vswitch, endpoint.securityGroupIds, ip);
    const { zoneId } = vswitch;
    const zone: EndpointZone = {
        zoneId,
        vswitchId: vswitch.id,
        networkInterfaceId: networkInterface.id,
        ip: networkInterface.privateIpAddress,
        domain: `${endpoint.id}-${zoneId}.${service.domain}`,
        status: "Creating",
    };
    endpoint.zones.push(zone);
    return zone;
}

/** All of the zones or, when one of the addresses cannot be had, none. */
export function placeZones(
    cloud: Cloud,
    service: EndpointService,
    endpoint: Endpoint,
    zones: readonly { readonly vswitch: VSwitch; readonly ip?: string }[],
): void {
    try {
        for (const { vswitch, ip } of zones) {
            placeZone(cloud, service, endpoint, vswitch, ip);
        }
    } catch (error) {
        for (const { networkInterfaceId } of endpoint.zones) {
            deleteNetworkInterface(cloud, networkInterfaceId);
        }
        throw error;
    }
}

function zoneInterface(
    cloud: Cloud,
    vswitch: VSwitch,
    securityGroupIds: string[],
    ip: string | undefined,
): NetworkInterface {
    try {
        return createNetworkInterface(cloud, {
            vswitch,
            securityGroupIds,
            privateIpAddress: ip,
            managedBy: "privatelink",
        });
    } catch (error) {
        if (error instanceof ApiError) {
            throw refusal(ip === undefined ? "ResourceNotEnough.VSwitchIp" : "EniIpUnavailable");
        }
        throw error;
    }
}

/** The resource may have been detached since the zone was added; then the zone waits. */
function connectOrWait(
    cloud: Cloud,
    service: EndpointService,
    endpoint: Endpoint,
    zone: EndpointZone,
): void {
    try {
        connectZone(cloud, service, endpoint, zone);
    } catch (error) {
        if (!(error instanceof ApiError)) {
            throw error;
        }
        zone.status = "Wait";
    }
}
