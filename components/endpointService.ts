import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import { onceOpened } from "./activation";
import { CONTRACT_VERSION, type EndpointServiceOffer } from "./contract";
import { DELETION } from "./deletion";
import { checkAccountIds, EndpointServiceWhitelist } from "./endpointServiceWhitelist";
import { checkLoadBalancer } from "./loadBalancerChecks";
import { after, COMPONENT_INPUTS, dependenciesOf, withoutDependencies } from "./ordering";
import { Preflight, type PreflightMode } from "./preflight";
import { callerAccountId, loadBalancer } from "./preflight/lookups";
import * as rules from "./preflight/rules";
import { roomInAccount } from "./quotas";
import { AddressIpVersion, type ServicePort, type Tags, TransportProtocol } from "./types";

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

/** Who pays for the connections of an endpoint service. */
export const Payer = {
    /** The account that owns the endpoint. */
    Endpoint: "Endpoint",
    /** The account that owns the endpoint service. */
    EndpointService: "EndpointService",
} as const;
export type Payer = (typeof Payer)[keyof typeof Payer];

/** A load balancer behind an endpoint service, and the zones in which it serves. */
export interface ServiceResource {
    /** Id of the load balancer. */
    loadBalancerId: pulumi.Input<string>;
    /**
     * Zones in which endpoints reach the load balancer. A CLB has one: its primary zone. For the
     * other kinds, any zones of the load balancer.
     */
    zoneIds: string[];
    /**
     * All zones of the load balancer, for instance the `zoneIds` of an AlbServiceResource, to check
     * `zoneIds` against. Left to the cloud to check by default.
     */
    loadBalancerZoneIds?: pulumi.Input<string[]>;
    /**
     * Tells this load balancer from others in the names of resources. Needed when two serve in
     * the same zone; changing it attaches the load balancer anew. None by default.
     */
    name?: string;
}

/** Arguments of an EndpointService. */
export interface EndpointServiceArgs {
    /** The load balancers behind the service, at least one. */
    serviceResources: pulumi.Input<ServiceResource>[];
    /** Kind of the load balancers: `slb` (CLB, the default), `alb`, `nlb` or `gwlb`. Changing it replaces the service. */
    serviceResourceType?: pulumi.Input<ServiceResourceType>;
    /** Ports at which the service listens, for its consumers to know. None by default. */
    ports?: pulumi.Input<pulumi.Input<ServicePort>[]>;
    /**
     * Whether each connection has to be enabled by hand, with an EndpointConnection. True by
     * default; false lets in every endpoint of the owner's account and of those on the whitelist.
     */
    acceptanceRequired?: pulumi.Input<boolean>;
    /**
     * UIDs of the accounts on the service whitelist: 16 digits each, as text. None by default: only
     * the owner's account, which is always allowed and must not be named.
     */
    allowedAccountIds?: string[];
    /** Description of the service, 2 to 256 characters. The component's name by default. */
    serviceDescription?: pulumi.Input<string>;
    /**
     * Whether the endpoint's domain resolves to the address in the client's own zone first. True by
     * default.
     */
    zoneAffinityEnabled?: pulumi.Input<boolean>;
    /** Who pays: `Endpoint` (the consumer, the default) or `EndpointService` (the owner). Changing it replaces the service. */
    payer?: pulumi.Input<Payer>;
    /** Default bandwidth of a connection in Mbit/s, from 100 to 10240, for CLB and ALB. Chosen by the cloud (3072) by default. */
    connectBandwidth?: pulumi.Input<number>;
    /**
     * Other regions in which endpoints may be made for the service (CreateVpcEndpointService:
     * SupportedRegionList). None by default: only endpoints of the service's own region.
     */
    supportedRegionIds?: string[];
    /**
     * IP version of the service: `IPv4` (the default), or `DualStack` where the load balancers are NLBs
     * or GWLBs that have IPv6 themselves (CreateVpcEndpointService: AddressIpVersion).
     */
    addressIpVersion?: pulumi.Input<AddressIpVersion>;
    /** Resource group of the service. The account's default group by default. */
    resourceGroupId?: pulumi.Input<string>;
    /** Tags of the service. None by default. */
    tags?: Tags;
    /** Whether rules that need an answer of the cloud are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}

/** Arguments that were checked: no entry of a list comes later. */
interface CheckedArgs extends EndpointServiceArgs {
    serviceResources: ServiceResource[];
}

/**
 * Publishes load balancers as an endpoint service that interface endpoints in other VPCs, of the
 * same account or of others, can connect to.
 */
export class EndpointService extends pulumi.ComponentResource {
    /** Id of the service, once its load balancers are attached and its whitelist is complete. */
    public readonly serviceId: pulumi.Output<string>;
    /** Name of the service, which endpoints are made with: `com.aliyuncs.privatelink.<region>.<service id>`. */
    public readonly serviceName: pulumi.Output<string>;
    /** Domain of the service. */
    public readonly serviceDomain: pulumi.Output<string>;
    /** Zones in which the service can be reached. */
    public readonly zoneIds: pulumi.Output<string[]>;
    /** What consumers and the connection stack need to know: export it as the stack output `offer`. */
    public readonly offer: pulumi.Output<EndpointServiceOffer>;

    constructor(name: string, args: EndpointServiceArgs, opts?: pulumi.ComponentResourceOptions) {
        const preflight = new Preflight(`EndpointService "${name}"`, args?.preflight);
        const checked = check(preflight, name, args ?? {});
        super(
            "alicloud-privatelink:index:EndpointService",
            name,
            COMPONENT_INPUTS,
            preflight.before(opts),
        );

        const outputs = preflight.outputs(() => publish(preflight, name, checked, this));
        this.serviceId = outputs.serviceId;
        this.serviceName = outputs.serviceName;
        this.serviceDomain = outputs.serviceDomain;
        this.zoneIds = outputs.zoneIds;
        this.offer = outputs.offer;
        this.registerOutputs(outputs);
    }
}

function publish(preflight: Preflight, name: string, args: CheckedArgs, parent: EndpointService) {
    const service = createService(preflight, name, args, parent);
    const attachments = attachServiceResources(preflight, name, service, args, parent);
    const whitelist =
        args.allowedAccountIds !== undefined && args.allowedAccountIds.length > 0
            ? new EndpointServiceWhitelist(
                  name,
                  {
                      serviceId: service.id,
                      allowedAccountIds: args.allowedAccountIds,
                      preflight: args.preflight,
                  },
                  { parent, dependsOn: attachments },
              )
            : undefined;
    const allowedAccountIds = whitelist?.allowedAccountIds ?? pulumi.output<string[]>([]);
    // The type repeats an input, so it is known at preview: see ordering.ts.
    const complete = [...attachments.map(({ resourceType }) => resourceType), allowedAccountIds];
    const serviceId = after(service.id, complete);
    const serviceName = after(service.vpcEndpointServiceName, complete);
    const zoneIds = zoneIdsOf(args);
    return {
        serviceId,
        serviceName,
        serviceDomain: service.serviceDomain,
        zoneIds: pulumi.output(zoneIds),
        offer: pulumi
            .output({
                serviceId,
                serviceName,
                regionId: service.regionId,
                accountId: callerAccountId(parent),
                ports: (args.ports ?? []) as ServicePort[],
                acceptanceRequired: args.acceptanceRequired ?? true,
                allowedAccountIds,
            })
            .apply(({ ports, ...offer }) => ({
                contractVersion: CONTRACT_VERSION,
                ...offer,
                zoneIds,
                ports: ports.map(({ port, protocol }) => ({
                    port,
                    protocol: protocol ?? TransportProtocol.Tcp,
                })),
                ...(args.supportedRegionIds && { supportedRegionIds: args.supportedRegionIds }),
            })),
    };
}

function createService(
    preflight: Preflight,
    name: string,
    args: EndpointServiceArgs,
    parent: pulumi.Resource,
): privatelink.VpcEndpointService {
    return new privatelink.VpcEndpointService(
        name,
        {
            serviceDescription: onceOpened(preflight, args.serviceDescription ?? name, parent),
            serviceResourceType: args.serviceResourceType ?? ServiceResourceType.Clb,
            autoAcceptConnection: pulumi
                .output(args.acceptanceRequired ?? true)
                .apply((required) => !required),
            zoneAffinityEnabled: args.zoneAffinityEnabled ?? true,
            payer: args.payer ?? Payer.Endpoint,
            connectBandwidth: args.connectBandwidth,
            supportedRegionLists: args.supportedRegionIds,
            addressIpVersion: args.addressIpVersion,
            resourceGroupId: args.resourceGroupId,
            tags: args.tags,
        },
        {
            parent,
            dependsOn: roomInAccount(preflight, args.serviceDescription ?? name, parent),
            ...DELETION,
        },
    );
}

/**
 * One attachment per load balancer and zone, one after the other: the service takes one write at a
 * time (AttachResourceToVpcEndpointService).
 *
 * Each is made after the listeners of its load balancer, but has no input from them: a listener is
 * deleted before it is replaced, and Pulumi would then take the load balancer off the service as well,
 * see ordering.ts.
 */
function attachServiceResources(
    preflight: Preflight,
    name: string,
    service: privatelink.VpcEndpointService,
    args: CheckedArgs,
    parent: pulumi.Resource,
): privatelink.VpcEndpointServiceResource[] {
    const attachments: privatelink.VpcEndpointServiceResource[] = [];
    args.serviceResources.forEach((serviceResource, index) => {
        const { loadBalancerZoneIds } = serviceResource;
        const resourceId = fittingLoadBalancer(preflight, index, args, parent);
        for (const zoneId of serviceResource.zoneIds) {
            const previous = attachments.at(-1)?.resourceType;
            attachments.push(
                new privatelink.VpcEndpointServiceResource(
                    `${name}-${rules.attachmentKey({ name: serviceResource.name, zoneId })}`,
                    {
                        serviceId: service.id,
                        resourceId: withoutDependencies(resourceId),
                        resourceType: service.serviceResourceType,
                        // The load balancer's zones repeat an input, so this is known at preview.
                        zoneId: withoutDependencies(
                            pulumi.output(loadBalancerZoneIds).apply(() => zoneId),
                        ),
                    },
                    {
                        parent,
                        dependsOn: dependenciesOf(resourceId, loadBalancerZoneIds, previous),
                        ...DELETION,
                    },
                ),
            );
        }
    });
    return attachments;
}

/** The id of a load balancer, once what the cloud says of it fits the service. */
function fittingLoadBalancer(
    preflight: Preflight,
    index: number,
    args: CheckedArgs,
    parent: pulumi.Resource,
): pulumi.Input<string> {
    const path = `serviceResources[${index}]`;
    const { loadBalancerId: id, zoneIds } = args.serviceResources[index];
    const type = args.serviceResourceType ?? ServiceResourceType.Clb;
    return preflight.askingFor({ id, type }, "id", async (later, known) => {
        const found = await loadBalancer(known.type, known.id, parent);
        if (found === undefined) {
            return;
        }
        checkLoadBalancer(later, `${path}.loadBalancerId`, known, found);
        zoneIds.forEach((zoneId, zone) => {
            const zonePath = `${path}.zoneIds[${zone}]`;
            if (found?.primaryZoneId !== undefined) {
                const primary = { loadBalancerId: known.id, primaryZoneId: found.primaryZoneId };
                later.holds(zonePath, { zoneId, ...primary }, rules.clbPrimaryZone);
            }
            if (found?.zoneIds !== undefined) {
                const loadBalancerZoneIds = found.zoneIds;
                later.holds(zonePath, { zoneId, loadBalancerZoneIds }, rules.loadBalancerZone);
            }
        });
    });
}

function zoneIdsOf(args: CheckedArgs): string[] {
    return [...new Set(args.serviceResources.flatMap(({ zoneIds }) => zoneIds))].sort();
}

const CREATE = "CreateVpcEndpointService";
export const serviceResourcesGiven = rules.nonEmptyList("load balancer", CREATE);
export const zonesGiven = rules.nonEmptyList("zone", "AttachResourceToVpcEndpointService: ZoneId");
export const serviceResourceType = rules.oneOf(
    "Kind of the load balancers of a service",
    ServiceResourceType,
    `${CREATE}: ServiceResourceType`,
);
export const payer = rules.oneOf("Who pays for connections", Payer, `${CREATE}: Payer`);
export const ipVersion = rules.oneOf("IP version", AddressIpVersion, `${CREATE}: AddressIpVersion`);

/** Checks the arguments; gives them back with what is not known yet to be checked when it is. */
function check(preflight: Preflight, name: string, args: EndpointServiceArgs): CheckedArgs {
    const type = args.serviceResourceType ?? ServiceResourceType.Clb;
    preflight.holds("serviceResources", args.serviceResources, serviceResourcesGiven);
    const serviceResources = preflight.entries("serviceResources", args.serviceResources);
    const checkedResources = serviceResources.map(({ path, entry }) =>
        checkServiceResource(preflight, path, entry, type),
    );
    preflight.holds(
        "serviceResources",
        checkedResources.flatMap(({ name, zoneIds }) =>
            zoneIds.map((zoneId) => ({ name, zoneId })),
        ),
        rules.attachmentsDistinct,
    );
    preflight.holds(
        "serviceResources",
        checkedResources.flatMap(({ zoneIds }) => zoneIds),
        rules.attachmentCount,
    );
    const fitting = preflight.together(
        {
            serviceResourceType: type,
            connectBandwidth: preflight.input(
                "connectBandwidth",
                args.connectBandwidth,
                rules.bandwidth,
            ),
            addressIpVersion: preflight.input("addressIpVersion", args.addressIpVersion, ipVersion),
        },
        (later, facts) => {
            later.holds("connectBandwidth", facts, rules.connectBandwidth);
            later.holds("addressIpVersion", facts, rules.serviceIpVersion);
        },
    );
    const checked = {
        ...args,
        serviceResources: checkedResources,
        serviceResourceType: preflight.input(
            "serviceResourceType",
            args.serviceResourceType,
            serviceResourceType,
        ),
        ports: checkPorts(preflight, args.ports),
        acceptanceRequired: preflight.input(
            "acceptanceRequired",
            args.acceptanceRequired,
            rules.aBoolean,
        ),
        zoneAffinityEnabled: preflight.input(
            "zoneAffinityEnabled",
            args.zoneAffinityEnabled,
            rules.aBoolean,
        ),
        serviceDescription: preflight.input(
            "serviceDescription",
            args.serviceDescription ?? name,
            rules.description,
        ),
        payer: preflight.input("payer", args.payer, payer),
        connectBandwidth: fitting.connectBandwidth as pulumi.Output<number>,
        addressIpVersion: fitting.addressIpVersion as pulumi.Output<AddressIpVersion>,
        resourceGroupId: preflight.input("resourceGroupId", args.resourceGroupId, rules.nonEmpty),
        tags: preflight.input("tags", args.tags, rules.tags),
    };
    checkAccountIds(preflight, args.allowedAccountIds);
    preflight.list("supportedRegionIds", args.supportedRegionIds).forEach((regionId, index) => {
        preflight.holds(`supportedRegionIds[${index}]`, regionId, rules.nonEmpty);
    });
    return checked;
}

function checkPorts(
    preflight: Preflight,
    ports: EndpointServiceArgs["ports"],
): pulumi.Input<pulumi.Input<ServicePort>[]> | undefined {
    if (!Array.isArray(ports)) {
        const given = ports as pulumi.Input<ServicePort[]> | undefined;
        return preflight.input("ports", given, rules.everyServicePort, rules.servicePorts);
    }
    const each = ports.map((offered, index) =>
        preflight.input(`ports[${index}]`, offered, rules.servicePort),
    );
    return preflight.input("ports", each as ServicePort[], rules.servicePorts);
}

function checkServiceResource(
    preflight: Preflight,
    path: string,
    serviceResource: ServiceResource,
    type: pulumi.Input<ServiceResourceType>,
): ServiceResource {
    preflight.holds(`${path}.zoneIds`, serviceResource.zoneIds, zonesGiven);
    const zoneIds = [...preflight.list(`${path}.zoneIds`, serviceResource.zoneIds)];
    zoneIds.forEach((zoneId, index) => {
        preflight.holds(`${path}.zoneIds[${index}]`, zoneId, rules.nonEmpty);
    });
    const checked = preflight.together(
        { serviceResourceType: type, found: serviceResource.loadBalancerZoneIds },
        (later, { serviceResourceType, found }) => {
            later.holds(
                `${path}.zoneIds`,
                { zoneIds, serviceResourceType },
                rules.serviceZoneCount,
            );
            zoneIds.forEach((zoneId, index) => {
                later.holds(
                    `${path}.zoneIds[${index}]`,
                    { zoneId, loadBalancerZoneIds: found ?? zoneIds },
                    rules.loadBalancerZone,
                );
            });
        },
    );
    return {
        ...serviceResource,
        zoneIds,
        loadBalancerId: preflight.required(
            `${path}.loadBalancerId`,
            serviceResource.loadBalancerId,
            rules.nonEmpty,
        ),
        loadBalancerZoneIds: checked.apply(({ found }) => found ?? zoneIds),
    };
}
