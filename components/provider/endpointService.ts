import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import { checkActivation } from "../preflight/checks/privateLinkActivation";
import type { EndpointServiceOffer } from "../contract/contract";
import { SERVICE_DELETION, SERVICE_RESOURCE_DELETION } from "../shared/deleteTimeout";
import { checkAccountIds, EndpointServiceWhitelist } from "./endpointServiceWhitelist";
import { accountOffersOf, checkOfferArgs, offerOf } from "./endpointServiceOffer";
import { checkLoadBalancer } from "./loadBalancers/existingLoadBalancer";
import {
    withDependencies,
    COMPONENT_INPUTS,
    dependenciesOf,
    withoutDependencies,
} from "../shared/dependencies";
import { type ChildChecks, ComponentChecks } from "../preflight";
import { callerAccountId, loadBalancer } from "../preflight/lookups/resources";
import * as rules from "../preflight/rules";
import { checkServiceQuota } from "../preflight/checks/quotas";
import { attachmentName, checkAttachments, checkReplacement, formerName } from "./serviceInUse";
import { supportedRegions, warnOfRegionsTakenAway } from "./supportedRegions";
import { AddressIpVersion, Payer, type ServicePort, ServiceResourceType } from "../shared/types";
import { type ServiceResource, type EndpointServiceArgs } from "./endpointServiceArgs";

/**
 * Publishes load balancers as an endpoint service that interface endpoints in other VPCs, of the
 * same account or of others, can connect to.
 */
export class EndpointService extends pulumi.ComponentResource {
    /** Id of the service, once its load balancers are attached and its whitelist is complete. */
    public readonly serviceId: pulumi.Output<string>;
    /** Name of the service, which endpoints are created with: `com.aliyuncs.privatelink.<region>.<service id>`. */
    public readonly serviceName: pulumi.Output<string>;
    /** Domain of the service. */
    public readonly serviceDomain: pulumi.Output<string>;
    /** Zones in which the service can be reached. */
    public readonly zoneIds: pulumi.Output<string[]>;
    /** The offer for consumers and the connection stack. Export it as the stack output `offer`. */
    public readonly offer: pulumi.Output<EndpointServiceOffer>;
    /** An offer for each account in `allowedAccountIds`, by its UID, that names no other account. */
    public readonly accountOffers: pulumi.Output<Record<string, EndpointServiceOffer>>;

    constructor(name: string, args: EndpointServiceArgs, opts?: pulumi.ComponentResourceOptions) {
        const checks = new ComponentChecks(`EndpointService "${name}"`, args?.preflight);
        const completeArgs = withServiceResourceType(args ?? {});
        const parts = checkParts(checks, name, completeArgs);
        super(
            "alicloud-privatelink:index:EndpointService",
            name,
            COMPONENT_INPUTS,
            checks.options(opts),
        );

        const outputs = checks.outputs(
            ["serviceId", "serviceName", "serviceDomain", "zoneIds", "offer", "accountOffers"],
            () => publish(parts, name, completeArgs, this),
        );
        this.serviceId = outputs.serviceId;
        this.serviceName = outputs.serviceName;
        this.serviceDomain = outputs.serviceDomain;
        this.zoneIds = outputs.zoneIds;
        this.offer = outputs.offer;
        this.accountOffers = outputs.accountOffers;
        this.registerOutputs(outputs);
    }
}

/** The resources of an EndpointService, and the checks that each waits for. */
interface Parts {
    readonly service: ChildChecks;
    /** What all attachments wait for. */
    readonly attachments: ChildChecks;
    readonly serviceResources: readonly CheckedServiceResource[];
    readonly offer: ChildChecks;
}

interface CheckedServiceResource extends ServiceResource {
    readonly path: string;
    readonly checks: ChildChecks;
}

function publish(parts: Parts, name: string, args: EndpointServiceArgs, parent: EndpointService) {
    const service = createService(parts.service, name, args, parent);
    const attachments = attachServiceResources(parts, name, service, args, parent);
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
    // The type repeats an input, so it is known at preview: see shared/dependencies.ts.
    const complete = [...attachments.map(({ resourceType }) => resourceType), allowedAccountIds];
    const serviceId = withDependencies(service.id, complete);
    const serviceName = withDependencies(service.vpcEndpointServiceName, complete);
    const zoneIds = zoneIdsOf(parts.serviceResources);
    const offer = withDependencies(
        offerOf(args, parts.serviceResources, {
            serviceId,
            serviceName,
            regionId: service.regionId,
            accountId: callerAccountId(parent),
            zoneIds,
            allowedAccountIds,
        }),
        parts.offer.passed,
    );
    return {
        serviceId,
        serviceName,
        serviceDomain: service.serviceDomain,
        zoneIds: pulumi.output(zoneIds),
        offer,
        accountOffers: accountOffersOf(offer),
    };
}

/** The arguments with the kind of the load balancers filled in. */
function withServiceResourceType(args: EndpointServiceArgs): EndpointServiceArgs {
    const [first] = Array.isArray(args.serviceResources) ? args.serviceResources : [];
    const ofFirst = (first as Partial<ServiceResource> | undefined)?.serviceResourceType;
    return { ...args, serviceResourceType: args.serviceResourceType ?? ofFirst };
}

function createService(
    checks: ChildChecks,
    name: string,
    args: EndpointServiceArgs,
    parent: pulumi.Resource,
): privatelink.VpcEndpointService {
    const serviceDescription = args.serviceDescription ?? name;
    const supportedRegionIds = args.supportedRegionIds ?? [];
    checkActivation(checks, parent);
    checkServiceQuota(checks, serviceDescription, parent);
    checkReplacement(checks, name, args, parent);
    warnOfRegionsTakenAway(checks, name, supportedRegionIds, parent);
    return new privatelink.VpcEndpointService(
        name,
        {
            serviceDescription,
            serviceResourceType: args.serviceResourceType ?? ServiceResourceType.Clb,
            autoAcceptConnection: pulumi
                .output(args.acceptanceRequired ?? true)
                .apply((required) => !required),
            zoneAffinityEnabled: args.zoneAffinityEnabled ?? true,
            payer: args.payer ?? Payer.Endpoint,
            // The provider does not reset a property that is not set: defaults are always set, so that
            // removing an argument works.
            connectBandwidth: bandwidthOf(args),
            supportedRegionLists: supportedRegions(name, supportedRegionIds, parent),
            addressIpVersion: pulumi
                .output(args.addressIpVersion)
                .apply((version) => version ?? AddressIpVersion.IPv4),
            resourceGroupId: args.resourceGroupId,
            tags: args.tags,
        },
        { parent, dependsOn: checks.dependsOn(), ...SERVICE_DELETION },
    );
}

/** In Mbit/s (UpdateVpcEndpointServiceAttribute: ConnectBandwidth). */
const DEFAULT_BANDWIDTH = 3072;

/** The default bandwidth of a connection, for the types of load balancers that support one. */
function bandwidthOf({
    connectBandwidth,
    serviceResourceType,
}: Pick<EndpointServiceArgs, "connectBandwidth" | "serviceResourceType">): pulumi.Output<number> {
    return pulumi
        .all([connectBandwidth, serviceResourceType])
        .apply(([bandwidth, type = ServiceResourceType.Clb]) =>
            type === ServiceResourceType.Clb || type === ServiceResourceType.Alb
                ? (bandwidth ?? DEFAULT_BANDWIDTH)
                : bandwidth,
        ) as pulumi.Output<number>;
}

/**
 * One attachment per load balancer and zone, one after the other: the service takes one write at a
 * time (AttachResourceToVpcEndpointService).
 *
 * Each is made after the listeners of its load balancer, but has no input from them: a listener is
 * deleted before it is replaced, and Pulumi would then take the load balancer off the service as well,
 * see shared/dependencies.ts.
 */
function attachServiceResources(
    { serviceResources, attachments: notInUse }: Parts,
    name: string,
    service: privatelink.VpcEndpointService,
    args: EndpointServiceArgs,
    parent: pulumi.Resource,
): privatelink.VpcEndpointServiceResource[] {
    const attachments: privatelink.VpcEndpointServiceResource[] = [];
    checkAttachments(notInUse, name, serviceResources, parent);
    for (const serviceResource of serviceResources) {
        const { loadBalancerId, loadBalancerZoneIds, checks } = serviceResource;
        lookUpLoadBalancer(serviceResource, args, parent);
        for (const zoneId of serviceResource.zoneIds) {
            const previous = attachments.at(-1)?.resourceType;
            const others = dependenciesOf(loadBalancerId, loadBalancerZoneIds, previous);
            attachments.push(
                new privatelink.VpcEndpointServiceResource(
                    attachmentName(name, serviceResource.name, zoneId),
                    {
                        serviceId: service.id,
                        resourceId: withoutDependencies(loadBalancerId),
                        resourceType: service.serviceResourceType,
                        zoneId,
                    },
                    {
                        parent,
                        dependsOn: checks.dependsOn(notInUse.dependsOn(others)),
                        aliases: [formerName(name, serviceResources, serviceResource, zoneId)],
                        ...SERVICE_RESOURCE_DELETION,
                    },
                ),
            );
        }
    }
    return attachments;
}

/** Checks that the cloud has the load balancer, in its zones. */
function lookUpLoadBalancer(
    { path, loadBalancerId, zoneIds, checks }: CheckedServiceResource,
    { serviceResourceType = ServiceResourceType.Clb }: EndpointServiceArgs,
    parent: pulumi.Resource,
): void {
    const asked = { id: loadBalancerId, type: serviceResourceType };
    checks.lookUp(asked, async (known, report) => {
        const found = await loadBalancer(known.type, known.id, parent);
        if (found === undefined) {
            return;
        }
        checkLoadBalancer(report, `${path}.loadBalancerId`, known, found);
        zoneIds.forEach((zoneId, zone) => {
            const zonePath = `${path}.zoneIds[${zone}]`;
            if (found?.primaryZoneId !== undefined) {
                const primary = { loadBalancerId: known.id, primaryZoneId: found.primaryZoneId };
                report.check(zonePath, { zoneId, ...primary }, rules.clbPrimaryZone);
            }
            if (found?.zoneIds !== undefined) {
                const loadBalancerZoneIds = found.zoneIds;
                report.check(zonePath, { zoneId, loadBalancerZoneIds }, rules.loadBalancerZone);
            }
        });
    });
}

function zoneIdsOf(serviceResources: readonly ServiceResource[]): string[] {
    return [...new Set(serviceResources.flatMap(({ zoneIds }) => zoneIds))].sort();
}

function checkParts(checks: ComponentChecks, name: string, args: EndpointServiceArgs): Parts {
    const service = checks.ofChild();
    const attachments = checks.ofChild();
    const offer = checks.ofChild();
    const serviceResources = checkServiceResources(checks, args);
    checkService(service, name, args);
    checkPorts(offer, args.ports);
    checkOfferArgs(offer, args);
    checkAccountIds(service, args.allowedAccountIds);
    return { service, attachments, serviceResources, offer };
}

function checkService(checks: ChildChecks, name: string, args: EndpointServiceArgs): void {
    checks.argument("serviceDescription", args.serviceDescription ?? name, rules.description);
    checks.arguments(args, {
        serviceResourceType: rules.serviceResourceType,
        acceptanceRequired: rules.aBoolean,
        zoneAffinityEnabled: rules.aBoolean,
        payer: rules.payer,
        connectBandwidth: rules.bandwidth,
        addressIpVersion: rules.ipVersion,
        resourceGroupId: rules.nonEmpty,
        tags: rules.tags,
    });
    const {
        serviceResourceType: type = ServiceResourceType.Clb,
        connectBandwidth,
        addressIpVersion,
    } = args;
    checks.compare(
        { serviceResourceType: type, connectBandwidth, addressIpVersion },
        (facts, report) => {
            report.check("connectBandwidth", facts, rules.connectBandwidth);
            report.check("addressIpVersion", facts, rules.serviceIpVersion);
        },
    );
    checks.list("supportedRegionIds", args.supportedRegionIds).forEach((regionId, index) => {
        checks.plain(`supportedRegionIds[${index}]`, regionId, rules.nonEmpty);
    });
}

function checkPorts(checks: ChildChecks, ports: EndpointServiceArgs["ports"]): void {
    const all = ports as pulumi.Input<ServicePort[]> | undefined;
    if (!Array.isArray(ports)) {
        checks.argument("ports", all, rules.everyServicePort, rules.servicePorts);
        return;
    }
    ports.forEach((offered, index) => {
        checks.argument(`ports[${index}]`, offered, rules.servicePort);
    });
    checks.argument("ports", all, rules.servicePorts);
}

function checkServiceResources(
    checks: ComponentChecks,
    args: EndpointServiceArgs,
): CheckedServiceResource[] {
    const all = checks.ofChild();
    all.plain("serviceResources", args.serviceResources, rules.serviceResourcesNotEmpty);
    const serviceResources = all
        .entries("serviceResources", args.serviceResources)
        .map(({ path, entry }) => checkServiceResource(checks.ofChild(), path, entry, args));
    const attachments = serviceResources.flatMap(({ name, zoneIds }) =>
        zoneIds.map((zoneId) => ({ name, zoneId })),
    );
    const zoneIds = attachments.map(({ zoneId }) => zoneId);
    all.plain("serviceResources", attachments, rules.attachmentsDistinct);
    all.plain("serviceResources", zoneIds, rules.attachmentCount);
    return serviceResources;
}

function checkServiceResource(
    checks: ChildChecks,
    path: string,
    serviceResource: ServiceResource,
    { serviceResourceType = ServiceResourceType.Clb }: EndpointServiceArgs,
): CheckedServiceResource {
    const { name, loadBalancerId, loadBalancerZoneIds, ports } = serviceResource;
    checks.arguments(serviceResource, { loadBalancerId: [rules.required, rules.nonEmpty] }, path);
    checks.plain(`${path}.zoneIds`, serviceResource.zoneIds, rules.serviceZonesNotEmpty);
    const zoneIds = [...checks.list(`${path}.zoneIds`, serviceResource.zoneIds)];
    zoneIds.forEach((zoneId, index) => {
        checks.plain(`${path}.zoneIds[${index}]`, zoneId, rules.nonEmpty);
    });
    checks.compare({ serviceResourceType }, (known, report) => {
        report.check(`${path}.zoneIds`, { zoneIds, ...known }, rules.serviceZoneCount);
        if (serviceResource.serviceResourceType !== undefined) {
            const types = { type: serviceResource.serviceResourceType, ...known };
            report.check(`${path}.serviceResourceType`, types, rules.sameServiceResourceType);
        }
    });
    if (loadBalancerZoneIds !== undefined) {
        checks.compare({ loadBalancerZoneIds }, (known, report) => {
            zoneIds.forEach((zoneId, index) => {
                const facts = { zoneId, ...known };
                report.check(`${path}.zoneIds[${index}]`, facts, rules.loadBalancerZone);
            });
        });
    }
    return { name, loadBalancerId, loadBalancerZoneIds, ports, zoneIds, path, checks };
}
