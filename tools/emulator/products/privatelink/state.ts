import { Collection, type Owned } from "../../collection";

export type ServiceResourceType = "slb" | "alb" | "nlb" | "gwlb";

/** A load balancer that answers for an endpoint service in one zone. */
export interface ServiceResource {
    readonly resourceId: string;
    readonly resourceType: ServiceResourceType;
    readonly zoneId: string;
    readonly vpcId: string;
    readonly vswitchId: string;
    readonly ip: string;
    /** Whether new connections may be given to it without being chosen (UpdateVpcEndpointServiceResourceAttribute). */
    autoAllocatedEnabled: boolean;
}

/** `Failed` is never reached here: a test sets it. */
export type RegionStatus = "Pending" | "Available" | "Deleting" | "Failed" | "Closed";

export interface EndpointService extends Owned {
    /** `com.aliyuncs.privatelink.<region>.<id>`: what consumers in other accounts use. */
    readonly name: string;
    readonly domain: string;
    description: string;
    status: "Creating" | "Active" | "Pending" | "Deleting";
    readonly resourceType: ServiceResourceType;
    readonly payer: "Endpoint" | "EndpointService";
    autoAcceptEnabled: boolean;
    zoneAffinityEnabled: boolean;
    connectBandwidth: number;
    resourceGroupId: string;
    readonly resources: ServiceResource[];
    /** Regions in which endpoints may be created, the service's own among them, and those that no longer are. */
    readonly supportedRegions: Map<string, RegionStatus>;
    /** UIDs added by number; the owner is never among them and always allowed. */
    readonly userIds: Set<string>;
    /** UIDs added as `acs:ram:*:<uid>:*`. */
    readonly userArns: Set<string>;
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

export type ZoneStatus =
    | "Creating"
    | "Wait"
    | "Connecting"
    | "Connected"
    | "Disconnecting"
    | "Disconnected"
    | "Migrating"
    | "Migrated"
    | "Deleting";

export interface EndpointZone {
    readonly zoneId: string;
    readonly vswitchId: string;
    networkInterfaceId: string;
    ip: string;
    readonly domain: string;
    status: ZoneStatus;
    /** The service resource that the zone's connection was given to. */
    resource?: ServiceResource;
    /** What a graceful migration has replaced, as long as it has not been closed. */
    replaced?: { readonly networkInterfaceId: string; readonly resource?: ServiceResource };
}

export type ConnectionStatus =
    | "Pending"
    | "Connecting"
    | "Connected"
    | "Disconnecting"
    | "Disconnected"
    | "Deleting"
    | "ServiceDeleted";

export interface Endpoint extends Owned {
    name: string;
    description: string;
    readonly type: "Interface" | "GatewayLoadBalancer";
    status: "Creating" | "Active" | "Pending" | "Deleting";
    readonly domain: string;
    readonly serviceId: string;
    readonly vpcId: string;
    securityGroupIds: string[];
    /** The groups among `securityGroupIds` whose attachment is under way. */
    readonly changingSecurityGroups: Map<string, "Attaching" | "Detaching">;
    zones: EndpointZone[];
    connectionStatus: ConnectionStatus;
    connectionModifiedAt: Date;
    bandwidth: number;
    /** Only of an endpoint whose service is in another region. */
    crossRegionBandwidth?: number;
    zoneAffinityEnabled: boolean;
    readonly protectedEnabled: boolean;
    /** The id of the RAM role that alone may change or delete the endpoint, with temporary credentials. */
    readonly protectedFor?: string;
    resourceGroupId: string;
    readonly createdAt: Date;
    readonly tags: Map<string, string>;
}

export class PrivateLinkState {
    readonly services = new Collection<EndpointService>("endpoint service");
    readonly endpoints = new Collection<Endpoint>("endpoint");
    /** Accounts that activated PrivateLink by OpenPrivateLinkService. */
    readonly openedAccountIds = new Set<string>();
    /** Accounts that may not have a service whose provider pays. A test adds them. */
    readonly endpointPayersOnly = new Set<string>();
    /** Services that are gone while endpoints of theirs are left. */
    readonly deletedServices = new Map<string, EndpointService>();
    /** What writes that are being worked on have reserved. */
    readonly heldLocks = new Set<string>();

    collections(): Collection<Owned>[] {
        return [this.services, this.endpoints];
    }
}
