import { ApiError, invalidParameter } from "../../apiError";
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
import type { ApplicationLoadBalancer, ZoneMapping } from "./state";

/** CreateLoadBalancer and UpdateLoadBalancerZones, ZoneMappings: two zones or more where a region has them. */
const ZONES = { fewest: 2, most: 10 };

/** A zone as the caller wrote it, with its vSwitch. */
export interface RequestedZone {
    readonly zoneId: string;
    readonly vswitch: VSwitch;
    readonly intranetAddress?: string;
}

/** The zones of `ZoneMappings`, after every check that an ALB of the VPC can be in them. */
export function readZones(
    cloud: Cloud,
    call: Call,
    vpc: { id: string; regionId: string },
): RequestedZone[] {
    const zones = objects(call, "ZoneMappings").map((mapping) => {
        refuseElasticIp(mapping);
        const zoneId = textOf(mapping, "ZoneId");
        const vswitchId = textOf(mapping, "VSwitchId");
        const vswitch = cloud.vpc.vswitches.ownedByHost(call, vswitchId);
        if (vswitch?.vpcId !== vpc.id || vswitch.status !== "Available") {
            throw refusal("ResourceNotFound.VSwitch", vswitchId);
        }
        if (vswitch.zoneId !== zoneId) {
            throw refusal("Mismatch.ZoneIdAndVSwitchId", "ZoneId", "VSwitchId");
        }
        const intranetAddress = textOf(mapping, "IntranetAddress");
        return {
            zoneId,
            vswitch,
            ...(intranetAddress === "" ? {} : { intranetAddress }),
        };
    });
    if (new Set(zones.map(({ zoneId }) => zoneId)).size < zones.length) {
        throw refusal("DuplicatedParam.ZoneId");
    }
    const fewest = Math.min(ZONES.fewest, findRegion(vpc.regionId)?.zoneIds.length ?? 1);
    if (zones.length < fewest || zones.length > ZONES.most) {
        throw invalidParameter("ZoneMappings", `Valid number: ${fewest} to ${ZONES.most}.`);
    }
    return zones;
}

/** Takes the addresses of an ALB's new zones: those asked for first, and all or none. */
export function takeAddresses(
    cloud: Cloud,
    { id, addressType }: Pick<ApplicationLoadBalancer, "id" | "addressType">,
    zones: readonly RequestedZone[],
): ZoneMapping[] {
    const elasticIps = addressType === "Internet" ? newElasticIps(cloud, zones.length) : [];
    const addresses = takeInEachZone(id, zones, ({ vswitch, intranetAddress }) =>
        takeAddress(vswitch, id, intranetAddress),
    );
    return zones.map(({ zoneId, vswitch }, position) => ({
        zoneId,
        vswitchId: vswitch.id,
        intranetAddress: addresses[position],
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
        throw requested === undefined
            ? refusal("ResourceNotEnough.VSwitchIp", vswitch.id)
            : invalidParameter("IntranetAddress", error.message);
    }
}

/** There is no product to make elastic IP addresses with: the cloud makes those of an ALB by itself. */
function refuseElasticIp({ AllocationId, EipType }: Record<string, unknown>): void {
    if (AllocationId !== undefined || (EipType !== undefined && EipType !== "Common")) {
        throw refuse(
            "unsupportedParameter",
            "The emulator has no elastic IP addresses for ZoneMappings.N.AllocationId and EipType.",
        );
    }
}
