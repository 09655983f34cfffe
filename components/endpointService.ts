import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import { onceActivated } from "./activation";
import { callerAccountId } from "./callerAccount";
import { CONTRACT_VERSION, type EndpointServiceOffer } from "./contract";
import { DELETION } from "./deletion";
import { EndpointServiceWhitelist, preflightAccountIds } from "./endpointServiceWhitelist";
import { after, COMPONENT_INPUTS } from "./ordering";
import {
    bandwidth,
    description,
    nonEmpty,
    nonEmptyList,
    oneOf,
    port,
    Preflight,
    repeated,
    tags,
} from "./preflight";
import { type ServicePort, type Tags, TransportProtocol } from "./types";

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
    serviceResources: ServiceResource[];
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
    /** Resource group of the service. The account's default group by default. */
    resourceGroupId?: pulumi.Input<string>;
    /** Tags of the service. None by default. */
    tags?: Tags;
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
        const checked = preflight(name, args);
        super("alicloud-privatelink:index:EndpointService", name, COMPONENT_INPUTS, opts);

        const service = createService(name, checked, this);
        const attachments = attachServiceResources(name, service, checked, this);
        const whitelist =
            checked.allowedAccountIds !== undefined && checked.allowedAccountIds.length > 0
                ? new EndpointServiceWhitelist(
                      name,
                      { serviceId: service.id, allowedAccountIds: checked.allowedAccountIds },
                      { parent: this, dependsOn: attachments },
                  )
                : undefined;
        const allowedAccountIds = whitelist?.allowedAccountIds ?? pulumi.output<string[]>([]);
        // The type repeats an input, so it is known at preview: see ordering.ts.
        const complete = [
            ...attachments.map(({ resourceType }) => resourceType),
            allowedAccountIds,
        ];

        const ports = pulumi.output(checked.ports ?? []) as pulumi.Output<ServicePort[]>;

        this.serviceId = after(service.id, complete);
        this.serviceName = after(service.vpcEndpointServiceName, complete);
        this.serviceDomain = service.serviceDomain;
        this.zoneIds = pulumi.output(zoneIdsOf(checked));
        this.offer = pulumi
            .output({
                serviceId: this.serviceId,
                serviceName: this.serviceName,
                regionId: service.regionId,
                accountId: callerAccountId(this),
                ports,
                acceptanceRequired: checked.acceptanceRequired ?? true,
                allowedAccountIds,
            })
            .apply(({ ports, ...offer }) => ({
                contractVersion: CONTRACT_VERSION,
                ...offer,
                zoneIds: zoneIdsOf(checked),
                ports: ports.map(({ port, protocol }) => ({
                    port,
                    protocol: protocol ?? TransportProtocol.Tcp,
                })),
            }));
        this.registerOutputs({
            serviceId: this.serviceId,
            serviceName: this.serviceName,
            serviceDomain: this.serviceDomain,
            zoneIds: this.zoneIds,
            offer: this.offer,
        });
    }
}

function createService(
    name: string,
    args: EndpointServiceArgs,
    parent: pulumi.Resource,
): privatelink.VpcEndpointService {
    return new privatelink.VpcEndpointService(
        name,
        {
            serviceDescription: onceActivated(
                `EndpointService "${name}"`,
                args.serviceDescription ?? name,
                parent,
            ),
            serviceResourceType: args.serviceResourceType ?? ServiceResourceType.Clb,
            autoAcceptConnection: pulumi
                .output(args.acceptanceRequired ?? true)
                .apply((required) => !required),
            zoneAffinityEnabled: args.zoneAffinityEnabled ?? true,
            payer: args.payer ?? Payer.Endpoint,
            connectBandwidth: args.connectBandwidth,
            resourceGroupId: args.resourceGroupId,
            tags: args.tags,
        },
        { parent, ...DELETION },
    );
}

/**
 * One attachment per load balancer and zone, one after the other: the service takes one write at a
 * time (AttachResourceToVpcEndpointService).
 */
function attachServiceResources(
    name: string,
    service: privatelink.VpcEndpointService,
    args: EndpointServiceArgs,
    parent: pulumi.Resource,
): privatelink.VpcEndpointServiceResource[] {
    const attachments: privatelink.VpcEndpointServiceResource[] = [];
    for (const serviceResource of args.serviceResources) {
        const { loadBalancerZoneIds } = serviceResource;
        for (const zoneId of serviceResource.zoneIds) {
            attachments.push(
                new privatelink.VpcEndpointServiceResource(
                    `${name}-${attachmentKey(serviceResource, zoneId)}`,
                    {
                        serviceId: service.id,
                        resourceId: serviceResource.loadBalancerId,
                        resourceType: service.serviceResourceType,
                        // The load balancer's zones repeat an input, so this is known at preview.
                        zoneId: pulumi.output(loadBalancerZoneIds).apply(() => zoneId),
                    },
                    { parent, dependsOn: attachments.slice(-1), ...DELETION },
                ),
            );
        }
    }
    return attachments;
}

function attachmentKey({ name }: ServiceResource, zoneId: string): string {
    return name === undefined ? zoneId : `${name}-${zoneId}`;
}

function zoneIdsOf(args: EndpointServiceArgs): string[] {
    return [...new Set(args.serviceResources.flatMap(({ zoneIds }) => zoneIds))].sort();
}

/** Checks the arguments; gives them back with what is not known yet to be checked when it is. */
function preflight(name: string, args: EndpointServiceArgs): EndpointServiceArgs {
    const preflight = new Preflight(`EndpointService "${name}"`);
    preflight.plain("serviceResources", args.serviceResources, nonEmptyList("load balancer"));
    const checked: EndpointServiceArgs = {
        ...args,
        serviceResources: (args.serviceResources ?? []).map((serviceResource, index) =>
            preflightServiceResource(
                preflight,
                `serviceResources[${index}]`,
                serviceResource,
                args,
            ),
        ),
        serviceResourceType: preflight.input(
            "serviceResourceType",
            args.serviceResourceType,
            oneOf(ServiceResourceType),
        ),
        ports: Array.isArray(args.ports)
            ? args.ports.map((offered, index) =>
                  preflight.required(`ports[${index}]`, offered, servicePort),
              )
            : preflight.input("ports", args.ports as pulumi.Input<ServicePort[]>, servicePorts),
        serviceDescription: preflight.input(
            "serviceDescription",
            args.serviceDescription ?? name,
            description,
        ),
        payer: preflight.input("payer", args.payer, oneOf(Payer)),
        connectBandwidth: preflight.input("connectBandwidth", args.connectBandwidth, bandwidth),
        resourceGroupId: preflight.input("resourceGroupId", args.resourceGroupId, nonEmpty),
        tags: preflight.input("tags", args.tags, tags),
    };
    const keys = (args.serviceResources ?? []).flatMap((serviceResource) =>
        (serviceResource.zoneIds ?? []).map((zoneId) => attachmentKey(serviceResource, zoneId)),
    );
    for (const key of repeated(keys)) {
        preflight.add(
            "serviceResources",
            `"${key}" stands more than once. Name each zone once, and give load balancers that serve in the same zone different names.`,
        );
    }
    preflightAccountIds(preflight, args.allowedAccountIds ?? []);
    preflight.reject();
    return checked;
}

function servicePort(offered: ServicePort): string | undefined {
    return port(offered.port) === undefined &&
        oneOf(TransportProtocol)(offered.protocol ?? TransportProtocol.Tcp) === undefined
        ? undefined
        : 'Allowed is a port from 1 to 65535 with the protocol "tcp" or "udp".';
}

function servicePorts(offered: readonly ServicePort[]): string | undefined {
    return offered.map(servicePort).find((allowed) => allowed !== undefined);
}

function preflightServiceResource(
    preflight: Preflight,
    path: string,
    serviceResource: ServiceResource,
    { serviceResourceType }: EndpointServiceArgs,
): ServiceResource {
    const { zoneIds } = serviceResource;
    preflight.plain(`${path}.zoneIds`, zoneIds, nonEmptyList("zone"), (zones) =>
        (serviceResourceType ?? ServiceResourceType.Clb) === ServiceResourceType.Clb &&
        zones.length > 1
            ? "A CLB serves in one zone, its primary. For more zones, list one CLB per zone."
            : undefined,
    );
    zoneIds?.forEach((zoneId, index) => {
        preflight.plain(`${path}.zoneIds[${index}]`, zoneId, nonEmpty);
    });
    return {
        ...serviceResource,
        loadBalancerId: preflight.required(
            `${path}.loadBalancerId`,
            serviceResource.loadBalancerId,
            nonEmpty,
        ),
        loadBalancerZoneIds: zonesOfLoadBalancer(preflight, path, serviceResource),
    };
}

/** The zones of a load balancer, once it is certain that those it is to serve in are among them. */
function zonesOfLoadBalancer(
    preflight: Preflight,
    path: string,
    { zoneIds, loadBalancerZoneIds }: ServiceResource,
): pulumi.Output<string[]> | undefined {
    return loadBalancerZoneIds === undefined
        ? undefined
        : preflight.together({ found: loadBalancerZoneIds }, (later, { found }) => {
              zoneIds?.forEach((zoneId, index) => {
                  if (!found.includes(zoneId)) {
                      later.add(
                          `${path}.zoneIds[${index}]`,
                          `found "${zoneId}", in which the load balancer has no vSwitch. It is in ${found.join(", ")} only.`,
                      );
                  }
              });
          }).found;
}
