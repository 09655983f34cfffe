import { Collection, type Owned } from "../../collection";

export interface BackendServer {
    readonly serverId: string;
    readonly type: "ecs" | "eni";
    weight: number;
    /** Of an interface: the address that requests go to. Empty for an instance. */
    readonly serverIp: string;
    readonly description: string;
}

/** A member of a vServer group, where each has a port of its own. */
export interface GroupServer extends BackendServer {
    readonly port: number;
}

export type ListenerProtocol = "tcp" | "udp" | "http" | "https";

export interface Listener {
    readonly protocol: ListenerProtocol;
    readonly port: number;
    status: "stopped" | "starting" | "running" | "stopping";
    /** Under the names of DescribeLoadBalancer...ListenerAttribute; what is absent there is absent here. */
    readonly attributes: Record<string, string | number | boolean>;
}

export interface ClassicLoadBalancer extends Owned {
    name: string;
    readonly addressType: "intranet" | "internet";
    readonly address: string;
    /** Empty for an Internet-facing one. */
    readonly vpcId: string;
    readonly vswitchId: string;
    /** The zone that carries the traffic; the only one that counts for PrivateLink. */
    readonly masterZoneId: string;
    readonly slaveZoneId: string;
    loadBalancerSpec: string;
    instanceChargeType: "PayBySpec" | "PayByCLCU";
    payType: "PayOnDemand" | "PrePay";
    readonly internetChargeType: "paybytraffic" | "paybybandwidth";
    bandwidth: number;
    status: "active" | "inactive" | "locked";
    deleteProtection: boolean;
    modificationProtection: { readonly status: string; readonly reason: string };
    resourceGroupId: string;
    /** The default server group. */
    readonly backendServers: BackendServer[];
    readonly listeners: Listener[];
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

export interface VServerGroup extends Owned {
    readonly loadBalancerId: string;
    name: string;
    readonly servers: GroupServer[];
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

export class SlbState {
    readonly loadBalancers = new Collection<ClassicLoadBalancer>("CLB");
    readonly vServerGroups = new Collection<VServerGroup>("vServer group");

    collections(): Collection<Owned>[] {
        return [this.loadBalancers, this.vServerGroups];
    }
}
