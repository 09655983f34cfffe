import type { Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import type { Cloud } from "../../cloud";
import { pageByNumber } from "../../paging";
import { flag, refuseParameters, text, texts } from "../../parameters";
import { REGIONS } from "../../regions";
import { ownedResourceGroup } from "./lookups";
import type { ResourceGroup } from "./state";

export function getResourceGroup(cloud: Cloud, call: Call): Answer {
    const group = ownedResourceGroup(cloud, call);
    return { ResourceGroup: { ...describeInRegions(group), ...tagsOf(call) } };
}

export function listResourceGroups(cloud: Cloud, call: Call): Answer {
    refuseParameters(call, ["Tag"]);
    const id = text(call, "ResourceGroupId");
    const named = texts(call, "ResourceGroupIds");
    // With both, ResourceGroupIds counts.
    const ids = named.length > 0 || id === undefined ? named : [id];
    const status = text(call, "Status");
    const matching = cloud.resourceGroups
        .allOf(call.account.accountId)
        .filter(
            (group) =>
                (ids.length === 0 || ids.includes(group.id)) &&
                (status ?? group.status) === group.status &&
                group.name.includes(text(call, "Name") ?? "") &&
                group.displayName.includes(text(call, "DisplayName") ?? ""),
        );
    const { page, fields } = pageByNumber(call, matching, { standard: 10, largest: 100 });
    return {
        ...fields,
        ResourceGroups: {
            ResourceGroup: page.map((group) => ({ ...describe(group), ...tagsOf(call) })),
        },
    };
}

/** With the state in each region, which is the same in all. */
export function describeInRegions(group: ResourceGroup): Answer {
    return {
        ...describe(group),
        RegionStatuses: {
            RegionStatus: REGIONS.map(({ regionId }) => ({
                RegionId: regionId,
                Status: group.status,
            })),
        },
    };
}

function describe(group: ResourceGroup): Answer {
    return {
        Id: group.id,
        AccountId: group.accountId,
        Name: group.name,
        DisplayName: group.displayName,
        Status: group.status,
        CreateDate: apiTime(group.createdAt),
    };
}

/** Groups cannot be tagged here. */
function tagsOf(call: Call): Answer {
    return flag(call, "IncludeTags") === true ? { Tags: { Tag: [] } } : {};
}
