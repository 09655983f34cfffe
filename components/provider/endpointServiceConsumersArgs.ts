import type * as pulumi from "@pulumi/pulumi";

import type { PreflightMode } from "../preflight";
import type { ClosedConnection } from "../shared/types";

/** What the owner of a service allows one consumer. */
export interface EndpointServiceConsumer {
    /** Name of the consumer, for outputs and messages. By default the UID of its account. */
    displayName?: string;
    /**
     * How many endpoints the consumer may have connected: 0 to 1000. They are accepted in the order in which they came. By
     * default 0: none is accepted, and all wait. What is connected when it is lowered stays connected.
     */
    maxEndpoints?: number;
    /** Regions whose endpoints are accepted, for instance `eu-central-1`. By default all that the service supports. */
    regionIds?: string[];
    /**
     * Zones that an endpoint may have when it is accepted, for instance `eu-central-1a`. By default all. Zones that are added
     * to an endpoint later are not looked at.
     */
    zoneIds?: string[];
    /**
     * Bandwidth of each of its connections in Mbit/s, from 100 to 10240. By default, that of the service at the time when the
     * endpoint is accepted; once set, it stays until another value is set.
     */
    bandwidth?: pulumi.Input<number>;
    /**
     * The last day on which endpoints are accepted, in UTC, for instance `2027-12-31`. What is connected stays so after it, with
     * a warning in every run: a connection is only closed when its consumer is removed from the map. By default no day is the last.
     */
    endDate?: string;
}

/** Arguments of an EndpointServiceConsumers. */
export interface EndpointServiceConsumersArgs {
    /** Id of the endpoint service, for instance `epsrv-...`. It must require acceptance. */
    serviceId: pulumi.Input<string>;
    /**
     * The consumers, by the UIDs of their accounts: 16 digits each, as text. Adding or removing one does not touch the
     * others. Removing one disconnects its endpoints, and then takes its account off the whitelist. The owner of the
     * service must not be among them.
     */
    consumers: Record<string, EndpointServiceConsumer>;
    /**
     * What happens if a connection that the map accepted was closed outside of this stack: `warn` (the default) says so
     * at preview and changes nothing, `fail` refuses the update, and `repair` accepts the endpoint again in the next
     * update. An endpoint that its consumer deleted is not a closed one. With `preflight: "offline"` nothing is done.
     */
    whenClosed?: ClosedConnection;
    /**
     * Whether rules that need a lookup are checked: `online` (the default) or `offline`. The endpoints of the service are
     * listed in any case.
     */
    preflight?: PreflightMode;
}

/** An endpoint of a service, as the owner of the service sees it. */
export interface ConnectedEndpoint {
    /** Id of the endpoint. */
    endpointId: string;
    /** UID of the account that owns the endpoint. */
    accountId: string;
    /** Name of the consumer: `displayName`, or else the UID of its account. */
    consumer: string;
    /** Region of the endpoint. Empty, as what follows, if the endpoints could not be listed. */
    regionId: string;
    /** VPC of the endpoint. */
    vpcId: string;
    /** Zones of the endpoint. */
    zoneIds: string[];
    /** Load balancers that serve it. */
    loadBalancerIds: string[];
    /** Bandwidth of the connection in Mbit/s; 0 if it has none. */
    bandwidth: number;
    /** Status of the connection, `Connected` once the endpoint has been accepted. */
    status: string;
    /** When the connection last changed, in UTC, for instance `2026-01-01T00:00:00Z`. */
    modifiedAt: string;
}

/** An endpoint that is not connected, and why. */
export interface UnacceptedEndpoint {
    /** Id of the endpoint. */
    endpointId: string;
    /** UID of the account that owns the endpoint. */
    accountId: string;
    /** Name of the consumer: `displayName`, or else the UID of its account. */
    consumer: string;
    /** Why it is not connected. */
    reason: string;
}
