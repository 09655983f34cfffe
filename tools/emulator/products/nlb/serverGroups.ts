import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { newIdentifier } from "../../identifiers";
import { flag, refuseParameters, requiredText } from "../../parameters";
import { readTags } from "../../tags";
import { refusal } from "./errors";
import { startJob } from "./jobs";
import { availableServerGroup, listenersTo, ownedVpc } from "./lookups";
import { oneOf, readResourceGroup, refuseDualStack } from "./parameters";
import { readSettings } from "./serverGroupParameters";
import type { ServerGroup } from "./state";
import { TAG_REFUSALS } from "./tags";

/** Has no effect on what has IPv4 addresses only. */
const NO_AFFINITY = { IpVersionAffinityMode: "NonAffinity" };

export function createServerGroup(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["IpVersionAffinityMode"], NO_AFFINITY);
    const { parameters } = call;
    refuseDualStack(parameters.AddressIPVersion);
    requiredText(call, "ServerGroupName");
    const vpc = ownedVpc(cloud, call);
    const kind = {
        type: oneOf(parameters, "ServerGroupType", ["Instance", "Ip"] as const, "Instance"),
        protocol: oneOf(parameters, "Protocol", ["TCP", "UDP", "TCP_UDP"] as const, "TCP"),
        anyPortEnabled: flag(call, "AnyPortEnabled") ?? false,
    };
    const request = {
        ...kind,
        settings: readSettings(call, kind),
        resourceGroupId: readResourceGroup(cloud, call, "ResourceNotFound.ResourceGroup"),
        tags: readTags(call, TAG_REFUSALS),
    };
    stopIfDryRun(call);
    const group: ServerGroup = cloud.nlb.serverGroups.add({
        ...request,
        id: newIdentifier("sgp-", 18),
        accountId: call.account.accountId,
        regionId: vpc.regionId,
        vpcId: vpc.id,
        servers: [],
        status: "Creating",
    });
    const job = startJob(cloud, call, "servergroup", group, () => {
        group.status = "Available";
    });
    return { ServerGroupId: group.id, ...job };
}

export function updateServerGroupAttribute(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["IpVersionAffinityMode"], NO_AFFINITY);
    const group = availableServerGroup(cloud, call);
    const settings = readSettings(call, group, group.settings);
    const servesTls = listenersTo(cloud, group).some(({ protocol }) => protocol === "TCPSSL");
    if (servesTls && settings.preserveClientIpEnabled) {
        throw refusal("IllegalParam.PreserveClientIpSwitch");
    }
    stopIfDryRun(call);
    group.status = "Configuring";
    const job = startJob(cloud, call, "servergroup", group, () => {
        group.settings = settings;
        group.status = "Available";
    });
    return { ServerGroupId: group.id, ...job };
}

/** Refused while a listener forwards to the group. Servers in it are no hindrance. */
export function deleteServerGroup(cloud: Cloud, call: Call): Answer {
    const group = availableServerGroup(cloud, call);
    if (listenersTo(cloud, group).length > 0) {
        throw refusal("ResourceInUse.ServerGroup");
    }
    stopIfDryRun(call);
    group.status = "Deleting";
    return startJob(cloud, call, "servergroup", group, () =>
        cloud.nlb.serverGroups.remove(group.id),
    );
}
