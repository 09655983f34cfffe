import * as pulumi from "@pulumi/pulumi";

import type { EndpointServiceOffer } from "../contract/contract";
import type { InterfaceEndpointArgs } from "./interfaceEndpoint";
import type { ChildChecks } from "../preflight";
import { callerAccountId, regionOf, serviceZones, vpc } from "../preflight/lookups/resources";
import * as rules from "../preflight/rules";
import { AddressIpVersion } from "../shared/types";

/** The arguments of an endpoint that name its service and region. */
type Requested = Pick<
    InterfaceEndpointArgs,
    | "offer"
    | "serviceName"
    | "serviceId"
    | "serviceRegionId"
    | "crossRegionBandwidth"
    | "zones"
    | "vpcId"
    | "addressIpVersion"
>;

/** Checks that an endpoint can be created for its service. */
export function checkRequestedService(
    checks: ChildChecks,
    args: Requested,
    parent: pulumi.Resource,
): void {
    const { offer, serviceName, serviceId } = args;
    if (offer === undefined) {
        checkZonesOfService(checks, args, serviceName ?? serviceId ?? "", parent);
    } else {
        checkOffer(checks, offer, parent);
    }
    checkRegions(checks, args, parent);
    checkIpVersion(checks, args, parent);
}

function checkOffer(
    checks: ChildChecks,
    offer: EndpointServiceOffer,
    parent: pulumi.Resource,
): void {
    checks.lookUp({}, async (_, report) => {
        const consumerId = await callerAccountId(parent);
        report.check("offer.allowedAccountIds", { consumerId, offer }, rules.consumerAllowed);
    });
    checks.compare({ regionId: regionOf(parent) }, ({ regionId }, report) => {
        if (regionId !== undefined) {
            const { regionId: serviceRegionId, supportedRegionIds = [] } = offer;
            const facts = { serviceRegionId, regionId, supportedRegionIds };
            report.check("offer.regionId", facts, rules.serviceRegion);
        }
    });
}

/**
 * Checks the endpoint's zones against those of a service without an offer, which only its owner can look
 * up. Zones of a service in another region are different ones.
 */
function checkZonesOfService(
    checks: ChildChecks,
    { zones, serviceRegionId }: Requested,
    service: pulumi.Input<string>,
    parent: pulumi.Resource,
): void {
    if (serviceRegionId !== undefined) {
        return;
    }
    checks.lookUp({ service }, async (known, report) => {
        // The name of a service ends with its id.
        const [serviceId] = /epsrv-[^.]+$/.exec(known.service) ?? [];
        const found = serviceId === undefined ? undefined : await serviceZones(serviceId, parent);
        const serviceZoneIds = found?.zoneIds ?? [];
        if (serviceZoneIds.length === 0) {
            return;
        }
        const endpointZoneIds = zones.map(({ zoneId }) => zoneId);
        zones.forEach(({ zoneId }, index) => {
            const facts = { zoneId, endpointZoneIds, serviceZoneIds };
            report.check(`zones[${index}].zoneId`, facts, rules.offeredZone);
        });
    });
}

/** Checks that a bandwidth between regions is only set if there are two. */
function checkRegions(
    checks: ChildChecks,
    { crossRegionBandwidth, serviceRegionId, offer }: Requested,
    parent: pulumi.Resource,
): void {
    const values = {
        crossRegionBandwidth,
        regionId: regionOf(parent),
        serviceRegionId: serviceRegionId ?? offer?.regionId,
    };
    checks.compare(values, (known, report) => {
        const { regionId } = known;
        if (known.crossRegionBandwidth !== undefined && regionId !== undefined) {
            // Without `serviceRegionId`, the service is in the endpoint's own region.
            const facts = { regionId, serviceRegionId: known.serviceRegionId ?? regionId };
            report.check("crossRegionBandwidth", facts, rules.crossesRegions);
        }
    });
}

/** Checks that an endpoint with IPv6 is in a VPC that has it. Whether the service has it, only its owner is told. */
function checkIpVersion(
    checks: ChildChecks,
    { vpcId, addressIpVersion }: Requested,
    parent: pulumi.Resource,
): void {
    checks.lookUp({ vpcId, addressIpVersion }, async (known, report) => {
        if (known.addressIpVersion !== AddressIpVersion.DualStack) {
            return;
        }
        const found = await vpc(known.vpcId, parent);
        if (found) {
            const facts = {
                vpcId: known.vpcId,
                addressIpVersion: known.addressIpVersion,
                ipv6CidrBlock: found.ipv6CidrBlock,
            };
            report.check("addressIpVersion", facts, rules.endpointIpVersion);
        }
    });
}

/** The region of the service, if it is set and differs from the endpoint's. */
export function serviceRegionOf(
    { offer, serviceRegionId }: Requested,
    parent: pulumi.Resource,
): pulumi.Input<string> | undefined {
    if (serviceRegionId !== undefined || offer === undefined) {
        return serviceRegionId;
    }
    return pulumi
        .output(regionOf(parent))
        .apply((regionId = offer.regionId) =>
            regionId === offer.regionId ? undefined : offer.regionId,
        ) as pulumi.Output<string>;
}
