import type * as pulumi from "@pulumi/pulumi";

import { type PreflightMode } from "../../preflight";
import { type CheckProtocol } from "../../shared/types";

/** Arguments of a ConnectivityCheck. */
export interface ConnectivityCheckArgs {
    /**
     * Id of a running Linux instance in the endpoint's VPC, with Cloud Assistant, curl, getent and
     * timeout, as in the system images of Alibaba Cloud Linux. The check runs on it as root.
     */
    clientInstanceId: pulumi.Input<string>;
    /** Id of the endpoint. Its zones, their addresses and the state of its connection are looked up. */
    endpointId: pulumi.Input<string>;
    /** Domain of the endpoint. */
    endpointDomain: pulumi.Input<string>;
    /** Port that the service offers. */
    port: pulumi.Input<number>;
    /** What is requested at the port: `http` (the default), `https`, or `tcp` for only a connection. */
    protocol?: pulumi.Input<CheckProtocol>;
    /**
     * Name that clients use for the service, which its certificate must be for: one of `hostNames` of the offer, or
     * of `domains` of a PrivateDnsName. The requests are made for this name, and the certificate is verified. None by
     * default: then the certificate of an `https` service is not verified, and `summary` says so. Only for `https`; it
     * needs curl 7.49 or newer on the client.
     */
    serverName?: pulumi.Input<string>;
    /**
     * Certificates of the authorities that may have issued the service's certificate, as PEM, up to 8 KB. By default
     * those that the client trusts. Only together with `serverName`.
     */
    caCertificate?: pulumi.Input<string>;
    /** Path of the page to fetch. `/` by default. */
    path?: pulumi.Input<string>;
    /** The status that the page must have. Any from 200 to 399 by default. */
    expectedStatus?: pulumi.Input<number>;
    /**
     * Whether the backend servers must have seen this endpoint: each says which one it saw in the header
     * `PrivateLink-Endpoint-Id` of its response, and the check fails if that is another one or none. False by default.
     * It needs an NLB with `consumerIdentity` and servers that read the header of its connections. Not for `tcp`.
     */
    consumerIdentity?: pulumi.Input<boolean>;
    /**
     * Time limit for the traffic to arrive, in seconds, from 1 to 300. 20 by default. Each target is tried until
     * then; the update takes up to half a minute more.
     */
    timeoutSeconds?: number;
    /** Values that make the check replace its command when they change, for instance the offered weights. None by default. */
    triggers?: pulumi.Input<pulumi.Input<string>[]>;
    /** Whether rules that need a lookup are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}
