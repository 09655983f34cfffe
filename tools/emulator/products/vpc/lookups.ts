import { ApiError, notFound } from "../../apiError";
import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import type { Vpc, VSwitch } from "./state";

/** The two spellings of the code are the API's: actions that describe differ from those that change. */
export function ownedVpc(
    cloud: Cloud,
    call: Call,
    id: string,
    code: "InvalidVpcId.NotFound" | "InvalidVpcID.NotFound" = "InvalidVpcId.NotFound",
): Vpc {
    const vpc = cloud.vpc.vpcs.owned(call, id);
    if (vpc === undefined) {
        throw notFound(code, "Specified VPC does not exist.");
    }
    return vpc;
}

export function ownedVSwitch(
    cloud: Cloud,
    call: Call,
    id: string,
    code: "InvalidVSwitchId.NotFound" | "InvalidVswitchID.NotFound" = "InvalidVSwitchId.NotFound",
): VSwitch {
    const vswitch = cloud.vpc.vswitches.owned(call, id);
    if (vswitch === undefined) {
        throw notFound(code, "VSwitch not exist.");
    }
    return vswitch;
}

export function checkAvailable(vpc: Vpc): void {
    if (vpc.status !== "Available") {
        throw new ApiError(
            "IncorrectVpcStatus",
            "Current VPC status does not support this operation.",
        );
    }
}

/** One change of the vSwitches of a VPC at a time (CreateVSwitch and DeleteVSwitch). */
export function checkNoVSwitchPending(cloud: Cloud, vpc: Vpc): void {
    const siblings = cloud.vpc.vswitches.all().filter(({ vpcId }) => vpcId === vpc.id);
    if (siblings.some(({ status }) => status === "Pending")) {
        throw new ApiError(
            "IncorrectVSwitchStatus",
            "Some virtual switch is modifying within the same VPC.",
        );
    }
}
