import { ApiError } from "../../apiError";
import type { Answer, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { pageByNumber } from "../../paging";
import { requiredText, text, texts } from "../../parameters";
import { ownedInstance } from "./lookups";
import { jsonTexts } from "./parameters";

const PAGES = { standard: 10, largest: 100 };

export function describeUserData(cloud: Cloud, call: Call): Answer {
    const instance = ownedInstance(cloud, call, requiredText(call, "InstanceId"));
    return { RegionId: instance.regionId, InstanceId: instance.id, UserData: instance.userData };
}

/** Instances without a RAM role are listed with an empty one. */
export function describeInstanceRamRole(cloud: Cloud, call: Call): Answer {
    const ids = jsonTexts(call, "InstanceIds");
    const roleName = text(call, "RamRoleName");
    const matching = cloud.ecs.instances
        .allOwned(call)
        .filter(({ id }) => (ids === undefined || ids.includes(id)) && roleName === undefined);
    const { page, fields } = pageByNumber(call, matching, { standard: 10, largest: 50 });
    return {
        RegionId: call.regionId,
        TotalCount: fields.TotalCount,
        InstanceRamRoleSets: {
            InstanceRamRoleSet: page.map(({ id }) => ({ InstanceId: id, RamRoleName: "" })),
        },
    };
}

export function describeInstanceMaintenanceAttributes(cloud: Cloud, call: Call): Answer {
    const ids = texts(call, "InstanceId");
    const matching = cloud.ecs.instances
        .allOwned(call)
        .filter(({ id }) => ids.length === 0 || ids.includes(id));
    const { page, fields } = pageByNumber(call, matching, PAGES);
    return {
        ...fields,
        MaintenanceAttributes: {
            MaintenanceAttribute: page.map(({ id }) => ({
                InstanceId: id,
                MaintenanceWindows: { MaintenanceWindow: [] },
                ActionOnMaintenance: {
                    Value: "AutoRecover",
                    DefaultValue: "AutoRecover",
                    SupportedValues: { SupportedValue: ["Stop", "AutoRecover"] },
                },
                NotifyOnMaintenance: false,
            })),
        },
    };
}

export function describeInstanceAttachmentAttributes(cloud: Cloud, call: Call): Answer {
    const ids = jsonTexts(call, "InstanceIds") ?? [];
    const matching = cloud.ecs.instances.allOwned(call).filter(({ id }) => ids.includes(id));
    const { page, fields } = pageByNumber(call, matching, PAGES);
    return {
        ...fields,
        Instances: {
            Instance: page.map(({ id }) => ({
                InstanceId: id,
                PrivatePoolOptionsId: "",
                PrivatePoolOptionsMatchCriteria: "Open",
            })),
        },
    };
}

/** Of subscription instances, of which the emulator has none. */
export function describeInstanceAutoRenewAttribute(cloud: Cloud, call: Call): Answer {
    for (const id of text(call, "InstanceId")?.split(",") ?? []) {
        if (cloud.ecs.instances.owned(call, id) === undefined) {
            throw new ApiError(
                "InvalidParameter.InvalidInstanceId",
                `The instance ${id} does not exist.`,
                403,
            );
        }
    }
    return {
        PageNumber: 1,
        PageSize: 10,
        TotalCount: 0,
        InstanceRenewAttributes: { InstanceRenewAttribute: [] },
    };
}
