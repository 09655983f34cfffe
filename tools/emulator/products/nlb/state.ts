import { Collection, type Owned } from "../../collection";
import type { ElasticIp } from "../../elasticIp";
import type { Job } from "../../job";

/** A zone of an NLB: it takes one address of the zone's vSwitch. */
export interface ZoneMapping {
    readonly zoneId: string;
    readonly vswitchId: string;
    readonly privateAddress: string;
    /** Of an Internet-facing NLB only. */
    readonly elasticIp?: ElasticIp;
}

/** A switch with the reason that its owner gives and the time since which it is on. */
export interface DeletionProtection {
    readonly since: Date;
    readonly reason: string;
}

export interface NetworkLoadBalancer extends Owned {
    name: string;
    readonly vpcId: string;
    readonly dnsName: string;
    addressType: "Internet" | "Intranet";
    zones: readonly ZoneMapping[];
    status: "Provisioning" | "Active" | "Configuring" | "Deleting";
    crossZoneEnabled: boolean;
    /** New connections per second in each zone; undefined while nobody has set it. */
    connectionsPerSecond?: number;
    securityGroupIds: readonly string[];
    /** Undefined while it is off. */
    deletionProtection?: DeletionProtection;
    modificationProtection: { readonly status: string; readonly reason: string };
    resourceGroupId: string;
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

export type HealthCheckType = "TCP" | "HTTP" | "UDP";

export interface HealthCheck {
    readonly enabled: boolean;
    readonly type: HealthCheckType;
    /** 0 for the server's own port. */
    readonly connectPort: number;
    readonly domain: string;
    readonly httpVersion: string;
    readonly method: string;
    readonly path: string;
    readonly codes: readonly string[];
    /** What a UDP check sends, and what it expects back; both empty for a check of the port alone. */
    readonly request: string;
    readonly response: string;
    readonly interval: number;
    readonly timeout: number;
    readonly healthyThreshold: number;
    readonly unhealthyThreshold: number;
}

/** What UpdateServerGroupAttribute can change. */
export interface ServerGroupSettings {
    readonly name: string;
    readonly scheduler: string;
    readonly healthCheck: HealthCheck;
    readonly connectionDrainEnabled: boolean;
    readonly connectionDrainTimeout: number;
    readonly preserveClientIpEnabled: boolean;
}

export interface Server {
    readonly serverId: string;
    readonly type: "Ecs" | "Eni" | "Ip";
    readonly ip: string;
    /** 0 in a group for any port. */
    readonly port: number;
    /** Empty where an address is in no vSwitch of the group's VPC. */
    readonly zoneId: string;
    weight: number;
    description: string;
    status: "Adding" | "Available" | "Configuring" | "Removing";
}

export interface ServerGroup extends Owned {
    readonly type: "Instance" | "Ip";
    readonly protocol: "TCP" | "UDP" | "TCP_UDP";
    readonly vpcId: string;
    /** Servers get connections at the port that the client asked for (AnyPortEnabled). */
    readonly anyPortEnabled: boolean;
    settings: ServerGroupSettings;
    readonly servers: Server[];
    status: "Creating" | "Available" | "Configuring" | "Deleting";
    resourceGroupId: string;
    readonly tags: Map<string, string>;
}

/** What the listener writes about its clients in front of a connection (ProxyProtocolV2Config). */
export interface ProxyProtocolIds {
    readonly vpcId: boolean;
    readonly endpointId: boolean;
    readonly serviceId: boolean;
}

/** What UpdateListenerAttribute can change. */
export interface ListenerSettings {
    readonly description: string;
    readonly serverGroupId: string;
    readonly idleTimeout: number;
    readonly connectionsPerSecond: number;
    readonly maximumSegmentSize: number;
    readonly proxyProtocolEnabled: boolean;
    readonly proxyProtocolIds: ProxyProtocolIds;
    /** The following are of TCPSSL listeners only. */
    readonly securityPolicyId: string;
    readonly certificateIds: readonly string[];
    readonly alpnEnabled: boolean;
    readonly alpnPolicy: string;
}

export interface Listener extends Owned {
    readonly loadBalancerId: string;
    readonly protocol: "TCP" | "UDP" | "TCPSSL";
    /** The first and the last port; the same for a listener of one port. */
    readonly ports: readonly [number, number];
    /** Whether it was asked for by a range: ListenerPort is then 0. */
    readonly isRange: boolean;
    settings: ListenerSettings;
    status:
        | "Provisioning"
        | "Running"
        | "Configuring"
        | "Starting"
        | "Stopping"
        | "Stopped"
        | "Deleting";
    readonly tags: Map<string, string>;
}

export class NlbState {
    readonly loadBalancers = new Collection<NetworkLoadBalancer>("NLB");
    readonly serverGroups = new Collection<ServerGroup>("NLB server group");
    readonly listeners = new Collection<Listener>("NLB listener");
    /** Records, not resources: they stay when what they changed is gone. */
    readonly jobs = new Collection<Job>("NLB job");

    collections(): Collection<Owned>[] {
        return [this.loadBalancers, this.serverGroups, this.listeners];
    }
}
