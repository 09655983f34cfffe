import * as privatelink from "@pulumi/alicloud/privatelink";
import type * as pulumi from "@pulumi/pulumi";

import { type Lookup, same, sameTags, text, time } from "./lookup";

export const endpointService: Lookup = async (inputs, options) => {
    const { services } = await privatelink.getVpcEndpointServices({}, options);
    const found = services.filter(
        (service) =>
            same(service.serviceDescription, inputs.serviceDescription) &&
            same(service.autoAcceptConnection, inputs.autoAcceptConnection ?? false) &&
            sameTags(service.tags, inputs.tags),
    );
    return Promise.all(
        found.map(async ({ id }) => {
            // Only the resource itself tells when it was created.
            const read = privatelink.VpcEndpointService.get(id, id, undefined, options);
            return { id, createdAt: time(await valueOf(read.createTime)) };
        }),
    );
};

/** A CLB serves a service in one zone, an ALB in several, and the provider writes ids accordingly. */
export const serviceResource: Lookup = async (inputs, options) => {
    const [serviceId, resourceId, zoneId] = [
        inputs.serviceId,
        inputs.resourceId,
        inputs.zoneId,
    ].map(text);
    const isClb = same(inputs.resourceType, "slb");
    const id = [serviceId, resourceId, ...(isClb ? [] : [zoneId])].join(":");
    const { resources } = await privatelink.getVpcEndpointServiceResources({ serviceId }, options);
    const exists = resources.some((found) => same(found.resourceId, resourceId));
    return exists ? [{ id }] : [];
};

export const serviceUser: Lookup = async (inputs, options) => {
    const [serviceId, userId] = [text(inputs.serviceId), text(inputs.userId)];
    const { users } = await privatelink.getVpcEndpointServiceUsers({ serviceId, userId }, options);
    return users
        .filter((found) => same(found.userId, userId))
        .map(() => ({ id: `${serviceId}:${userId}` }));
};

/** The cloud has a connection for every endpoint; what the resource stands for is that it is accepted. */
export const serviceConnection: Lookup = async (inputs, options) => {
    const [serviceId, endpointId] = [text(inputs.serviceId), text(inputs.endpointId)];
    const { connections } = await privatelink.getVpcEndpointConnections(
        { serviceId, endpointId },
        options,
    );
    return connections
        .filter(({ status }) => ["Connecting", "Connected"].includes(status))
        .map(() => ({ id: `${serviceId}:${endpointId}` }));
};

export const endpoint: Lookup = async (inputs, options) => {
    const { endpoints } = await privatelink.getVpcEndpoints(
        { vpcId: text(inputs.vpcId), vpcEndpointName: text(inputs.vpcEndpointName) || undefined },
        options,
    );
    const found = endpoints.filter(
        (each) =>
            same(each.vpcEndpointName, inputs.vpcEndpointName) &&
            same(each.serviceName, inputs.serviceName ?? each.serviceName) &&
            same(each.serviceId, inputs.serviceId ?? each.serviceId) &&
            same(each.endpointDescription, inputs.endpointDescription) &&
            sameTags(each.tags, inputs.tags),
    );
    return Promise.all(
        found.map(async ({ id }) => {
            const read = privatelink.VpcEndpoint.get(id, id, undefined, options);
            return { id, createdAt: time(await valueOf(read.createTime)) };
        }),
    );
};

/** An endpoint has one address in each zone. */
export const endpointZone: Lookup = async (inputs, options) => {
    const endpointId = text(inputs.endpointId);
    const { zones } = await privatelink.getVpcEndpointZones({ endpointId }, options);
    return zones
        .filter((found) => same(found.vswitchId, inputs.vswitchId))
        .map(({ zoneId }) => ({ id: `${endpointId}:${zoneId}` }));
};

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => void output.apply(resolve));
}
