import { getZones } from "@pulumi/alicloud";
import * as privatelink from "@pulumi/alicloud/privatelink";
import type { Stack } from "@pulumi/pulumi/automation";

import { isAccountId } from "../../components/shared/accountId";
import { promiseOf } from "../../components/shared/dependencies";
import { providerMessage } from "../../components/shared/providerMessage";
import { AdoptionError } from "../adoptionError";
import { type Arguments, type Plan, type PlannedComponent, Reference } from "../plan";
import {
    ATTACHMENT,
    type Attachment,
    attachmentId,
    attachmentsAmong,
    SERVICE,
} from "./attachments";
import type { Properties } from "../properties";
import { given, notThere, ownTags, type Place, unless } from "./cloud";
import { type ListeningPort, portsOf } from "./ports";
import { reading } from "./reading";

/** Mbit/s of a connection where the component sets none (UpdateVpcEndpointServiceAttribute: ConnectBandwidth). */
const DEFAULT_BANDWIDTH = 3072;

/** What the cloud says of a service. */
interface Service {
    readonly serviceId: string;
    readonly place: Place;
    readonly type: string;
    readonly acceptsAll: boolean;
    readonly bandwidth: number;
    readonly args: Arguments;
    readonly balancers: readonly Balancer[];
    readonly whitelist: readonly string[];
    readonly connections: readonly Connection[];
    /** All zones of the region. */
    readonly zoneIds: readonly string[];
}

interface Balancer {
    readonly id: string;
    /** Or why they are not known. */
    readonly ports: readonly ListeningPort[] | string;
}

interface Connection {
    readonly endpointId: string;
    readonly status: string;
    readonly bandwidth: number;
}

/** Reads an endpoint service with its load balancers, its whitelist and its accepted connections. */
export async function planOfService(stack: Stack, serviceId: string, name: string): Promise<Plan> {
    const service = await reading(stack, (place) => readService(serviceId, name, place));
    const attachments = await attachmentsAmong(stack, service);
    const { type } = service;
    const leftOut = [...service.balancers.flatMap(portsNotKnown)];
    const { allowedAccountIds, others } = whitelistOf(service);
    const connections = connectionsOf(service);
    return {
        regionId: service.place.regionId,
        components: [
            {
                variable: "service",
                component: "EndpointService",
                name,
                args: {
                    serviceResources: serviceResourcesOf(service, attachments),
                    serviceResourceType: unless(type, "slb"),
                    allowedAccountIds: allowedAccountIds.length > 0 ? allowedAccountIds : undefined,
                    ...service.args,
                },
                exports: ["offer"],
                notes: [],
            },
            ...connections.accepted,
        ],
        idOf: (child, inputs) => idIn(service, child, inputs),
        leftOut: [...leftOut, ...others, ...connections.others],
    };
}

function idIn(
    { serviceId, type }: Service,
    child: string,
    { resourceId, zoneId, userId, endpointId }: Properties,
): string | undefined {
    switch (child) {
        case SERVICE:
            return serviceId;
        case ATTACHMENT:
            return attachmentId(serviceId, type, String(resourceId), String(zoneId));
        case "alicloud:privatelink/vpcEndpointServiceUser:VpcEndpointServiceUser":
            return `${serviceId}:${String(userId)}`;
        case "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection":
            return `${serviceId}:${String(endpointId)}`;
        default:
            return undefined;
    }
}

async function readService(serviceId: string, name: string, place: Place): Promise<Service> {
    const { services } = await privatelink.getVpcEndpointServices({ ids: [serviceId] });
    if (services.length === 0) {
        throw notThere("endpoint service", serviceId, place);
    }
    const read = privatelink.VpcEndpointService.get(serviceId, serviceId);
    const type = await promiseOf(read.serviceResourceType);
    const bandwidth = await promiseOf(read.connectBandwidth);
    const acceptsAll = (await promiseOf(read.autoAcceptConnection)) === true;
    const otherRegionIds = ((await promiseOf(read.supportedRegionLists)) ?? []).filter(
        (each) => each !== place.regionId,
    );
    const { resources } = await privatelink.getVpcEndpointServiceResources({ serviceId });
    if (resources.length === 0) {
        throw new AdoptionError(
            `${serviceId} has no load balancer, and an EndpointService has at least one. Add one to the service, and run this command again.`,
        );
    }
    const ids = [...new Set(resources.map(({ resourceId }) => resourceId))].sort();
    const { users } = await privatelink.getVpcEndpointServiceUsers({ serviceId });
    const { connections } = await privatelink.getVpcEndpointConnections({ serviceId });
    const { zones } = await getZones();
    return {
        serviceId,
        place,
        type,
        acceptsAll,
        bandwidth,
        args: {
            acceptanceRequired: acceptsAll ? false : undefined,
            serviceDescription: unless(given(await promiseOf(read.serviceDescription)), name),
            zoneAffinityEnabled: (await promiseOf(read.zoneAffinityEnabled)) ? undefined : false,
            payer: unless(await promiseOf(read.payer), "Endpoint"),
            connectBandwidth: ["slb", "alb"].includes(type)
                ? unless(bandwidth, DEFAULT_BANDWIDTH)
                : undefined,
            addressIpVersion: unless(await promiseOf(read.addressIpVersion), "IPv4"),
            supportedRegionIds: otherRegionIds.length > 0 ? otherRegionIds : undefined,
            tags: ownTags(await promiseOf(read.tags)),
        },
        balancers: await Promise.all(
            ids.map(async (id) => ({ id, ports: await portsOf(type, id).catch(providerMessage) })),
        ),
        whitelist: users.map(({ userId }) => userId).sort(),
        connections,
        zoneIds: zones.map(({ id }) => id),
    };
}

function portsNotKnown({ id, ports }: Balancer): string[] {
    return typeof ports === "string"
        ? [
              `The ports of ${id} are not in the offer, for its listeners could not be looked up: ${ports}.`,
          ]
        : [];
}

/** The entries of the program: one for each load balancer, with a name where two serve in one zone. */
function serviceResourcesOf({ serviceId, balancers }: Service, attachments: readonly Attachment[]) {
    const lost = balancers.find(({ id }) =>
        attachments.every(({ resourceId }) => resourceId !== id),
    );
    if (lost !== undefined) {
        throw new AdoptionError(
            `${serviceId} has the load balancer ${lost.id}, and the zones in which it serves were not found. It cannot be adopted.`,
        );
    }
    const needsNames = new Set(attachments.map(({ zoneId }) => zoneId)).size < attachments.length;
    return balancers.map(({ id, ports }) => ({
        name: needsNames ? id : undefined,
        loadBalancerId: id,
        zoneIds: attachments
            .filter(({ resourceId }) => resourceId === id)
            .map(({ zoneId }) => zoneId)
            .sort(),
        ports: typeof ports === "string" || ports.length === 0 ? undefined : ports,
    }));
}

/** The owner is on the whitelist from the beginning, and always allowed. */
function whitelistOf({ whitelist, place: { accountId } }: Service) {
    const consumers = whitelist.filter((uid) => uid !== accountId);
    return {
        allowedAccountIds: consumers.filter((uid): boolean => isAccountId(uid)),
        others: consumers
            .filter((uid): boolean => !isAccountId(uid))
            .map(
                (uid) =>
                    `The whitelist has ${uid}, which is not the UID of an account. The entry stays, and the program does not have it.`,
            ),
    };
}

function connectionsOf({ acceptsAll, bandwidth, connections }: Service): {
    accepted: PlannedComponent[];
    others: string[];
} {
    const open = connections.filter(({ status }) => status === "Connected");
    const others = connections.filter(({ status }) => status !== "Connected");
    return {
        accepted: acceptsAll
            ? []
            : open.map((each) => ({
                  variable: undefined,
                  component: "EndpointConnection",
                  name: each.endpointId,
                  args: {
                      serviceId: new Reference("service", "serviceId"),
                      endpointId: each.endpointId,
                      bandwidth: unless(each.bandwidth, bandwidth),
                  },
                  notes: [],
              })),
        others: [
            ...others.map(
                ({ endpointId, status }) =>
                    `The connection of ${endpointId} is ${status}, and the program does not have it: an EndpointConnection accepts an endpoint.`,
            ),
            ...(acceptsAll && open.length > 0
                ? [
                      `The service accepts every endpoint by itself, so its ${open.length} connections are no resources of the program.`,
                  ]
                : []),
        ],
    };
}
