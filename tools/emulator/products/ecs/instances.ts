import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { newRegionalIdentifier } from "../../identifiers";
import { flag, requiredText } from "../../parameters";
import type { VSwitch } from "../vpc/state";
import type { Image } from "./images";
import { start } from "./instanceLifecycle";
import { findInstanceType, type InstanceType } from "./instanceTypes";
import { createNetworkInterface } from "./networkInterfaces";
import {
    checkCharges,
    checkOffer,
    readAmount,
    readAttributes,
    readImage,
    readPrivateIpAddress,
    readSecurityGroups,
    readVSwitch,
} from "./instanceParameters";
import type { SecurityGroup } from "./state";
import { readSystemDisk, type SystemDiskRequest } from "./systemDisks";

export function runInstances(cloud: Cloud, call: Call): Answer {
    checkCharges(call);
    const image = readImage(call);
    const instanceType = findInstanceType(requiredText(call, "InstanceType"));
    const vswitch = readVSwitch(cloud, call);
    checkOffer(image, instanceType, vswitch);
    const groups = readSecurityGroups(cloud, call, vswitch);
    const attributes = readAttributes(cloud, call, image, instanceType);
    const systemDisk = readSystemDisk(call, image, instanceType);
    const amount = readAmount(call);
    const privateIpAddress = readPrivateIpAddress(call, vswitch, amount);
    stopIfDryRun(call);
    const ids: string[] = [];
    for (let created = 0; created < amount; created += 1) {
        const suffix = flag(call, "UniqueSuffix") === true && amount > 1 ? number(created) : "";
        ids.push(
            createInstance(cloud, call, {
                image,
                instanceType,
                vswitch,
                groups,
                systemDisk,
                attributes,
                privateIpAddress,
                suffix,
            }),
        );
    }
    return { InstanceIdSets: { InstanceIdSet: ids } };
}

interface InstanceRequest {
    readonly image: Image;
    readonly instanceType: InstanceType;
    readonly vswitch: VSwitch;
    readonly groups: readonly SecurityGroup[];
    readonly systemDisk: SystemDiskRequest;
    readonly attributes: ReturnType<typeof readAttributes>;
    readonly privateIpAddress: string | undefined;
    readonly suffix: string;
}

function createInstance(cloud: Cloud, call: Call, request: InstanceRequest): string {
    const { attributes, image, vswitch, suffix } = request;
    const id = newRegionalIdentifier("i-", call.regionId);
    const owner = { accountId: call.account.accountId, regionId: call.regionId };
    const networkInterface = createNetworkInterface(cloud, {
        vswitch,
        securityGroupIds: request.groups.map((group) => group.id),
        privateIpAddress: request.privateIpAddress,
        instanceId: id,
        tags: attributes.tags,
    });
    const createdAt = cloud.clock.now();
    const { sizeGib, category, performanceLevel, name, description } = request.systemDisk;
    const disk = cloud.ecs.disks.add({
        ...owner,
        id: newRegionalIdentifier("d-", call.regionId),
        zoneId: vswitch.zoneId,
        instanceId: id,
        imageId: image.imageId,
        category,
        performanceLevel,
        sizeGib,
        name,
        description,
        createdAt,
        tags: new Map(attributes.tags),
    });
    const instance = cloud.ecs.instances.add({
        ...owner,
        id,
        vpcId: vswitch.vpcId,
        vswitchId: vswitch.id,
        zoneId: vswitch.zoneId,
        networkInterfaceId: networkInterface.id,
        privateIpAddress: networkInterface.privateIpAddress,
        systemDiskId: disk.id,
        name: (attributes.name ?? id) + (attributes.name === undefined ? "" : suffix),
        description: attributes.description,
        hostName:
            attributes.hostName === undefined ? defaultHostName(id) : attributes.hostName + suffix,
        imageId: image.imageId,
        instanceType: request.instanceType.instanceTypeId,
        userData: attributes.userData,
        firstUserData: attributes.userData,
        status: "Pending",
        releasing: false,
        deletionProtection: attributes.deletionProtection,
        stoppedMode: "Not-applicable",
        creditSpecification: attributes.creditSpecification,
        internetChargeType: attributes.internetChargeType,
        metadata: attributes.metadata,
        resourceGroupId: attributes.resourceGroupId,
        createdAt,
        tags: new Map(attributes.tags),
    });
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        if (instance.status === "Pending") {
            start(cloud, instance);
        }
    });
    return id;
}

/** Host names of the cloud's own making: `iZ`, the instance's id, `Z`. */
function defaultHostName(id: string): string {
    return `iZ${id.slice(2)}Z`;
}

function number(position: number): string {
    return String(position + 1).padStart(3, "0");
}
