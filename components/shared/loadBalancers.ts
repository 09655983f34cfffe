/** Protocol between an ALB and its servers. */
export const AlbServerProtocol = {
    /** HTTP. */
    Http: "HTTP",
    /** HTTPS. */
    Https: "HTTPS",
} as const;
export type AlbServerProtocol = (typeof AlbServerProtocol)[keyof typeof AlbServerProtocol];

/** How an ALB chooses a server. */
export const AlbScheduler = {
    /** In turn, by weight. */
    WeightedRoundRobin: "Wrr",
    /** The server with the fewest requests, by weight. */
    WeightedLeastConnections: "Wlc",
    /** By a hash of the client's address. */
    SourceAddressHash: "Sch",
} as const;
export type AlbScheduler = (typeof AlbScheduler)[keyof typeof AlbScheduler];

/** Protocol of an ALB's health check. */
export const AlbHealthCheckProtocol = {
    /** An HTTP request. */
    Http: "HTTP",
    /** An HTTPS request. */
    Https: "HTTPS",
    /** A TCP connection. */
    Tcp: "TCP",
} as const;
export type AlbHealthCheckProtocol =
    (typeof AlbHealthCheckProtocol)[keyof typeof AlbHealthCheckProtocol];

/** HTTP method of an ALB's health check. */
export const AlbHealthCheckMethod = {
    /** Without a body in the response. */
    Head: "HEAD",
    /** With a body in the response. */
    Get: "GET",
} as const;
export type AlbHealthCheckMethod = (typeof AlbHealthCheckMethod)[keyof typeof AlbHealthCheckMethod];

/** Protocol of a CLB listener. */
export const ClbListenerProtocol = {
    /** Layer 4, TCP. */
    Tcp: "tcp",
    /** Layer 4, UDP. */
    Udp: "udp",
    /** Layer 7, HTTP. */
    Http: "http",
    /** Layer 7, HTTPS; needs a server certificate. */
    Https: "https",
} as const;
export type ClbListenerProtocol = (typeof ClbListenerProtocol)[keyof typeof ClbListenerProtocol];

/** How a CLB listener chooses a backend server. */
export const ClbScheduler = {
    /** In turn, by weight. */
    WeightedRoundRobin: "wrr",
    /** In turn, regardless of the weight. */
    RoundRobin: "rr",
    /** The server with the fewest connections, by weight. */
    WeightedLeastConnections: "wlc",
    /** By a hash of the client's address; TCP and UDP only. */
    SourceAddressHash: "sch",
} as const;
export type ClbScheduler = (typeof ClbScheduler)[keyof typeof ClbScheduler];

/** How a CLB listener checks its backend servers. */
export const ClbHealthCheckType = {
    /** A TCP connection. */
    Tcp: "tcp",
    /** An HTTP request. */
    Http: "http",
} as const;
export type ClbHealthCheckType = (typeof ClbHealthCheckType)[keyof typeof ClbHealthCheckType];

/** Protocol of an ALB listener. */
export const AlbListenerProtocol = {
    /** HTTP. */
    Http: "HTTP",
    /** HTTPS; needs a server certificate. */
    Https: "HTTPS",
} as const;
export type AlbListenerProtocol = (typeof AlbListenerProtocol)[keyof typeof AlbListenerProtocol];

/** How a CLB is billed. Both are pay-as-you-go, which PrivateLink requires. */
export const ClbInstanceChargeType = {
    /** By the specification of the load balancer, regardless of its traffic. */
    PayBySpec: "PayBySpec",
    /** By its traffic, in capacity units. */
    PayByClcu: "PayByCLCU",
} as const;
export type ClbInstanceChargeType =
    (typeof ClbInstanceChargeType)[keyof typeof ClbInstanceChargeType];

/** Edition of an ALB, which decides what its rules can do. */
export const AlbEdition = {
    /** Basic: forwarding by host, path and header. */
    Basic: "Basic",
    /** Standard: rules with rewrites, redirects and more. */
    Standard: "Standard",
    /** Standard, with a web application firewall. */
    StandardWithWaf: "StandardWithWaf",
} as const;
export type AlbEdition = (typeof AlbEdition)[keyof typeof AlbEdition];

/** Whether an ALB can be reached from the internet. */
export const AlbAddressType = {
    /** Private addresses only. */
    Intranet: "Intranet",
    /** Public addresses as well. */
    Internet: "Internet",
} as const;
export type AlbAddressType = (typeof AlbAddressType)[keyof typeof AlbAddressType];

/** How an ALB gets its addresses. */
export const AlbAddressAllocatedMode = {
    /** One fixed address per zone. */
    Fixed: "Fixed",
    /** Addresses that change with the load. */
    Dynamic: "Dynamic",
} as const;
export type AlbAddressAllocatedMode =
    (typeof AlbAddressAllocatedMode)[keyof typeof AlbAddressAllocatedMode];

/** Protocol of an NLB listener. TCP passes TLS through. */
export const NlbListenerProtocol = {
    /** TCP. */
    Tcp: "TCP",
    /** UDP. */
    Udp: "UDP",
} as const;
export type NlbListenerProtocol = (typeof NlbListenerProtocol)[keyof typeof NlbListenerProtocol];

/** Whether an NLB can be reached from the internet. */
export const NlbAddressType = {
    /** Private addresses only. */
    Intranet: "Intranet",
    /** Public addresses as well. */
    Internet: "Internet",
} as const;
export type NlbAddressType = (typeof NlbAddressType)[keyof typeof NlbAddressType];

/** How an NLB chooses a server. */
export const NlbScheduler = {
    /** In turn, by weight. */
    WeightedRoundRobin: "Wrr",
    /** The server with the fewest connections, by weight. */
    WeightedLeastConnections: "Wlc",
    /** In turn, regardless of the weight. */
    RoundRobin: "Rr",
    /** By a hash of the client's address. */
    SourceAddressHash: "Sch",
    /** By a hash of the addresses and ports of both sides. */
    ConnectionHash: "Tch",
} as const;
export type NlbScheduler = (typeof NlbScheduler)[keyof typeof NlbScheduler];

/** How an NLB checks its servers. */
export const NlbHealthCheckType = {
    /** A TCP connection. */
    Tcp: "TCP",
    /** An HTTP request. */
    Http: "HTTP",
    /** A UDP datagram; for servers that only UDP listeners forward to. */
    Udp: "UDP",
} as const;
export type NlbHealthCheckType = (typeof NlbHealthCheckType)[keyof typeof NlbHealthCheckType];

/** HTTP method of an NLB's health check. */
export const NlbHealthCheckMethod = {
    /** With a body in the response. */
    Get: "GET",
    /** Without a body in the response. */
    Head: "HEAD",
} as const;
export type NlbHealthCheckMethod = (typeof NlbHealthCheckMethod)[keyof typeof NlbHealthCheckMethod];
