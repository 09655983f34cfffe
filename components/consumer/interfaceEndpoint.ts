import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import { checkActivation } from "../preflight/checks/privateLinkActivation";
import type { EndpointRequest } from "../contract/contract";
import { CONTRACT_VERSION } from "../contract/contractVersion";
import { type CheckedZone, checkZones, createZone } from "./endpointZones";
import { type EndpointZoneState, endpointZoneStates } from "./endpointZoneStates";
import {
    checkExistingSecurityGroups,
    checkClientAccess,
    createSecurityGroup,
} from "./securityGroups";
import {
    withDependencies,
    COMPONENT_INPUTS,
    dependenciesOf,
    withoutDependencies,
} from "../shared/dependencies";
import { type ChildChecks, ComponentChecks } from "../preflight";
import { deployedChild } from "../preflight/deployedResources";
import { checkContractInput, fieldOf } from "../preflight/contractInputs";
import { callerAccountIdForOutput } from "../preflight/lookups/caller";
import * as rules from "../preflight/rules";
import { checkEndpointQuota } from "../preflight/checks/quotas";
import { checkRequestedService, serviceRegionOf } from "./targetService";
import { AddressIpVersion } from "../shared/types";
import type { InterfaceEndpointArgs } from "./interfaceEndpointArgs";

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
    /** The request for the service's owner. Export it as the stack output `request`. */
    public readonly request: pulumi.Output<EndpointRequest>;

    constructor(name: string, args: InterfaceEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
        const checks = ComponentChecks.of("InterfaceEndpoint", name, args);
        const parts = checkParts(checks, name, args ?? {});
        super(
            "alicloud-privatelink:index:InterfaceEndpoint",
            name,
            COMPONENT_INPUTS,
            checks.options(opts),
        );

        const outputs = checks.outputs(
            ["endpointId", "endpointDomain", "zones", "securityGroupIds", "request"],
            () => createChildren(parts, name, args, this),
        );
        this.endpointId = outputs.endpointId;
        this.endpointDomain = outputs.endpointDomain;
        this.zones = outputs.zones;
        this.securityGroupIds = outputs.securityGroupIds;
        this.request = outputs.request;
        this.registerOutputs(outputs);
    }
}

/** The resources of an InterfaceEndpoint, and the checks that each waits for. */
interface Parts {
    /** Checks of arguments that both the new security group and the endpoint use. */
    readonly securityGroup: ChildChecks;
    readonly endpoint: ChildChecks;
    readonly zones: readonly CheckedZone[];
}

function createChildren(
    parts: Parts,
    name: string,
    args: InterfaceEndpointArgs,
    parent: InterfaceEndpoint,
) {
    const accountId = pulumi.output(callerAccountIdForOutput(parent));
    const endpoint = createEndpoint(parts, name, args, parent);
    const zones = parts.zones.map((zone) => createZone(zone, name, args, endpoint, parent));
    // The zone's id repeats an input, so it is known at preview: see shared/dependencies.ts.
    const endpointId = withDependencies(
        endpoint.id,
        zones.map(({ zoneId }) => zoneId),
    );
    return {
        endpointId,
        endpointDomain: endpoint.endpointDomain,
        zones: endpointZoneStates(
            name,
            args.zones.map(({ zoneId }) => zoneId),
            endpointId,
            parent,
        ),
        securityGroupIds: endpoint.securityGroupIds.apply((ids) => ids ?? []),
        request: pulumi.output({
            contractVersion: CONTRACT_VERSION,
            endpointId,
            serviceId: endpoint.serviceId,
            regionId: endpoint.regionId,
            accountId,
            zoneIds: args.zones.map(({ zoneId }) => zoneId),
            endpointDomain: endpoint.endpointDomain,
        }),
    };
}

function createEndpoint(
    { securityGroup, endpoint: checks }: Parts,
    name: string,
    args: InterfaceEndpointArgs,
    parent: InterfaceEndpoint,
): privatelink.VpcEndpoint {
    const { offer, vpcId, securityGroupIds } = args;
    const endpointName = args.endpointName ?? name;
    const serviceName =
        offer === undefined ? args.serviceName : fieldOf("offer", offer, "serviceName");
    checkActivation(checks, parent);
    checkRequestedService(checks, name, args, parent);
    const serviceId = offer === undefined ? args.serviceId : fieldOf("offer", offer, "serviceId");
    checkEndpointQuota(checks, { name: endpointName, vpcId, serviceName, serviceId }, parent);
    if (securityGroupIds !== undefined) {
        checkExistingSecurityGroups(checks, args, parent);
    }
    return new privatelink.VpcEndpoint(
        name,
        {
            vpcEndpointName: endpointName,
            endpointDescription:
                args.endpointDescription ?? pulumi.output(deployedDescription(name)),
            endpointType: "Interface",
            vpcId,
            // Replacing a part of a service of the same program must not replace the endpoint.
            serviceId: withoutDependencies(args.serviceId),
            serviceName: withoutDependencies(serviceName),
            serviceRegionId: serviceRegionOf(args, parent),
            crossRegionBandwidth: args.crossRegionBandwidth,
            // Always set, because the provider does not reset a property that is not set.
            addressIpVersion: args.addressIpVersion ?? AddressIpVersion.IPv4,
            policyDocument: args.policyDocument,
            securityGroupIds: securityGroupIds ?? [
                createSecurityGroup(securityGroup, name, args, parent),
            ],
            resourceGroupId: args.resourceGroupId,
            tags: args.tags,
        },
        {
            parent,
            dependsOn: checks.dependsOn(
                securityGroup.dependsOn(dependenciesOf(serviceId, serviceName)),
            ),
        },
    );
}

/**
 * The description of the deployed endpoint. It is set again if the program sets none: the provider never
 * clears it, and would show that as a change in each run.
 */
async function deployedDescription(name: string): Promise<string | undefined> {
    const deployed = await deployedChild("InterfaceEndpoint", VPC_ENDPOINT, name);
    const description = deployed?.outputs.endpointDescription;
    return typeof description === "string" && description !== "" ? description : undefined;
}

const VPC_ENDPOINT = "alicloud:privatelink/vpcEndpoint:VpcEndpoint";

function checkParts(checks: ComponentChecks, name: string, args: InterfaceEndpointArgs): Parts {
    const securityGroup = checks.ofChild();
    const endpoint = checks.ofChild();
    if (!checkContractInput(endpoint, "offer", args.offer)) {
        // Most other checks depend on the offer.
        return { securityGroup, endpoint, zones: [] };
    }
    securityGroup.argument("endpointName", args.endpointName ?? name, rules.resourceName);
    securityGroup.arguments(args, {
        vpcId: [rules.required, rules.nonEmpty, rules.vpcId],
        resourceGroupId: [rules.nonEmpty, rules.resourceGroupId],
        tags: rules.tags,
    });
    checkEndpoint(endpoint, args);
    return { securityGroup, endpoint, zones: checkZones(checks, args) };
}

function checkEndpoint(checks: ChildChecks, args: InterfaceEndpointArgs): void {
    const services = (["offer", "serviceName", "serviceId"] as const).filter(
        (property) => args[property] !== undefined,
    );
    checks.check(services[1] ?? "offer", services, rules.exactlyOneService);
    checkClientAccess(checks, args);
    checks.arguments(args, {
        serviceName: rules.serviceName,
        serviceId: [rules.nonEmpty, rules.serviceId],
        serviceRegionId: rules.regionId,
        crossRegionBandwidth: rules.crossRegionBandwidth,
        addressIpVersion: rules.ipVersion,
        endpointDescription: rules.description,
    });
    const { policyDocument } = args;
    const serviceName =
        args.offer === undefined
            ? (args.serviceName ?? args.serviceId ?? "")
            : fieldOf("offer", args.offer, "serviceName");
    checks.compare({ policyDocument, serviceName }, (facts, report) => {
        report.check("policyDocument", facts, rules.policyDocument);
    });
}
