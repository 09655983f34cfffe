import { getVpcEndpointConnections } from "@pulumi/alicloud/privatelink/getVpcEndpointConnections";
import { getVpcEndpointServiceResources } from "@pulumi/alicloud/privatelink/getVpcEndpointServiceResources";
import { getVpcEndpointServiceUsers } from "@pulumi/alicloud/privatelink/getVpcEndpointServiceUsers";
import { getVpcEndpointServices } from "@pulumi/alicloud/privatelink/getVpcEndpointServices";
import { getVpcEndpointZones } from "@pulumi/alicloud/privatelink/getVpcEndpointZones";
import { getVpcEndpoints } from "@pulumi/alicloud/privatelink/getVpcEndpoints";
import * as pulumi from "@pulumi/pulumi";

import { deployedResources } from "../deployedResources";
import { answeredList } from "./answeredList";
import { loadBalancer, zonesOfLoadBalancer } from "./loadBalancers";
import {
    type LookupScope,
    batchedById,
    cached,
    cachedById,
    sharedList,
    undefinedOnError,
} from "./lookupCache";
import { optionalLookup, warnNotChecked } from "./optionalLookup";

/** A name that no endpoint can have, because names start with a letter. */
const UNUSED_ENDPOINT_NAME = "-";

/**
 * Whether PrivateLink is activated in the account. Otherwise every call is refused with NeedOpenProduct;
 * this one only reads (ListVpcEndpoints) and finds nothing.
 */
export const privateLinkActivated = cached(async (options) => {
    let activated = true;
    await undefinedOnError(
        options,
        () => getVpcEndpoints({ vpcEndpointName: UNUSED_ENDPOINT_NAME }, options),
        (error) => {
            if (error.message.includes("NeedOpenProduct")) {
                activated = false;
            } else {
                warnNotChecked("PrivateLink", "privatelink:ListVpcEndpoints", error);
            }
        },
    );
    return activated;
});

const ENDPOINT = "alicloud:privatelink/vpcEndpoint:VpcEndpoint";

const listedEndpoints = optionalLookup(
    "endpoints",
    "privatelink:ListVpcEndpoints",
    async (ids: string[], options) =>
        answeredList(await getVpcEndpoints({ ids }, options), "endpoints"),
);

/** An endpoint (ListVpcEndpoints). */
export const endpoint = batchedById(listedEndpoints, ({ id }) => id);

/**
 * The ids of this stack's endpoints that the cloud still has (ListVpcEndpoints), in one lookup for all of them.
 * Undefined if it failed.
 */
export const endpointsStillThere = cached(async (options) => {
    const deployed = (await deployedResources())?.filter(({ type }) => type === ENDPOINT) ?? [];
    const ids = deployed.map(({ outputs }) => String(outputs.id));
    const found = await listedEndpoints(ids, options);
    return found && new Set(found.map(({ id }) => id));
});

/** The zones in which an endpoint service of the account can be reached, at most. */
interface ServiceZones {
    readonly serviceId: string;
    /** Zones of its load balancers. Undefined if not all of them are known. */
    readonly zoneIds: readonly string[] | undefined;
}

/**
 * The zones of an endpoint service's load balancers, which only its owner can read
 * (ListVpcEndpointServices, ListVpcEndpointServiceResources).
 */
export const serviceZones = batchedById<ServiceZones>(
    (ids, options) =>
        undefinedOnError(
            options,
            async () => {
                const found = await getVpcEndpointServices({ ids }, options);
                const services = answeredList(found, "services");
                return Promise.all(
                    services.map(({ id }) =>
                        zonesOfService(id, options).catch(() => ({
                            serviceId: id,
                            zoneIds: undefined,
                        })),
                    ),
                );
            },
            // Consumers usually lack this permission. Debug level, so that they are not warned in every run.
            (error) =>
                void pulumi.log.debug(`The zones of ${ids.join(", ")} are not known: ${error}`),
        ),
    ({ serviceId }) => serviceId,
);

async function zonesOfService(
    serviceId: string,
    options: pulumi.InvokeOptions,
): Promise<ServiceZones> {
    const answer = await getVpcEndpointServiceResources({ serviceId }, options);
    const resources = answeredList(answer, "resources");
    const scope = options.parent as LookupScope;
    const found = await Promise.all(
        resources.map(({ resourceType, resourceId }) =>
            loadBalancer(resourceType, resourceId, scope),
        ),
    );
    const zoneIds = found.map((each) => each && zonesOfLoadBalancer(each));
    return {
        serviceId,
        zoneIds: zoneIds.every((each) => each)
            ? [...new Set(zoneIds.flatMap((each) => each ?? []))].sort()
            : undefined,
    };
}

/** The connections of an endpoint service of the account (ListVpcEndpointConnections). */
export const serviceConnections = cachedById(
    optionalLookup(
        "connections",
        "privatelink:ListVpcEndpointConnections",
        async (serviceId: string, options) => {
            const found = await getVpcEndpointConnections({ serviceId }, options);
            return { connections: answeredList(found, "connections") };
        },
    ),
);

const OPEN = ["Connected", "Connecting", "Pending", "Disconnecting"];

/**
 * Whether a connection keeps the cloud from detaching a load balancer. One that is closed or not accepted
 * yet (`Disconnected`) does not; one whose endpoint is being deleted (`Deleting`) goes away by itself.
 */
export function isOpen({ status }: { readonly status: string }): boolean {
    return OPEN.includes(status);
}

/**
 * The connection that an endpoint has asked an endpoint service of the account for (ListVpcEndpointConnections). Null if
 * there is none. Undefined if the lookup failed, with a warning of the connection's other lookups.
 */
export async function requestedConnection(
    { serviceId, endpointId }: { readonly serviceId: string; readonly endpointId: string },
    parent: LookupScope,
): Promise<{ readonly status: string } | null | undefined> {
    // Not the list of the service, which can be older than an endpoint that this update has created.
    const found = await undefinedOnError(
        { parent },
        async () => {
            const answer = await getVpcEndpointConnections({ serviceId, endpointId }, { parent });
            return answeredList(answer, "connections");
        },
        ({ message }) =>
            void pulumi.log.debug(`The connection of ${endpointId} is not known: ${message}`),
    );
    return found && (found.find((each) => each.endpointId === endpointId) ?? null);
}

/**
 * The accounts on the whitelist of an endpoint service of the account (ListVpcEndpointServiceUsers). Null if the account
 * has no such service in this region.
 */
export const whitelist = cachedById(
    optionalLookup(
        "the whitelist",
        "privatelink:ListVpcEndpointServiceUsers",
        async (serviceId: string, options) => {
            try {
                const found = await getVpcEndpointServiceUsers({ serviceId }, options);
                return { accountIds: answeredList(found, "users").map(({ userId }) => userId) };
            } catch (error) {
                if (/\bEndpointServiceNotFound\b/.test(String((error as Error).message))) {
                    return null;
                }
                throw error;
            }
        },
    ),
);

/** The accounts that a program puts on whitelists, which an update adds after the lookups of its preview. */
export const programWhitelist = sharedList<string>();

/** The endpoints that are connected to an endpoint service of the account. */
export async function connectedEndpoints(
    serviceId: string,
    scope: LookupScope,
): Promise<{ readonly serviceId: string; readonly endpointIds: readonly string[] } | undefined> {
    const found = await serviceConnections(serviceId, scope);
    const open = found?.connections.filter(isOpen);
    return open && { serviceId, endpointIds: open.map(({ endpointId }) => endpointId).sort() };
}

/**
 * What an endpoint has in its zones at this moment (ListVpcEndpointZones). Only its owner can read it: rejects
 * with the reason if the lookup fails.
 */
export async function currentEndpointZones(
    endpointId: string,
    parent: pulumi.Resource | undefined,
) {
    const found = await getVpcEndpointZones({ endpointId }, { parent });
    return answeredList(found, "zones").map(
        ({ zoneId, zoneDomain: domain, eniId, eniIp, status }) => ({
            zoneId,
            domain,
            eniId,
            eniIp,
            status,
        }),
    );
}

/** The zones of an endpoint, which only its owner can read. */
export const endpointZones = cachedById((endpointId, options) =>
    undefinedOnError(
        options,
        async () => {
            const zones = await currentEndpointZones(endpointId, options.parent);
            return { zoneIds: zones.map(({ zoneId }) => zoneId) };
        },
        (error) => void pulumi.log.debug(`The zones of ${endpointId} are not known: ${error}`),
    ),
);

/** Which load balancers each endpoint service of the account has (ListVpcEndpointServiceResources). */
export const attachedLoadBalancers = cached((options) =>
    undefinedOnError(
        options,
        async () => {
            const answer = await getVpcEndpointServices({}, options);
            const services = answeredList(answer, "services");
            return Promise.all(
                services.map(async ({ id: serviceId }) => {
                    const found = await getVpcEndpointServiceResources({ serviceId }, options);
                    const loadBalancerIds = answeredList(found, "resources").map(
                        ({ resourceId }) => resourceId,
                    );
                    return { serviceId, loadBalancerIds };
                }),
            );
        },
        (error) => {
            warnNotChecked("services", "privatelink:ListVpcEndpointServices", error);
        },
    ),
);
