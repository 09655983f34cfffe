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

/** Tags of a resource: at most 20, keys up to 64 and values up to 128 characters. */
export type Tags = pulumi.Input<Record<string, pulumi.Input<string>>>;
