import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import type { ChildChecks, ComponentChecks } from "../preflight";
import { checkVswitch } from "../preflight/checks/vswitch";
import { ANY_KIND, checkZoneFound } from "../preflight/checks/zone";
import { deployedChild } from "../preflight/deployedResources";
import { regionOf } from "../preflight/lookups/providerRegion";
import { vswitch } from "../preflight/lookups/vpc";
import * as rules from "../preflight/rules";
import { promiseOf } from "../shared/dependencies";
import type { EndpointZone, InterfaceEndpointArgs } from "./interfaceEndpointArgs";
import { plainZoneIds } from "./targetService";

const ENDPOINT_ZONE = "alicloud:privatelink/vpcEndpointZone:VpcEndpointZone";

/** A zone of an endpoint, and the checks that its network interface waits for. */
export interface CheckedZone extends EndpointZone {
    readonly path: string;
    readonly checks: ChildChecks;
}

/** Creates the network interface of an endpoint in a zone. */
export function createZone(
    { path, checks, zoneId, vswitchId, eniIp }: CheckedZone,
    name: string,
    args: InterfaceEndpointArgs,
    endpoint: privatelink.VpcEndpoint,
    parent: pulumi.Resource,
): privatelink.VpcEndpointZone {
    const zoneName = `${name}-${zoneId}`;
    // The zones of an offer of this region exist. Those of another region tell nothing.
    const kind = plainZoneIds(args) === undefined ? ANY_KIND : undefined;
    if (kind !== undefined) {
        const isKnown = async () =>
            (await deployedChild("InterfaceEndpoint", ENDPOINT_ZONE, zoneName)) !== undefined ||
            (await hasFindingOfItsOwn(zoneId, parent)) ||
            (await isVswitchIn(zoneId, vswitchId, parent));
        checkZoneFound(checks, `${path}.zoneId`, { zoneId, kind, isKnown }, parent);
    }
    checkVswitch(
        checks,
        { vswitchId: `${path}.vswitchId`, address: `${path}.eniIp` },
        { zoneId, kind, vswitchId, vpcId: args.vpcId, address: eniIp },
        parent,
    );
    return new privatelink.VpcEndpointZone(
        zoneName,
        { endpointId: endpoint.id, zoneId, vswitchId, eniIp },
        // An endpoint has one interface in a zone, and a vSwitch has each address once.
        { parent, dependsOn: checks.dependsOn(), deleteBeforeReplace: true },
    );
}

/** Whether a zone is of another region. */
async function hasFindingOfItsOwn(zoneId: string, parent: pulumi.Resource): Promise<boolean> {
    const regionId = await promiseOf(pulumi.output(regionOf(parent)));
    return rules.zoneOfRegion.problem({ zoneId, regionId: regionId ?? zoneId }) !== undefined;
}

/** Whether a vSwitch is found to be in a zone. A new one tells nothing yet. */
async function isVswitchIn(
    zoneId: string,
    vswitchId: pulumi.Input<string>,
    parent: pulumi.Resource,
): Promise<boolean> {
    const found = typeof vswitchId === "string" ? await vswitch(vswitchId, parent) : undefined;
    return found?.zoneId === zoneId;
}

/** Checks the zones of an endpoint. */
export function checkZones(checks: ComponentChecks, args: InterfaceEndpointArgs): CheckedZone[] {
    const all = checks.ofChild();
    const zones = all.entries("zones", args.zones);
    if (rules.isListOrLeftOut(args.zones)) {
        all.plain("zones", args.zones, rules.endpointZonesNotEmpty);
    }
    const endpointZoneIds = zones.map(({ entry }) => entry.zoneId);
    all.check("zones", endpointZoneIds, rules.zonesDistinct);
    all.check(
        "zones",
        zones.flatMap(({ entry }) => (typeof entry.eniIp === "string" ? [entry.eniIp] : [])),
        rules.addressesDistinct,
    );
    return zones.map(({ path, entry }) =>
        checkZone(checks.ofChild(), path, entry, endpointZoneIds, plainZoneIds(args)),
    );
}

function checkZone(
    checks: ChildChecks,
    path: string,
    zone: EndpointZone,
    endpointZoneIds: readonly string[],
    serviceZoneIds: readonly string[] | undefined,
): CheckedZone {
    const { zoneId } = zone;
    checks.arguments(
        zone,
        { vswitchId: [rules.required, rules.nonEmpty, rules.vswitchId], eniIp: rules.ipv4Address },
        path,
    );
    const isZone = checks.plain(`${path}.zoneId`, zoneId, rules.nonEmpty);
    if (isZone && serviceZoneIds !== undefined) {
        const facts = { zoneId, endpointZoneIds, serviceZoneIds };
        checks.check(`${path}.zoneId`, facts, rules.offeredZone);
    }
    return { ...zone, path, checks };
}
