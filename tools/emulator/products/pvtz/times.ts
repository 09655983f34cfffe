import type { Answer } from "../../call";
import { apiTime } from "../../clock";

export function times({ createdAt, updatedAt }: { createdAt: Date; updatedAt: Date }): Answer {
    return {
        CreateTime: apiTime(createdAt),
        CreateTimestamp: createdAt.getTime(),
        UpdateTime: apiTime(updatedAt),
        UpdateTimestamp: updatedAt.getTime(),
    };
}
