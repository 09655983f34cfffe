import { Collection, type Owned } from "../../collection";
import type { ElasticIp } from "../../elasticIp";
import type { Job } from "../../job";

/** A zone of an ALB: it takes one address of the zone's vSwitch. */
export interface ZoneMapping {
    readonly zoneId: string;
    readonly vswitchId: string;
    readonly intranetAddress: string;
    /** Of an Internet-facing ALB only. */
    readonly elasticIp?: ElasticIp;
}

export type Edition = "Basic" | "Standard" | "StandardWithWaf";

export interface ApplicationLoadBalancer extends Owned {
    name: string;
    readonly vpcId: string;
    readonly dnsName: string;
    edition: Edition;
    addressType: "Internet" | "Intranet";
    readonly addressAllocatedMode: "Fixed" | "Dynamic";
    zones: readonly ZoneMapping[];
    status: "Provisioning" | "Active" | "Configuring" | "Deleting";
    /** Since when, if it is on. */
    deletionProtection?: Date;
    modificationProtection: { readonly status: string; readonly reason: string };
    resourceGroupId: string;
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

export interface HealthCheck {
    readonly enabled: boolean;
    readonly protocol: string;
    /** 0 for the server's own port. */
    readonly connectPort: number;
    readonly host: string;
    readonly httpVersion: string;
    readonly method: string;
    readonly path: string;
    readonly codes: readonly string[];
    readonly interval: number;
    readonly timeout: number;
    readonly healthyThreshold: number;
    readonly unhealthyThreshold: number;
}

export interface StickySession {
    readonly enabled: boolean;
    readonly type: string;
    readonly cookie: string;
    readonly cookieTimeout: number;
}

/** Connection draining and slow start: each is a switch with a number of seconds. */
export interface TimedSwitch {
    readonly enabled: boolean;
    readonly seconds: number;
}

/** What UpdateServerGroupAttribute can change. */
export interface ServerGroupSettings {
    readonly name: string;
    readonly scheduler: string;
    readonly healthCheck: HealthCheck;
    readonly stickySession: StickySession;
    readonly connectionDrain: TimedSwitch;
    readonly slowStart: TimedSwitch;
    /** The URL parameter that requests are hashed by. */
    readonly hashedBy?: { readonly type: string; readonly value: string };
    readonly crossZoneEnabled: boolean;
    readonly upstreamKeepaliveEnabled: boolean;
    readonly serviceName: string;
}

export interface Server {
    readonly serverId: string;
    readonly type: "Ecs" | "Eni" | "Ip";
    readonly ip: string;
    readonly port: number;
    readonly remoteIpEnabled: boolean;
    weight: number;
    description: string;
    status: "Adding" | "Available" | "Configuring" | "Removing";
}

export interface ServerGroup extends Owned {
    readonly type: "Instance" | "Ip";
    readonly protocol: "HTTP" | "HTTPS" | "gRPC";
    readonly vpcId: string;
    settings: ServerGroupSettings;
    readonly servers: Server[];
    status: "Creating" | "Available" | "Configuring" | "Deleting";
    resourceGroupId: string;
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

/** What UpdateListenerAttribute can change. */
export interface ListenerSettings {
    readonly description: string;
    readonly serverGroupIds: readonly string[];
    readonly idleTimeout: number;
    readonly requestTimeout: number;
    readonly gzipEnabled: boolean;
    /** The following four are of HTTPS listeners only, the certificates of QUIC listeners too. */
    readonly http2Enabled: boolean;
    readonly securityPolicyId: string;
    readonly certificateIds: readonly string[];
    readonly quicListenerId: string;
    /** Under the names of `XForwardedForConfig`. */
    readonly forwardedFor: Readonly<Record<string, string | boolean>>;
}

export interface Listener extends Owned {
    readonly loadBalancerId: string;
    readonly protocol: "HTTP" | "HTTPS" | "QUIC";
    readonly port: number;
    settings: ListenerSettings;
    status: "Provisioning" | "Running" | "Configuring" | "Stopped" | "Deleting";
    readonly tags: Map<string, string>;
}

export class AlbState {
    readonly loadBalancers = new Collection<ApplicationLoadBalancer>("ALB");
    readonly serverGroups = new Collection<ServerGroup>("ALB server group");
    readonly listeners = new Collection<Listener>("ALB listener");
    /** Records, not resources: they stay when what they changed is gone. */
    readonly jobs = new Collection<Job>("ALB job");

    collections(): Collection<Owned>[] {
        return [this.loadBalancers, this.serverGroups, this.listeners];
    }
}
