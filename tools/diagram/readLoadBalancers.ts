import { type Inventory, type OwnedResource, partOf } from "./inventory";
import type { Backend, EndpointService, Listener, LoadBalancer } from "./network";
import { isObject, objects, type Properties, text } from "./state";

const KINDS: Readonly<Record<string, LoadBalancer["kind"]>> = {
    slb: "CLB",
    alb: "ALB",
    nlb: "NLB",
    gwlb: "GWLB",
};

/** The load balancers of the stacks, and those that the services have from elsewhere. */
export function readLoadBalancers(
    inventory: Inventory,
    services: readonly EndpointService[],
): LoadBalancer[] {
    const own = [
        ...inventory
            .ofType("alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer")
            .map(readClb),
        ...inventory.ofType("alicloud:alb/loadBalancer:LoadBalancer").map(readAlb),
        ...inventory.ofType("alicloud:nlb/loadBalancer:LoadBalancer").map(readNlb),
    ];
    const all = [...own, ...namedLoadBalancers(services, new Set(own.map(({ id }) => id)))];
    return all.map((loadBalancer) => ({
        ...loadBalancer,
        listeners: readListeners(loadBalancer.id, inventory),
        backends: readBackends(loadBalancer.id, inventory),
    }));
}

/** A load balancer without what stands in resources of its own. */
type Bare = Omit<LoadBalancer, "listeners" | "backends">;

function readClb(owned: OwnedResource): Bare {
    const { address, vswitchId, masterZoneId } = owned.resource.outputs;
    return {
        ...partOf(owned, "loadBalancerName"),
        kind: "CLB",
        address: text(address),
        vswitchIds: [text(vswitchId)],
        zoneIds: [text(masterZoneId)],
    };
}

function readAlb(owned: OwnedResource): Bare {
    const { outputs } = owned.resource;
    const mappings = inOrderOfZones(outputs.zoneMappings);
    return {
        ...partOf(owned, "loadBalancerName"),
        kind: "ALB",
        address: mappings
            .map(({ intranetAddress, address }) => text(intranetAddress) || text(address))
            .filter((address) => address !== "")
            .join(", "),
        vpcId: text(outputs.vpcId),
        vswitchIds: mappings.map(({ vswitchId }) => text(vswitchId)),
        zoneIds: mappings.map(({ zoneId }) => text(zoneId)),
    };
}

function readNlb(owned: OwnedResource): Bare {
    const { outputs } = owned.resource;
    const mappings = inOrderOfZones(outputs.zoneMappings);
    return {
        ...partOf(owned, "loadBalancerName"),
        kind: "NLB",
        address: mappings
            .map(({ privateIpv4Address }) => text(privateIpv4Address))
            .filter((address) => address !== "")
            .join(", "),
        vpcId: text(outputs.vpcId),
        vswitchIds: mappings.map(({ vswitchId }) => text(vswitchId)),
        zoneIds: mappings.map(({ zoneId }) => text(zoneId)),
    };
}

function inOrderOfZones(zoneMappings: unknown): Properties[] {
    return objects(zoneMappings).sort((one, other) =>
        text(one.zoneId) < text(other.zoneId) ? -1 : 1,
    );
}

function namedLoadBalancers(
    services: readonly EndpointService[],
    known: ReadonlySet<string>,
): Bare[] {
    const named = new Map<string, Bare>();
    for (const { account, attachments } of services) {
        for (const { loadBalancerId: id, resourceType, zoneId } of attachments) {
            if (!known.has(id)) {
                named.set(id, {
                    id,
                    account,
                    name: id,
                    origin: "named",
                    kind: KINDS[resourceType] ?? "Load balancer",
                    address: "",
                    vswitchIds: [],
                    zoneIds: [...(named.get(id)?.zoneIds ?? []), zoneId],
                });
            }
        }
    }
    return [...named.values()];
}

function readListeners(loadBalancerId: string, inventory: Inventory): Listener[] {
    const clb = inventory.where("alicloud:slb/listener:Listener", "loadBalancerId", loadBalancerId);
    return [
        ...clb.map(({ protocol, frontendPort, backendPort }) => ({
            protocol: text(protocol),
            port: text(frontendPort),
            backendPort: text(backendPort) || undefined,
        })),
        ...albListeners(loadBalancerId, inventory).map(({ listenerProtocol, listenerPort }) => ({
            protocol: text(listenerProtocol),
            port: text(listenerPort),
        })),
        ...nlbListeners(loadBalancerId, inventory).map(
            ({ listenerProtocol, listenerPort, startPort, endPort }) => ({
                protocol: text(listenerProtocol),
                port:
                    endPort === undefined
                        ? text(listenerPort)
                        : `${text(startPort)}-${text(endPort)}`,
            }),
        ),
    ].sort((one, other) => parseInt(one.port) - parseInt(other.port));
}

function readBackends(loadBalancerId: string, inventory: Inventory): Backend[] {
    const clb = inventory.where(
        "alicloud:slb/backendServer:BackendServer",
        "loadBalancerId",
        loadBalancerId,
    );
    const groupIds = albListeners(loadBalancerId, inventory)
        .flatMap(({ defaultActions }) => objects(defaultActions))
        .map(({ forwardGroupConfig }) => (isObject(forwardGroupConfig) ? forwardGroupConfig : {}))
        .flatMap(({ serverGroupTuples }) => objects(serverGroupTuples))
        .map(({ serverGroupId }) => text(serverGroupId));
    const groups = [...new Set(groupIds)].flatMap((id) =>
        inventory.where("alicloud:alb/serverGroup:ServerGroup", "id", id),
    );
    const nlbGroupIds = nlbListeners(loadBalancerId, inventory).map((listener) =>
        text(listener.serverGroupId),
    );
    const nlb = [...new Set(nlbGroupIds)].flatMap((id) =>
        inventory.where(
            "alicloud:nlb/serverGroupServerAttachment:ServerGroupServerAttachment",
            "serverGroupId",
            id,
        ),
    );
    return [
        ...clb.flatMap(({ backendServers }) => objects(backendServers)),
        ...groups.flatMap(({ servers }) => objects(servers)),
        ...nlb,
    ].map(({ serverId, weight, port }) => ({
        serverId: text(serverId),
        weight: text(weight),
        port: text(port) || undefined,
    }));
}

function nlbListeners(loadBalancerId: string, inventory: Inventory): Properties[] {
    return inventory.where("alicloud:nlb/listener:Listener", "loadBalancerId", loadBalancerId);
}

function albListeners(loadBalancerId: string, inventory: Inventory): Properties[] {
    return inventory.where("alicloud:alb/listener:Listener", "loadBalancerId", loadBalancerId);
}
