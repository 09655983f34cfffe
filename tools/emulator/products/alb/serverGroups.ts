import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { oneOf } from "../../fields";
import { newIdentifier } from "../../identifiers";
import { flag, refuseParameters, requiredText, text } from "../../parameters";
import { readTags } from "../../tags";
import { refusal } from "./errors";
import { startJob } from "./jobs";
import { availableServerGroup, listenersTo, loadBalancerOf, ownedVpc } from "./lookups";
import { readResourceGroup } from "./parameters";
import { checkEdition, readSettings } from "./serverGroupParameters";
import type { ServerGroup } from "./state";

const TYPES = ["Instance", "Ip", "Fc"] as const;
const PROTOCOLS = ["HTTP", "HTTPS", "gRPC"] as const;
/** Has no effect on what has IPv4 addresses only. */
const NO_AFFINITY = { IpVersionAffinityMode: "NonAffinity" };

export function createServerGroup(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["IpVersionAffinityMode"], NO_AFFINITY);
    const type = oneOf(call.parameters, "ServerGroupType", TYPES, "Instance");
    if (type === "Fc") {
        throw refusal("UnsupportedFeature.FcServerGroup");
    }
    if (flag(call, "Ipv6Enabled") === true) {
        throw refusal("OperationDenied.VpcNotSupportIpv6");
    }
    requiredText(call, "ServerGroupName");
    const vpc = ownedVpc(cloud, call);
    const request = {
        type,
        protocol: readProtocol(call),
        settings: readSettings(call),
        resourceGroupId: readResourceGroup(cloud, call),
        tags: readTags(call),
    };
    stopIfDryRun(call);
    const group: ServerGroup = cloud.alb.serverGroups.add({
        ...request,
        id: newIdentifier("sgp-", 18),
        accountId: call.account.accountId,
        regionId: vpc.regionId,
        vpcId: vpc.id,
        servers: [],
        status: "Creating",
        createdAt: cloud.clock.now(),
    });
    const job = startJob(cloud, call, "servergroup", group, () => {
        group.status = "Available";
    });
    return { ServerGroupId: group.id, ...job };
}

export function updateServerGroupAttribute(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["IpVersionAffinityMode"], NO_AFFINITY);
    const group = availableServerGroup(cloud, call);
    const settings = readSettings(call, group.settings);
    for (const listener of listenersTo(cloud, group)) {
        checkEdition(settings, loadBalancerOf(cloud, listener).edition);
    }
    stopIfDryRun(call);
    group.status = "Configuring";
    return startJob(cloud, call, "servergroup", group, () => {
        group.settings = settings;
        group.status = "Available";
    });
}

/** Refused while a listener forwards to the group. Servers in it are no hindrance. */
export function deleteServerGroup(cloud: Cloud, call: Call): Answer {
    const group = availableServerGroup(cloud, call);
    if (listenersTo(cloud, group).length > 0) {
        throw refusal("ResourceInUse.ServerGroup", group.id);
    }
    stopIfDryRun(call);
    group.status = "Deleting";
    return startJob(cloud, call, "servergroup", group, () =>
        cloud.alb.serverGroups.remove(group.id),
    );
}

/** Documented as `gRPC`; the provider writes it in capitals. */
function readProtocol(call: Call): ServerGroup["protocol"] {
    const named = text(call, "Protocol") ?? "HTTP";
    return oneOf({ Protocol: named === "GRPC" ? "gRPC" : named }, "Protocol", PROTOCOLS, "HTTP");
}
