import * as pulumi from "@pulumi/pulumi";

import type { EndpointServiceOffer } from "./contract";
import type { InterfaceEndpointArgs } from "./interfaceEndpoint";
import type { Preflight } from "./preflight";
import { callerAccountId, regionOf, serviceZones } from "./preflight/lookups";
import * as rules from "./preflight/rules";

/** The part of an endpoint's arguments that says which service it is for, and where. */
type Requested = Pick<
    InterfaceEndpointArgs,
    "offer" | "serviceName" | "serviceId" | "serviceRegionId" | "crossRegionBandwidth" | "zones"
>;

/** The id of the service, where the endpoint is made by it. */
export function requestedId(
    preflight: Preflight,
    args: Requested,
    parent: pulumi.Resource,
): pulumi.Input<string> | undefined {
    return inItsZones(preflight, args, args.serviceId, parent);
}

/** The name of the service, where the endpoint is made by it or by an offer. */
export function requestedName(
    preflight: Preflight,
    args: Requested,
    parent: pulumi.Resource,
): pulumi.Input<string> | undefined {
    return args.offer === undefined
        ? inItsZones(preflight, args, args.serviceName, parent)
        : offeredServiceName(preflight, args.offer, parent);
}

/** The name of the offered service, once it is certain that this account may use it. */
function offeredServiceName(
    preflight: Preflight,
    offer: EndpointServiceOffer,
    parent: pulumi.Resource,
): pulumi.Input<string> {
    const { serviceName } = offer;
    const allowed = preflight.askingFor({ serviceName }, "serviceName", async (later) => {
        const consumerId = await callerAccountId(parent);
        later.holds("offer.allowedAccountIds", { consumerId, offer }, rules.consumerAllowed);
    });
    return preflight.laterFor(
        { serviceName: allowed, regionId: regionOf(parent) },
        "serviceName",
        (later, { regionId = offer.regionId }) => {
            const { regionId: serviceRegionId, supportedRegionIds = [] } = offer;
            const facts = { serviceRegionId, regionId, supportedRegionIds };
            later.holds("offer.regionId", facts, rules.serviceRegion);
        },
    );
}

/**
 * The id or the name of a service, which ends with the id, once it is certain that the endpoint's zones are
 * among the service's. Only the owner is told them; of a service of another account, the offer tells.
 */
function inItsZones(
    preflight: Preflight,
    { zones, serviceRegionId }: Requested,
    service: pulumi.Input<string> | undefined,
    parent: pulumi.Resource,
): pulumi.Input<string> | undefined {
    if (service === undefined || serviceRegionId !== undefined) {
        return service;
    }
    return preflight.asking<pulumi.Input<string>>(service, async (later, known) => {
        const [serviceId = ""] = /epsrv-[^.]+$/.exec(known) ?? [];
        const serviceZoneIds =
            serviceId === "" ? undefined : (await serviceZones(serviceId, parent))?.zoneIds;
        if (serviceZoneIds === undefined || serviceZoneIds.length === 0) {
            return;
        }
        const endpointZoneIds = zones.map(({ zoneId }) => zoneId);
        zones.forEach(({ zoneId }, index) => {
            const facts = { zoneId, endpointZoneIds, serviceZoneIds };
            later.holds(`zones[${index}].zoneId`, facts, rules.offeredZone);
        });
    });
}

/** The bandwidth between the regions, once it is certain that there are two. */
export function betweenRegions(
    preflight: Preflight,
    { crossRegionBandwidth, serviceRegionId, offer }: Requested,
    parent: pulumi.Resource,
): pulumi.Input<number> | undefined {
    if (crossRegionBandwidth === undefined) {
        return undefined;
    }
    return preflight.later(
        {
            crossRegionBandwidth,
            regionId: regionOf(parent),
            serviceRegionId: serviceRegionId ?? offer?.regionId,
        },
        (later, { regionId, serviceRegionId: named }) => {
            if (regionId !== undefined) {
                // A service of which no region is said is in the endpoint's own.
                const facts = { regionId, serviceRegionId: named ?? regionId };
                later.holds("crossRegionBandwidth", facts, rules.crossesRegions);
            }
        },
    ).crossRegionBandwidth;
}

/** The region of the offer, where it is another than the endpoint's. */
export function otherRegion(
    { offer }: Requested,
    parent: pulumi.Resource,
): pulumi.Output<string> | undefined {
    return (
        offer &&
        (pulumi
            .output(regionOf(parent))
            .apply((regionId = offer.regionId) =>
                regionId === offer.regionId ? undefined : offer.regionId,
            ) as pulumi.Output<string>)
    );
}
