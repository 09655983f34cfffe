import type { Action, Answer, Call, Product } from "../../call";
import { notFound } from "../../apiError";
import type { Cloud } from "../../cloud";
import type { Collection } from "../../collection";
import type { ServerHealth } from "../../dataplane/healthMonitor";
import { refuseParameters, requiredText } from "../../parameters";
import { tagActions, type Tagged, type TaggedKind } from "../../tags";
import { refusal, type DocumentedCode } from "./errors";
import { listAsynJobs } from "./jobs";
import * as listenerDescriptions from "./listenerDescriptions";
import * as listeners from "./listeners";
import { getLoadBalancerAttribute, listLoadBalancers } from "./loadBalancerDescriptions";
import { createLoadBalancer, deleteLoadBalancer } from "./loadBalancers";
import * as settings from "./loadBalancerUpdates";
import { activeLoadBalancer, ownedServerGroup } from "./lookups";
import { readResourceGroup } from "./parameters";
import { regionActions } from "./regionsAndZones";
import { listServerGroups, listServerGroupServers } from "./serverGroupDescriptions";
import * as groups from "./serverGroups";
import * as servers from "./servers";

/** Application Load Balancer. */
export function alb(cloud: Cloud, health: ServerHealth): Product {
    const on =
        (action: (cloud: Cloud, call: Call) => Answer): Action =>
        (call) =>
            action(cloud, call);
    const { tag, untag, list } = tagActions(taggedKinds(cloud), "bare");
    return {
        name: "alb",
        version: "2020-06-16",
        actions: {
            ...regionActions,
            CreateLoadBalancer: on(createLoadBalancer),
            DeleteLoadBalancer: on(deleteLoadBalancer),
            GetLoadBalancerAttribute: on(getLoadBalancerAttribute),
            ListLoadBalancers: on(listLoadBalancers),
            UpdateLoadBalancerAttribute: on(settings.updateLoadBalancerAttribute),
            UpdateLoadBalancerZones: on(settings.updateLoadBalancerZones),
            UpdateLoadBalancerEdition: on(settings.updateLoadBalancerEdition),
            UpdateLoadBalancerAddressTypeConfig: on(settings.updateLoadBalancerAddressTypeConfig),
            EnableDeletionProtection: on(settings.enableDeletionProtection),
            DisableDeletionProtection: on(settings.disableDeletionProtection),
            EnableLoadBalancerIpv6Internet: on(settings.switchIpv6Internet),
            DisableLoadBalancerIpv6Internet: on(settings.switchIpv6Internet),
            CreateServerGroup: on(groups.createServerGroup),
            DeleteServerGroup: on(groups.deleteServerGroup),
            ListServerGroups: on(listServerGroups),
            UpdateServerGroupAttribute: on(groups.updateServerGroupAttribute),
            AddServersToServerGroup: on(servers.addServers),
            RemoveServersFromServerGroup: on(servers.removeServers),
            ReplaceServersInServerGroup: on(servers.replaceServers),
            UpdateServerGroupServersAttribute: on(servers.updateServers),
            ListServerGroupServers: on(listServerGroupServers),
            CreateListener: on(listeners.createListener),
            DeleteListener: on(listeners.deleteListener),
            GetListenerAttribute: on(listenerDescriptions.getListenerAttribute),
            GetListenerHealthStatus: (call) =>
                listenerDescriptions.getListenerHealthStatus(cloud, call, health),
            ListListenerCertificates: on(listenerDescriptions.listListenerCertificates),
            ListListeners: on(listenerDescriptions.listListeners),
            StartListener: on(listeners.startListener),
            StopListener: on(listeners.stopListener),
            UpdateListenerAttribute: on(listeners.updateListenerAttribute),
            ListAsynJobs: on(listAsynJobs),
            TagResources: tag,
            // The API's own spelling.
            UnTagResources(call) {
                refuseParameters(call, ["Tag"]);
                return untag(call);
            },
            ListTagResources: list,
            MoveResourceGroup: on(moveResourceGroup),
        },
    };
}

function taggedKinds({
    alb: { loadBalancers, serverGroups, listeners: all },
}: Cloud): TaggedKind[] {
    return [
        kind("loadbalancer", loadBalancers, "ResourceNotFound.LoadBalancer"),
        kind("servergroup", serverGroups, "ResourceNotFound.ServerGroup"),
        kind("listener", all, "ResourceNotFound.Listener"),
    ];
}

function kind(
    resourceType: string,
    collection: Collection<Tagged>,
    missing: DocumentedCode,
): TaggedKind {
    return {
        resourceType,
        find: (call, id) => collection.ownedByHost(call, id),
        all: (call) => collection.allOwnedByHost(call),
        missing: (id) => refusal(missing, id),
    };
}

function moveResourceGroup(cloud: Cloud, call: Call): Answer {
    const resourceType = requiredText(call, "ResourceType").toLowerCase();
    const resourceGroupId = readResourceGroup(cloud, call, "NewResourceGroupId");
    if (resourceType === "loadbalancer") {
        activeLoadBalancer(cloud, call, "ResourceId").resourceGroupId = resourceGroupId;
    } else if (resourceType === "servergroup") {
        const id = requiredText(call, "ResourceId");
        ownedServerGroup(cloud, call, id).resourceGroupId = resourceGroupId;
    } else {
        throw notFound(
            "InvalidResourceType.NotFound",
            "The ResourceType provided does not exist in our records.",
        );
    }
    return {};
}
