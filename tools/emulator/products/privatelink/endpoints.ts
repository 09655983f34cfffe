import { ApiError } from "../../apiError";
import type { Action, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { newRegionalIdentifier } from "../../identifiers";
import { flag, integer, requiredText, texts } from "../../parameters";
import { PRIVATELINK_ROLE, serviceLinkedRole } from "../../ram/serviceLinkedRoles";
import { resourceGroupOf } from "../../resourceGroups";
import { allocate, connect } from "./connectionStates";
import { endpointDescription, endpointName } from "./parameters";
import { createdEndpoint } from "./endpointDescriptions";
import {
    checkCrossRegionBandwidth,
    endpointType,
    refuseIpv6,
    refusePolicy,
    requestedCrossRegionBandwidth,
    requestedService,
    requestedZones,
} from "./endpointParameters";
import { placeZones } from "./endpointZones";
import { illegalParam, refusal } from "./errors";
import { accountLock, exclusively } from "./locks";
import {
    connectionIsChanging,
    endpointLock,
    isChanging,
    ownedEndpoint,
    requireIdle,
    requireService,
    requireUnprotected,
} from "./lookups";
import { ADDRESSES_PER_ZONE, checkNumberOfEndpoints } from "./quotas";
import { createTags } from "./tags";
import { checkSecurityGroups } from "./securityGroups";
import { withOwnCodes } from "./sharedRefusals";
import type { Endpoint, EndpointService } from "./state";

export function endpointActions(cloud: Cloud): Record<string, Action> {
    return {
        CreateVpcEndpoint: (call) => createEndpoint(cloud, call),
        UpdateVpcEndpointAttribute: (call) => updateEndpoint(cloud, call),
        DeleteVpcEndpoint: (call) => deleteEndpoint(cloud, call),
    };
}

function createEndpoint(cloud: Cloud, call: Call) {
    const name = endpointName(call) ?? "";
    const description = endpointDescription(call) ?? "";
    const addressCount = integer(call, "ZonePrivateIpAddressCount") ?? 1;
    if (addressCount < 1) {
        throw illegalParam("ZonePrivateIpAddressCount");
    }
    if (addressCount > ADDRESSES_PER_ZONE) {
        throw refusal(
            "QuotaExceeded.IpQuotaPerEp",
            "IpQuotaPerEp",
            addressCount,
            ADDRESSES_PER_ZONE,
        );
    }
    const vpc = cloud.vpc.vpcs.owned(call, requiredText(call, "VpcId"));
    if (vpc === undefined) {
        throw refusal("VpcNotFound");
    }
    const service = requestedService(cloud, call);
    const type = endpointType(call, service);
    refusePolicy(call);
    refuseIpv6(call);
    const crossRegionBandwidth = requestedCrossRegionBandwidth(call, service);
    const securityGroupIds = texts(call, "SecurityGroupId");
    checkSecurityGroups(cloud, call, vpc.id, securityGroupIds);
    const zones = requestedZones(cloud, call, service, vpc.id);
    const resourceGroupId = withOwnCodes(() => resourceGroupOf(cloud, call));
    const tags = createTags(call);
    checkNumberOfEndpoints(cloud, call, service, vpc.id);
    const protectedEnabled = flag(call, "ProtectedEnabled") ?? false;
    const role = serviceLinkedRole(cloud, call, PRIVATELINK_ROLE);
    if (!role.isAvailable) {
        throw refusal("CheckServiceLinkRoleError");
    }
    stopIfDryRun(call);

    role.create();
    const id = newRegionalIdentifier("ep-", call.regionId);
    const now = cloud.clock.now();
    const endpoint: Endpoint = {
        id,
        accountId: call.account.accountId,
        regionId: call.regionId,
        name,
        description,
        type,
        status: "Creating",
        domain: `${id}.${service.domain}`,
        serviceId: service.id,
        vpcId: vpc.id,
        securityGroupIds,
        changingSecurityGroups: new Map(),
        zones: [],
        connectionStatus: "Disconnected",
        connectionModifiedAt: now,
        bandwidth: service.connectBandwidth,
        crossRegionBandwidth,
        zoneAffinityEnabled: flag(call, "ZoneAffinityEnabled") ?? false,
        protectedEnabled,
        protectedFor:
            protectedEnabled && call.principal.kind === "role" ? call.principal.role.id : undefined,
        resourceGroupId,
        createdAt: now,
        tags,
    };
    placeZones(cloud, service, endpoint, zones);
    cloud.privatelink.endpoints.add(endpoint);
    becomeActive(cloud, service, endpoint);
    return createdEndpoint(service, endpoint);
}

function updateEndpoint(cloud: Cloud, call: Call) {
    const endpoint = ownedEndpoint(cloud, call);
    return exclusively(cloud, [accountLock(call), endpointLock(endpoint)], () => {
        requireUnprotected(call, endpoint);
        requireService(endpoint);
        requireIdle(endpoint);
        const name = endpointName(call);
        const description = endpointDescription(call);
        refusePolicy(call);
        refuseIpv6(call);
        const crossRegionBandwidth = integer(call, "CrossRegionBandwidth");
        if (crossRegionBandwidth !== undefined) {
            checkCrossRegionBandwidth(
                crossRegionBandwidth,
                endpoint.crossRegionBandwidth !== undefined,
            );
        }
        stopIfDryRun(call);
        endpoint.name = name ?? endpoint.name;
        endpoint.description = description ?? endpoint.description;
        endpoint.crossRegionBandwidth = crossRegionBandwidth ?? endpoint.crossRegionBandwidth;
        endpoint.zoneAffinityEnabled =
            flag(call, "ZoneAffinityEnabled") ?? endpoint.zoneAffinityEnabled;
        return {};
    });
}

function deleteEndpoint(cloud: Cloud, call: Call) {
    const endpoint = ownedEndpoint(cloud, call);
    return exclusively(cloud, [endpointLock(endpoint)], () => {
        requireUnprotected(call, endpoint);
        if (
            endpoint.status !== "Active" ||
            endpoint.zones.some(isChanging) ||
            connectionIsChanging(endpoint)
        ) {
            throw refusal("EndpointOperationDenied");
        }
        if (endpoint.zones.length > 0) {
            throw refusal("EndpointDependenceViolation");
        }
        stopIfDryRun(call);
        endpoint.status = "Deleting";
        endpoint.connectionStatus = "Deleting";
        cloud.clock.after(cloud.options.transitionMilliseconds, () =>
            cloud.privatelink.endpoints.remove(endpoint.id),
        );
        return {};
    });
}

function becomeActive(cloud: Cloud, service: EndpointService, endpoint: Endpoint): void {
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        endpoint.status = "Active";
        for (const zone of endpoint.zones) {
            zone.status = "Wait";
        }
        if (service.autoAcceptEnabled) {
            acceptAutomatically(cloud, service, endpoint);
        }
    });
}

/** A resource may have been detached since the endpoint was created; then the connection waits for its owner. */
function acceptAutomatically(cloud: Cloud, service: EndpointService, endpoint: Endpoint): void {
    try {
        connect(cloud, endpoint, allocate(cloud, service, endpoint));
    } catch (error) {
        if (!(error instanceof ApiError)) {
            throw error;
        }
    }
}
