import type * as pulumi from "@pulumi/pulumi";

import type { EndpointServiceOffer } from "../contract/contract";
import { type PreflightMode } from "../preflight";
import { type AddressIpVersion, type ServicePort, type Tags } from "../shared/types";

/**
 * A zone in which an endpoint gets a network interface. An endpoint has one interface per zone: when its
 * vSwitch or its address changes, it is removed before the new one is created, and for about a minute the
 * endpoint cannot be reached in this zone. If the new one is refused, that lasts until an update creates it.
 */
export interface EndpointZone {
    /** Id of the zone, for instance `eu-central-1b`. In the service's own region, it must be one of the service's zones. */
    zoneId: string;
    /** Id of the vSwitch in that zone, of the endpoint's VPC, that the address is taken from. */
    vswitchId: pulumi.Input<string>;
    /**
     * Fixed address of the network interface inside the vSwitch. Chosen by the cloud by default. Changing it
     * replaces the interface; removing it does not.
     */
    eniIp?: pulumi.Input<string>;
}

/** Arguments of an InterfaceEndpoint. */
export interface InterfaceEndpointArgs {
    /**
     * The offer of the provider stack, read with `readOffer`, or of an EndpointService of the same program: names
     * the service, its region, zones and ports. It is checked as soon as it is known. Set exactly one of `offer`,
     * `serviceName` and `serviceId`.
     */
    offer?: pulumi.Input<EndpointServiceOffer>;
    /**
     * Name of the endpoint service, `com.aliyuncs.privatelink.<region>.<service id>`, or of one of Alibaba Cloud's own,
     * such as `com.aliyuncs.dashscope`. Changing it replaces the endpoint.
     */
    serviceName?: pulumi.Input<string>;
    /** Id of the endpoint service, for instance `epsrv-...`. Changing it replaces the endpoint. */
    serviceId?: pulumi.Input<string>;
    /** Id of the VPC from which the service is reached. Changing it replaces the endpoint. */
    vpcId: pulumi.Input<string>;
    /** Zones in which the endpoint gets a network interface. At least one, without duplicates. */
    zones: EndpointZone[];
    /**
     * Ports that clients may reach. Those of the offer by default; required for a new security
     * group without an offer, or with one that is known only later. Existing groups must open them.
     */
    ports?: ServicePort[];
    /**
     * Address ranges of the clients, as IPv4 CIDR blocks. The VPC's own primary range by default,
     * which is looked up; list the VPC's secondary ranges if clients are in them, of which a warning
     * reminds. 0.0.0.0/0 is refused. If they are set together with `securityGroupIds`,
     * the existing groups must open every port to them, and nothing else; by default the groups only have to
     * accept some client at every port.
     */
    clientCidrBlocks?: string[];
    /** Whether clients may ping the endpoint (ICMP). Only for a new security group. True by default. */
    icmpAllowed?: boolean;
    /**
     * Ids of existing security groups of the VPC, from 1 to 10, to use instead of a new one. Their
     * rules are checked, and none may be redundant. An endpoint that was created without a security group
     * can never get one.
     */
    securityGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
    /** Name of the endpoint, and of its new security group. The component's name by default. */
    endpointName?: pulumi.Input<string>;
    /**
     * Description of the endpoint, 2 to 256 characters. None by default; once set, it
     * stays until another one is set.
     */
    endpointDescription?: pulumi.Input<string>;
    /**
     * Region of the service, if it differs from the endpoint's (CreateVpcEndpoint: ServiceRegionId).
     * The owner must list the endpoint's region in `supportedRegionIds`. That of the offer by default.
     * Changing it replaces the endpoint.
     */
    serviceRegionId?: pulumi.Input<string>;
    /** Mbit/s between the regions, at least 100. Chosen by the cloud by default; once set, it stays until another value is set. */
    crossRegionBandwidth?: pulumi.Input<number>;
    /** IP version of the endpoint: `IPv4` (the default) or `DualStack`, where VPC, vSwitches and service have IPv6. */
    addressIpVersion?: pulumi.Input<AddressIpVersion>;
    /**
     * Endpoint policy as JSON, only for services of Alibaba Cloud itself. One that allows everything by default;
     * once set, it stays until another value is set.
     */
    policyDocument?: pulumi.Input<string>;
    /**
     * Resource group of the endpoint and its new security group. By default, new ones go to the account's
     * default group, and those that are deployed stay in their group.
     */
    resourceGroupId?: pulumi.Input<string>;
    /** Tags of the endpoint and its new security group. None by default. */
    tags?: Tags;
    /** Whether rules that need a lookup are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}
