import type { Action, Answer, Call, Product } from "../../call";
import type { Cloud } from "../../cloud";
import type { Collection } from "../../collection";
import type { ServerHealth } from "../../dataplane/healthMonitor";
import { tagActions, type Tagged, type TaggedKind } from "../../tags";
import * as backends from "./backendServers";
import {
    describeHealthStatus,
    describeListenerAttribute,
    describeListeners,
} from "./listenerDescriptions";
import * as listeners from "./listeners";
import { describeLoadBalancerAttribute, describeLoadBalancers } from "./loadBalancerDescriptions";
import { createLoadBalancer, deleteLoadBalancer } from "./loadBalancers";
import * as settings from "./loadBalancerUpdates";
import type { ListenerProtocol } from "./state";
import * as groups from "./vServerGroups";
import { TAG_REFUSALS } from "./errors";
import { describeAvailableResource, describeRegions, describeZones } from "./regionsAndZones";

/** Classic Load Balancer. */
export function slb(cloud: Cloud, health: ServerHealth): Product {
    const on =
        (action: (cloud: Cloud, call: Call) => Answer): Action =>
        (call) =>
            action(cloud, call);
    const tags = tagActions(
        [kind("instance", cloud.slb.loadBalancers), kind("vservergroup", cloud.slb.vServerGroups)],
        "nested",
        TAG_REFUSALS,
    );
    return {
        name: "slb",
        version: "2014-05-15",
        actions: {
            DescribeRegions: describeRegions,
            DescribeZones: describeZones,
            DescribeAvailableResource: describeAvailableResource,
            CreateLoadBalancer: on(createLoadBalancer),
            DeleteLoadBalancer: on(deleteLoadBalancer),
            DescribeLoadBalancers: on(describeLoadBalancers),
            DescribeLoadBalancerAttribute: on(describeLoadBalancerAttribute),
            SetLoadBalancerName: on(settings.setLoadBalancerName),
            SetLoadBalancerStatus: on(settings.setLoadBalancerStatus),
            SetLoadBalancerDeleteProtection: on(settings.setLoadBalancerDeleteProtection),
            SetLoadBalancerModificationProtection: on(
                settings.setLoadBalancerModificationProtection,
            ),
            ModifyLoadBalancerInstanceSpec: on(settings.modifyLoadBalancerInstanceSpec),
            ModifyLoadBalancerInstanceChargeType: on(settings.modifyLoadBalancerInstanceChargeType),
            ModifyLoadBalancerInternetSpec: on(settings.modifyLoadBalancerInternetSpec),
            ModifyLoadBalancerPayType: on(settings.modifyLoadBalancerPayType),
            MoveResourceGroup: on(settings.moveResourceGroup),
            ...listenerActions(cloud),
            DescribeLoadBalancerListeners: on(describeListeners),
            StartLoadBalancerListener: on(listeners.startListener),
            StopLoadBalancerListener: on(listeners.stopListener),
            DeleteLoadBalancerListener: on(listeners.deleteListener),
            DescribeHealthStatus: (call) => describeHealthStatus(cloud, call, health),
            AddBackendServers: on(backends.addBackendServers),
            RemoveBackendServers: on(backends.removeBackendServers),
            SetBackendServers: on(backends.setBackendServers),
            CreateVServerGroup: on(groups.createVServerGroup),
            DeleteVServerGroup: on(groups.deleteVServerGroup),
            DescribeVServerGroups: on(groups.describeVServerGroups),
            DescribeVServerGroupAttribute: on(groups.describeVServerGroupAttribute),
            SetVServerGroupAttribute: on(groups.setVServerGroupAttribute),
            AddVServerGroupBackendServers: on(groups.addVServerGroupBackendServers),
            RemoveVServerGroupBackendServers: on(groups.removeVServerGroupBackendServers),
            ModifyVServerGroupBackendServers: on(groups.modifyVServerGroupBackendServers),
            TagResources: tags.tag,
            UntagResources: tags.untag,
            ListTagResources: tags.list,
        },
    };
}

/** Each protocol has actions of its own to create, change and describe a listener. */
function listenerActions(cloud: Cloud): Record<string, Action> {
    const actions: Record<string, Action> = {};
    for (const protocol of ["tcp", "udp", "http", "https"] satisfies ListenerProtocol[]) {
        const name = `LoadBalancer${protocol.toUpperCase()}Listener`;
        actions[`Create${name}`] = (call) => listeners.createListener(cloud, call, protocol);
        actions[`Set${name}Attribute`] = (call) =>
            listeners.setListenerAttribute(cloud, call, protocol);
        actions[`Describe${name}Attribute`] = (call) =>
            describeListenerAttribute(cloud, call, protocol);
    }
    return actions;
}

function kind(resourceType: string, collection: Collection<Tagged>): TaggedKind {
    return {
        resourceType,
        find: (call, id) => collection.owned(call, id),
        all: (call) => collection.allOwned(call),
    };
}
