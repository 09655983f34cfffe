import { ZoneRecord } from "@pulumi/alicloud/pvtz/zoneRecord";
import * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../preflight";
import { deployedChild, type DeployedResource, deployedWith } from "../preflight/deployedResources";
import * as rules from "../preflight/rules";
import { domainOf } from "./hostNames";
import type { PrivateDnsNameArgs } from "./privateDnsNameArgs";

/** The target of a name, and its checks. */
export interface Target {
    /** Zone of the endpoint whose address it is; undefined for the endpoint's domain. */
    readonly zoneId: string | undefined;
    readonly value: pulumi.Input<string>;
    readonly checks: ChildChecks;
}

/** The targets of the records, and the checks that all records wait for. */
interface Parts {
    readonly records: ChildChecks;
    readonly hostNames: readonly string[];
    readonly targets: readonly Target[];
}

/** What all records of a private DNS name have in common. */
interface RecordOptions {
    readonly privateZoneId: pulumi.Output<string>;
    readonly enabled: pulumi.Output<boolean>;
    readonly parent: pulumi.Resource;
}

/**
 * Creates the records of a private DNS name: for each host name a CNAME record of the endpoint's domain, or an
 * A record for the address in each zone.
 *
 * A CNAME record must be the only one of its name. So when a name changes from one kind to the other, its record
 * stays the same resource, by an alias, and is changed in place; further A records are created after it.
 */
export function createRecords(
    { records, hostNames, targets }: Parts,
    name: string,
    args: PrivateDnsNameArgs,
    { privateZoneId, enabled, parent }: RecordOptions,
): ZoneRecord[] {
    const record = (
        rr: string,
        target: Target,
        { dependsOn, ...opts }: pulumi.CustomResourceOptions,
    ) =>
        new ZoneRecord(
            [name, rr, target.zoneId].filter((part) => part !== undefined).join("-"),
            {
                zoneId: privateZoneId,
                rr,
                type: target.zoneId === undefined ? "CNAME" : "A",
                value: target.value,
                ttl: args.ttlSeconds ?? 60,
                status: enabled.apply((on) => (on ? "ENABLE" : "DISABLE")),
            },
            {
                parent,
                dependsOn: target.checks.dependsOn(records.dependsOn(dependsOn)),
                ...opts,
            },
        );
    const sorted = [...targets].sort((one, other) =>
        (one.zoneId ?? "") < (other.zoneId ?? "") ? -1 : 1,
    );
    return hostNames.flatMap((rr) => {
        const nameOfAlias = `${name}-${rr}`;
        const made: ZoneRecord[] = [];
        for (const target of sorted) {
            const former =
                target.zoneId === undefined
                    ? formerRecordName(records, name, rr, args)
                    : pulumi.output(nameOfAlias);
            const opts =
                made.length === 0
                    ? { aliases: [former.apply((each) => ({ name: each }))] }
                    : { dependsOn: made.slice(0, 1) };
            made.push(record(rr, target, opts));
        }
        return made;
    });
}

/**
 * The former name of the CNAME record of a host name, as an A record. Checks that there was at most one A
 * record.
 */
function formerRecordName(
    checks: ChildChecks,
    name: string,
    hostName: string,
    { zoneName }: PrivateDnsNameArgs,
): pulumi.Output<string> {
    return checks.derive({}, async (_, report) => {
        const records = await addressRecords(name, hostName);
        const prefix = `${name}-${hostName}-`;
        const facts = {
            domain: domainOf(hostName, zoneName),
            zoneIds: records.map((record) => record.name.slice(prefix.length)),
        };
        report.check("endpointDomain", facts, rules.oneKindOfRecord);
        return records[0]?.name ?? `${name}-${hostName}`;
    });
}

/** The A records of a name in the state of the stack. */
async function addressRecords(name: string, hostName: string): Promise<DeployedResource[]> {
    const zone = await deployedChild("PrivateDnsName", "alicloud:pvtz/zone:Zone", name);
    return (await deployedWith(RECORD, "zoneId", zone?.outputs.id))
        .filter(({ outputs: { rr, type } }) => rr === hostName && type === "A")
        .sort((one, other) => (one.name < other.name ? -1 : 1));
}

const RECORD = "alicloud:pvtz/zoneRecord:ZoneRecord";
