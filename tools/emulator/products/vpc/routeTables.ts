import { ApiError } from "../../apiError";
import type { Action, Answer, Call } from "../../call";
import { apiTime } from "../../clock";
import type { Cloud } from "../../cloud";
import { pageByNumber } from "../../paging";
import { flag, objects, requiredText, text } from "../../parameters";
import type { Vpc } from "./state";

/** The system route tables: the emulator has no others. */
export function routeTableActions(cloud: Cloud): Record<string, Action> {
    return {
        DescribeRouteTableList: (call) => describeRouteTableList(cloud, call),
        ModifyRouteTableAttributes: (call) => modifyRouteTableAttributes(cloud, call),
    };
}

function describeRouteTableList(cloud: Cloud, call: Call): Answer {
    const filters: [string | undefined, (vpc: Vpc) => string][] = [
        [text(call, "VpcId"), ({ id }) => id],
        [text(call, "RouterId"), ({ routerId }) => routerId],
        [text(call, "RouteTableId"), ({ routeTable }) => routeTable.id],
        [text(call, "RouteTableName"), ({ routeTable }) => routeTable.name],
        [text(call, "RouteTableType"), () => "System"],
        [text(call, "RouterType"), () => "VRouter"],
        [text(call, "ResourceGroupId"), ({ resourceGroupId }) => resourceGroupId],
    ];
    // Route tables cannot be tagged here: a filter by tag finds none.
    const none = objects(call, "Tag").length > 0;
    const vpcs = cloud.vpc.vpcs
        .allOwned(call)
        .filter(
            (vpc) =>
                !none &&
                filters.every(([wanted, of]) => wanted === undefined || of(vpc) === wanted),
        );
    const { page, fields } = pageByNumber(call, vpcs, { standard: 10, largest: 50 });
    return {
        ...fields,
        RouterTableList: {
            RouterTableListType: page.map((vpc) => routeTableFields(cloud, vpc)),
        },
    };
}

function routeTableFields(cloud: Cloud, vpc: Vpc): Answer {
    const vswitches = cloud.vpc.vswitches.all().filter(({ vpcId }) => vpcId === vpc.id);
    return {
        VpcId: vpc.id,
        RouterId: vpc.routerId,
        RouterType: "VRouter",
        RouteTableId: vpc.routeTable.id,
        RouteTableName: vpc.routeTable.name,
        RouteTableType: "System",
        Description: vpc.routeTable.description,
        RoutePropagationEnable: vpc.routeTable.routePropagationEnabled,
        AssociateType: "VSwitch",
        ResourceGroupId: vpc.resourceGroupId,
        OwnerId: Number(vpc.accountId),
        Status: "Available",
        VSwitchIds: { VSwitchId: vswitches.map(({ id }) => id) },
        GatewayIds: { GatewayIds: [] },
        CreationTime: apiTime(vpc.createdAt),
        Tags: { Tag: [] },
    };
}

function modifyRouteTableAttributes(cloud: Cloud, call: Call): Answer {
    const id = requiredText(call, "RouteTableId");
    const vpc = cloud.vpc.vpcs.allOwned(call).find(({ routeTable }) => routeTable.id === id);
    if (vpc === undefined) {
        // The API's own spellings, here and below.
        throw new ApiError("Abs.InvalidRouteTableId.NotExist", "The route table id is not exist.");
    }
    const name = text(call, "RouteTableName");
    const description = text(call, "Description");
    if (name !== undefined && (name.length > 128 || /^https?:\/\//i.test(name))) {
        throw new ApiError("Abs.InvaliTableName.Malformed", "Table name format is invalid.");
    }
    if (
        description !== undefined &&
        (description.length > 256 || /^https?:\/\//i.test(description))
    ) {
        throw new ApiError("InvalidDescription.Malformed", "Description format is invalid.");
    }
    vpc.routeTable.name = name ?? vpc.routeTable.name;
    vpc.routeTable.description = description ?? vpc.routeTable.description;
    vpc.routeTable.routePropagationEnabled =
        flag(call, "RoutePropagationEnable") ?? vpc.routeTable.routePropagationEnabled;
    return {};
}
