import * as alb from "@pulumi/alicloud/alb";
import * as nlb from "@pulumi/alicloud/nlb";
import * as slb from "@pulumi/alicloud/slb";

import {
    type FoundResource,
    type Lookup,
    same,
    sameTags,
    sameTagsOrNone,
    text,
    time,
} from "./lookup";

const NOT_STARTED = "it was never started";

export const clb: Lookup = async (inputs, options) => {
    const { balancers } = await slb.getApplicationLoadBalancers(
        {
            vswitchId: text(inputs.vswitchId) || undefined,
            loadBalancerName: text(inputs.loadBalancerName ?? inputs.name) || undefined,
        },
        options,
    );
    return balancers
        .filter(
            (found) =>
                same(found.loadBalancerName, inputs.loadBalancerName ?? inputs.name) &&
                same(found.masterZoneId, inputs.masterZoneId ?? found.masterZoneId) &&
                same(found.slaveZoneId, inputs.slaveZoneId ?? found.slaveZoneId) &&
                sameTagsOrNone(found.tags, inputs.tags),
        )
        .map(({ id, createTime }) => ({ id, createdAt: time(createTime) }));
};

/** Each port of a CLB has one listener, or two if one of them is for UDP. */
export const clbListener: Lookup = async (inputs, options) => {
    const loadBalancerId = text(inputs.loadBalancerId);
    const protocol = text(inputs.protocol);
    const port = Number(inputs.frontendPort);
    const { slbListeners } = await slb.getListeners(
        { loadBalancerId, protocol, frontendPort: port },
        options,
    );
    return slbListeners.map(({ status }): FoundResource => {
        const id = `${loadBalancerId}:${protocol}:${port}`;
        return same(status, "running") ? { id } : { id, unfinished: NOT_STARTED };
    });
};

/** The backend servers of a CLB are one resource, whose id is the load balancer's. */
export const clbBackendServers: Lookup = async (inputs, options) => {
    const id = text(inputs.loadBalancerId);
    const { backendServers } = await slb.getBackendServers({ loadBalancerId: id }, options);
    return backendServers.length === 0 ? [] : [{ id }];
};

export const clbServerGroup: Lookup = async (inputs, options) => {
    const { slbServerGroups } = await slb.getServerGroups(
        { loadBalancerId: text(inputs.loadBalancerId) },
        options,
    );
    return slbServerGroups
        .filter((found) => same(found.name, inputs.name))
        .map(({ id }) => ({ id }));
};

export const albLoadBalancer: Lookup = async (inputs, options) => {
    const { balancers } = await alb.getLoadBalancers(
        {
            vpcIds: [text(inputs.vpcId)],
            loadBalancerName: text(inputs.loadBalancerName) || undefined,
        },
        options,
    );
    return balancers
        .filter(
            (found) =>
                same(found.loadBalancerName, inputs.loadBalancerName) &&
                same(found.addressType, inputs.addressType) &&
                sameTags(found.tags, inputs.tags),
        )
        .map(({ id, createTime }) => ({ id, createdAt: time(createTime) }));
};

export const albServerGroup: Lookup = async (inputs, options) => {
    const { groups } = await alb.getServerGroups(
        {
            vpcId: text(inputs.vpcId),
            serverGroupName: text(inputs.serverGroupName) || undefined,
            enableDetails: true,
        },
        options,
    );
    return groups
        .filter(
            (found) =>
                same(found.serverGroupName, inputs.serverGroupName) &&
                same(found.protocol, inputs.protocol ?? found.protocol) &&
                sameTagsOrNone(found.tags, inputs.tags),
        )
        .map(({ id }) => ({ id }));
};

/** Each port of an ALB or NLB has one listener, or two if one of them is for QUIC or UDP. */
function listenerAmong(getListeners: typeof alb.getListeners | typeof nlb.getListeners): Lookup {
    return async (inputs, options) => {
        const { listeners } = await getListeners(
            {
                loadBalancerIds: [text(inputs.loadBalancerId)],
                listenerProtocol: text(inputs.listenerProtocol),
            },
            options,
        );
        return listeners
            .filter((found) => same(found.listenerPort, inputs.listenerPort))
            .map(({ id }) => ({ id }));
    };
}

export const albListener = listenerAmong(alb.getListeners);

export const nlbListener = listenerAmong(nlb.getListeners);

export const nlbLoadBalancer: Lookup = async (inputs, options) => {
    const { balancers } = await nlb.getLoadBalancers({ vpcIds: [text(inputs.vpcId)] }, options);
    return balancers
        .filter(
            (found) =>
                same(found.loadBalancerName, inputs.loadBalancerName) &&
                same(found.addressType, inputs.addressType) &&
                sameTagsOrNone(found.tags, inputs.tags),
        )
        .map(({ id, createTime }) => ({ id, createdAt: time(createTime) }));
};

export const nlbServerGroup: Lookup = async (inputs, options) => {
    const { groups } = await nlb.getServerGroups(
        { serverGroupNames: [text(inputs.serverGroupName)] },
        options,
    );
    return groups
        .filter(
            (found) =>
                same(found.vpcId, inputs.vpcId) &&
                same(found.protocol, inputs.protocol ?? found.protocol) &&
                sameTagsOrNone(found.tags, inputs.tags),
        )
        .map(({ id }) => ({ id }));
};

/** A server has one entry for each of its ports in a group. */
export const nlbServer: Lookup = async (inputs, options) => {
    const { attachments } = await nlb.getServerGroupServerAttachments(
        { serverGroupId: text(inputs.serverGroupId), serverIds: [text(inputs.serverId)] },
        options,
    );
    return attachments
        .filter((found) => same(found.port, inputs.port ?? found.port))
        .map(({ id }) => ({ id }));
};
