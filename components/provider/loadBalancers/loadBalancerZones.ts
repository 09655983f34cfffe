import type * as pulumi from "@pulumi/pulumi";

import type { Check, ChildChecks } from "../../preflight";
import { checkZoneFound, type ZoneKind } from "../../preflight/checks/zone";
import { checkVswitch } from "../../preflight/checks/vswitch";
import type { DeployedResource } from "../../preflight/deployedResources";
import type { LookupScope } from "../../preflight/lookups/lookupCache";
import * as rules from "../../preflight/rules";
import type { Deployed, DeployedLoadBalancer } from "./deployedLoadBalancer";
import { checkOnlyForNew } from "./existingLoadBalancer";
import { attachmentsOf, changesThatReplace, type ImmutableArgument } from "./loadBalancerChanges";

/** A zone of a load balancer that has an address in each of its zones. */
export interface LoadBalancerZone {
    readonly zoneId: string;
    readonly vswitchId?: pulumi.Input<string>;
    readonly address?: pulumi.Input<string>;
}

/** The zones of a kind of load balancer: where its resource and its lookups have them. */
export interface ZoneSource {
    /** Which zones of the region have such load balancers. */
    readonly kind: ZoneKind;
    /** Property of an entry of the resource's `zoneMappings` that is the private address. */
    readonly addressProperty: string;
    /** Looks up the load balancers of a VPC. */
    readonly inVpc: (
        vpcId: string,
        scope: LookupScope,
    ) => Promise<
        | {
              readonly balancers: readonly {
                  readonly id: string;
                  readonly addresses: readonly string[];
              }[];
          }
        | null
        | undefined
    >;
}

/** The rules for the zones of a kind of load balancer. */
export interface ZoneRules {
    /** Rule for the number of zones. */
    readonly count: Check<readonly unknown[]>;
    /** Rules for the address in each zone of a new load balancer. */
    readonly address: readonly Check<string>[];
}

/** Checks the zones of a load balancer. What an existing one has in them cannot be set. */
export function checkZones(
    checks: ChildChecks,
    zones: readonly LoadBalancerZone[],
    isNew: boolean,
    { count, address }: ZoneRules,
): void {
    const entries = checks.entries("zones", zones);
    const zoneIds = entries.map(({ entry }) => entry.zoneId);
    // Not while some of them have findings of their own.
    if (rules.isListOrLeftOut(zones) && entries.length === (zones ?? []).length) {
        checks.check("zones", zoneIds, count);
    }
    checks.check("zones", zoneIds, rules.zonesDistinct);
    checks.check(
        "zones",
        entries.flatMap(({ entry }) => (typeof entry.address === "string" ? [entry.address] : [])),
        rules.addressesDistinct,
    );
    for (const { path, entry: zone } of entries) {
        checks.plain(`${path}.zoneId`, zone.zoneId, rules.nonEmpty);
        if (isNew) {
            checks.arguments(
                zone,
                { vswitchId: [rules.required, rules.nonEmpty, rules.vswitchId], address },
                path,
            );
        } else {
            checkOnlyForNew(checks, zone, ["vswitchId", "address"], `${path}.`);
        }
    }
}

/** Checks that no zone is removed in which an endpoint service of the stack uses the load balancer. */
export function checkRemovedZones(
    checks: ChildChecks,
    deployed: Deployed,
    zones: readonly LoadBalancerZone[],
): void {
    checks.lookUp({}, async (_, report) => {
        const found = await deployed;
        if (found === undefined) {
            return;
        }
        const id = String(found.outputs.id);
        const attached = await attachmentsOf(id);
        const kept = zones.map(({ zoneId }) => zoneId);
        for (const zoneId of deployedZoneIds(found)) {
            if (kept.includes(zoneId)) {
                continue;
            }
            const served = attached.filter((each) => each.zoneId === zoneId);
            const serviceIds = [...new Set(served.map(({ serviceId }) => serviceId))];
            report.check("zones", { zoneId, id, serviceIds }, rules.removedZoneNotInUse);
        }
    });
}

/**
 * Checks that each zone exists and has its vSwitch, and that its address is free. While the load balancer is in a zone,
 * the cloud changes neither vSwitch nor address. If it is replaced, it keeps its addresses until it is deleted
 * at the end.
 *
 * @param vpcId the VPC of the load balancer
 * @param values the arguments whose change replaces the load balancer
 */
export function checkZoneAddresses(
    checks: ChildChecks,
    deployed: DeployedLoadBalancer,
    source: ZoneSource,
    zones: readonly LoadBalancerZone[],
    {
        vpcId,
        values,
    }: {
        readonly vpcId: pulumi.Input<string> | undefined;
        readonly values: readonly ImmutableArgument[];
    },
    parent: pulumi.Resource,
): void {
    zones.forEach(({ zoneId, vswitchId = "", address }, index) => {
        const path = `zones[${index}]`;
        const paths = { vswitchId: `${path}.vswitchId`, address: `${path}.address` };
        const isKnown = async () => deployedZoneIds(await deployed.own).includes(zoneId);
        const { kind } = source;
        checkZoneFound(checks, `${path}.zoneId`, { zoneId, kind, isKnown }, parent);
        checkVswitch(checks, paths, { zoneId, vswitchId, vpcId, address, kind }, parent);
        checks.lookUp({ vpcId, values, vswitchId, address }, async (known, report) => {
            const changed = await changesThatReplace(known, deployed, parent);
            if (changed.length > 0) {
                const id = await loadBalancerWithAddress(known, deployed, source, parent);
                if (id !== undefined) {
                    const facts = { address: known.address ?? "", id, changed };
                    report.check(paths.address, facts, rules.addressNotInUse);
                }
                return;
            }
            const mapping = zoneMappingsOf(await deployed.own).find(
                (each) => each.zoneId === zoneId,
            );
            if (mapping !== undefined) {
                const from = addressOf(mapping, source);
                const to = known.address ?? from;
                const vswitches = { zoneId, from: mapping.vswitchId, to: known.vswitchId };
                report.check(paths.vswitchId, vswitches, rules.zoneMappingUnchanged);
                report.check(paths.address, { zoneId, from, to }, rules.zoneMappingUnchanged);
            }
        });
    });
}

/** Id of the load balancer that has an address: the one of the state, or one that is still to be deleted. */
async function loadBalancerWithAddress(
    known: { readonly vpcId?: string; readonly vswitchId: string; readonly address?: string },
    deployed: DeployedLoadBalancer,
    source: ZoneSource,
    parent: pulumi.Resource,
): Promise<string | undefined> {
    const { vpcId, vswitchId, address = "" } = known;
    const found = await deployed.found;
    const isThere = (each: ZoneMapping) =>
        each.vswitchId === vswitchId && addressOf(each, source) === address;
    if (found !== undefined && zoneMappingsOf(found).some(isThere)) {
        return String(found.outputs.id);
    }
    const inVpc = vpcId === undefined ? undefined : await source.inVpc(vpcId, parent);
    return inVpc?.balancers.find(({ addresses }) => addresses.includes(address))?.id;
}

/** A zone of a load balancer, as the provider shows it. */
type ZoneMapping = Readonly<Record<"zoneId" | "vswitchId", string> & Record<string, unknown>>;

function zoneMappingsOf(found: DeployedResource | undefined): readonly ZoneMapping[] {
    return (found?.outputs.zoneMappings ?? []) as readonly ZoneMapping[];
}

/** The zones that a deployed load balancer is in. */
export function deployedZoneIds(found: DeployedResource | undefined): readonly string[] {
    return zoneMappingsOf(found).map(({ zoneId }) => zoneId);
}

function addressOf(mapping: ZoneMapping, { addressProperty }: ZoneSource): string {
    return String(mapping[addressProperty]);
}
