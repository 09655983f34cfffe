import { Collection, type Owned } from "../../collection";

/** What happens to a name that the zone does not have: it does not exist, or it is looked up outside. */
export type ProxyPattern = "ZONE" | "RECORD";

export interface PrivateZone extends Owned {
    /** The domain name below which the zone answers, in lower case and without a dot at the end. */
    readonly name: string;
    remark: string;
    proxyPattern: ProxyPattern;
    readonly dnsGroup: "NORMAL_ZONE" | "FAST_ZONE";
    resourceGroupId: string;
    /** The VPCs in which the zone answers. */
    vpcs: readonly AttachedVpc[];
    readonly createdAt: Date;
    updatedAt: Date;
    readonly tags: Map<string, string>;
}

export interface AttachedVpc {
    readonly regionId: string;
    readonly vpcId: string;
}

export interface ZoneRecord extends Owned {
    /** The number that the API knows the record by. */
    readonly recordId: number;
    readonly zoneId: string;
    /** The host record: the part before the zone's name, `@` for the zone itself, `*` for all others. */
    rr: string;
    type: RecordType;
    value: string;
    ttl: number;
    /** Of mail servers. */
    priority: number;
    remark: string;
    status: "ENABLE" | "DISABLE";
    readonly createdAt: Date;
    updatedAt: Date;
}

export const RECORD_TYPES = ["A", "AAAA", "CNAME", "TXT", "MX", "PTR", "SRV"] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

export class PrivateZoneState {
    readonly zones = new Collection<PrivateZone>("private zone");
    readonly records = new Collection<ZoneRecord>("private zone record");
    private lastRecordId = 100_000;

    nextRecordId(): number {
        this.lastRecordId += 1;
        return this.lastRecordId;
    }

    collections(): Collection<Owned>[] {
        return [this.zones, this.records];
    }
}
