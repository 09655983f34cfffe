import type { Action, Answer, Call, Product } from "../../call";
import type { Cloud } from "../../cloud";
import type { Collection } from "../../collection";
import type { ServerHealth } from "../../dataplane/healthMonitor";
import { requiredText } from "../../parameters";
import { tagActions, type Tagged, type TaggedKind } from "../../tags";
import { refusal, type DocumentedCode } from "./errors";
import { getJobStatus } from "./jobs";
import * as listenerDescriptions from "./listenerDescriptions";
import * as listeners from "./listeners";
import { getLoadBalancerAttribute, listLoadBalancers } from "./loadBalancerDescriptions";
import { createLoadBalancer, deleteLoadBalancer } from "./loadBalancers";
import * as settings from "./loadBalancerUpdates";
import { configurableLoadBalancer, ownedServerGroup, regionOfNamed } from "./lookups";
import { readResourceGroup } from "./parameters";
import { regionActions } from "./regionsAndZones";
import { joinSecurityGroups, leaveSecurityGroups } from "./securityGroups";
import { listServerGroups, listServerGroupServers } from "./serverGroupDescriptions";
import * as groups from "./serverGroups";
import * as servers from "./servers";
import { TAG_REFUSALS } from "./tags";

/** Network Load Balancer. */
export function nlb(cloud: Cloud, health: ServerHealth): Product {
    const on =
        (action: (cloud: Cloud, call: Call) => Answer): Action =>
        (call) =>
            action(cloud, call);
    const { tag, untag, list } = tagActions(taggedKinds(cloud), "bare", TAG_REFUSALS);
    return {
        name: "nlb",
        version: "2022-04-30",
        actions: {
            ...regionActions,
            CreateLoadBalancer: on(createLoadBalancer),
            DeleteLoadBalancer: on(deleteLoadBalancer),
            GetLoadBalancerAttribute: on(getLoadBalancerAttribute),
            ListLoadBalancers: on(listLoadBalancers),
            UpdateLoadBalancerAttribute: on(settings.updateLoadBalancerAttribute),
            UpdateLoadBalancerProtection: on(settings.updateLoadBalancerProtection),
            UpdateLoadBalancerZones: on(settings.updateLoadBalancerZones),
            UpdateLoadBalancerAddressTypeConfig: on(settings.updateLoadBalancerAddressTypeConfig),
            LoadBalancerJoinSecurityGroup: on(joinSecurityGroups),
            LoadBalancerLeaveSecurityGroup: on(leaveSecurityGroups),
            CreateServerGroup: on(groups.createServerGroup),
            DeleteServerGroup: on(groups.deleteServerGroup),
            ListServerGroups: on(listServerGroups),
            UpdateServerGroupAttribute: on(groups.updateServerGroupAttribute),
            AddServersToServerGroup: on(servers.addServers),
            RemoveServersFromServerGroup: on(servers.removeServers),
            UpdateServerGroupServersAttribute: on(servers.updateServers),
            ListServerGroupServers: on(listServerGroupServers),
            CreateListener: on(listeners.createListener),
            DeleteListener: on(listeners.deleteListener),
            GetListenerAttribute: on(listenerDescriptions.getListenerAttribute),
            GetListenerHealthStatus: (call) =>
                listenerDescriptions.getListenerHealthStatus(cloud, call, health),
            ListListeners: on(listenerDescriptions.listListeners),
            StartListener: on(listeners.startListener),
            StopListener: on(listeners.stopListener),
            UpdateListenerAttribute: on(listeners.updateListenerAttribute),
            GetJobStatus: on(getJobStatus),
            TagResources: tag,
            UntagResources: untag,
            ListTagResources: list,
            MoveResourceGroup: on(moveResourceGroup),
        },
        regionOf: (call) => regionOfNamed(cloud, call),
    };
}

function taggedKinds({
    nlb: { loadBalancers, serverGroups, listeners: all },
}: Cloud): TaggedKind[] {
    return [
        kind("loadbalancer", loadBalancers, "ResourceNotFound.loadBalancer"),
        kind("servergroup", serverGroups, "ResourceNotFound.serverGroup"),
        kind("listener", all, "ResourceNotFound.listener"),
    ];
}

function kind(
    resourceType: string,
    collection: Collection<Tagged>,
    missing: DocumentedCode,
): TaggedKind {
    return {
        resourceType,
        find: (call, id) => collection.owned(call, id),
        all: (call) => collection.allOwned(call),
        missing: (id) => refusal(missing, id),
    };
}

function moveResourceGroup(cloud: Cloud, call: Call): Answer {
    const code = "ResourceNotFound.ResourceGroup";
    const resourceGroupId = readResourceGroup(cloud, call, code, "NewResourceGroupId");
    const resourceId = requiredText(call, "ResourceId");
    switch (requiredText(call, "ResourceType").toLowerCase()) {
        case "loadbalancer":
            configurableLoadBalancer(cloud, call, "ResourceId").resourceGroupId = resourceGroupId;
            break;
        case "servergroup":
            ownedServerGroup(cloud, call, resourceId).resourceGroupId = resourceGroupId;
            break;
        default:
            throw refusal("IllegalParam.resourceType");
    }
    return { Data: { ResourceId: resourceId }, HttpStatusCode: 200, Success: true };
}
