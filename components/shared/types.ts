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
