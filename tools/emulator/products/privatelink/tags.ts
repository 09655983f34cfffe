import type { Action, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { fieldText, flag, objects, requiredText, text, texts } from "../../parameters";
import { resourceGroupOf } from "../../resourceGroups";
import { readTags, tagActions } from "../../tags";
import { illegalParam, refusal } from "./errors";
import { withOwnCodes } from "./sharedRefusals";
import type { Endpoint, EndpointService } from "./state";

/** TagResources of PrivateLink: keys of up to 64 characters. */
const LONGEST_KEY = 64;

export function resourceTagActions(cloud: Cloud): Record<string, Action> {
    const { services, endpoints } = cloud.privatelink;
    const actions = tagActions(
        [
            {
                resourceType: "vpcendpointservice",
                find: (call, id) => services.owned(call, id),
                all: (call) => services.allOwned(call),
            },
            {
                resourceType: "vpcendpoint",
                find: (call, id) => endpoints.owned(call, id),
                all: (call) => endpoints.allOwned(call),
            },
        ],
        "bare",
    );
    return {
        TagResources: (call) => checked(call, actions.tag),
        UntagResources: (call) =>
            checked(call, (checkedCall) => {
                requireKnownKeys(cloud, checkedCall);
                return actions.untag(checkedCall);
            }),
        ListTagResources: (call) => checked(call, actions.list),
        ChangeResourceGroup: (call) => changeResourceGroup(cloud, call),
    };
}

/** The tags that a resource is created with. */
export function createTags(call: Call): Map<string, string> {
    checkTags(call);
    return withOwnCodes(() => readTags(call));
}

export function tagList(tags: ReadonlyMap<string, string>): { Key: string; Value: string }[] {
    return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/** Where the endpoint or service is whose resource group changes: ChangeResourceGroup has no RegionId. */
export function regionOfGrouped(
    { privatelink }: Cloud,
    { action, parameters }: Pick<Call, "action" | "parameters">,
): string | undefined {
    const { ResourceId: id } = parameters;
    return action === "ChangeResourceGroup" && typeof id === "string"
        ? (privatelink.endpoints.get(id) ?? privatelink.services.get(id))?.regionId
        : undefined;
}

/** Ids are looked up in all regions of the account: the action has no RegionId. */
function changeResourceGroup(cloud: Cloud, call: Call) {
    const type = (text(call, "ResourceType") ?? "VpcEndpoint").toLowerCase();
    if (type !== "vpcendpoint" && type !== "vpcendpointservice") {
        throw illegalParam("ResourceType");
    }
    const id = requiredText(call, "ResourceId");
    const resource: Endpoint | EndpointService | undefined =
        type === "vpcendpoint"
            ? cloud.privatelink.endpoints.get(id)
            : cloud.privatelink.services.get(id);
    if (resource?.accountId !== call.account.accountId) {
        throw refusal("ResourceNotFound");
    }
    resource.resourceGroupId = withOwnCodes(() => resourceGroupOf(cloud, call));
    return {};
}

function checked(call: Call, action: Action): ReturnType<Action> {
    stopIfDryRun(call);
    checkTags(call);
    return withOwnCodes(() => action(call));
}

/** What is to be removed is on one of the resources at least. */
function requireKnownKeys({ privatelink }: Cloud, call: Call): void {
    const keys = texts(call, "TagKey");
    const tagged = texts(call, "ResourceId").flatMap(
        (id) => privatelink.endpoints.owned(call, id) ?? privatelink.services.owned(call, id) ?? [],
    );
    const removesAll = keys.length === 0 && flag(call, "All") === true;
    if (
        tagged.length > 0 &&
        !removesAll &&
        !tagged.some(({ tags }) => keys.some((key) => tags.has(key)))
    ) {
        throw refusal("TagInfoNotExist");
    }
}

function checkTags(call: Call): void {
    for (const { Key, Value } of objects(call, "Tag")) {
        const key = fieldText(Key) ?? "";
        if (key === "") {
            throw refusal("MissingTagKeyParam");
        }
        if (key.length > LONGEST_KEY) {
            throw refusal("IllegalTagKeyParam");
        }
        if (/^(aliyun|acs:)/i.test(fieldText(Value) ?? "")) {
            throw refusal("IllegalTagValueParam");
        }
    }
}
