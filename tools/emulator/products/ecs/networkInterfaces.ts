import { randomInt } from "node:crypto";

import type { Cloud } from "../../cloud";
import { newRegionalIdentifier } from "../../identifiers";
import { allocateAddress, releaseAddresses } from "../vpc/addresses";
import type { VSwitch } from "../vpc/state";
import type { NetworkInterface } from "./state";

export interface NetworkInterfaceRequest {
    readonly vswitch: VSwitch;
    readonly securityGroupIds: string[];
    /** A fixed address; without it the vSwitch's first free one. */
    readonly privateIpAddress?: string;
    readonly instanceId?: string;
    readonly managedBy?: NetworkInterface["managedBy"];
    readonly tags?: ReadonlyMap<string, string>;
}

/** Puts a network interface into a vSwitch. It holds an address there until it is deleted. */
export function createNetworkInterface(
    cloud: Cloud,
    request: NetworkInterfaceRequest,
): NetworkInterface {
    const { vswitch } = request;
    const id = newRegionalIdentifier("eni-", vswitch.regionId);
    return cloud.ecs.networkInterfaces.add({
        id,
        accountId: vswitch.accountId,
        regionId: vswitch.regionId,
        vpcId: vswitch.vpcId,
        vswitchId: vswitch.id,
        zoneId: vswitch.zoneId,
        privateIpAddress: allocateAddress(vswitch, id, request.privateIpAddress),
        macAddress: newMacAddress(),
        securityGroupIds: [...request.securityGroupIds],
        instanceId: request.instanceId,
        managedBy: request.managedBy,
        createdAt: cloud.clock.now(),
        tags: new Map(request.tags),
    });
}

export function deleteNetworkInterface(cloud: Cloud, id: string): void {
    const networkInterface = cloud.ecs.networkInterfaces.get(id);
    if (networkInterface === undefined) {
        return;
    }
    const vswitch = cloud.vpc.vswitches.get(networkInterface.vswitchId);
    if (vswitch !== undefined) {
        releaseAddresses(vswitch, id);
    }
    cloud.ecs.networkInterfaces.remove(id);
}

/** In the range that the cloud's own interfaces have: `00:16:3e`. */
function newMacAddress(): string {
    const octets = [0, 0, 0].map(() => randomInt(256).toString(16).padStart(2, "0"));
    return ["00", "16", "3e", ...octets].join(":");
}
