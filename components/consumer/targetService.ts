import * as pulumi from "@pulumi/pulumi";

import type { EndpointServiceOffer } from "../contract/contract";
import type { InterfaceEndpointArgs } from "./interfaceEndpointArgs";
import type { ChildChecks, Report } from "../preflight";
import { warnOfUnusableService } from "../preflight/checks/usableService";
import { contractOf, fieldOf, plainContract } from "../preflight/contractInputs";
import { callerAccountId } from "../preflight/lookups/caller";
import { regionOf } from "../preflight/lookups/providerRegion";
import { serviceZones } from "../preflight/lookups/privateLink";
import { vpc } from "../preflight/lookups/vpc";
import * as rules from "../preflight/rules";
import { AddressIpVersion } from "../shared/types";

/** The arguments of an endpoint that name its service and region. */
type ServiceArgs = Pick<
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
    name: string,
    args: ServiceArgs,
    parent: pulumi.Resource,
): void {
    const { offer, serviceName, serviceId } = args;
    if (offer === undefined) {
        const service = serviceName ?? serviceId ?? "";
        checkZonesOfService(checks, args, service, parent);
        if (args.serviceRegionId === undefined) {
            const path = serviceName === undefined ? "serviceId" : "serviceName";
            warnOfUnusableService(checks, name, { path, service }, parent);
        }
    } else {
        checkOffer(checks, args, offer, parent);
    }
    checkZonesOfRegion(checks, args, parent);
    checkRegions(checks, args, parent);
    checkIpVersion(checks, args, parent);
}

function checkOffer(
    checks: ChildChecks,
    args: ServiceArgs,
    offerInput: pulumi.Input<EndpointServiceOffer>,
    parent: pulumi.Resource,
): void {
    checks.lookUp({ offer: offerInput }, async (known, report) => {
        const offer = contractOf("offer", known.offer);
        if (offer !== undefined) {
            const facts = { consumerId: await callerAccountId(parent), offer };
            report.check("offer.consumerAccountId", facts, rules.offeredToConsumer);
            report.check("offer.allowedAccountIds", facts, rules.consumerAllowed);
        }
    });
    const { serviceRegionId } = args;
    const regionId = regionOf(parent);
    checks.compare({ offer: offerInput, serviceRegionId, regionId }, (known, report) => {
        const offer = contractOf("offer", known.offer);
        if (offer === undefined) {
            return;
        }
        const { regionId: serviceRegionId, supportedRegionIds = [] } = offer;
        // Where the program does not say the region, it is the service's own, unless the service offers others.
        const mayBeElsewhere = known.serviceRegionId !== undefined || supportedRegionIds.length > 0;
        const regionId = known.regionId ?? (mayBeElsewhere ? undefined : serviceRegionId);
        if (regionId === undefined) {
            return;
        }
        const facts = { serviceRegionId, regionId, supportedRegionIds };
        report.check("offer.regionId", facts, rules.serviceRegion);
        if (regionId === serviceRegionId && plainZoneIds(args) === undefined) {
            checkZones(report, args, offer.zoneIds);
        }
    });
}

/** The zones of a service that is offered to its own region alone, where they are known at once. */
export function plainZoneIds({
    offer,
    serviceRegionId,
}: Pick<ServiceArgs, "offer" | "serviceRegionId">): readonly string[] | undefined {
    const plain = plainContract("offer", offer);
    const isElsewhere =
        serviceRegionId !== undefined || (plain?.supportedRegionIds ?? []).length > 0;
    return isElsewhere ? undefined : plain?.zoneIds;
}

/** Checks the endpoint's zones against those of a service of the same region. */
function checkZones(
    report: Pick<Report, "check">,
    { zones }: ServiceArgs,
    serviceZoneIds: readonly string[],
): void {
    const endpointZoneIds = zones.map(({ zoneId }) => zoneId);
    zones.forEach(({ zoneId }, index) => {
        const facts = { zoneId, endpointZoneIds, serviceZoneIds };
        report.check(`zones[${index}].zoneId`, facts, rules.offeredZone);
    });
}

/**
 * Checks the endpoint's zones against those of a service without an offer, which only its owner can look
 * up. Zones of a service in another region are different ones.
 */
function checkZonesOfService(
    checks: ChildChecks,
    args: ServiceArgs,
    service: pulumi.Input<string>,
    parent: pulumi.Resource,
): void {
    if (args.serviceRegionId !== undefined) {
        return;
    }
    checks.lookUp({ service }, async (known, report) => {
        // The name of a service ends with its id.
        const [serviceId] = /epsrv-[^.]+$/.exec(known.service) ?? [];
        const found = serviceId === undefined ? undefined : await serviceZones(serviceId, parent);
        const serviceZoneIds = found?.zoneIds ?? [];
        if (serviceZoneIds.length > 0) {
            checkZones(report, args, serviceZoneIds);
        }
    });
}

/** Checks that the zones are of the endpoint's region, where they are not compared with those of an offer at once. */
function checkZonesOfRegion(checks: ChildChecks, args: ServiceArgs, parent: pulumi.Resource): void {
    if (plainZoneIds(args) !== undefined) {
        return;
    }
    checks.compare({ regionId: regionOf(parent) }, ({ regionId }, report) => {
        args.zones.forEach(({ zoneId }, index) => {
            report.check(`zones[${index}].zoneId`, { zoneId, regionId }, rules.zoneOfRegion);
        });
    });
}

/** Checks that the service is in the region it is said to be in, and a bandwidth between regions only set if there are two. */
function checkRegions(
    checks: ChildChecks,
    { crossRegionBandwidth, serviceName, serviceRegionId, offer }: ServiceArgs,
    parent: pulumi.Resource,
): void {
    const named = { serviceName, serviceRegionId, regionId: regionOf(parent) };
    checks.compare(named, (facts, report) => {
        report.check("serviceName", facts, rules.regionOfServiceName);
    });
    const values = {
        crossRegionBandwidth,
        regionId: regionOf(parent),
        serviceRegionId:
            serviceRegionId ??
            (offer === undefined ? undefined : fieldOf("offer", offer, "regionId")),
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

/** Checks that an endpoint with IPv6 is in a VPC that has it. Only its owner can read whether the service has it. */
function checkIpVersion(
    checks: ChildChecks,
    { vpcId, addressIpVersion }: ServiceArgs,
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
    { offer, serviceRegionId }: ServiceArgs,
    parent: pulumi.Resource,
): pulumi.Input<string> | undefined {
    if (serviceRegionId !== undefined || offer === undefined) {
        return serviceRegionId;
    }
    return pulumi
        .all([regionOf(parent), fieldOf("offer", offer, "regionId")])
        .apply(([regionId, offered]) =>
            regionId === undefined || regionId === offered ? undefined : offered,
        ) as pulumi.Output<string>;
}
