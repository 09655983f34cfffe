import { Zone } from "@pulumi/alicloud/pvtz/zone";
import { ZoneAttachment } from "@pulumi/alicloud/pvtz/zoneAttachment";
import * as pulumi from "@pulumi/pulumi";

import { COMPONENT_INPUTS } from "../shared/dependencies";
import { type ChildChecks, ComponentChecks } from "../preflight";
import { vpc } from "../preflight/lookups/vpc";
import * as rules from "../preflight/rules";
import { checkHostNames, domainOf } from "./hostNames";
import { createRecords, type Target } from "./privateDnsNameRecords";
import { type PrivateDnsNameArgs } from "./privateDnsNameArgs";

/**
 * Gives a service names of the consumer's own: a PrivateZone zone with a record for each name, attached
 * to the consumer's VPCs. Other names below the zone's resolve as before.
 *
 * The records are there from the start and are switched on and off in place by the status of the
 * connection, which may be known only during an update: so a preview shows every resource, and a
 * closed connection removes no resource.
 */
export class PrivateDnsName extends pulumi.ComponentResource {
    /** Id of the private zone. */
    public readonly privateZoneId: pulumi.Output<string>;
    /** The full names, for instance `orders.internal.example`. */
    public readonly domains: pulumi.Output<string[]>;
    /** Whether the names are switched on. */
    public readonly enabled: pulumi.Output<boolean>;

    constructor(name: string, args: PrivateDnsNameArgs, opts?: pulumi.ComponentResourceOptions) {
        const checks = ComponentChecks.of("PrivateDnsName", name, args);
        const parts = checkParts(checks, args ?? {});
        super(
            "alicloud-privatelink:index:PrivateDnsName",
            name,
            COMPONENT_INPUTS,
            checks.options(opts),
        );

        const outputs = checks.outputs(["privateZoneId", "domains", "enabled"], () =>
            createChildren(parts, name, args, this),
        );
        this.privateZoneId = outputs.privateZoneId;
        this.domains = outputs.domains;
        this.enabled = outputs.enabled;
        this.registerOutputs(outputs);
    }
}

/** The resources of a PrivateDnsName, and the checks that each waits for. */
interface Parts {
    readonly zone: ChildChecks;
    readonly records: ChildChecks;
    readonly hostNames: readonly string[];
    readonly targets: readonly Target[];
    readonly attachment: ChildChecks;
}

function createChildren(
    parts: Parts,
    name: string,
    args: PrivateDnsNameArgs,
    parent: PrivateDnsName,
) {
    const zone = new Zone(
        name,
        {
            zoneName: args.zoneName,
            // RECORD: names without a record are resolved outside of the zone instead of not existing.
            proxyPattern: "RECORD",
            resourceGroupId: args.resourceGroupId,
            tags: args.tags,
        },
        { parent, dependsOn: parts.zone.dependsOn() },
    );
    const enabled = pulumi.output(args.connectionStatus).apply((status) => status === "Connected");
    const records = createRecords(parts, name, args, { privateZoneId: zone.id, enabled, parent });
    parts.attachment.lookUp({ vpcIds: args.vpcIds }, async (known, report) => {
        const found = await Promise.all(known.vpcIds.map((vpcId) => vpc(vpcId, parent)));
        found.forEach((each, index) => {
            if (each !== undefined) {
                const facts = { vpcId: known.vpcIds[index], exists: each !== null };
                report.check(`vpcIds[${index}]`, facts, rules.vpcFound);
            }
        });
    });
    // A VPC can only have one zone of each name: it must be detached from the former zone before it is
    // attached to the new one, which has its records by then.
    new ZoneAttachment(
        name,
        { zoneId: zone.id, vpcIds: args.vpcIds },
        { parent, dependsOn: parts.attachment.dependsOn(records), deleteBeforeReplace: true },
    );
    return {
        privateZoneId: zone.id,
        domains: pulumi.output(parts.hostNames.map((each) => domainOf(each, args.zoneName))),
        enabled,
    };
}

function checkParts(checks: ComponentChecks, args: PrivateDnsNameArgs): Parts {
    const zone = checks.ofChild();
    const records = checks.ofChild();
    const attachment = checks.ofChild();
    zone.plain("zoneName", args.zoneName, rules.required, rules.domainName);
    zone.arguments(args, {
        resourceGroupId: [rules.nonEmpty, rules.resourceGroupId],
        tags: rules.tags,
    });
    const hostNames = checkHostNames(records, args);
    records.check("endpointDomain", args, rules.exactlyOneTarget);
    records.arguments(args, {
        connectionStatus: [rules.required, rules.nonEmpty],
        ttlSeconds: rules.recordTtl,
    });
    attachment.arguments(args, { vpcIds: [rules.required, rules.vpcsNotEmpty, rules.vpcIds] });
    return { zone, records, hostNames, targets: checkTargets(checks, args), attachment };
}

/** Checks the targets of the names: the endpoint's domain, or the address in each of its zones. */
function checkTargets(checks: ComponentChecks, args: PrivateDnsNameArgs): Target[] {
    const all = checks.ofChild();
    const { endpointDomain, zones } = args;
    all.arguments(args, { endpointDomain: rules.domainName });
    if (zones === undefined) {
        return [{ zoneId: undefined, value: endpointDomain ?? "", checks: all }];
    }
    all.plain("zones", zones, rules.endpointZoneAddressesNotEmpty);
    const entries = all.entries("zones", zones);
    all.check(
        "zones",
        entries.map(({ entry }) => entry.zoneId),
        rules.zonesDistinct,
    );
    return entries.map(({ path, entry }) => {
        const own = checks.ofChild();
        own.plain(`${path}.zoneId`, entry.zoneId, rules.nonEmpty);
        own.arguments(entry, { eniIp: [rules.required, rules.ipv4Address] }, path);
        return { zoneId: entry.zoneId, value: entry.eniIp, checks: own };
    });
}
