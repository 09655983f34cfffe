import type { Endpoint, EndpointInterface, LoadBalancer, Network, Server } from "./network";
import { type Arrow, boxId } from "./picture";

/** The way from the clients to the backend servers. */
export function drawArrows(network: Network): Arrow[] {
    const { endpoints, connections, services, loadBalancers } = network;
    const backendIds = new Set(
        loadBalancers.flatMap(({ backends }) => backends.map(({ serverId }) => serverId)),
    );
    const clients = network.servers.filter(({ id }) => !backendIds.has(id));
    return [
        ...endpoints.flatMap((endpoint) => [
            ...clients.flatMap((client) => fromClient(client, endpoint, network)),
            ...placedInterfaces(endpoint, network).map(({ id }) => ({
                from: boxId("interface", id),
                to: boxId("endpoint", endpoint.id),
                label: "",
                kind: "traffic" as const,
            })),
        ]),
        ...connections.map(({ endpointId, serviceId, state, description }) => ({
            from: boxId("endpoint", endpointId),
            to: boxId("service", serviceId),
            label: description,
            kind: state,
        })),
        ...services.flatMap(({ id, attachments }) =>
            [...new Set(attachments.map(({ loadBalancerId }) => loadBalancerId))].map(
                (loadBalancerId) => ({
                    from: boxId("service", id),
                    to: boxId("loadBalancer", loadBalancerId),
                    label: "",
                    kind: "traffic" as const,
                }),
            ),
        ),
        ...loadBalancers.flatMap((loadBalancer) => fromLoadBalancer(loadBalancer, network)),
    ];
}

/** To the network interface in the client's own zone, or to all of them where it has none. */
function fromClient(client: Server, endpoint: Endpoint, network: Network): Arrow[] {
    if (client.vpcId !== endpoint.vpcId) {
        return [];
    }
    const interfaces = placedInterfaces(endpoint, network);
    const near = interfaces.filter(({ zoneId }) => zoneId === client.zoneId);
    const open = endpoint.rules.filter(({ protocol }) => protocol !== "icmp");
    return (near.length > 0 ? near : interfaces).map(({ id }) => ({
        from: boxId("server", client.id),
        to: boxId("interface", id),
        label: distinct(open.map(({ protocol, ports }) => `${protocol} ${ports}`.trim())),
        kind: "traffic",
    }));
}

/** Those that have a vSwitch to stand in, and so a box. */
function placedInterfaces(
    { interfaces }: Endpoint,
    { vswitches }: Network,
): readonly EndpointInterface[] {
    const placed = new Set(vswitches.map(({ id }) => id));
    return interfaces.filter(({ vswitchId }) => placed.has(vswitchId));
}

function fromLoadBalancer(
    { id, backends, listeners }: LoadBalancer,
    { servers }: Network,
): Arrow[] {
    const backendPorts = listeners.flatMap(({ backendPort }) => backendPort ?? []);
    return servers.flatMap((server) =>
        backends
            .filter(({ serverId }) => serverId === server.id)
            .map(({ weight, port }): Arrow => {
                const ports = distinct(port === undefined ? backendPorts : [port]);
                return {
                    from: boxId("loadBalancer", id),
                    to: boxId("server", server.id),
                    label: [ports && `port ${ports}`, weight && `weight ${weight}`]
                        .filter(Boolean)
                        .join("\n"),
                    kind: "traffic",
                };
            }),
    );
}

function distinct(labels: readonly string[]): string {
    return [...new Set(labels)].join(", ");
}
