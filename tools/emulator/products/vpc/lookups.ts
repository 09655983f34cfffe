import { ApiError, notFound } from "../../apiError";
import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import type { Vpc, VSwitch } from "./state";

export function ownedVpc(cloud: Cloud, call: Call, id: string): Vpc {
    const vpc = cloud.vpc.vpcs.owned(call, id);
    if (vpc === undefined) {
        throw vpcNotFound(call);
    }
    return vpc;
}

/** The spellings and statuses are the API's: almost every action has its own. */
function vpcNotFound({ action }: Call): ApiError {
    switch (action) {
        case "DescribeVpcAttribute":
            return notFound("InvalidVpcID.NotFound", "Specified VPC does not exist.");
        case "AssociateVpcCidrBlock":
        case "UnassociateVpcCidrBlock":
            return new ApiError("InvalidVpc.NotFound", "The specified VPC does not exist.");
        case "MoveResourceGroup":
            return new ApiError(
                "InvalidResourceId.NotFound",
                "The specified ResourceId does not exist.",
            );
        default:
            return notFound("InvalidVpcId.NotFound", "Specified VPC does not exist.");
    }
}

export function ownedVSwitch(cloud: Cloud, call: Call, id: string): VSwitch {
    const vswitch = cloud.vpc.vswitches.owned(call, id);
    if (vswitch === undefined) {
        throw call.action === "DescribeVSwitchAttributes"
            ? notFound("InvalidVswitchID.NotFound", "VSwitch not exist.")
            : notFound("InvalidVSwitchId.NotFound", "VSwitch not exist.");
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

/** The same for the actions on secondary CIDR blocks, which have a code of their own. */
export function checkStatus(vpc: Vpc): void {
    if (vpc.status !== "Available") {
        throw new ApiError(
            "IncorrectStatus.Vpc",
            `The status of ${vpc.id} [${vpc.status}] is incorrect.`,
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
