import type { Answer } from "../../call";

/** Tags as VPC answers them with a resource. */
export function tagFields(tags: ReadonlyMap<string, string>): Answer {
    return { Tag: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}
