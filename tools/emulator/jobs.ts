import { randomUUID } from "node:crypto";

import type { Call } from "./call";
import type { Cloud } from "./cloud";
import type { Collection, Owned } from "./collection";
import type { Job, JobKind } from "./job";

/** Answers at once and completes the change a moment later, as the asynchronous actions do. */
export function startJob(
    { clock, options }: Cloud,
    jobs: Collection<Job>,
    { action }: Call,
    resourceType: JobKind,
    { id, accountId, regionId }: Owned,
    complete: () => void,
): { JobId: string } {
    const job: Job = jobs.add({
        id: randomUUID(),
        accountId,
        regionId,
        apiName: action,
        resourceType,
        resourceId: id,
        status: "Processing",
        createdAt: clock.now(),
        modifiedAt: clock.now(),
    });
    clock.after(options.transitionMilliseconds, () => {
        complete();
        job.status = "Succeeded";
        job.modifiedAt = clock.now();
    });
    return { JobId: job.id };
}
