import { type Inventory, type OwnedResource, partOf } from "./inventory";
import type { EndpointService, OpenPort } from "./network";
import { objects, type Properties, text, texts } from "./state";

/** A service that is known by what refers to it. */
export interface NamedService {
    readonly serviceId: string;
    readonly serviceName: string;
}

/** The endpoint services of the stacks, and those others that are named. */
export function readServices(
    inventory: Inventory,
    named: readonly NamedService[],
): EndpointService[] {
    const own = inventory
        .ofType("alicloud:privatelink/vpcEndpointService:VpcEndpointService")
        .map((owned) => readService(owned, inventory));
    const others = new Map<string, EndpointService>();
    for (const { serviceId, serviceName } of named) {
        if (serviceId !== "" && !own.some(({ id }) => id === serviceId)) {
            others.set(serviceId, namedService(serviceId, serviceName, inventory));
        }
    }
    return [...own, ...others.values()];
}

function readService(owned: OwnedResource, inventory: Inventory): EndpointService {
    const { id, outputs } = owned.resource;
    return {
        ...partOf(owned, "serviceDescription"),
        serviceName: text(outputs.vpcEndpointServiceName),
        acceptanceRequired: outputs.autoAcceptConnection !== true,
        allowedAccountIds: inventory
            .where(
                "alicloud:privatelink/vpcEndpointServiceUser:VpcEndpointServiceUser",
                "serviceId",
                id,
            )
            .map(({ userId }) => text(userId))
            .sort(),
        ports: offeredPorts(inventory.contracts.offers.get(id)),
        attachments: inventory
            .where(
                "alicloud:privatelink/vpcEndpointServiceResource:VpcEndpointServiceResource",
                "serviceId",
                id,
            )
            .map(({ resourceId, resourceType, zoneId }) => ({
                loadBalancerId: text(resourceId),
                resourceType: text(resourceType),
                zoneId: text(zoneId),
            })),
    };
}

function namedService(id: string, serviceName: string, inventory: Inventory): EndpointService {
    const offer = inventory.contracts.offers.get(id);
    return {
        id,
        name: id,
        account: inventory.accountBook.keyOfOther(text(offer?.accountId) || undefined),
        origin: "named",
        serviceName: serviceName || text(offer?.serviceName),
        acceptanceRequired:
            typeof offer?.acceptanceRequired === "boolean" ? offer.acceptanceRequired : undefined,
        allowedAccountIds: texts(offer?.allowedAccountIds),
        ports: offeredPorts(offer),
        attachments: [],
    };
}

function offeredPorts(offer: Properties | undefined): OpenPort[] {
    return objects(offer?.ports).map(({ port, protocol }) => ({
        port: text(port),
        protocol: text(protocol),
    }));
}
