import { ApiError } from "../../apiError";
import type { Call } from "../../call";
import type { Cloud } from "../../cloud";
import { withOwnCodes } from "../../ownCodes";
import { text } from "../../parameters";
import { resourceGroupOf } from "../../resourceGroups";
import { contains, isReserved, parseCidrBlock, type CidrBlock } from "./cidrBlocks";
import type { Vpc } from "./state";

/** 1 to 128 characters that do not start with `http://` or `https://` (VpcName, VSwitchName). */
export function readName(call: Call, name: "VpcName" | "VSwitchName"): string | undefined {
    const value = text(call, name);
    if (value !== undefined && (value.length > 128 || /^https?:\/\//i.test(value))) {
        throw name === "VpcName"
            ? new ApiError("InvalidVpcName.Malformed", "Specified VPC name is not valid.")
            : new ApiError(
                  "InvalidVSwitchName.Malformed",
                  "Specified virtual switch name is not valid.",
              );
    }
    return value;
}

/** 1 to 256 characters that do not start with `http://` or `https://`. The codes are spelled as by the API. */
export function readDescription(call: Call, kind: "Vpc" | "VSwitch"): string | undefined {
    const value = text(call, "Description");
    if (value !== undefined && (value.length > 256 || /^https?:\/\//i.test(value))) {
        throw kind === "Vpc"
            ? new ApiError(
                  "InvalidVpcDiscription.Malformed",
                  "Specified VPC description is not valid.",
              )
            : new ApiError(
                  "InvalidVSwitchDiscription.Malformed",
                  "Specified virtual switch description is not valid.",
              );
    }
    return value;
}

/** A VPC's block: 8 to 28 bits of prefix, outside of the reserved ranges (CreateVpc, CidrBlock). */
export function readVpcCidrBlock(
    value: string,
    code: "InvalidParameter" | "InvalidCidrBlock.Malformed" = "InvalidParameter",
): CidrBlock {
    const block = parseCidrBlock(value);
    if (
        block === undefined ||
        block.prefixLength < 8 ||
        block.prefixLength > 28 ||
        isReserved(block)
    ) {
        throw new ApiError(code, "Specified CIDR block is not valid");
    }
    return block;
}

/** A vSwitch's block: 16 to 29 bits of prefix, within a block of its VPC (CreateVSwitch, CidrBlock). */
export function readVSwitchCidrBlock(vpc: Vpc, value: string): CidrBlock {
    const block = parseCidrBlock(value);
    if (block === undefined || isReserved(block)) {
        throw new ApiError("InvalidCidrBlock.Malformed", "Specified CIDR block is not valid.");
    }
    if (block.prefixLength < 16 || block.prefixLength > 29) {
        throw new ApiError("InvalidCirdrBlock.MaskLength", "Specified CIDR block is not valid .");
    }
    if (!blocksOf(vpc).some((outer) => contains(outer, block))) {
        throw new ApiError("InvalidParameter", "Specified CIDR block is not valid in VPC.");
    }
    return block;
}

/** The resource group that a VPC is put in; the refusal is CreateVpc's and MoveResourceGroup's. */
export function readResourceGroup(cloud: Cloud, call: Call, name: string): string {
    return withOwnCodes(
        {
            "InvalidResourceGroup.NotFound": [
                "InvalidResourceGroupId",
                "The specified ResourceGroupId does not exist.",
            ],
        },
        () => resourceGroupOf(cloud, call, name),
    );
}

/** The primary block and the secondary ones. */
export function blocksOf(vpc: Vpc): CidrBlock[] {
    return [vpc.cidrBlock, ...vpc.secondaryCidrBlocks].map(
        (block) => parseCidrBlock(block) as CidrBlock,
    );
}

/** Up to three blocks, joined by commas, none in 100.64.0.0/10 (CreateVpc, UserCidr). */
export function readUserCidrs(call: Call): string[] {
    const cidrs = text(call, "UserCidr")?.split(",") ?? [];
    if (cidrs.length > 3) {
        throw new ApiError("InvalidUserCidr.Quota", "Specified UserCidr number is greater than 3.");
    }
    const shared = parseCidrBlock("100.64.0.0/10") as CidrBlock;
    for (const cidr of cidrs) {
        const block = parseCidrBlock(cidr);
        if (block === undefined) {
            throw new ApiError(
                "IllegalParam.UserCidr",
                "UserCidr is not a valid or strict address.",
            );
        }
        if (contains(shared, block)) {
            throw new ApiError(
                "InvalidUserCidr.Malformed",
                "Specified UserCidr overlapping in of 100.64.0.0/10.",
            );
        }
    }
    return cidrs;
}
