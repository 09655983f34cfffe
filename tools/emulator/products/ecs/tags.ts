import type { Answer, Call } from "../../call";
import { objects, text } from "../../parameters";
import type { Cloud } from "../../cloud";
import type { Collection } from "../../collection";
import { pageByNumber } from "../../paging";
import type { Tagged, TaggedKind } from "../../tags";

export function taggedKinds({ ecs }: Cloud): TaggedKind[] {
    return [
        kind("instance", ecs.instances),
        kind("disk", ecs.disks),
        kind("securitygroup", ecs.securityGroups),
        kind("eni", ecs.networkInterfaces),
        kind("command", ecs.commands),
        kind("invocation", ecs.invocations),
        {
            // Public images exist and carry no tags; they cannot be given any.
            resourceType: "image",
            find: () => undefined,
            all: () => [],
        },
    ];
}

function kind(resourceType: string, collection: Collection<Tagged>): TaggedKind {
    return {
        resourceType,
        find: (call, id) => collection.owned(call, id),
        all: (call) => collection.allOwned(call),
    };
}

/** The older way to look at tags: each pair of key and value once, with the resources that have it counted. */
export function describeTags(cloud: Cloud, call: Call): Answer {
    const resourceType = text(call, "ResourceType")?.toLowerCase();
    const resourceId = text(call, "ResourceId");
    const wanted = objects(call, "Tag");
    const counts = new Map<string, Record<string, number>>();
    for (const taggedKind of taggedKinds(cloud)) {
        const name = taggedKind.resourceType;
        if (resourceType !== undefined && resourceType !== name) {
            continue;
        }
        for (const { id, tags } of taggedKind.all(call)) {
            if (resourceId !== undefined && resourceId !== id) {
                continue;
            }
            for (const pair of tags) {
                const count = counts.get(JSON.stringify(pair)) ?? {};
                const field = COUNT_FIELDS[name] ?? name;
                count[field] = (count[field] ?? 0) + 1;
                counts.set(JSON.stringify(pair), count);
            }
        }
    }
    const entries = [...counts].flatMap(([pair, ResourceTypeCount]) => {
        const [TagKey, TagValue] = JSON.parse(pair) as [string, string];
        const isWanted =
            wanted.length === 0 ||
            wanted.some(
                ({ Key, Value }) => Key === TagKey && (Value === undefined || Value === TagValue),
            );
        return isWanted ? [{ TagKey, TagValue, ResourceTypeCount }] : [];
    });
    const { page, fields } = pageByNumber(call, entries, { standard: 50, largest: 100 });
    return { ...fields, Tags: { Tag: page } };
}

const COUNT_FIELDS: Readonly<Record<string, string>> = {
    instance: "Instance",
    disk: "Disk",
    securitygroup: "Securitygroup",
    eni: "Eni",
};
