import { ZoneRecord } from "@pulumi/alicloud/pvtz/zoneRecord";
import * as pulumi from "@pulumi/pulumi";

import type { Preflight } from "./preflight";
import {
    deployedChild,
    type DeployedResource,
    deployedResources,
} from "./preflight/deployedResources";
import * as rules from "./preflight/rules";
import type { CheckedArgs } from "./privateName";

/** What the records of a private name have in common. */
interface Place {
    readonly zoneId: pulumi.Output<string>;
    readonly enabled: pulumi.Output<boolean>;
    readonly parent: pulumi.Resource;
}

/**
 * Makes the records of a private name: for each host name a CNAME record of the endpoint's domain, or an
 * A record for the address in each zone.
 *
 * A CNAME record must be the only one of its name. So when a name goes over from one kind to the other,
 * its record is the same resource as before, by an alias, and is changed in place; further A records
 * are made after it.
 */
export function createRecords(
    name: string,
    args: CheckedArgs,
    { zoneId, enabled, parent }: Place,
): ZoneRecord[] {
    const record = (
        resourceName: string,
        data: { readonly rr: string; readonly type: string; readonly value: pulumi.Input<string> },
        opts: pulumi.CustomResourceOptions,
    ) =>
        new ZoneRecord(
            resourceName,
            {
                zoneId,
                ...data,
                ttl: args.ttlSeconds ?? 60,
                status: enabled.apply((on) => (on ? "ENABLE" : "DISABLE")),
            },
            { parent, ...opts },
        );
    const addresses = [...(args.zones ?? [])].sort((one, other) =>
        one.zoneId < other.zoneId ? -1 : 1,
    );
    return args.hostNames.flatMap((rr) => {
        const nameOfAlias = `${name}-${rr}`;
        if (args.zones === undefined) {
            const formerName = addressRecords(name, rr).then(
                ([former]) => former?.name ?? nameOfAlias,
            );
            const aliases = [pulumi.output(formerName).apply((former) => ({ name: former }))];
            const data = { rr, type: "CNAME", value: args.endpointDomain ?? "" };
            return [record(nameOfAlias, data, { aliases })];
        }
        const made: ZoneRecord[] = [];
        for (const { zoneId: endpointZoneId, eniIp } of addresses) {
            const opts =
                made.length === 0
                    ? { aliases: [{ name: nameOfAlias }] }
                    : { dependsOn: made.slice(0, 1) };
            const data = { rr, type: "A", value: eniIp };
            made.push(record(`${nameOfAlias}-${endpointZoneId}`, data, opts));
        }
        return made;
    });
}

/** Checks that a name which goes over to the endpoint's domain has at most one A record to be changed. */
export function checkRecordKinds(preflight: Preflight, name: string, args: CheckedArgs): void {
    if (args.endpointDomain === undefined || args.zones !== undefined) {
        return;
    }
    preflight.later({ name }, async (later) => {
        for (const hostName of preflight.list("hostNames", args.hostNames)) {
            const records = await addressRecords(name, hostName);
            const prefix = `${name}-${hostName}-`;
            const facts = {
                domain: hostName === "@" ? args.zoneName : `${hostName}.${args.zoneName}`,
                zoneIds: records.map((record) => record.name.slice(prefix.length)),
            };
            later.holds("endpointDomain", facts, rules.oneKindOfRecord);
        }
    });
}

/** The A records that a name has in the state of the stack. */
async function addressRecords(name: string, hostName: string): Promise<DeployedResource[]> {
    const zone = await deployedChild(
        "alicloud-privatelink:index:PrivateName",
        "alicloud:pvtz/zone:Zone",
        name,
    );
    const zoneId = zone?.outputs.id;
    const resources = (zoneId === undefined ? undefined : await deployedResources()) ?? [];
    return resources
        .filter(({ type, outputs }) => type === RECORD && outputs.zoneId === zoneId)
        .filter(({ outputs: { rr, type } }) => rr === hostName && type === "A")
        .sort((one, other) => (one.name < other.name ? -1 : 1));
}

const RECORD = "alicloud:pvtz/zoneRecord:ZoneRecord";
