import { getListeners as getApplicationListeners } from "@pulumi/alicloud/alb";
import { getListeners as getNetworkListeners } from "@pulumi/alicloud/nlb";
import { getListeners as getClassicListeners } from "@pulumi/alicloud/slb";

/** A port at which a load balancer listens, as consumers reach it. */
export interface ListeningPort {
    readonly port: number;
    /** Nothing for TCP, which is usual. */
    readonly protocol?: "udp";
}

/** The ports of a load balancer, in ascending order. A listener for a range of ports is not among them. */
export async function portsOf(type: string, loadBalancerId: string): Promise<ListeningPort[]> {
    const found = (await listenersOf(type, loadBalancerId)).filter(({ port }) => port > 0);
    const ports = found.map(({ port, protocol }): ListeningPort =>
        /^(udp|quic)$/i.test(protocol) ? { port, protocol: "udp" } : { port },
    );
    return [...new Map(ports.map((each) => [JSON.stringify(each), each])).values()].sort(
        (one, other) => one.port - other.port,
    );
}

interface Listener {
    readonly port: number;
    readonly protocol: string;
}

async function listenersOf(type: string, loadBalancerId: string): Promise<Listener[]> {
    if (type === "slb") {
        const { slbListeners } = await getClassicListeners({ loadBalancerId });
        return slbListeners.map(({ frontendPort, protocol }) => ({ port: frontendPort, protocol }));
    }
    if (type === "alb") {
        const { listeners } = await getApplicationListeners({ loadBalancerIds: [loadBalancerId] });
        return listeners.map(({ listenerPort, listenerProtocol }) => ({
            port: listenerPort,
            protocol: listenerProtocol,
        }));
    }
    if (type === "nlb") {
        const { listeners } = await getNetworkListeners({ loadBalancerIds: [loadBalancerId] });
        return listeners.map(({ listenerPort, listenerProtocol }) => ({
            port: Number(listenerPort),
            protocol: listenerProtocol,
        }));
    }
    return [];
}
