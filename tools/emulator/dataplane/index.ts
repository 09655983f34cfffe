import * as ipaddr from "ipaddr.js";

import type { Cloud } from "../cloud";
import { primaryInterface } from "../products/ecs/memberships";
import type { Instance, NetworkInterface } from "../products/ecs/state";
import type { NetworkLoadBalancer } from "../products/nlb/state";
import { carriesTraffic, interfacesOf } from "../products/privatelink/lookups";
import { type Connection, DROPPED } from "./connection";
import type { ServerHealth } from "./healthMonitor";
import { connectToInstance } from "./instances";
import { Listeners } from "./listeners";
import { addressesOf } from "./names";
import type { NetworkClient } from "./networkLoadBalancers";
import { isAllowed, type Peer } from "./securityGroups";

/** Health checks more often than this would only cost time. */
const SHORTEST_INTERVAL = 10;

/**
 * The network between instances: which address a name has for one of them, and what comes of a connection
 * that it opens. It reads the state of the products at that moment and holds nothing of its own but the
 * turns and the health of load balancers. Nobody can get into it but by a script on an instance.
 */
export class DataPlane {
    private readonly listeners: Listeners;
    private lookups = 0;
    private connections = 0;

    constructor(private readonly cloud: Cloud) {
        this.listeners = new Listeners(cloud);
    }

    get health(): ServerHealth {
        return this.listeners.health;
    }

    /** Begins with the health checks, one round for each moment that a change of state takes. */
    start(): void {
        const { clock, options } = this.cloud;
        clock.every(Math.max(options.transitionMilliseconds, SHORTEST_INTERVAL), () =>
            this.listeners.checkHealth(),
        );
    }

    /** The addresses of a name for an instance, in an order that changes from one lookup to the next. */
    resolve(client: Instance, name: string): string[] {
        const addresses = addressesOf(this.cloud, client, name);
        this.lookups += 1;
        const first = this.lookups % Math.max(addresses.length, 1);
        return [...addresses.slice(first), ...addresses.slice(0, first)];
    }

    connect(client: Instance, address: string, port: number): Connection {
        if (client.status !== "Running") {
            return DROPPED;
        }
        if (address === client.privateIpAddress || isLoopback(address)) {
            return connectToInstance(this.cloud, client, port, []);
        }
        const holderId = this.holderOf(client.vpcId, address);
        const other = this.cloud.ecs.networkInterfaces.get(holderId ?? "");
        const own = primaryInterface(this.cloud, client);
        const peer: Peer = { address, securityGroupIds: other?.securityGroupIds ?? [] };
        if (
            holderId === undefined ||
            !isAllowed(this.cloud, own.securityGroupIds, "egress", peer, port)
        ) {
            return DROPPED;
        }
        return other === undefined
            ? this.connectToLoadBalancer(holderId, port, {
                  address: client.privateIpAddress,
                  port: this.nextClientPort(),
                  vpcId: client.vpcId,
                  destination: address,
              })
            : this.connectToInterface(other, port, own);
    }

    /** There is no way out of a VPC here but through endpoints: no peering, no gateways, no Internet. */
    private holderOf(vpcId: string, address: string): string | undefined {
        return this.cloud.vpc.vswitches
            .all()
            .find((vswitch) => vswitch.vpcId === vpcId && vswitch.addresses.has(address))
            ?.addresses.get(address);
    }

    private connectToInterface(
        other: NetworkInterface,
        port: number,
        own: NetworkInterface,
    ): Connection {
        const peer = { address: own.privateIpAddress, securityGroupIds: own.securityGroupIds };
        if (other.managedBy === "privatelink") {
            return this.connectToEndpoint(other, port, peer);
        }
        const instance = this.cloud.ecs.instances.get(other.instanceId ?? "");
        return instance === undefined
            ? DROPPED
            : connectToInstance(this.cloud, instance, port, [peer]);
    }

    /** Through an endpoint's interface to the load balancer that the zone's connection was given to. */
    private connectToEndpoint(
        { id, privateIpAddress, securityGroupIds }: NetworkInterface,
        port: number,
        peer: Peer,
    ): Connection {
        const endpoint = this.cloud.privatelink.endpoints
            .all()
            .find(({ zones }) => zones.some((each) => interfacesOf(each).includes(id)));
        const zone = endpoint?.zones.find((each) => interfacesOf(each).includes(id));
        // Until it is closed, the former interface of a migrated zone leads where it led before.
        const resource = zone?.networkInterfaceId === id ? zone.resource : zone?.replaced?.resource;
        const isLetIn =
            securityGroupIds.length === 0 ||
            isAllowed(this.cloud, securityGroupIds, "ingress", peer, port);
        if (
            !isLetIn ||
            endpoint?.connectionStatus !== "Connected" ||
            zone === undefined ||
            !carriesTraffic(zone) ||
            resource === undefined
        ) {
            return DROPPED;
        }
        const { resourceId, ip } = resource;
        const client = {
            address: peer.address,
            port: this.nextClientPort(),
            vpcId: endpoint.vpcId,
            destination: ip,
            endpointId: endpoint.id,
            serviceId: endpoint.serviceId,
        };
        return this.connectToLoadBalancer(resourceId, port, client, privateIpAddress);
    }

    /** ALBs and CLBs see an endpoint's address in place of the client's. */
    private connectToLoadBalancer(
        id: string,
        port: number,
        client: NetworkClient,
        clientAddress = client.address,
    ): Connection {
        const network = this.cloud.nlb.loadBalancers.get(id);
        if (network !== undefined) {
            return this.isLetIn(network, port, client)
                ? this.listeners.connectToNetwork(network, port, client)
                : DROPPED;
        }
        const classic = this.cloud.slb.loadBalancers.get(id);
        if (classic !== undefined) {
            return this.listeners.connectToClassic(classic, port, clientAddress);
        }
        const application = this.cloud.alb.loadBalancers.get(id);
        return application === undefined
            ? DROPPED
            : this.listeners.connectToApplication(application, port, clientAddress);
    }

    /** An NLB without security groups of its owner accepts everyone, and PrivateLink always. */
    private isLetIn(
        { securityGroupIds }: NetworkLoadBalancer,
        port: number,
        { address, endpointId }: NetworkClient,
    ): boolean {
        const peer = { address, securityGroupIds: [] };
        return (
            securityGroupIds.length === 0 ||
            endpointId !== undefined ||
            isAllowed(this.cloud, securityGroupIds, "ingress", peer, port)
        );
    }

    /** Linux takes them from this range. */
    private nextClientPort(): number {
        this.connections += 1;
        return 32768 + (this.connections % 28232);
    }
}

function isLoopback(address: string): boolean {
    return ipaddr.IPv4.isValidFourPartDecimal(address) && address.startsWith("127.");
}
