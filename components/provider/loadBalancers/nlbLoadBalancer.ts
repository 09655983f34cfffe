import * as nlb from "@pulumi/alicloud/nlb";
import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../../preflight";
import { checkSecurityGroups } from "../../preflight/checks/securityGroups";
import { networkLoadBalancersIn } from "../../preflight/lookups/loadBalancers";
import { networkZones } from "../../preflight/lookups/zones";
import * as rules from "../../preflight/rules";
import { NlbAddressType } from "../../shared/loadBalancers";
import { ServiceResourceType } from "../../shared/types";
import type { Deployed, DeployedLoadBalancer } from "./deployedLoadBalancer";
import { checkOnlyForNew } from "./existingLoadBalancer";
import { checkReplacement, type ImmutableArgument } from "./loadBalancerChanges";
import type { LoadBalancerKind } from "./loadBalancerKind";
import {
    checkRemovedZones,
    checkZoneAddresses,
    checkZones,
    deployedZoneIds,
    type ZoneSource,
} from "./loadBalancerZones";
import type { NlbServiceResourceArgs, NlbZone } from "./nlbServiceResourceArgs";

export const NLB: LoadBalancerKind<nlb.LoadBalancer> = {
    component: "NlbServiceResource",
    serviceResourceType: ServiceResourceType.Nlb,
    resourceType: "alicloud:nlb/loadBalancer:LoadBalancer",
    resource: nlb.LoadBalancer,
};

const ZONES: ZoneSource = {
    kind: { noun: "NLBs", zones: networkZones },
    addressProperty: "privateIpv4Address",
    inVpc: networkLoadBalancersIn,
};

/** Creates the load balancer. */
export function createLoadBalancer(
    checks: ChildChecks,
    deployed: DeployedLoadBalancer,
    name: string,
    args: NlbServiceResourceArgs,
    parent: pulumi.Resource,
): nlb.LoadBalancer {
    const { vpcId, zones, securityGroupIds = [] } = args;
    const values: ImmutableArgument[] = [{ path: "vpcId", output: "vpcId", value: vpcId }];
    checkReplacement(checks, deployed.own, values, parent);
    checkRemovedZones(checks, deployed.own, zones);
    checkZonesOfRegion(checks, deployed.own, zones, parent);
    checkZoneAddresses(checks, deployed, ZONES, zones, { vpcId, values }, parent);
    checks.lookUp({ securityGroupIds, vpcId }, async (known, report) => {
        const groups = { ids: known.securityGroupIds, vpcId: known.vpcId };
        await checkSecurityGroups(report, groups, parent);
    });
    return new nlb.LoadBalancer(
        name,
        {
            loadBalancerName: args.loadBalancerName ?? name,
            addressType: args.addressType ?? NlbAddressType.Intranet,
            crossZoneEnabled: args.crossZoneEnabled ?? true,
            vpcId: vpcId as pulumi.Input<string>,
            zoneMappings: zones.map(({ zoneId, vswitchId = "", address }) => ({
                zoneId,
                vswitchId,
                privateIpv4Address: address,
            })),
            securityGroupIds,
            deletionProtectionConfig: { enabled: args.deletionProtection ?? false },
            resourceGroupId: args.resourceGroupId,
            tags: args.tags,
        },
        { parent, dependsOn: checks.dependsOn() },
    );
}

/** Checks that a single zone is enough. Not every region has two; what is deployed in one zone shows that. */
function checkZonesOfRegion(
    checks: ChildChecks,
    deployed: Deployed,
    zones: readonly NlbZone[],
    parent: pulumi.Resource,
): void {
    const zoneIds = zones.map(({ zoneId }) => zoneId);
    if (zoneIds.length === 1) {
        checks.lookUp({}, async (_, report) => {
            const isDeployed = deployedZoneIds(await deployed).length === 1;
            const regionZoneIds = isDeployed ? undefined : await networkZones(parent);
            // A zone that does not exist is a finding of its own.
            if (regionZoneIds?.includes(zoneIds[0]) === true) {
                report.check("zones", { zoneIds, regionZoneIds }, rules.zonesOfRegion);
            }
        });
    }
}

/** Arguments that only apply to a new load balancer. */
const NEW_ONLY = [
    "vpcId",
    "loadBalancerName",
    "crossZoneEnabled",
    "securityGroupIds",
    "deletionProtection",
] as const;

/** Checks the arguments that are about the load balancer. */
export function checkLoadBalancerArguments(
    checks: ChildChecks,
    name: string,
    args: NlbServiceResourceArgs,
): void {
    const isNew = args.loadBalancerId === undefined;
    if (isNew) {
        checks.arguments(args, { vpcId: [rules.required, rules.nonEmpty, rules.vpcId] });
        checks.argument("loadBalancerName", args.loadBalancerName ?? name, rules.albName);
    } else {
        checkOnlyForNew(checks, args, NEW_ONLY);
    }
    checks.arguments(args, {
        loadBalancerId: [rules.nonEmpty, rules.nlbId],
        deletionProtection: rules.aBoolean,
        crossZoneEnabled: rules.aBoolean,
        consumerIdentity: rules.aBoolean,
        addressType: rules.nlbAddressType,
        resourceGroupId: [rules.nonEmpty, rules.resourceGroupId],
        tags: rules.tags,
        securityGroupIds: [rules.securityGroupIds, rules.idsOfSecurityGroups],
    });
    checkZones(checks, args.zones, isNew, {
        count: rules.nlbZoneCount,
        address: [rules.ipv4Address],
    });
}
