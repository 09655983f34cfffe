import type * as pulumi from "@pulumi/pulumi";

import type { AlbZone } from "./albServiceResourceArgs";
import type { DeployedLoadBalancer } from "./deployedLoadBalancer";
import { attachmentsOf, type Deployed, replacedBy, type Replacing } from "./loadBalancerChanges";
import type { ChildChecks } from "../../preflight";
import type { DeployedResource } from "../../preflight/deployedResources";
import { applicationLoadBalancersIn } from "../../preflight/lookups/resources";
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
    deployed: DeployedLoadBalancer,
    { path, zoneId, vswitchId, address }: AlbZone & { readonly path: string },
    ofLoadBalancer: {
        readonly vpcId: pulumi.Input<string> | undefined;
        readonly values: readonly Replacing[];
    },
    parent: pulumi.Resource,
): void {
    checks.lookUp({ ...ofLoadBalancer, vswitchId, address }, async (known, report) => {
        const changed = await replacedBy(known, deployed, parent);
        if (changed.length > 0) {
            const id = await holderOf(known, deployed, parent);
            if (id !== undefined) {
                const facts = { address: known.address ?? "", id, changed };
                report.check(`${path}.address`, facts, rules.addressStillTaken);
            }
            return;
        }
        const mapping = mappingsOf(await deployed.own).find((each) => each.zoneId === zoneId);
        if (mapping !== undefined) {
            const { vswitchId: from, intranetAddress } = mapping;
            const places = [
                ["vswitchId", from, known.vswitchId ?? ""],
                ["address", intranetAddress, known.address ?? intranetAddress],
            ] as const;
            for (const [property, from, to] of places) {
                report.check(`${path}.${property}`, { zoneId, from, to }, rules.zoneStays);
            }
        }
    });
}

/** Id of the load balancer that has an address: the one of the state, or one that is still to be deleted. */
async function holderOf(
    {
        vpcId,
        vswitchId,
        address = "",
    }: pulumi.Unwrap<Pick<AlbZone, "vswitchId" | "address">> & {
        readonly vpcId?: string;
    },
    deployed: DeployedLoadBalancer,
    parent: pulumi.Resource,
): Promise<string | undefined> {
    const found = await deployed.found;
    const isThere = (each: ZoneMapping) =>
        each.vswitchId === vswitchId && each.intranetAddress === address;
    if (found !== undefined && mappingsOf(found).some(isThere)) {
        return String(found.outputs.id);
    }
    const inVpc = vpcId === undefined ? undefined : await applicationLoadBalancersIn(vpcId, parent);
    return inVpc?.balancers.find(({ addresses }) => addresses.includes(address))?.id;
}

function mappingsOf(found: DeployedResource | undefined): readonly ZoneMapping[] {
    return (found?.outputs.zoneMappings ?? []) as readonly ZoneMapping[];
}
