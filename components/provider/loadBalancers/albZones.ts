import type * as pulumi from "@pulumi/pulumi";

import type { AlbZone } from "./albServiceResource";
import { attachmentsOf, type Deployed } from "./loadBalancerChanges";
import type { ChildChecks } from "../../preflight";
import type { DeployedResource } from "../../preflight/deployedResources";
import * as rules from "../../preflight/rules";

/** A zone of a load balancer, as the provider shows it. */
interface ZoneMapping {
    readonly zoneId: string;
    readonly vswitchId: string;
    readonly intranetAddress: string;
}

/** Checks that no zone is removed in which an endpoint service of the stack uses the load balancer. */
export function checkServedZones(
    checks: ChildChecks,
    deployed: Deployed,
    zones: readonly AlbZone[],
): void {
    checks.lookUp({}, async (_, report) => {
        const found = await deployed;
        if (found === undefined) {
            return;
        }
        const id = String(found.outputs.id);
        const attached = await attachmentsOf(id);
        const kept = zones.map(({ zoneId }) => zoneId);
        for (const { zoneId } of mappingsOf(found).filter((each) => !kept.includes(each.zoneId))) {
            const served = attached.filter((each) => each.zoneId === zoneId);
            const serviceIds = [...new Set(served.map(({ serviceId }) => serviceId))];
            const facts = { zoneId, id, serviceIds };
            report.check("zones", facts, rules.servedZone);
        }
    });
}

/**
 * Checks that the address of a zone is free. While the load balancer is in a zone, the cloud changes neither
 * vSwitch nor address. If it is replaced, it keeps its addresses until it is deleted at the end.
 */
export function checkZonePlace(
    checks: ChildChecks,
    deployed: Deployed,
    { path, zoneId, vswitchId, address }: AlbZone & { readonly path: string },
    ofLoadBalancer: {
        readonly vpcId: pulumi.Input<string> | undefined;
        readonly mode: pulumi.Input<string>;
    },
): void {
    checks.lookUp({ ...ofLoadBalancer, vswitchId, address }, async (known, report) => {
        const found = await deployed;
        const mapping = found && mappingsOf(found).find((each) => each.zoneId === zoneId);
        if (found === undefined || mapping === undefined) {
            return;
        }
        const places = [
            ["vswitchId", mapping.vswitchId, known.vswitchId ?? ""],
            ["address", mapping.intranetAddress, known.address ?? mapping.intranetAddress],
        ] as const;
        const { id, vpcId, addressAllocatedMode } = found.outputs;
        const changed = [
            ...(vpcId === known.vpcId ? [] : ["vpcId"]),
            ...(addressAllocatedMode === known.mode ? [] : ["addressAllocatedMode"]),
        ];
        if (changed.length === 0) {
            for (const [property, from, to] of places) {
                report.check(`${path}.${property}`, { zoneId, from, to }, rules.zoneStays);
            }
        } else if (places.every(([, from, to]) => from === to)) {
            const facts = { address: mapping.intranetAddress, id: String(id), changed };
            report.check(`${path}.address`, facts, rules.addressStillTaken);
        }
    });
}

function mappingsOf({ outputs }: DeployedResource): readonly ZoneMapping[] {
    return (outputs.zoneMappings ?? []) as readonly ZoneMapping[];
}
