// Written by `npm run contract` from description.ts; do not edit it.

/** A port of the offer. */
export interface OfferedPort {
    /** The port, from 1 to 65535. */
    port: number;
    /** The transport protocol: `tcp` or `udp`. */
    protocol: string;
}

/** What a provider stack exports for its consumers about an endpoint service. */
export interface EndpointServiceOffer {
    /** Version of the contract. */
    contractVersion: number;
    /** Id of the endpoint service, for instance `epsrv-...`. */
    serviceId: string;
    /** Name of the endpoint service, `com.aliyuncs.privatelink.<region>.<service id>`. */
    serviceName: string;
    /** Region of the endpoint service. */
    regionId: string;
    /** UID of the account that owns the endpoint service. */
    accountId: string;
    /** Zones in which the service can be reached from its own region: those of its service resources. */
    zoneIds: string[];
    /** Ports at which the service listens. */
    ports: OfferedPort[];
    /** Whether the owner must accept each endpoint. */
    acceptanceRequired: boolean;
    /** Who pays for the connection: `Endpoint` (the consumer) or `EndpointService` (the owner). */
    payer?: string;
    /** Other regions in which endpoints may be created for the service. Absent if there are none. */
    supportedRegionIds?: string[];
    /** UIDs of the accounts on the whitelist that the offer names, without the owner, who needs no entry. Absent in an offer for one account. */
    allowedAccountIds?: string[];
    /** Whether `allowedAccountIds` has all accounts of the whitelist. Absent if that is not known. */
    whitelistComplete?: boolean;
    /** UID of the one account that the offer is for. Absent in an offer for everybody. */
    consumerAccountId?: string;
    /** Names that the certificate of the service is for. Absent if none are set. */
    hostNames?: string[];
    /** Seconds after which the load balancer ends an idle connection. Absent if it is not set. */
    idleTimeoutSeconds?: number;
}

/** What a consumer stack exports for the service's owner about an endpoint that requests a connection. */
export interface EndpointRequest {
    /** Version of the contract. */
    contractVersion: number;
    /** Id of the endpoint, for instance `ep-...`. */
    endpointId: string;
    /** Id of the endpoint service that the endpoint was created for. */
    serviceId: string;
    /** Region of the endpoint. Absent in a request of contract version 1. */
    regionId?: string;
    /** UID of the account that owns the endpoint. */
    accountId: string;
    /** Zones in which the endpoint has a network interface. */
    zoneIds: string[];
    /** Domain of the endpoint, which resolves to its network interfaces. */
    endpointDomain: string;
}
