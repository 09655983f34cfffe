import * as alb from "@pulumi/alicloud/alb";
import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../../preflight";
import { applicationLoadBalancersIn } from "../../preflight/lookups/loadBalancers";
import { applicationZones } from "../../preflight/lookups/zones";
import * as rules from "../../preflight/rules";
import { AlbAddressAllocatedMode, AlbAddressType, AlbEdition } from "../../shared/loadBalancers";
import { ServiceResourceType } from "../../shared/types";
import type { AlbServiceResourceArgs } from "./albServiceResourceArgs";
import type { Deployed, DeployedLoadBalancer } from "./deployedLoadBalancer";
import { checkOnlyForNew } from "./existingLoadBalancer";
import { checkReplacement, type ImmutableArgument } from "./loadBalancerChanges";
import type { LoadBalancerKind } from "./loadBalancerKind";
import {
    checkRemovedZones,
    checkZoneAddresses,
    checkZones,
    type ZoneSource,
} from "./loadBalancerZones";

export const ALB: LoadBalancerKind<alb.LoadBalancer> = {
    component: "AlbServiceResource",
    serviceResourceType: ServiceResourceType.Alb,
    resourceType: "alicloud:alb/loadBalancer:LoadBalancer",
    resource: alb.LoadBalancer,
};

const ZONES: ZoneSource = {
    kind: { noun: "ALBs", zones: applicationZones },
    addressProperty: "intranetAddress",
    inVpc: applicationLoadBalancersIn,
};

/** Creates the load balancer. */
export function createLoadBalancer(
    checks: ChildChecks,
    deployed: DeployedLoadBalancer,
    name: string,
    args: AlbServiceResourceArgs,
    parent: pulumi.Resource,
): alb.LoadBalancer {
    const { vpcId, addressAllocatedMode: mode = AlbAddressAllocatedMode.Fixed } = args;
    const values: ImmutableArgument[] = [
        { path: "vpcId", output: "vpcId", value: vpcId },
        { path: "addressAllocatedMode", output: "addressAllocatedMode", value: mode },
    ];
    checkReplacement(checks, deployed.own, values, parent);
    checkRemovedZones(checks, deployed.own, args.zones);
    checkEditionChange(checks, deployed.own, args);
    checkZoneAddresses(checks, deployed, ZONES, args.zones, { vpcId, values }, parent);
    return new alb.LoadBalancer(
        name,
        {
            loadBalancerName: args.loadBalancerName ?? name,
            loadBalancerEdition: args.edition ?? AlbEdition.Basic,
            addressType: args.addressType ?? AlbAddressType.Intranet,
            addressAllocatedMode: mode,
            loadBalancerBillingConfig: { payType: "PayAsYouGo" },
            vpcId: vpcId as pulumi.Input<string>,
            zoneMappings: args.zones.map(({ zoneId, vswitchId = "", address }) => ({
                zoneId,
                vswitchId,
                intranetAddress: address,
            })),
            deletionProtectionConfig: { enabled: args.deletionProtection ?? false },
            resourceGroupId: args.resourceGroupId,
            tags: args.tags,
        },
        { parent, dependsOn: checks.dependsOn() },
    );
}

function checkEditionChange(
    checks: ChildChecks,
    deployed: Deployed,
    { edition = AlbEdition.Basic }: AlbServiceResourceArgs,
): void {
    checks.lookUp({ to: edition }, async ({ to }, report) => {
        const { id, loadBalancerEdition: from } = (await deployed)?.outputs ?? {};
        if (typeof from === "string") {
            report.check("edition", { id: String(id), from, to }, rules.editionNotLowered);
        }
    });
}

/** Arguments that only apply to a new load balancer. */
const NEW_ONLY = [
    "vpcId",
    "loadBalancerName",
    "edition",
    "addressAllocatedMode",
    "deletionProtection",
] as const;

/** Checks the arguments that are about the load balancer. */
export function checkLoadBalancerArguments(
    checks: ChildChecks,
    name: string,
    args: AlbServiceResourceArgs,
): void {
    const isNew = args.loadBalancerId === undefined;
    if (isNew) {
        checks.arguments(args, { vpcId: [rules.required, rules.nonEmpty, rules.vpcId] });
        checks.argument("loadBalancerName", args.loadBalancerName ?? name, rules.albName);
    } else {
        checkOnlyForNew(checks, args, NEW_ONLY);
    }
    checks.arguments(args, {
        loadBalancerId: [rules.nonEmpty, rules.albId],
        edition: rules.albEdition,
        deletionProtection: rules.aBoolean,
        addressType: rules.albAddressType,
        addressAllocatedMode: rules.albAddressMode,
        resourceGroupId: [rules.nonEmpty, rules.resourceGroupId],
        tags: rules.tags,
    });
    const count = isNew ? rules.albZoneCount : rules.existingAlbZoneCount;
    const address = [rules.required, rules.ipv4Address];
    checkZones(checks, args.zones, isNew, { count, address });
}
