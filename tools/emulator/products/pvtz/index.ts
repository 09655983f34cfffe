import type { Action, Answer, Call, Product } from "../../call";
import type { Cloud } from "../../cloud";
import { tagActions, type TaggedKind } from "../../tags";
import { describeZoneRecords } from "./recordDescriptions";
import * as records from "./records";
import * as descriptions from "./zoneDescriptions";
import * as zones from "./zones";

/** PrivateZone: domain names that resolve inside the VPCs they are attached to. */
export function pvtz(cloud: Cloud): Product {
    const on =
        (action: (cloud: Cloud, call: Call) => Answer): Action =>
        (call) =>
            action(cloud, call);
    const tags = tagActions([zoneKind(cloud)], "bare");
    return {
        name: "pvtz",
        version: "2018-01-01",
        actions: {
            AddZone: on(zones.addZone),
            DeleteZone: on(zones.deleteZone),
            UpdateZoneRemark: on(zones.updateZoneRemark),
            SetProxyPattern: on(zones.setProxyPattern),
            MoveResourceGroup: on(zones.moveResourceGroup),
            BindZoneVpc: on(zones.bindZoneVpc),
            DescribeZones: on(descriptions.describeZones),
            DescribeZoneInfo: on(descriptions.describeZoneInfo),
            DescribeSyncEcsHostTask: on(descriptions.describeSyncEcsHostTask),
            DescribeUserServiceStatus: descriptions.describeUserServiceStatus,
            AddZoneRecord: on(records.addZoneRecord),
            UpdateZoneRecord: on(records.updateZoneRecord),
            UpdateRecordRemark: on(records.updateRecordRemark),
            SetZoneRecordStatus: on(records.setZoneRecordStatus),
            DeleteZoneRecord: on(records.deleteZoneRecord),
            DescribeZoneRecords: on(describeZoneRecords),
            TagResources: tags.tag,
            UntagResources: tags.untag,
            ListTagResources: tags.list,
        },
    };
}

function zoneKind({ pvtz: { zones: all } }: Cloud): TaggedKind {
    return {
        resourceType: "ZONE",
        find: (call, id) => all.ownedGlobally(call, id),
        all: (call) => all.allOwnedGlobally(call),
    };
}
