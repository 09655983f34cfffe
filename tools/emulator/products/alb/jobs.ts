import { randomUUID } from "node:crypto";

import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import type { Owned } from "../../collection";
import { integer, text, texts } from "../../parameters";
import { listed } from "./paging";
import type { Job, JobKind } from "./state";

/** Answers at once and completes the change a moment later, as the asynchronous actions do. */
export function startJob(
    cloud: Cloud,
    call: Call,
    resourceType: JobKind,
    { id, accountId, regionId }: Owned,
    complete: () => void,
): { JobId: string } {
    const job: Job = cloud.alb.jobs.add({
        id: randomUUID(),
        accountId,
        regionId,
        apiName: call.action,
        resourceType,
        resourceId: id,
        status: "Processing",
        createdAt: cloud.clock.now(),
        modifiedAt: cloud.clock.now(),
    });
    cloud.clock.after(cloud.options.transitionMilliseconds, () => {
        complete();
        job.status = "Succeeded";
        job.modifiedAt = cloud.clock.now();
    });
    return { JobId: job.id };
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
