import type { Cloud } from "../../cloud";
import { newIdentifier } from "../../identifiers";
import { allocateAddress, releaseAddresses } from "../vpc/addresses";
import type { VSwitch } from "../vpc/state";
import type { NetworkInterface } from "./state";

export interface NetworkInterfaceRequest {
    readonly vswitch: VSwitch;
    readonly securityGroupIds: string[];
    /** A fixed address; without it the vSwitch's first free one. */
    readonly privateIpAddress?: string;
    readonly instanceId?: string;
    readonly managedBy?: "privatelink";
}

/** Puts a network interface into a vSwitch. It holds an address there until it is deleted. */
export function createNetworkInterface(
    cloud: Cloud,
    request: NetworkInterfaceRequest,
): NetworkInterface {
    const { vswitch } = request;
    const id = newIdentifier("eni-");
    return cloud.ecs.networkInterfaces.add({
        id,
        accountId: vswitch.accountId,
        regionId: vswitch.regionId,
        vpcId: vswitch.vpcId,
        vswitchId: vswitch.id,
        zoneId: vswitch.zoneId,
        privateIpAddress: allocateAddress(vswitch, id, request.privateIpAddress),
        securityGroupIds: [...request.securityGroupIds],
        instanceId: request.instanceId,
        managedBy: request.managedBy,
        createdAt: cloud.clock.now(),
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
