import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import { checkActivation } from "../preflight/checks/privateLinkActivation";
import type { EndpointServiceOffer } from "../contract/contract";
import { checkAccountIds, EndpointServiceWhitelist } from "./endpointServiceWhitelist";
import { accountOffersOf, checkOfferArgs, offerOf } from "./endpointServiceOffer";
import { withDependencies, COMPONENT_INPUTS } from "../shared/dependencies";
import { type ChildChecks, ComponentChecks } from "../preflight";
import { callerAccountIdForOutput } from "../preflight/lookups/caller";
import * as rules from "../preflight/rules";
import { checkServiceQuota } from "../preflight/checks/quotas";
import { deletionGuard } from "./deletionGuard";
import { checkReplacement } from "./serviceInUse";
import {
    attachServiceResources,
    type CheckedServiceResource,
    checkServiceResources,
    type DeletionOptions,
    zoneIdsOf,
} from "./serviceResources";
import { supportedRegions, warnOfRemovedRegions } from "./supportedRegions";
import { AddressIpVersion, type ServicePort, ServiceResourceType } from "../shared/types";
import { type CompleteArgs, type EndpointServiceArgs, withDefaults } from "./endpointServiceArgs";

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
        const checks = ComponentChecks.of("EndpointService", name, args);
        const completeArgs = withDefaults(args ?? {});
        const parts = checkParts(checks, name, completeArgs);
        super(
            "alicloud-privatelink:index:EndpointService",
            name,
            COMPONENT_INPUTS,
            checks.options(opts),
        );

        const outputs = checks.outputs(
            ["serviceId", "serviceName", "serviceDomain", "zoneIds", "offer", "accountOffers"],
            () => createChildren(parts, name, completeArgs, opts?.customTimeouts?.delete, this),
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

function createChildren(
    parts: Parts,
    name: string,
    args: CompleteArgs,
    deleteTimeout: string | undefined,
    parent: EndpointService,
) {
    const isGuarded = args.deletionGuard === true && args.ignoreConnectedEndpoints !== true;
    const deletion: DeletionOptions = {
        ...(deleteTimeout ? { customTimeouts: { delete: deleteTimeout } } : {}),
        ...(isGuarded ? { hooks: deletionGuard(name, parent) } : {}),
    };
    const service = createService(parts.service, name, args, deletion, parent);
    const attachments = attachServiceResources(
        name,
        parts.serviceResources,
        parts.attachments,
        service,
        args,
        deletion,
        parent,
    );
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
            accountId: callerAccountIdForOutput(parent),
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

function createService(
    checks: ChildChecks,
    name: string,
    args: CompleteArgs,
    deletion: DeletionOptions,
    parent: pulumi.Resource,
): privatelink.VpcEndpointService {
    const serviceDescription = args.serviceDescription ?? name;
    const supportedRegionIds = args.supportedRegionIds ?? [];
    checkActivation(checks, parent);
    checkServiceQuota(checks, serviceDescription, parent);
    checkReplacement(checks, name, args, parent);
    warnOfRemovedRegions(checks, name, supportedRegionIds, parent);
    return new privatelink.VpcEndpointService(
        name,
        {
            serviceDescription,
            serviceResourceType: args.serviceResourceType,
            autoAcceptConnection: pulumi
                .output(args.acceptanceRequired)
                .apply((required) => !required),
            zoneAffinityEnabled: args.zoneAffinityEnabled ?? true,
            payer: args.payer,
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
        { ...deletion, parent, dependsOn: checks.dependsOn() },
    );
}

/** In Mbit/s (UpdateVpcEndpointServiceAttribute: ConnectBandwidth). */
const DEFAULT_BANDWIDTH = 3072;

/** The default bandwidth of a connection, for the types of load balancers that support one. */
function bandwidthOf({
    connectBandwidth,
    serviceResourceType,
}: CompleteArgs): pulumi.Output<number> {
    return pulumi
        .all([connectBandwidth, serviceResourceType])
        .apply(([bandwidth, type]) =>
            type === ServiceResourceType.Clb || type === ServiceResourceType.Alb
                ? (bandwidth ?? DEFAULT_BANDWIDTH)
                : bandwidth,
        ) as pulumi.Output<number>;
}

function checkParts(checks: ComponentChecks, name: string, args: CompleteArgs): Parts {
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

function checkService(checks: ChildChecks, name: string, args: CompleteArgs): void {
    checks.argument("serviceDescription", args.serviceDescription ?? name, rules.description);
    checks.arguments(args, {
        serviceResourceType: rules.serviceResourceType,
        acceptanceRequired: rules.aBoolean,
        zoneAffinityEnabled: rules.aBoolean,
        payer: rules.payer,
        connectBandwidth: rules.bandwidth,
        addressIpVersion: rules.ipVersion,
        resourceGroupId: [rules.nonEmpty, rules.resourceGroupId],
        tags: rules.tags,
    });
    const { serviceResourceType, connectBandwidth, addressIpVersion } = args;
    const values = { serviceResourceType, connectBandwidth, addressIpVersion };
    checks.compare(values, (facts, report) => {
        report.check("connectBandwidth", facts, rules.connectBandwidth);
        report.check("addressIpVersion", facts, rules.serviceIpVersion);
    });
    checks.list("supportedRegionIds", args.supportedRegionIds).forEach((regionId, index) => {
        checks.plain(`supportedRegionIds[${index}]`, regionId, rules.regionId);
    });
    checks.plain(
        "ignoreConnectedEndpoints",
        args.ignoreConnectedEndpoints ?? false,
        rules.aBoolean,
    );
    checks.plain("deletionGuard", args.deletionGuard ?? false, rules.aBoolean);
    const { supportedRegionIds = [] } = args;
    checks.check("supportedRegionIds", supportedRegionIds, rules.supportedRegionsDistinct);
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
