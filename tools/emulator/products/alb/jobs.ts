import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import type { Owned } from "../../collection";
import { listed } from "../../countedList";
import type { JobKind } from "../../job";
import { startJob as startSharedJob } from "../../jobs";
import { integer, text, texts } from "../../parameters";

export function startJob(
    cloud: Cloud,
    call: Call,
    resourceType: JobKind,
    resource: Owned,
    complete: () => void,
): { JobId: string } {
    return startSharedJob(cloud, cloud.alb.jobs, call, resourceType, resource, complete);
}

export function listAsynJobs(cloud: Cloud, call: Call): Answer {
    const jobIds = texts(call, "JobIds");
    const resourceIds = texts(call, "ResourceIds");
    const resourceType = text(call, "ResourceType")?.toLowerCase();
    const apiName = text(call, "ApiName");
    const begin = integer(call, "BeginTime") ?? -Infinity;
    const end = integer(call, "EndTime") ?? Infinity;
    const jobs = cloud.alb.jobs
        .allOwnedByHost(call)
        .filter(
            (job) =>
                (jobIds.length === 0 || jobIds.includes(job.id)) &&
                (resourceIds.length === 0 || resourceIds.includes(job.resourceId)) &&
                (resourceType ?? job.resourceType) === job.resourceType &&
                (apiName ?? job.apiName) === job.apiName &&
                job.createdAt.getTime() >= begin &&
                job.createdAt.getTime() <= end,
        );
    return listed(call, "Jobs", jobs, (job) => ({
        Id: job.id,
        ApiName: job.apiName,
        OperateType: operateType(job.apiName),
        ResourceType: job.resourceType,
        ResourceId: job.resourceId,
        Status: job.status,
        CreateTime: job.createdAt.getTime(),
        ModifyTime: job.modifiedAt.getTime(),
    }));
}

function operateType(apiName: string): "Create" | "Update" | "Delete" {
    return (["Create", "Delete"] as const).find((type) => apiName.startsWith(type)) ?? "Update";
}
