import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import { onceActivated } from "./activation";
import { callerAccountId } from "./callerAccount";
import { CONTRACT_VERSION, type EndpointRequest, type EndpointServiceOffer } from "./contract";
import { createSecurityGroup, preflightSecurity } from "./endpointSecurity";
import { after, COMPONENT_INPUTS } from "./ordering";
import {
    description,
    ipv4Address,
    nonEmpty,
    nonEmptyList,
    Preflight,
    repeated,
    resourceName,
    tags,
} from "./preflight";
import type { ServicePort, Tags } from "./types";
import { vswitchInItsZone } from "./vswitchZone";

/** A zone in which an endpoint gets a network interface. */
export interface EndpointZone {
    /** Id of the zone, which must be one of the service's, for instance `eu-central-1b`. */
    zoneId: string;
    /** Id of the vSwitch in that zone, of the endpoint's VPC, that the address is taken from. */
    vswitchId: pulumi.Input<string>;
    /** Fixed address of the network interface inside the vSwitch. Chosen by the cloud by default. Changing it replaces the interface. */
    eniIp?: pulumi.Input<string>;
}

/** What an endpoint has in a zone. */
export interface EndpointZoneState {
    /** Id of the zone. */
    zoneId: string;
    /** Domain that resolves to the network interface in this zone. */
    domain: string;
    /** Id of the network interface. */
    eniId: string;
    /** Private address of the network interface. */
    eniIp: string;
    /** Status of the zone when the program last ran: `Wait` until the owner lets the endpoint in, then `Connected`. */
    status: string;
}

/** Arguments of an InterfaceEndpoint. */
export interface InterfaceEndpointArgs {
    /**
     * The offer of the provider stack, read with `readOffer`: names the service, its zones and its
     * ports. Exactly one of `offer`, `serviceName` and `serviceId` is given.
     */
    offer?: EndpointServiceOffer;
    /** Name of the endpoint service, `com.aliyuncs.privatelink.<region>.<service id>`. Changing it replaces the endpoint. */
    serviceName?: pulumi.Input<string>;
    /** Id of the endpoint service, for instance `epsrv-...`. Changing it replaces the endpoint. */
    serviceId?: pulumi.Input<string>;
    /** Id of the VPC that the service is to be reached from. Changing it replaces the endpoint. */
    vpcId: pulumi.Input<string>;
    /** Zones in which the endpoint gets a network interface, at least one, each once. */
    zones: EndpointZone[];
    /**
     * Ports that clients may reach. Those of the offer by default; required for a new security
     * group where there is no offer.
     */
    ports?: ServicePort[];
    /**
     * Address ranges of the clients, as IPv4 CIDR blocks. The VPC's own primary range by default,
     * which is looked up. 0.0.0.0/0 is refused.
     */
    clientCidrBlocks?: string[];
    /** Whether the clients may ping the endpoint (ICMP). True by default. */
    icmpAllowed?: boolean;
    /**
     * Ids of existing security groups of the VPC, from 1 to 10, to use instead of a new one. An
     * endpoint that was made without a security group can never get one.
     */
    securityGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
    /** Name of the endpoint, and of its new security group. The component's name by default. */
    endpointName?: pulumi.Input<string>;
    /** Description of the endpoint, 2 to 256 characters. None by default. */
    endpointDescription?: pulumi.Input<string>;
    /** Resource group of the endpoint and its new security group. The account's default group by default. */
    resourceGroupId?: pulumi.Input<string>;
    /** Tags of the endpoint and its new security group. None by default. */
    tags?: Tags;
}

/**
 * Gives a VPC private access to an endpoint service: an interface endpoint with a network interface
 * per zone, and a security group that lets clients reach exactly the offered ports.
 */
export class InterfaceEndpoint extends pulumi.ComponentResource {
    /** Id of the endpoint, once it has its network interfaces. */
    public readonly endpointId: pulumi.Output<string>;
    /** Domain of the endpoint, which resolves to its network interfaces. */
    public readonly endpointDomain: pulumi.Output<string>;
    /** What the endpoint has in each zone, in the order of `zones`. */
    public readonly zones: pulumi.Output<EndpointZoneState[]>;
    /** Ids of the endpoint's security groups. */
    public readonly securityGroupIds: pulumi.Output<string[]>;
    /** What the service's owner needs to know: export it as the stack output `request`. */
    public readonly request: pulumi.Output<EndpointRequest>;

    constructor(name: string, args: InterfaceEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
        const checked = preflight(name, args);
        super("alicloud-privatelink:index:InterfaceEndpoint", name, COMPONENT_INPUTS, opts);

        const accountId = callerAccountId(this);
        const securityGroupIds = checked.securityGroupIds ?? [
            createSecurityGroup(name, checked, this),
        ];
        const endpoint = new privatelink.VpcEndpoint(
            name,
            {
                vpcEndpointName: onceActivated(
                    `InterfaceEndpoint "${name}"`,
                    checked.endpointName ?? name,
                    this,
                ),
                endpointDescription: checked.endpointDescription,
                endpointType: "Interface",
                vpcId: checked.vpcId,
                serviceId: checked.serviceId,
                serviceName:
                    checked.offer === undefined
                        ? checked.serviceName
                        : offeredServiceName(name, checked.offer, accountId),
                securityGroupIds,
                resourceGroupId: checked.resourceGroupId,
                tags: checked.tags,
            },
            { parent: this },
        );
        const zones = checked.zones.map(
            ({ zoneId, vswitchId, eniIp }, index) =>
                new privatelink.VpcEndpointZone(
                    `${name}-${zoneId}`,
                    {
                        endpointId: endpoint.id,
                        zoneId,
                        vswitchId: vswitchInItsZone(
                            `InterfaceEndpoint "${name}"`,
                            `zones[${index}]`,
                            { zoneId, vswitchId },
                            this,
                        ),
                        eniIp,
                    },
                    { parent: this },
                ),
        );

        // The zone's id repeats an input, so it is known at preview: see ordering.ts.
        this.endpointId = after(
            endpoint.id,
            zones.map(({ zoneId }) => zoneId),
        );
        this.endpointDomain = endpoint.endpointDomain;
        this.zones = zoneStates(checked.zones, this.endpointId, this);
        this.securityGroupIds = endpoint.securityGroupIds.apply((ids) => ids ?? []);
        this.request = pulumi.output({
            contractVersion: CONTRACT_VERSION,
            endpointId: this.endpointId,
            serviceId: endpoint.serviceId,
            accountId,
            zoneIds: checked.zones.map(({ zoneId }) => zoneId),
            endpointDomain: this.endpointDomain,
        });
        this.registerOutputs({
            endpointId: this.endpointId,
            endpointDomain: this.endpointDomain,
            zones: this.zones,
            securityGroupIds: this.securityGroupIds,
            request: this.request,
        });
    }
}

/** The name of the offered service, once it is certain that this account may use it. */
function offeredServiceName(
    name: string,
    offer: EndpointServiceOffer,
    accountId: pulumi.Output<string>,
): pulumi.Output<string> {
    return accountId.apply((consumer) => {
        const preflight = new Preflight(`InterfaceEndpoint "${name}"`);
        if (consumer !== offer.accountId && !offer.allowedAccountIds.includes(consumer)) {
            preflight.add(
                "offer.allowedAccountIds",
                `account ${consumer} is not on the whitelist of ${offer.serviceName}. Ask its owner, account ${offer.accountId}, to add it.`,
            );
        }
        preflight.reject();
        return offer.serviceName;
    });
}

/**
 * Asked for anew each time the program runs, for the provider's own resources keep the status from
 * before the owner let the endpoint in, and have neither the domain nor the interface's id.
 */
function zoneStates(
    zones: readonly EndpointZone[],
    endpointId: pulumi.Output<string>,
    parent: pulumi.Resource,
): pulumi.Output<EndpointZoneState[]> {
    return privatelink.getVpcEndpointZonesOutput({ endpointId }, { parent }).apply((found) =>
        zones.flatMap(({ zoneId }) =>
            found.zones
                .filter((zone) => zone.zoneId === zoneId)
                .map(({ zoneDomain, eniId, eniIp, status }) => ({
                    zoneId,
                    domain: zoneDomain,
                    eniId,
                    eniIp,
                    status,
                })),
        ),
    );
}

/** Checks the arguments; gives them back with what is not known yet to be checked when it is. */
function preflight(name: string, args: InterfaceEndpointArgs): InterfaceEndpointArgs {
    const preflight = new Preflight(`InterfaceEndpoint "${name}"`);
    const given = (["offer", "serviceName", "serviceId"] as const).filter(
        (property) => args[property] !== undefined,
    );
    if (given.length !== 1) {
        preflight.add(
            given[1] ?? "offer",
            given.length === 0
                ? "is missing. Give exactly one of offer, serviceName and serviceId."
                : `is given together with ${given[0]}. Give exactly one of offer, serviceName and serviceId.`,
        );
    }
    preflight.plain("zones", args.zones, nonEmptyList("zone"));
    const zones = args.zones ?? [];
    for (const zoneId of repeated(zones.map((zone) => zone.zoneId))) {
        preflight.add("zones", `"${zoneId}" stands more than once. Name each zone once.`);
    }
    zones.forEach(({ zoneId }, index) => {
        preflight.plain(`zones[${index}].zoneId`, zoneId, nonEmpty, offeredZone(args.offer));
    });
    const checked: InterfaceEndpointArgs = {
        ...args,
        ...preflightSecurity(preflight, args),
        serviceName: preflight.input("serviceName", args.serviceName, serviceName),
        serviceId: preflight.input("serviceId", args.serviceId, nonEmpty),
        vpcId: preflight.required("vpcId", args.vpcId, nonEmpty),
        zones: zones.map(({ zoneId, vswitchId, eniIp }, index) => ({
            zoneId,
            vswitchId: preflight.required(`zones[${index}].vswitchId`, vswitchId, nonEmpty),
            eniIp: preflight.input(`zones[${index}].eniIp`, eniIp, ipv4Address),
        })),
        endpointName: preflight.input("endpointName", args.endpointName ?? name, resourceName),
        endpointDescription: preflight.input(
            "endpointDescription",
            args.endpointDescription,
            description,
        ),
        resourceGroupId: preflight.input("resourceGroupId", args.resourceGroupId, nonEmpty),
        tags: preflight.input("tags", args.tags, tags),
    };
    preflight.reject();
    return checked;
}

function offeredZone(offer: EndpointServiceOffer | undefined) {
    return (zoneId: string): string | undefined =>
        offer === undefined || offer.zoneIds.includes(zoneId)
            ? undefined
            : `The service can be reached in ${offer.zoneIds.join(", ")} only.`;
}

/** Service names (CreateVpcEndpointService): com.aliyuncs.privatelink.<region>.<service id>. */
function serviceName(value: string): string | undefined {
    return /^com\.aliyuncs\.privatelink\.[a-z0-9-]+\.[a-z0-9-]+$/.test(value)
        ? undefined
        : "Allowed is a name of the form com.aliyuncs.privatelink.<region>.<service id>.";
}
