import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { matching, NAME } from "../../fields";
import { refuse } from "../../invented";
import { refuseParameters } from "../../parameters";
import { servedZones } from "../privatelink/lookups";
import { giveBackAddresses } from "../vpc/zoneAddresses";
import { refusal } from "./errors";
import { startJob } from "./jobs";
import {
    EDITIONS,
    readAddressType,
    readEdition,
    readModificationProtection,
} from "./loadBalancers";
import { activeLoadBalancer } from "./lookups";
import type { ApplicationLoadBalancer, ZoneMapping } from "./state";
import { readZones, type RequestedZone, takeAddresses } from "./zoneMappings";

export function updateLoadBalancerAttribute(cloud: Cloud, call: Call): Answer {
    const loadBalancer = activeLoadBalancer(cloud, call);
    const { name: presentName, modificationProtection: present } = loadBalancer;
    const name = matching(call.parameters, "LoadBalancerName", NAME, presentName);
    const modificationProtection = readModificationProtection(call, present);
    stopIfDryRun(call);
    return configure(cloud, call, loadBalancer, { name, modificationProtection });
}

/** Basic can become any other edition, WAF-enabled standard, nothing basic (UpdateLoadBalancerEdition). */
export function updateLoadBalancerEdition(cloud: Cloud, call: Call): Answer {
    const loadBalancer = activeLoadBalancer(cloud, call);
    const edition = readEdition(call);
    if (edition === loadBalancer.edition) {
        throw refusal("OperationDenied.EditionNotChanged");
    }
    if (edition === EDITIONS[0]) {
        throw refusal("OperationDenied.Downgrade");
    }
    stopIfDryRun(call);
    configure(cloud, call, loadBalancer, { edition });
    return {};
}

/** To become Internet-facing an ALB needs elastic IP addresses of its owner (ZoneMappings.N.AllocationId). */
export function updateLoadBalancerAddressTypeConfig(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["RetainResourceType"]);
    const loadBalancer = activeLoadBalancer(cloud, call);
    const addressType = readAddressType(call);
    if (addressType === loadBalancer.addressType) {
        throw refusal("OperationDenied.AddressTypeNotChanged");
    }
    if (addressType === "Internet") {
        throw refuse(
            "unsupportedParameter",
            "The emulator has no elastic IP addresses to make an ALB Internet-facing with.",
        );
    }
    refuseParameters(call, ["ZoneMappings"]);
    stopIfDryRun(call);
    const zones = loadBalancer.zones.map(({ zoneId, vswitchId, intranetAddress }) => ({
        zoneId,
        vswitchId,
        intranetAddress,
    }));
    return configure(cloud, call, loadBalancer, { addressType, zones });
}

/**
 * The zones that are named replace those there are. A zone that stays keeps its address and its vSwitch. A
 * call that changes nothing is refused.
 */
export function updateLoadBalancerZones(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["RetainResourceType"]);
    const loadBalancer = activeLoadBalancer(cloud, call);
    const { zones: present, vpcId, regionId } = loadBalancer;
    const requested = readZones(cloud, call, { id: vpcId, regionId });
    requested.forEach((zone) => checkStaying(zone, present));
    const isPresent = ({ zoneId }: RequestedZone) => present.some((zone) => zone.zoneId === zoneId);
    const added = requested.filter((zone) => !isPresent(zone));
    const removed = present.filter((zone) =>
        requested.every(({ zoneId }) => zoneId !== zone.zoneId),
    );
    if (added.length === 0 && removed.length === 0) {
        throw refusal("OperationDenied.ZoneMappingsNotChanged");
    }
    const served = servedZones(cloud, loadBalancer.id);
    if (removed.some(({ zoneId }) => served.includes(zoneId))) {
        throw refuse(
            "albZoneInUse",
            `The ALB ${loadBalancer.id} is a service resource of an endpoint service in a zone to remove.`,
        );
    }
    stopIfDryRun(call);
    const taken = takeAddresses(cloud, loadBalancer, added);
    const zones = requested.map(
        ({ zoneId }) =>
            [...present, ...taken].find((zone) => zone.zoneId === zoneId) as ZoneMapping,
    );
    return configure(cloud, call, loadBalancer, { zones }, () =>
        giveBackAddresses(cloud, loadBalancer, removed),
    );
}

export function enableDeletionProtection(cloud: Cloud, call: Call): Answer {
    const loadBalancer = activeLoadBalancer(cloud, call, "ResourceId");
    stopIfDryRun(call);
    loadBalancer.deletionProtection ??= cloud.clock.now();
    return {};
}

export function disableDeletionProtection(cloud: Cloud, call: Call): Answer {
    const loadBalancer = activeLoadBalancer(cloud, call, "ResourceId");
    stopIfDryRun(call);
    delete loadBalancer.deletionProtection;
    return {};
}

/** No ALB of the emulator is dual-stack. */
export function switchIpv6Internet(cloud: Cloud, call: Call): Answer {
    activeLoadBalancer(cloud, call);
    throw refusal("OperationDenied.NonDualStackInstance");
}

function checkStaying(requested: RequestedZone, present: readonly ZoneMapping[]): void {
    const { zoneId, vswitch, intranetAddress } = requested;
    const zone = present.find((candidate) => candidate.zoneId === zoneId);
    if (zone === undefined) {
        return;
    }
    if (zone.vswitchId !== vswitch.id) {
        throw refusal("OperationDenied.ZoneVSwitchChanged");
    }
    if (intranetAddress !== undefined && intranetAddress !== zone.intranetAddress) {
        throw refuse("albZoneAddress", `The address of the zone ${zoneId} cannot be changed.`);
    }
}

/** Configuring shows the ALB as it was; what changes does so when it is Active again. */
function configure(
    cloud: Cloud,
    call: Call,
    loadBalancer: ApplicationLoadBalancer,
    changes: Partial<ApplicationLoadBalancer>,
    then: () => void = () => undefined,
): Answer {
    loadBalancer.status = "Configuring";
    return startJob(cloud, call, "loadbalancer", loadBalancer, () => {
        Object.assign(loadBalancer, changes, { status: "Active" });
        then();
    });
}
