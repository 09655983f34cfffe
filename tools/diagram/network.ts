/** What stacks together make, as far as it has a place in the picture. Everything refers by id. */
export interface Network {
    readonly accounts: readonly Account[];
    readonly vpcs: readonly Vpc[];
    readonly vswitches: readonly Vswitch[];
    readonly servers: readonly Server[];
    readonly loadBalancers: readonly LoadBalancer[];
    readonly services: readonly EndpointService[];
    readonly endpoints: readonly Endpoint[];
    readonly connections: readonly Connection[];
}

/** What every part of the network has. */
export interface Part {
    readonly id: string;
    /** Key of the account that the part belongs to. */
    readonly account: string;
    /** What the part is called; its id where it has no name. */
    readonly name: string;
    /** `read`: made elsewhere, and a stack reads it. `named`: a stack only knows of it. */
    readonly origin: "made" | "read" | "named";
}

export interface Account {
    /** The UID where it is known. */
    readonly key: string;
    readonly accountId?: string;
    /** The stacks that are deployed with this account's credentials. */
    readonly stacks: readonly string[];
}

export interface Vpc extends Part {
    readonly cidrBlock: string;
}

export interface Vswitch extends Part {
    readonly cidrBlock: string;
    readonly vpcId: string;
    readonly zoneId: string;
}

export interface Server extends Part {
    readonly vpcId: string;
    readonly vswitchId: string;
    readonly zoneId: string;
    readonly address: string;
}

export interface LoadBalancer extends Part {
    readonly kind: "CLB" | "ALB" | "NLB" | "GWLB" | "Load balancer";
    /** What it is reached at inside the VPC. */
    readonly address: string;
    readonly vpcId?: string;
    /** The vSwitches that it stands in, one for a CLB. */
    readonly vswitchIds: readonly string[];
    readonly zoneIds: readonly string[];
    readonly listeners: readonly Listener[];
    readonly backends: readonly Backend[];
}

export interface Listener {
    readonly protocol: string;
    readonly port: string;
    /** The port at the servers, where the listener decides on it. */
    readonly backendPort?: string;
}

export interface Backend {
    readonly serverId: string;
    readonly weight: string;
    /** The port at the server, where the server group decides on it. */
    readonly port?: string;
}

export interface EndpointService extends Part {
    readonly serviceName: string;
    readonly acceptanceRequired?: boolean;
    readonly allowedAccountIds: readonly string[];
    readonly ports: readonly OpenPort[];
    readonly attachments: readonly Attachment[];
}

/** A load balancer behind an endpoint service, in a zone. */
export interface Attachment {
    readonly loadBalancerId: string;
    /** Kind of the load balancer, as the API calls it: `slb` for a CLB. */
    readonly resourceType: string;
    readonly zoneId: string;
}

export interface Endpoint extends Part {
    readonly vpcId: string;
    readonly serviceId: string;
    readonly serviceName: string;
    readonly domain: string;
    /** As the endpoint's own resource has it, which is from before the owner accepted it. */
    readonly connectionStatus: string;
    readonly interfaces: readonly EndpointInterface[];
    /** What its security groups accept, as far as the stacks hold their rules. */
    readonly rules: readonly InboundRule[];
}

export interface OpenPort {
    readonly protocol: string;
    readonly port: string;
}

export interface EndpointInterface {
    readonly id: string;
    readonly eniId: string;
    readonly address: string;
    readonly zoneId: string;
    readonly vswitchId: string;
    /** `Wait` until the owner accepts the endpoint, then `Connected`. */
    readonly status: string;
}

export interface InboundRule {
    readonly protocol: string;
    /** One port, a range, or "" for all. */
    readonly ports: string;
    readonly cidrBlock: string;
}

export interface Connection {
    readonly endpointId: string;
    readonly serviceId: string;
    readonly state: ConnectionState;
    /** The state as a person reads it. */
    readonly description: string;
}

export type ConnectionState = "connected" | "waiting" | "disconnected";
