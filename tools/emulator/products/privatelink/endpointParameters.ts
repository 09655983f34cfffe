import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { refuse } from "../../invented";
import { fieldText, flag, integer, objects, refuseParameters, text } from "../../parameters";
import type { VSwitch } from "../vpc/state";
import { zoneVSwitch } from "./endpointZones";
import { illegalParam, missingParam, refusal } from "./errors";
import { passesFilters } from "./filters";
import { ZONES_PER_ENDPOINT } from "./quotas";
import { serviceType } from "./serviceDescriptions";
import type { Endpoint, EndpointService } from "./state";
import { isReachableFrom } from "./supportedRegions";
import { isAllowed } from "./whitelist";

/** CreateVpcEndpoint, CrossRegionBandwidth, in Mbit/s. */
const CROSS_REGION_BANDWIDTH = { withinMainland: 1000, otherwise: 100, smallest: 100 };

/** The service by its id or its name; its owner decides by the whitelist who may name it. */
export function requestedService(cloud: Cloud, call: Call): EndpointService {
    const id = text(call, "ServiceId");
    const name = text(call, "ServiceName");
    if (id === undefined && name === undefined) {
        throw missingParam("ServiceId");
    }
    if (name !== undefined && /^com\.aliyuncs\.privatelink\.[^.]+\.(?!epsrv-)/.test(name)) {
        throw refuse(
            "unsupportedParameter",
            `The emulator has no services of Alibaba Cloud's own: ${name}.`,
        );
    }
    const serviceRegionId = text(call, "ServiceRegionId") ?? call.regionId;
    const service = cloud.privatelink.services
        .all()
        .find(
            (candidate) =>
                candidate.regionId === serviceRegionId &&
                passesFilters(call, { ServiceId: candidate.id, ServiceName: candidate.name }),
        );
    if (service === undefined) {
        throw refusal("EndpointServiceNotFound");
    }
    if (!isAllowed(service, call.account.accountId)) {
        throw refusal("EndpointServiceNotAuthorized");
    }
    if (!isReachableFrom(service, call.regionId)) {
        throw refusal("UnsupportedRegion", service.name, call.regionId);
    }
    if (service.status === "Creating" || service.status === "Deleting") {
        throw refusal("IncorrectStatus.VpcEndpointService", service.id, service.status);
    }
    return service;
}

export function endpointType(call: Call, service: EndpointService): Endpoint["type"] {
    const type = text(call, "EndpointType") ?? serviceType(service);
    if (type === "Reverse") {
        refuseParameters(call, ["EndpointType"]);
    }
    if (type !== "Interface" && type !== "GatewayLoadBalancer") {
        throw illegalParam("EndpointType");
    }
    if (type !== serviceType(service)) {
        throw refusal("Mismatch.EndpointType", "EndpointType", type, serviceType(service));
    }
    return type;
}

/** Policies are for some of Alibaba Cloud's own services (endpoint policies), never for a user's service. */
export function refusePolicy(call: Call): void {
    if (text(call, "PolicyDocument") !== undefined || flag(call, "ResetPolicy") === true) {
        throw refusal("OperationDenied.EndpointPolicyNotSupport");
    }
}

export function refuseIpv6(call: Call): void {
    if ((text(call, "AddressIpVersion") ?? "IPv4") !== "IPv4") {
        throw illegalParam("AddressIpVersion");
    }
}

export function requestedCrossRegionBandwidth(
    call: Call,
    service: EndpointService,
): number | undefined {
    const requested = integer(call, "CrossRegionBandwidth");
    const crossesRegions = service.regionId !== call.regionId;
    if (requested !== undefined) {
        checkCrossRegionBandwidth(requested, crossesRegions);
        return requested;
    }
    if (!crossesRegions) {
        return undefined;
    }
    return isMainland(service.regionId) && isMainland(call.regionId)
        ? CROSS_REGION_BANDWIDTH.withinMainland
        : CROSS_REGION_BANDWIDTH.otherwise;
}

export function checkCrossRegionBandwidth(bandwidth: number, crossesRegions: boolean): void {
    if (!crossesRegions) {
        throw illegalParam("CrossRegionBandwidth");
    }
    if (bandwidth < CROSS_REGION_BANDWIDTH.smallest) {
        throw illegalParam("CrossRegionBandwidth");
    }
}

function isMainland(regionId: string): boolean {
    return regionId.startsWith("cn-") && regionId !== "cn-hongkong";
}

export function requestedZones(
    cloud: Cloud,
    call: Call,
    service: EndpointService,
    vpcId: string,
): { vswitch: VSwitch; ip?: string }[] {
    const requests = objects(call, "Zone");
    if (requests.length > ZONES_PER_ENDPOINT) {
        throw refusal(
            "QuotaExceeded.epZonePerEndpoint",
            "epZonePerEndpoint",
            requests.length,
            ZONES_PER_ENDPOINT,
        );
    }
    const seen = new Set<string>();
    return requests.map(({ ZoneId, VSwitchId, ip, Ipv6Address }) => {
        const zoneId = fieldText(ZoneId);
        const vswitchId = fieldText(VSwitchId);
        if (vswitchId === undefined || zoneId === undefined) {
            throw missingParam(vswitchId === undefined ? "VSwitchId" : "ZoneId");
        }
        if (Ipv6Address !== undefined) {
            throw refuse("unsupportedParameter", "The emulator has no IPv6: Zone.N.Ipv6Address.");
        }
        if (seen.has(zoneId)) {
            throw refusal("EndpointZoneDuplicated");
        }
        seen.add(zoneId);
        const vswitch = zoneVSwitch(cloud, call, {
            service,
            vpcId,
            zoneId,
            vswitchId,
        });
        return { vswitch, ip: fieldText(ip) };
    });
}
