import type * as pulumi from "@pulumi/pulumi";

/** Transport protocol of a port that a service offers. */
export const TransportProtocol = {
    /** TCP; also for ports that speak HTTP or HTTPS. */
    Tcp: "tcp",
    /** UDP. */
    Udp: "udp",
} as const;
export type TransportProtocol = (typeof TransportProtocol)[keyof typeof TransportProtocol];

/** A port at which a service can be reached through its endpoints. */
export interface ServicePort {
    /** The port, from 1 to 65535. */
    port: number;
    /** The transport protocol: `tcp` (the default) or `udp`. */
    protocol?: TransportProtocol;
}

/** IP versions that a service and its endpoints speak. */
export const AddressIpVersion = {
    /** IPv4 alone. */
    IPv4: "IPv4",
    /** IPv4 and IPv6. */
    DualStack: "DualStack",
} as const;
export type AddressIpVersion = (typeof AddressIpVersion)[keyof typeof AddressIpVersion];

/** Kind of the load balancers behind an endpoint service. */
export const ServiceResourceType = {
    /** Classic Load Balancer (CLB): intranet-facing, pay-as-you-go, one zone each. */
    Clb: "slb",
    /** Application Load Balancer (ALB). */
    Alb: "alb",
    /** Network Load Balancer (NLB). */
    Nlb: "nlb",
    /** Gateway Load Balancer (GWLB). */
    Gwlb: "gwlb",
} as const;
export type ServiceResourceType = (typeof ServiceResourceType)[keyof typeof ServiceResourceType];

/** Tags of a resource: at most 20, keys up to 64 and values up to 128 characters. */
export type Tags = pulumi.Input<Record<string, pulumi.Input<string>>>;

/** Who pays for the connections of an endpoint service. */
export const Payer = {
    /** The account that owns the endpoint. */
    Endpoint: "Endpoint",
    /** The account that owns the endpoint service. */
    EndpointService: "EndpointService",
} as const;
export type Payer = (typeof Payer)[keyof typeof Payer];

/** What happens to a connection that was closed outside of its stack. */
export const ClosedConnection = {
    /** A warning of each run, which changes nothing. */
    Warn: "warn",
    /** An error at preview. */
    Fail: "fail",
    /** The next update accepts the endpoint again. */
    Repair: "repair",
} as const;
export type ClosedConnection = (typeof ClosedConnection)[keyof typeof ClosedConnection];

/** What a check requests from the backend. */
export const CheckProtocol = {
    /** Only a connection. A request for a page is sent, but its response does not matter. */
    Tcp: "tcp",
    /** A page over HTTP. */
    Http: "http",
    /** A page over HTTPS. Its certificate is not checked, because it rarely names the endpoint. */
    Https: "https",
} as const;
export type CheckProtocol = (typeof CheckProtocol)[keyof typeof CheckProtocol];
