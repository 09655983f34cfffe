import { groupEndpoints } from "./groupEndpoints";
import { Inventory, partOf } from "./inventory";
import type { Connection, Endpoint, EndpointService, Network, Part, Server } from "./network";
import { readEndpoints } from "./readEndpoints";
import { readLoadBalancers } from "./readLoadBalancers";
import { readPlaces } from "./readPlaces";
import { readServices } from "./readServices";
import { type StackState, text } from "./state";

/**
 * Puts together what the stacks hold. What they only refer to is in it as far as they know of it.
 */
export function readNetwork(stacks: readonly StackState[]): Network {
    const inventory = new Inventory(stacks);
    const enabled = readEnabled(inventory);
    const endpoints = readEndpoints(
        inventory,
        enabled.map(({ endpointId }) => endpointId),
    );
    const services = readServices(inventory, [
        ...endpoints,
        ...enabled.map(({ serviceId }) => ({ serviceId, serviceName: "" })),
    ]);
    const servers = readServers(inventory);
    const loadBalancers = readLoadBalancers(inventory, services);
    const { vpcs, vswitches } = readPlaces(inventory, { servers, endpoints, loadBalancers });
    return groupEndpoints({
        vpcs: sorted(vpcs),
        vswitches: sorted(vswitches),
        servers: sorted(servers),
        loadBalancers: sorted(loadBalancers),
        services: sorted(services),
        endpoints: sorted(endpoints),
        connections: readConnections(sorted(endpoints), services, enabled),
        // Last: whatever was read has entered its account.
        accounts: inventory.accountBook
            .accounts()
            .sort((one, other) => compare(one.key, other.key)),
    });
}

/** By name: in a state, order is that in which the cloud happened to be ready. */
function sorted<T extends Part>(parts: readonly T[]): T[] {
    return [...parts].sort(
        (one, other) => compare(one.name, other.name) || compare(one.id, other.id),
    );
}

function compare(one: string, other: string): number {
    return one < other ? -1 : one > other ? 1 : 0;
}

function readServers(inventory: Inventory): Server[] {
    return inventory.ofType("alicloud:ecs/instance:Instance").map((owned) => {
        const { outputs } = owned.resource;
        return {
            ...partOf(owned, "instanceName"),
            vpcId: text(outputs.vpcId),
            vswitchId: text(outputs.vswitchId),
            zoneId: text(outputs.availabilityZone),
            address: text(outputs.primaryIpAddress),
        };
    });
}

/** A connection that a stack enables. */
interface Enabled {
    readonly endpointId: string;
    readonly serviceId: string;
    readonly status: string;
}

function readEnabled(inventory: Inventory): Enabled[] {
    return inventory
        .ofType("alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection")
        .map(({ resource: { outputs } }) => ({
            endpointId: text(outputs.endpointId),
            serviceId: text(outputs.serviceId),
            status: text(outputs.status),
        }));
}

function readConnections(
    endpoints: readonly Endpoint[],
    services: readonly EndpointService[],
    enabled: readonly Enabled[],
): Connection[] {
    return endpoints.flatMap((endpoint) => {
        const approval = enabled.find(({ endpointId }) => endpointId === endpoint.id);
        const serviceId = approval?.serviceId || endpoint.serviceId;
        const service = services.find(({ id }) => id === serviceId);
        return service === undefined
            ? []
            : [
                  {
                      endpointId: endpoint.id,
                      serviceId,
                      ...(approval === undefined
                          ? unapproved(endpoint, service)
                          : approved(approval)),
                  },
              ];
    });
}

type State = Pick<Connection, "state" | "description">;

/** The connection's own resource knows best: the consumer's state keeps what was true before. */
function approved({ status }: Enabled): State {
    switch (status) {
        case "Connected":
            return { state: "connected", description: status };
        case "Disconnected":
            return { state: "disconnected", description: status };
        default:
            return { state: "waiting", description: status || "Status unknown" };
    }
}

function unapproved(endpoint: Endpoint, service: EndpointService): State {
    const statuses = [
        endpoint.connectionStatus,
        ...endpoint.interfaces.map(({ status }) => status),
    ];
    if (statuses.includes("Connected")) {
        return { state: "connected", description: "Connected" };
    }
    return service.acceptanceRequired === false
        ? { state: "waiting", description: "Accepted by the service itself" }
        : { state: "waiting", description: "Waits to be accepted" };
}
