import * as ipaddr from "ipaddr.js";

import type { Cloud } from "../cloud";
import type { Instance } from "../products/ecs/state";
import { carriesTraffic, serviceOf } from "../products/privatelink/lookups";
import type { Endpoint } from "../products/privatelink/state";
import { isIn } from "../products/pvtz/lookups";
import type { PrivateZone, ZoneRecord } from "../products/pvtz/state";

/** From where a name is looked up. */
type Place = Pick<Instance, "vpcId" | "zoneId">;

/** Aliases that lead to aliases, and no further. */
const LONGEST_CHAIN = 8;

/**
 * The IPv4 addresses of a name inside a VPC; none for a name that does not resolve. The private zones that
 * are attached to the VPC come before the names of everyone's.
 */
export function addressesOf(cloud: Cloud, place: Place, name: string): string[] {
    let wanted = name.replace(/\.$/, "").toLowerCase();
    for (let links = 0; links < LONGEST_CHAIN; links += 1) {
        if (ipaddr.IPv4.isValidFourPartDecimal(wanted)) {
            return [wanted];
        }
        const zone = zoneFor(cloud, place, wanted);
        const records = zone === undefined ? [] : recordsFor(cloud, zone, wanted);
        if (zone === undefined || (records.length === 0 && zone.proxyPattern === "RECORD")) {
            return publicAddresses(cloud, place, wanted);
        }
        const alias = records.find(({ type }) => type === "CNAME");
        if (alias === undefined) {
            return records.filter(({ type }) => type === "A").map(({ value }) => value);
        }
        wanted = alias.value.replace(/\.$/, "").toLowerCase();
    }
    return [];
}

/** Of several zones that a name is in, the most specific one. */
function zoneFor(cloud: Cloud, { vpcId }: Place, name: string): PrivateZone | undefined {
    return cloud.pvtz.zones
        .all()
        .filter(
            (zone) => isIn(zone, vpcId) && (name === zone.name || name.endsWith(`.${zone.name}`)),
        )
        .sort((one, other) => other.name.length - one.name.length)[0];
}

/** The records of a name; those of `*` count only where the name has none of its own. */
function recordsFor(cloud: Cloud, zone: PrivateZone, name: string): ZoneRecord[] {
    const enabled = cloud.pvtz.records
        .all()
        .filter(({ zoneId, status }) => zoneId === zone.id && status === "ENABLE");
    const host = name === zone.name ? "@" : name.slice(0, -zone.name.length - 1);
    const labels = host.split(".");
    const wildcards =
        host === "@"
            ? []
            : labels.map((_, skipped) => ["*", ...labels.slice(skipped + 1)].join("."));
    for (const rr of [host, ...wildcards]) {
        const found = enabled.filter((record) => record.rr === rr);
        if (found.length > 0) {
            return found;
        }
    }
    return [];
}

/** The names that the cloud gives out: of endpoints, of their zones, and of ALBs and NLBs. */
function publicAddresses(cloud: Cloud, place: Place, name: string): string[] {
    for (const endpoint of cloud.privatelink.endpoints.all()) {
        const zone = endpoint.zones.find(({ domain }) => domain.toLowerCase() === name);
        if (zone !== undefined) {
            return [zone.ip];
        }
        if (endpoint.domain.toLowerCase() === name) {
            return endpointAddresses(cloud, place, endpoint);
        }
    }
    const isNamed = ({ dnsName }: { dnsName: string }) => dnsName.toLowerCase() === name;
    const application = cloud.alb.loadBalancers.all().find(isNamed)?.zones ?? [];
    const network = cloud.nlb.loadBalancers.all().find(isNamed)?.zones ?? [];
    return [
        ...application.map(
            ({ elasticIp, intranetAddress }) => elasticIp?.address ?? intranetAddress,
        ),
        ...network.map(({ elasticIp, privateAddress }) => elasticIp?.address ?? privateAddress),
    ];
}

/** An endpoint's name leads to the zones that carry traffic, with zone affinity to the client's own before others. */
function endpointAddresses(cloud: Cloud, { zoneId }: Place, endpoint: Endpoint): string[] {
    const connected = endpoint.zones.filter(carriesTraffic);
    const hasAffinity =
        endpoint.zoneAffinityEnabled || serviceOf(cloud, endpoint).zoneAffinityEnabled;
    const near = connected.filter((zone) => hasAffinity && zone.zoneId === zoneId);
    return (near.length > 0 ? near : connected).map(({ ip }) => ip);
}
