import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import type { Owned } from "../../collection";
import type { JobKind } from "../../job";
import { startJob as startSharedJob } from "../../jobs";
import { requiredText } from "../../parameters";
import { refusal } from "./errors";

export function startJob(
    cloud: Cloud,
    call: Call,
    resourceType: JobKind,
    resource: Owned,
    complete: () => void,
): { JobId: string } {
    return startSharedJob(cloud, cloud.nlb.jobs, call, resourceType, resource, complete);
}

/** The one action of NLB whose calls carry no RegionId. */
export function getJobStatus(cloud: Cloud, call: Call): Answer {
    const job = cloud.nlb.jobs.ownedByHost(call, requiredText(call, "JobId"));
    if (job === undefined) {
        throw refusal("ResourceNotFound.JobId");
    }
    return { Status: job.status };
}
