import { setTimeout as pause } from "node:timers/promises";

import type { Api, ProductName } from "./api";
import { type Body, NAME_PREFIX, TAG_KEY } from "./call";
import { listAt } from "./calls/answers";

/** Something that the kit created. */
export interface Created {
    readonly kind: string;
    readonly id: string;
    readonly name: string;
}

/** In which account it is. */
interface Found extends Created {
    readonly api: Api;
}

/** How things of one kind are found and deleted. */
interface Kind {
    readonly kind: string;
    readonly product: ProductName;
    readonly list: string;
    readonly path: readonly string[];
    readonly id: string;
    readonly name: string;
    delete(api: Api, id: string): Promise<unknown>;
}

/** In the order in which they can go. */
const KINDS: readonly Kind[] = [
    {
        kind: "endpoint",
        product: "privatelink",
        list: "ListVpcEndpoints",
        path: ["Endpoints"],
        id: "EndpointId",
        name: "EndpointName",
        delete: deleteEndpoint,
    },
    {
        kind: "endpoint service",
        product: "privatelink",
        list: "ListVpcEndpointServices",
        path: ["Services"],
        id: "ServiceId",
        name: "ServiceDescription",
        delete: deleteService,
    },
    {
        kind: "CLB",
        product: "slb",
        list: "DescribeLoadBalancers",
        path: ["LoadBalancers", "LoadBalancer"],
        id: "LoadBalancerId",
        name: "LoadBalancerName",
        delete: deleteLoadBalancer,
    },
    {
        kind: "security group",
        product: "ecs",
        list: "DescribeSecurityGroups",
        path: ["SecurityGroups", "SecurityGroup"],
        id: "SecurityGroupId",
        name: "SecurityGroupName",
        delete: (api, SecurityGroupId) =>
            api.call("ecs", "DeleteSecurityGroup", { SecurityGroupId }),
    },
    {
        kind: "vSwitch",
        product: "vpc",
        list: "DescribeVSwitches",
        path: ["VSwitches", "VSwitch"],
        id: "VSwitchId",
        name: "VSwitchName",
        delete: (api, VSwitchId) => api.call("vpc", "DeleteVSwitch", { VSwitchId }),
    },
    {
        kind: "VPC",
        product: "vpc",
        list: "DescribeVpcs",
        path: ["Vpcs", "Vpc"],
        id: "VpcId",
        name: "VpcName",
        delete: (api, VpcId) => api.call("vpc", "DeleteVpc", { VpcId }),
    },
];

export interface CleanUpOptions {
    readonly pollMilliseconds: number;
    /** How long it is tried. */
    readonly limitMilliseconds: number;
    /** Called once for each, before it is deleted for the first time. */
    readonly onDelete?: (created: Created) => void;
}

/**
 * Deletes everything that this run or an earlier one created: what has the kit's tag and a name of the kit, and nothing
 * else. What cannot be deleted yet is tried again: the endpoint of one account keeps the service of another. Returns what
 * is left in the end.
 */
export async function cleanUp(apis: readonly Api[], options: CleanUpOptions): Promise<Created[]> {
    const giveUpAt = Date.now() + options.limitMilliseconds;
    const seen = new Set<string>();
    for (;;) {
        const left = await createdBy(apis);
        if (left.length === 0 || Date.now() > giveUpAt) {
            return left;
        }
        for (const created of left) {
            if (!seen.has(created.id)) {
                seen.add(created.id);
                options.onDelete?.(created);
            }
            await KINDS.find(({ kind }) => kind === created.kind)?.delete(created.api, created.id);
        }
        await pause(options.pollMilliseconds);
    }
}

/** Everything that this run or an earlier one created and that is still there. */
async function createdBy(apis: readonly Api[]): Promise<Found[]> {
    const all: Found[] = [];
    for (const api of apis) {
        for (const kind of KINDS) {
            all.push(...(await createdOf(api, kind)));
        }
    }
    return all;
}

async function createdOf(api: Api, kind: Kind): Promise<Found[]> {
    const { body } = await api.call(kind.product, kind.list, { Tag: [{ Key: TAG_KEY }] });
    return listAt(body, ...kind.path)
        .filter((each) => hasTag(each) && String(each[kind.name]).startsWith(NAME_PREFIX))
        .map((each) => ({
            api,
            kind: kind.kind,
            id: String(each[kind.id]),
            name: String(each[kind.name]),
        }));
}

/** Products differ in where a thing's tags are and in what a tag's key is called. */
function hasTag({ Tags }: Body): boolean {
    const tags = Array.isArray(Tags) ? (Tags as Body[]) : listAt((Tags ?? {}) as Body, "Tag");
    return tags.some(({ Key, TagKey }) => (Key ?? TagKey) === TAG_KEY);
}

/** An endpoint with zones cannot be deleted. */
async function deleteEndpoint(api: Api, EndpointId: string): Promise<void> {
    const { body } = await api.call("privatelink", "ListVpcEndpointZones", { EndpointId });
    for (const { ZoneId } of listAt(body, "Zones")) {
        await api.call("privatelink", "RemoveZoneFromVpcEndpoint", { EndpointId, ZoneId });
    }
    await api.call("privatelink", "DeleteVpcEndpoint", { EndpointId });
}

/** An endpoint that is connected cannot be deleted, nor can its service. */
async function deleteService(api: Api, ServiceId: string): Promise<void> {
    const connections = await api.call("privatelink", "ListVpcEndpointConnections", { ServiceId });
    for (const { EndpointId, ConnectionStatus } of listAt(connections.body, "Connections")) {
        if (ConnectionStatus === "Connected") {
            await api.call("privatelink", "DisableVpcEndpointConnection", {
                ServiceId,
                EndpointId,
            });
        }
    }
    const { body } = await api.call("privatelink", "ListVpcEndpointServiceResources", {
        ServiceId,
    });
    for (const { ResourceId, ResourceType, ZoneId } of listAt(body, "Resources")) {
        await api.call("privatelink", "DetachResourceFromVpcEndpointService", {
            ServiceId,
            ResourceId,
            ResourceType,
            ZoneId,
        });
    }
    await api.call("privatelink", "DeleteVpcEndpointService", { ServiceId });
}

/** Whether attaching a CLB to a service turns its deletion protection on is not known. */
async function deleteLoadBalancer(api: Api, LoadBalancerId: string): Promise<void> {
    const { status, body } = await api.call("slb", "DeleteLoadBalancer", { LoadBalancerId });
    if (status >= 400 && String(body.Code).includes("DeleteProtection")) {
        await api.call("slb", "SetLoadBalancerDeleteProtection", {
            LoadBalancerId,
            DeleteProtection: "off",
        });
    }
}
