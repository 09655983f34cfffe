import * as ipaddr from "ipaddr.js";

import { ApiError, invalidParameter, missingParameter, notFound } from "../../apiError";
import type { Call, Parameter } from "../../call";
import { objects } from "../../parameters";
import type { Cloud } from "../../cloud";
import { refuse } from "../../invented";
import type { SecurityGroup, SecurityGroupRule } from "./state";

/** What a rule says, without its identity. */
export type Permission = Pick<
    SecurityGroupRule,
    "ipProtocol" | "portRange" | "cidrIp" | "groupId" | "policy" | "priority" | "description"
>;

type Direction = SecurityGroupRule["direction"];
type Fields = Readonly<Record<string, Parameter>>;

const PROTOCOLS = ["TCP", "UDP", "ICMP", "GRE", "ALL"];
const PERMISSIONS_PER_CALL = 100;

/** Other sides and conditions of rules that the cloud knows and the emulator does not. */
const UNSUPPORTED = {
    ingress: ["DestCidrIp", "SourcePrefixListId", "SourceGroupOwnerAccount", "SourceGroupOwnerId"],
    egress: ["SourceCidrIp", "DestPrefixListId", "DestGroupOwnerAccount", "DestGroupOwnerId"],
    both: ["Ipv6SourceCidrIp", "Ipv6DestCidrIp", "SourcePortRange", "PortRangeListId"],
};

/** The rules of `Permissions.N`, or the one that the older flat parameters describe. */
export function readPermissions(
    cloud: Cloud,
    call: Call,
    group: SecurityGroup,
    direction: Direction,
    purpose: "add" | "revoke" = "add",
): Permission[] {
    const listed = objects(call, "Permissions");
    const isFlat = ["IpProtocol", "PortRange"].some((name) => call.parameters[name] !== undefined);
    if (listed.length > 0 && isFlat) {
        throw new ApiError(
            "InvalidParam.Permissions",
            "The specified parameter Permissions cannot coexist with other parameters.",
        );
    }
    if (listed.length > PERMISSIONS_PER_CALL) {
        throw invalidParameter("Permissions", `At most ${PERMISSIONS_PER_CALL} in one call.`);
    }
    const all: Fields[] = listed.length > 0 ? listed : [call.parameters];
    const permissions = all.map((fields): Permission => {
        refuseUnsupported(call, fields, direction);
        return {
            ...readProtocol(fields),
            ...readOtherSide(cloud, call, fields, group, direction, purpose),
            policy: readPolicy(fields) ?? "Accept",
            priority: readPriority(fields) ?? 1,
            description: readDescription(fields) ?? "",
        };
    });
    if (new Set(permissions.map(identity)).size < permissions.length) {
        throw new ApiError(
            "InvalidParam.DuplicatePermissions",
            "There are duplicate permissions in the specified parameter Permissions.",
        );
    }
    return permissions;
}

/** The same for two rules that differ in nothing but their description. */
export function identity(permission: Permission): string {
    const { ipProtocol, portRange, cidrIp, groupId, policy, priority } = permission;
    return JSON.stringify([ipProtocol, portRange, cidrIp, groupId, policy, priority]);
}

/** The rule as ModifySecurityGroupRule leaves it: what is not given stays. */
export function readChange(
    cloud: Cloud,
    call: Call,
    group: SecurityGroup,
    rule: SecurityGroupRule,
): Permission {
    const fields = call.parameters;
    refuseUnsupported(call, fields, rule.direction);
    const names = otherSideNames(rule.direction);
    const isMoved = fields[names.cidrIp] !== undefined || fields[names.groupId] !== undefined;
    const otherSide = isMoved
        ? readOtherSide(cloud, call, fields, group, rule.direction, "add")
        : { cidrIp: rule.cidrIp, groupId: rule.groupId };
    if ((otherSide.groupId === "") !== (rule.groupId === "")) {
        throw new ApiError(
            "InvalidOperation.ModifySgRuleEntityType",
            "The source or destination type of the rules cannot be modified.",
        );
    }
    return {
        ...readProtocol({ IpProtocol: rule.ipProtocol, PortRange: rule.portRange, ...fields }),
        ...otherSide,
        policy: readPolicy(fields) ?? rule.policy,
        priority: readPriority(fields) ?? rule.priority,
        description: readDescription(fields) ?? rule.description,
    };
}

function refuseUnsupported(call: Call, fields: Fields, direction: Direction): void {
    for (const name of [...UNSUPPORTED[direction], ...UNSUPPORTED.both]) {
        if (fields[name] !== undefined) {
            throw refuse(
                "unsupportedParameter",
                `The emulator does not implement ${name} of the rules of ecs.${call.action}.`,
            );
        }
    }
    const nicType = fields["NicType"];
    if (nicType !== undefined && nicType !== "internet" && nicType !== "intranet") {
        throw new ApiError(
            "InvalidNicType.ValueNotSupported",
            "The specified NicType does not exist.",
        );
    }
    if (nicType === "internet") {
        // Every group is a VPC's: its rules are for the private network.
        throw new ApiError(
            "InvalidNicType.Mismatch",
            "Specified nic type conflicts with the authorization record.",
        );
    }
}

/** TCP and UDP have ports, the others the range `-1/-1` (AuthorizeSecurityGroup, PortRange). */
function readProtocol(fields: Fields): { ipProtocol: string; portRange: string } {
    const ipProtocol = requiredField(fields, "IpProtocol").toUpperCase();
    const portRange = requiredField(fields, "PortRange");
    if (!PROTOCOLS.includes(ipProtocol)) {
        throw new ApiError(
            "InvalidIpProtocol.ValueNotSupported",
            "The parameter IpProtocol must be specified with case insensitive TCP, UDP, ICMP, GRE or All.",
        );
    }
    const parts = /^(-1|\d{1,5})\/(-1|\d{1,5})$/.exec(portRange);
    if (parts === null) {
        throw new ApiError(
            "InvalidIpProtocol.Malformed",
            'The specified parameter "PortRange" is not valid.',
        );
    }
    const [first, last] = [Number(parts[1]), Number(parts[2])];
    const hasPorts = ipProtocol === "TCP" || ipProtocol === "UDP";
    const fits = hasPorts
        ? first >= 1 && first <= last && last <= 65535
        : first === -1 && last === -1;
    if (!fits) {
        throw new ApiError(
            "OperationDenied",
            "The specified IpProtocol does not exist or IpProtocol and PortRange do not match.",
        );
    }
    return { ipProtocol, portRange };
}

/** Addresses win over a group when both are given. Host bits are allowed and kept. */
function readOtherSide(
    cloud: Cloud,
    call: Call,
    fields: Fields,
    group: SecurityGroup,
    direction: Direction,
    purpose: "add" | "revoke",
): { cidrIp: string; groupId: string } {
    const names = otherSideNames(direction);
    const cidrIp = fields[names.cidrIp] as string | undefined;
    const groupId = fields[names.groupId] as string | undefined;
    if (cidrIp !== undefined) {
        if (!isAddressBlock(cidrIp)) {
            throw new ApiError(
                `Invalid${names.cidrIp}.Malformed`,
                `The specified parameter "${names.cidrIp}" is not valid.`,
            );
        }
        return { cidrIp, groupId: "" };
    }
    if (groupId === undefined) {
        const side = direction === "ingress" ? "Source" : "Dest";
        throw new ApiError(
            `MissingParameter.${side}`,
            `One of the parameters ${side}CidrIp, ${side}GroupId or ${side}PrefixListId must be specified.`,
        );
    }
    if (purpose === "add") {
        checkReference(cloud, call, group, groupId, names.groupId);
    }
    return { cidrIp: "", groupId };
}

function checkReference(
    cloud: Cloud,
    call: Call,
    group: SecurityGroup,
    groupId: string,
    name: string,
): void {
    const other = cloud.ecs.securityGroups.owned(call, groupId);
    if (other === undefined) {
        throw notFound(
            `Invalid${name}.NotFound`,
            `The ${name} provided does not exist in our records.`,
        );
    }
    if (other === group) {
        throw new ApiError(
            "InvalidParamter.Conflict",
            `The specified SecurityGroupId should be different from the ${name}.`,
            403,
        );
    }
    if (other.vpcId !== group.vpcId) {
        throw new ApiError(
            `Invalid${name}.Mismatch`,
            "Specified security group and source group are not in the same VPC.",
        );
    }
    if (group.type === "enterprise") {
        throw new ApiError(
            "InvalidGroupParameter.OperationDenied",
            "The attributes Policy, SourceGroupId, DestGroupId of enterprise level security groups are not allowed to be set or modified.",
        );
    }
}

function readPolicy(fields: Fields): "Accept" | "Drop" | undefined {
    const policy = (fields["Policy"] as string | undefined)?.toLowerCase();
    if (policy !== undefined && policy !== "accept" && policy !== "drop") {
        throw new ApiError(
            "InvalidPolicy.Malformed",
            'The specified parameter "Policy" is not valid.',
        );
    }
    return policy === undefined ? undefined : policy === "accept" ? "Accept" : "Drop";
}

function readPriority(fields: Fields): number | undefined {
    const priority = fields["Priority"] as string | undefined;
    if (priority === undefined) {
        return undefined;
    }
    if (!/^\d+$/.test(priority)) {
        throw new ApiError("InvalidPriority.Malformed", "The parameter Priority is invalid.");
    }
    if (Number(priority) < 1 || Number(priority) > 100) {
        throw new ApiError(
            "InvalidPriority.ValueNotSupported",
            "The parameter Priority is invalid.",
        );
    }
    return Number(priority);
}

function readDescription(fields: Fields): string | undefined {
    const description = fields["Description"] as string | undefined;
    if (description !== undefined && description.length > 512) {
        throw new ApiError(
            "InvalidSecurityGroupDiscription.Malformed",
            "The specified security group rule description is not valid.",
        );
    }
    return description;
}

function otherSideNames(direction: Direction): { cidrIp: string; groupId: string } {
    return direction === "ingress"
        ? { cidrIp: "SourceCidrIp", groupId: "SourceGroupId" }
        : { cidrIp: "DestCidrIp", groupId: "DestGroupId" };
}

function isAddressBlock(value: string): boolean {
    const [address = "", prefixLength = "32", ...more] = value.split("/");
    return (
        more.length === 0 &&
        ipaddr.IPv4.isValidFourPartDecimal(address) &&
        /^\d{1,2}$/.test(prefixLength) &&
        Number(prefixLength) <= 32
    );
}

function requiredField(fields: Fields, name: string): string {
    const value = fields[name];
    if (typeof value !== "string") {
        throw missingParameter("ecs", name);
    }
    return value;
}
