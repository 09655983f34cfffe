import type * as pulumi from "@pulumi/pulumi";

import type { EndpointServiceOffer } from "../contract/contract";
import { type PreflightMode } from "../preflight";
import type { Tags } from "../shared/types";

/** The network interface of an endpoint in a zone, as an A record needs it. */
export interface EndpointZoneAddress {
    /** Id of the zone. */
    zoneId: string;
    /** Private address of the endpoint's network interface in the zone. */
    eniIp: pulumi.Input<string>;
}

/** Arguments of a PrivateDnsName. */
export interface PrivateDnsNameArgs {
    /** The private zone, for instance `internal.example`. A VPC can only have one zone of each name. Changing it replaces the zone. */
    zoneName: string;
    /**
     * The offer of the service: its `hostNames` are what the certificate of the service is for. None by default. If
     * it is set, a name that the certificate is not for is refused.
     */
    offer?: pulumi.Input<EndpointServiceOffer>;
    /**
     * Names in the zone that resolve to the service, at least one, without duplicates, for instance `orders`. By
     * default those of the offer that are in the zone, without wildcards. Required without an offer, or with one that is
     * known only later.
     */
    hostNames?: string[];
    /** Domain of the endpoint, for CNAME records. Set exactly one of `endpointDomain` and `zones`. */
    endpointDomain?: pulumi.Input<string>;
    /** Zones of the endpoint, for A records of their addresses, without duplicates. Set exactly one of `zones` and `endpointDomain`. */
    zones?: EndpointZoneAddress[];
    /** Ids of the VPCs in which the names resolve, at least one. */
    vpcIds: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Status of the connection, from EndpointConnection or its stack. The names resolve while it is
     * `Connected`. If the service accepts endpoints automatically, set it to `Connected`.
     */
    connectionStatus: pulumi.Input<string>;
    /** TTL of the records in seconds: 5, 30, 60, 3600, 43200 or 86400. 60 by default. */
    ttlSeconds?: pulumi.Input<number>;
    /**
     * Resource group of the zone. By default, a new zone goes to the account's default group, and one that
     * is deployed stays in its group. Changing it replaces the zone: for some seconds, while the VPCs are attached
     * to the new one, the names do not resolve.
     */
    resourceGroupId?: pulumi.Input<string>;
    /** Tags of the zone. None by default. */
    tags?: Tags;
    /** Whether rules that need a lookup are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}
