import * as slb from "@pulumi/alicloud/slb";
import * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../../preflight";
import { checkVswitch } from "../../preflight/checks/vswitch";
import { classicLoadBalancersAt } from "../../preflight/lookups/loadBalancers";
import { classicZones } from "../../preflight/lookups/zones";
import * as rules from "../../preflight/rules";
import { ClbInstanceChargeType } from "../../shared/loadBalancers";
import { ServiceResourceType } from "../../shared/types";
import type { ClbServiceResourceArgs } from "./clbServiceResourceArgs";
import type { Deployed, DeployedLoadBalancer } from "./deployedLoadBalancer";
import { checkOnlyForNew } from "./existingLoadBalancer";
import {
    changesThatReplace,
    checkReplacement,
    type ImmutableArgument,
} from "./loadBalancerChanges";
import type { LoadBalancerKind } from "./loadBalancerKind";

export const CLB: LoadBalancerKind<slb.ApplicationLoadBalancer> = {
    component: "ClbServiceResource",
    serviceResourceType: ServiceResourceType.Clb,
    resourceType: "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer",
    resource: slb.ApplicationLoadBalancer,
};

/** Creates the load balancer. */
export function createLoadBalancer(
    checks: ChildChecks,
    deployed: DeployedLoadBalancer,
    name: string,
    args: ClbServiceResourceArgs,
    parent: pulumi.Resource,
): slb.ApplicationLoadBalancer {
    const { vswitchId = "", address } = args;
    // A CLB is not tied to the zone of its vSwitch, which it takes an address from.
    const paths = { vswitchId: "vswitchId", address: "address" };
    checkVswitch(checks, paths, { vswitchId, address }, parent);
    checkReplacement(checks, deployed.own, immutableArguments(args), parent);
    checkZones(checks, deployed.own, args, parent);
    checkAddress(checks, deployed, args, parent);
    checkBilling(checks, deployed.own, args);
    const chargeType = pulumi.output(args.instanceChargeType ?? ClbInstanceChargeType.PayBySpec);
    return new slb.ApplicationLoadBalancer(
        name,
        {
            loadBalancerName: args.loadBalancerName ?? name,
            addressType: "intranet",
            addressIpVersion: "ipv4",
            address,
            vswitchId,
            masterZoneId: args.zoneId,
            slaveZoneId: args.secondaryZoneId,
            paymentType: "PayAsYouGo",
            instanceChargeType: chargeType,
            loadBalancerSpec: pulumi
                .all([chargeType, args.loadBalancerSpec ?? "slb.s1.small"])
                .apply(([type, spec]) =>
                    type === ClbInstanceChargeType.PayBySpec ? spec : undefined,
                ),
            deleteProtection: pulumi
                .output(args.deletionProtection ?? false)
                .apply((on) => (on ? "on" : "off")),
            resourceGroupId: args.resourceGroupId,
            // Also set if there are none: the provider would keep those that were removed.
            tags: args.tags ?? {},
        },
        { parent, dependsOn: checks.dependsOn() },
    );
}

/** The arguments whose change makes Pulumi replace the load balancer. */
export function immutableArguments(args: ClbServiceResourceArgs): ImmutableArgument[] {
    return [
        { path: "vswitchId", output: "vswitchId", value: args.vswitchId },
        { path: "address", output: "address", value: args.address },
        { path: "zoneId", output: "masterZoneId", value: args.zoneId },
        { path: "secondaryZoneId", output: "slaveZoneId", value: args.secondaryZoneId },
        { path: "resourceGroupId", output: "resourceGroupId", value: args.resourceGroupId },
    ];
}

/** Checks that there can be a CLB in its zones. What is deployed in them shows that. */
function checkZones(
    checks: ChildChecks,
    deployed: Deployed,
    { zoneId, secondaryZoneId }: ClbServiceResourceArgs,
    parent: pulumi.Resource,
): void {
    checks.lookUp({ zoneId, secondaryZoneId }, async (known, report) => {
        const { masterZoneId, slaveZoneId } = (await deployed)?.outputs ?? {};
        const isPrimaryKnown = [undefined, masterZoneId].includes(known.zoneId);
        const isSecondaryKnown = [undefined, slaveZoneId].includes(known.secondaryZoneId);
        const zones = isPrimaryKnown && isSecondaryKnown ? undefined : await classicZones(parent);
        if (zones === undefined) {
            return;
        }
        const regionZoneIds = zones.map((zone) => zone.zoneId);
        const check = (path: string, zone = "") =>
            report.check(path, { zoneId: zone, regionZoneIds, forKind: "CLBs" }, rules.zoneFound);
        if (!isPrimaryKnown && !check("zoneId", known.zoneId)) {
            return;
        }
        if (!isSecondaryKnown && check("secondaryZoneId", known.secondaryZoneId)) {
            const primary = zones.find((zone) => zone.zoneId === (known.zoneId ?? masterZoneId));
            const facts = { ...known, ...primary };
            report.check(
                "secondaryZoneId",
                facts as Required<typeof facts>,
                rules.clbSecondaryZone,
            );
        }
    });
}

/** Checks that the address is free. A load balancer that is replaced keeps it until it is deleted, at the end. */
function checkAddress(
    checks: ChildChecks,
    deployed: DeployedLoadBalancer,
    args: ClbServiceResourceArgs,
    parent: pulumi.Resource,
): void {
    const { vswitchId, address } = args;
    if (address === undefined) {
        return;
    }
    const values = immutableArguments(args);
    checks.lookUp({ vswitchId, address, values }, async (known, report) => {
        const changed = await changesThatReplace(known, deployed, parent);
        const id =
            changed.length === 0
                ? undefined
                : await loadBalancerWithAddress(known, deployed, parent);
        if (id !== undefined) {
            const facts = { address: known.address, id, changed };
            report.check("address", facts, rules.addressNotInUse);
        }
    });
}

/** Id of the load balancer that has an address: the one of the state, or one that is still to be deleted. */
async function loadBalancerWithAddress(
    { vswitchId, address }: { readonly vswitchId?: string; readonly address: string },
    deployed: DeployedLoadBalancer,
    parent: pulumi.Resource,
): Promise<string | undefined> {
    const { outputs = {} } = (await deployed.found) ?? {};
    if (outputs.address === address && outputs.vswitchId === vswitchId) {
        return String(outputs.id);
    }
    const found = await classicLoadBalancersAt(address, parent);
    return found?.balancers.find((each) => each.vswitchId === vswitchId && each.address === address)
        ?.id;
}

function checkBilling(
    checks: ChildChecks,
    deployed: Deployed,
    { instanceChargeType = ClbInstanceChargeType.PayBySpec }: ClbServiceResourceArgs,
): void {
    checks.lookUp({ to: instanceChargeType }, async ({ to }, report) => {
        const from = (await deployed)?.outputs.instanceChargeType;
        if (typeof from === "string") {
            report.check("instanceChargeType", { from, to }, rules.chargeTypeNotReverted);
        }
    });
}

/** Checks that a load balancer that was created or read fits PrivateLink. */
export function checkFitsPrivateLink(
    checks: ChildChecks,
    { id, addressType, paymentType }: slb.ApplicationLoadBalancer,
): void {
    checks.compare({ id, addressType, paymentType }, (known, report) => {
        report.check("loadBalancerId", known, rules.clbAddressType);
        report.check("loadBalancerId", known, rules.clbPaymentType);
    });
}

/** Arguments that only apply to a new load balancer. */
const NEW_ONLY = [
    "vswitchId",
    "zoneId",
    "secondaryZoneId",
    "loadBalancerName",
    "address",
    "instanceChargeType",
    "loadBalancerSpec",
    "deletionProtection",
    "resourceGroupId",
    "tags",
] as const;

/** Checks the arguments that are about the load balancer. */
export function checkLoadBalancerArguments(
    checks: ChildChecks,
    name: string,
    args: ClbServiceResourceArgs,
): void {
    if (args.loadBalancerId === undefined) {
        checks.arguments(args, { vswitchId: [rules.required, rules.nonEmpty, rules.vswitchId] });
        checks.argument("loadBalancerName", args.loadBalancerName ?? name, rules.clbName);
    } else {
        checkOnlyForNew(checks, args, NEW_ONLY);
    }
    checks.arguments(args, {
        loadBalancerId: [rules.nonEmpty, rules.clbId],
        zoneId: rules.nonEmpty,
        secondaryZoneId: rules.nonEmpty,
        address: rules.ipv4Address,
        instanceChargeType: rules.instanceChargeType,
        loadBalancerSpec: rules.nonEmpty,
        deletionProtection: rules.aBoolean,
        resourceGroupId: [rules.nonEmpty, rules.resourceGroupId],
        tags: rules.tags,
    });
}
