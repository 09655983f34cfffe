import { ApiError, invalidParameter, notFound } from "../../apiError";
import type { Answer, Call } from "../../call";
import { stopIfDryRun } from "../../dryRun";
import { flag, refuseParameters, requiredText, text } from "../../parameters";
import type { Cloud } from "../../cloud";
import { resourceGroupOf } from "../../resourceGroups";
import { incorrectInstanceStatus } from "./errors";
import { ownedInstance, ownedSecurityGroup } from "./lookups";
import { abandonTasks } from "./cloudAssistant/tasks";
import { deleteNetworkInterface } from "./networkInterfaces";
import type { Instance, InstanceStatus } from "./state";

export function startInstance(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["InitLocalDisk"], { InitLocalDisk: false });
    const instance = instanceIn(cloud, call, ["Stopped"]);
    stopIfDryRun(call);
    instance.stoppedMode = "Not-applicable";
    start(cloud, instance);
    return {};
}

export function stopInstance(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["Hibernate"], { Hibernate: false });
    const instance = instanceIn(cloud, call, ["Running"]);
    // The provider sends back what it has read, `Not-applicable` for a running instance.
    const named = text(call, "StoppedMode") ?? "Not-applicable";
    const mode = named === "Not-applicable" ? "KeepCharging" : named;
    if (mode !== "KeepCharging" && mode !== "StopCharging") {
        throw invalidParameter("StoppedMode", "Valid values: KeepCharging, StopCharging.");
    }
    stopIfDryRun(call);
    beginStop(cloud, instance);
    become(cloud, instance, "Stopping", "Stopped", () => {
        instance.stoppedMode = mode;
    });
    return {};
}

export function rebootInstance(cloud: Cloud, call: Call): Answer {
    const instance = instanceIn(cloud, call, ["Running"]);
    stopIfDryRun(call);
    beginStop(cloud, instance);
    become(cloud, instance, "Stopping", "Starting", () => start(cloud, instance));
    return {};
}

/** Released for good after a moment, in which the instance shows as Stopping. */
export function deleteInstance(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["TerminateSubscription"], { TerminateSubscription: false });
    const instance = ownedInstance(cloud, call, requiredText(call, "InstanceId"));
    if (instance.status === "Pending") {
        throw new ApiError(
            "IncorrectInstanceStatus.Initializing",
            "The specified instance status does not support this operation.",
            403,
        );
    }
    const isForced = flag(call, "Force") === true && instance.status !== "Stopping";
    if (instance.releasing || (instance.status !== "Stopped" && !isForced)) {
        throw incorrectInstanceStatus();
    }
    if (instance.deletionProtection) {
        throw new ApiError(
            "InvalidOperation.DeletionProtection",
            "The operation is not allowed because the instance has deletion protection.",
            403,
        );
    }
    stopIfDryRun(call);
    instance.releasing = true;
    beginStop(cloud, instance);
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        deleteNetworkInterface(cloud, instance.networkInterfaceId);
        cloud.ecs.disks.remove(instance.systemDiskId);
        cloud.ecs.instances.remove(instance.id);
    });
    return {};
}

export function joinResourceGroup(cloud: Cloud, call: Call): Answer {
    const resourceType = requiredText(call, "ResourceType").toLowerCase();
    const resourceId = requiredText(call, "ResourceId");
    const resourceGroupId = resourceGroupOf(cloud, call);
    if (resourceType === "instance") {
        ownedInstance(cloud, call, resourceId).resourceGroupId = resourceGroupId;
    } else if (resourceType === "securitygroup") {
        ownedSecurityGroup(cloud, call, resourceId).resourceGroupId = resourceGroupId;
    } else {
        throw notFound(
            "InvalidResourceType.NotFound",
            "The ResourceType provided does not exist in our records.",
        );
    }
    return {};
}

function instanceIn(cloud: Cloud, call: Call, statuses: readonly InstanceStatus[]): Instance {
    const instance = ownedInstance(cloud, call, requiredText(call, "InstanceId"));
    if (instance.releasing || !statuses.includes(instance.status)) {
        throw incorrectInstanceStatus();
    }
    return instance;
}

function beginStop(cloud: Cloud, instance: Instance): void {
    instance.status = "Stopping";
    abandonTasks(cloud, instance);
}

export function start(cloud: Cloud, instance: Instance): void {
    instance.status = "Starting";
    become(cloud, instance, "Starting", "Running", () => {
        instance.startedAt = cloud.clock.now();
    });
}

/** A change of state that a release in the meantime makes void. */
function become(
    cloud: Cloud,
    instance: Instance,
    from: InstanceStatus,
    to: InstanceStatus,
    then: () => void,
): void {
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        if (instance.status === from && !instance.releasing) {
            instance.status = to;
            then();
        }
    });
}
