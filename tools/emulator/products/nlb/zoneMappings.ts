import { ApiError } from "../../apiError";
import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { newElasticIps } from "../../elasticIps";
import { textOf } from "../../fields";
import { refuse } from "../../invented";
import { objects } from "../../parameters";
import { findRegion } from "../../regions";
import { allocateAddress } from "../vpc/addresses";
import type { VSwitch } from "../vpc/state";
import { takeInEachZone } from "../vpc/zoneAddresses";
import { refusal } from "./errors";
import type { NetworkLoadBalancer, ZoneMapping } from "./state";

/** CreateLoadBalancer and UpdateLoadBalancerZones, ZoneMappings: two zones or more where a region has them. */
const ZONES = { fewest: 2, most: 10 };

/** A zone as the caller wrote it, with its vSwitch. */
export interface RequestedZone {
    readonly zoneId: string;
    readonly vswitch: VSwitch;
    readonly privateAddress?: string;
}

/** The zones of `ZoneMappings`, after every check that an NLB of the VPC can be in them. */
export function readZones(
    cloud: Cloud,
    call: Call,
    vpc: { id: string; regionId: string },
): RequestedZone[] {
    const zones = objects(call, "ZoneMappings").map((mapping) => {
        refuseFurtherAddresses(mapping);
        const zoneId = textOf(mapping, "ZoneId");
        const vswitch = cloud.vpc.vswitches.owned(call, textOf(mapping, "VSwitchId"));
        if (vswitch?.vpcId !== vpc.id || vswitch.status !== "Available") {
            throw refusal("ResourceNotFound.VSwitch");
        }
        if (vswitch.zoneId !== zoneId) {
            throw refusal("Mismatch.ZoneIdAndVswitchId", zoneId, vswitch.id);
        }
        const privateAddress = textOf(mapping, "PrivateIPv4Address");
        return { zoneId, vswitch, ...(privateAddress === "" ? {} : { privateAddress }) };
    });
    if (new Set(zones.map(({ zoneId }) => zoneId)).size < zones.length) {
        throw refusal("OperationFailed.DuplicateZones.");
    }
    const fewest = Math.min(ZONES.fewest, findRegion(vpc.regionId)?.zoneIds.length ?? 1);
    if (zones.length < fewest || zones.length > ZONES.most) {
        throw refusal("InvalidZones");
    }
    return zones;
}

/** Takes the addresses of an NLB's new zones: those asked for first, and all or none. */
export function takeAddresses(
    cloud: Cloud,
    { id, addressType }: Pick<NetworkLoadBalancer, "id" | "addressType">,
    zones: readonly RequestedZone[],
): ZoneMapping[] {
    const elasticIps = addressType === "Internet" ? newElasticIps(cloud, zones.length) : [];
    const addresses = takeInEachZone(id, zones, ({ vswitch, privateAddress }) =>
        takeAddress(vswitch, id, privateAddress),
    );
    return zones.map(({ zoneId, vswitch }, position) => ({
        zoneId,
        vswitchId: vswitch.id,
        privateAddress: addresses[position],
        elasticIp: elasticIps[position],
    }));
}

function takeAddress(vswitch: VSwitch, id: string, requested: string | undefined): string {
    try {
        return allocateAddress(vswitch, id, requested);
    } catch (error) {
        if (!(error instanceof ApiError)) {
            throw error;
        }
        if (requested === undefined) {
            throw refusal("ResourceNotEnough.VSwitchIp");
        }
        throw error.code === "InvalidIPAddress.AlreadyUsed"
            ? refusal("ResourceInUse.IP")
            : refusal("IllegalParam", "PrivateIPv4Address");
    }
}

/** There is no product to make elastic IP addresses with; the others are IPv6, or the NLB's towards its servers. */
function refuseFurtherAddresses(mapping: Record<string, unknown>): void {
    const names = ["AllocationId", "Ipv4LocalAddresses", "Ipv6Address", "Ipv6LocalAddresses"];
    const wrong = names.find((name) => mapping[name] !== undefined);
    if (wrong !== undefined || (mapping.EipType !== undefined && mapping.EipType !== "Common")) {
        throw refuse(
            "unsupportedParameter",
            `The emulator does not implement ZoneMappings.N.${wrong ?? "EipType"}.`,
        );
    }
}
