import { ApiError } from "../../apiError";
import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { textOf } from "../../fields";
import { objects } from "../../parameters";
import { createNetworkInterface, deleteNetworkInterface } from "../ecs/networkInterfaces";
import type { VSwitch } from "../vpc/state";
import { missing, refusal } from "./errors";
import type { ZoneMapping } from "./state";

/** ZoneMappings of ALIYUN::GWLB::LoadBalancer of ROS: one zone is enough, two are recommended. */
const ZONES = { fewest: 1, most: 20 };

/** The vSwitches of `ZoneMappings`, after every check that a GWLB of the VPC can be in them. */
export function readZones(cloud: Cloud, call: Call, vpcId: string): VSwitch[] {
    const vswitches = objects(call, "ZoneMappings").map((mapping) => {
        const vswitch = cloud.vpc.vswitches.owned(call, textOf(mapping, "VSwitchId"));
        if (vswitch?.vpcId !== vpcId || vswitch.status !== "Available") {
            throw missing("ResourceNotFound.VSwitch");
        }
        if (vswitch.zoneId !== textOf(mapping, "ZoneId")) {
            throw refusal("Mismatch.ZoneIdAndVSwitchId");
        }
        return vswitch;
    });
    const zoneIds = new Set(vswitches.map(({ zoneId }) => zoneId));
    if (
        zoneIds.size < vswitches.length ||
        vswitches.length < ZONES.fewest ||
        vswitches.length > ZONES.most
    ) {
        throw refusal("InvalidZones");
    }
    return vswitches;
}

/** Puts a network interface into each vSwitch: into all of them or into none. */
export function placeInterfaces(cloud: Cloud, vswitches: readonly VSwitch[]): ZoneMapping[] {
    const zones: ZoneMapping[] = [];
    try {
        for (const vswitch of vswitches) {
            const { id, privateIpAddress } = createNetworkInterface(cloud, {
                vswitch,
                securityGroupIds: [],
                managedBy: "gwlb",
            });
            zones.push({
                zoneId: vswitch.zoneId,
                vswitchId: vswitch.id,
                networkInterfaceId: id,
                privateAddress: privateIpAddress,
            });
        }
    } catch (error) {
        removeInterfaces(cloud, zones);
        throw error instanceof ApiError ? refusal("ResourceNotEnough.VSwitchIp") : error;
    }
    return zones;
}

export function removeInterfaces(cloud: Cloud, zones: readonly ZoneMapping[]): void {
    zones.forEach(({ networkInterfaceId }) => deleteNetworkInterface(cloud, networkInterfaceId));
}
