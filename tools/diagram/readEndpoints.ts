import { type Inventory, type OwnedResource, partOf } from "./inventory";
import type { Endpoint, EndpointInterface, InboundRule } from "./network";
import { text, texts } from "./state";

/** The endpoints of the stacks, and those others that are named. */
export function readEndpoints(inventory: Inventory, named: readonly string[]): Endpoint[] {
    const own = inventory
        .ofType("alicloud:privatelink/vpcEndpoint:VpcEndpoint")
        .map((owned) => readEndpoint(owned, inventory));
    const others = new Set(named.filter((id) => !own.some((endpoint) => endpoint.id === id)));
    return [...own, ...[...others].map((id) => namedEndpoint(id, inventory))];
}

function readEndpoint(owned: OwnedResource, inventory: Inventory): Endpoint {
    const { id, outputs } = owned.resource;
    return {
        ...partOf(owned, "vpcEndpointName"),
        vpcId: text(outputs.vpcId),
        serviceId: text(outputs.serviceId),
        serviceName: text(outputs.serviceName),
        domain: text(outputs.endpointDomain),
        connectionStatus: text(outputs.connectionStatus),
        interfaces: readInterfaces(id, inventory),
        rules: readRules(texts(outputs.securityGroupIds), inventory),
    };
}

/** The resources of the zones, with what the component has looked up since. */
function readInterfaces(endpointId: string, inventory: Inventory): EndpointInterface[] {
    const lookedUp = inventory.contracts.zones.get(endpointId) ?? [];
    return inventory
        .where("alicloud:privatelink/vpcEndpointZone:VpcEndpointZone", "endpointId", endpointId)
        .map((zone) => {
            const found = lookedUp.find(({ zoneId }) => zoneId === zone.zoneId);
            return {
                id: text(zone.id),
                eniId: text(found?.eniId),
                address: text(zone.eniIp),
                zoneId: text(zone.zoneId),
                vswitchId: text(zone.vswitchId),
                status: text(found?.status) || text(zone.status),
            };
        })
        .sort((one, other) => (one.zoneId < other.zoneId ? -1 : 1));
}

function readRules(securityGroupIds: readonly string[], inventory: Inventory): InboundRule[] {
    return securityGroupIds
        .flatMap((id) =>
            inventory.where(
                "alicloud:ecs/securityGroupRule:SecurityGroupRule",
                "securityGroupId",
                id,
            ),
        )
        .filter(({ type, policy }) => type === "ingress" && policy !== "drop")
        .map(({ ipProtocol, portRange, cidrIp }) => ({
            protocol: text(ipProtocol),
            ports: ports(text(portRange)),
            cidrBlock: text(cidrIp),
        }));
}

/** `80/80` as `80`, `80/90` as `80-90`, and all of them as nothing. */
function ports(range: string): string {
    const [from, to = from] = range.split("/");
    return from === "-1" ? "" : from === to ? from : `${from}-${to}`;
}

function namedEndpoint(id: string, { contracts, accountBook }: Inventory): Endpoint {
    const request = contracts.requests.get(id);
    return {
        id,
        name: id,
        account: accountBook.keyOfOther(text(request?.accountId) || undefined),
        origin: "named",
        vpcId: "",
        serviceId: text(request?.serviceId),
        serviceName: "",
        domain: text(request?.endpointDomain),
        connectionStatus: "",
        interfaces: texts(request?.zoneIds).map((zoneId) => ({
            id: `${id}:${zoneId}`,
            eniId: "",
            address: "",
            zoneId,
            vswitchId: "",
            status: "",
        })),
        rules: [],
    };
}
