import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { refuse } from "../../invented";
import { flag, integer, refuseParameters } from "../../parameters";
import { servedZones } from "../privatelink/lookups";
import { giveBackAddresses } from "../vpc/zoneAddresses";
import { refusal } from "./errors";
import { startJob } from "./jobs";
import { readAddressType, readName } from "./loadBalancers";
import { configurableLoadBalancer } from "./lookups";
import { matching, NAME, numberWithin, oneOf } from "./parameters";
import type { NetworkLoadBalancer, ZoneMapping } from "./state";
import { readZones, type RequestedZone, takeAddresses } from "./zoneMappings";

export function updateLoadBalancerAttribute(cloud: Cloud, call: Call): Answer {
    const loadBalancer = configurableLoadBalancer(cloud, call);
    const { parameters } = call;
    const connectionsPerSecond =
        integer(call, "Cps") === undefined
            ? loadBalancer.connectionsPerSecond
            : numberWithin(parameters, "Cps", [1, 1_000_000], 1);
    const changes = {
        name: readName(call, loadBalancer.name),
        crossZoneEnabled: flag(call, "CrossZoneEnabled") ?? loadBalancer.crossZoneEnabled,
        connectionsPerSecond,
    };
    stopIfDryRun(call);
    return configure(cloud, call, loadBalancer, changes);
}

/** At once: the action has no job. */
export function updateLoadBalancerProtection(cloud: Cloud, call: Call): Answer {
    const loadBalancer = configurableLoadBalancer(cloud, call);
    const { parameters } = call;
    const { deletionProtection, modificationProtection } = loadBalancer;
    const isProtected = flag(call, "DeletionProtectionEnabled") ?? deletionProtection !== undefined;
    const reason = matching(
        parameters,
        "DeletionProtectionReason",
        NAME,
        deletionProtection?.reason ?? "",
        "IllegalParam.deletionProtectionReason",
    );
    const status = oneOf(
        parameters,
        "ModificationProtectionStatus",
        ["NonProtection", "ConsoleProtection"],
        modificationProtection.status,
    );
    const modificationReason = matching(
        parameters,
        "ModificationProtectionReason",
        NAME,
        modificationProtection.reason,
        "IllegalParam.modificationProtectionReason",
    );
    stopIfDryRun(call);
    if (isProtected) {
        const since = deletionProtection?.since ?? cloud.clock.now();
        loadBalancer.deletionProtection = { since, reason };
    } else {
        delete loadBalancer.deletionProtection;
    }
    loadBalancer.modificationProtection = {
        status,
        reason: status === "ConsoleProtection" ? modificationReason : "",
    };
    return {};
}

/** To become Internet-facing an NLB needs elastic IP addresses of its owner (ZoneMappings.N.AllocationId). */
export function updateLoadBalancerAddressTypeConfig(cloud: Cloud, call: Call): Answer {
    const loadBalancer = configurableLoadBalancer(cloud, call);
    const addressType = readAddressType(call);
    if (addressType === loadBalancer.addressType) {
        throw refusal("OperationDenied.AddressTypeNotChanged");
    }
    if (addressType === "Internet") {
        throw refuse(
            "unsupportedParameter",
            "The emulator has no elastic IP addresses to make an NLB Internet-facing with.",
        );
    }
    refuseParameters(call, ["ZoneMappings"]);
    stopIfDryRun(call);
    const zones = loadBalancer.zones.map(({ zoneId, vswitchId, privateAddress }) => ({
        zoneId,
        vswitchId,
        privateAddress,
    }));
    return configure(cloud, call, loadBalancer, { addressType, zones });
}

/** The zones that are named replace those there are. A zone that stays keeps its address and its vSwitch. */
export function updateLoadBalancerZones(cloud: Cloud, call: Call): Answer {
    const loadBalancer = configurableLoadBalancer(cloud, call);
    const { zones: present, vpcId, regionId } = loadBalancer;
    const requested = readZones(cloud, call, { id: vpcId, regionId });
    requested.forEach((zone) => checkStaying(zone, present));
    const isPresent = ({ zoneId }: RequestedZone) => present.some((zone) => zone.zoneId === zoneId);
    const added = requested.filter((zone) => !isPresent(zone));
    const removed = present.filter((zone) =>
        requested.every(({ zoneId }) => zoneId !== zone.zoneId),
    );
    const served = servedZones(cloud, loadBalancer.id);
    if (removed.some(({ zoneId }) => served.includes(zoneId))) {
        throw refuse(
            "nlbZoneInUse",
            `The NLB ${loadBalancer.id} is a service resource of an endpoint service in a zone to remove.`,
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

function checkStaying(requested: RequestedZone, present: readonly ZoneMapping[]): void {
    const { zoneId, vswitch, privateAddress } = requested;
    const zone = present.find((candidate) => candidate.zoneId === zoneId);
    if (zone === undefined) {
        return;
    }
    if (zone.vswitchId !== vswitch.id) {
        throw refusal("OperationDenied.ZoneVSwitchChanged");
    }
    if (privateAddress !== undefined && privateAddress !== zone.privateAddress) {
        throw refusal("OperationDenied.ProtectedPrivateIPv4AddressChanged");
    }
}

/** Configuring shows the NLB as it was; what changes does so when it is Active again. */
export function configure(
    cloud: Cloud,
    call: Call,
    loadBalancer: NetworkLoadBalancer,
    changes: Partial<NetworkLoadBalancer>,
    then: () => void = () => undefined,
): Answer {
    loadBalancer.status = "Configuring";
    return startJob(cloud, call, "loadbalancer", loadBalancer, () => {
        Object.assign(loadBalancer, changes, { status: "Active" });
        then();
    });
}
