import { ApiError } from "./apiError";

export interface InventedCode {
    /** The product that answers it, or `*` for every product. */
    readonly product: string;
    readonly code: string;
    readonly when: string;
    readonly why: string;
}

/**
 * Every error code of the emulator that is not known from the API or its documents. The real cloud
 * refuses the same thing with a code of its own, or does not refuse it at all: see `why`.
 */
export const INVENTED = {
    unsupportedVersion: {
        product: "*",
        code: "UnsupportedVersion.Emulator",
        when: "the request's Version is of no product that the emulator implements",
        why: "the cloud has the product; the code must not read like a missing resource",
    },
    unsupportedAction: {
        product: "*",
        code: "UnsupportedAction.Emulator",
        when: "the product has no such action in the emulator",
        why: "the cloud may have the action; the code must not read like a missing resource",
    },
    unsupportedParameter: {
        product: "*",
        code: "EmulatorUnsupportedParameter",
        when: "the cloud acts on a parameter that the emulator does not implement",
        why: "ignoring it would be an empty success",
    },
    unsupportedRequest: {
        product: "*",
        code: "UnsupportedRequest.Emulator",
        when: "the request is not of a form that the emulator understands: path, method, body, Format",
        why: "the cloud has further forms, for instance ROA paths and XML answers",
    },
    unsupportedPolicy: {
        product: "*",
        code: "UnsupportedPolicy.Emulator",
        when: "a statement that is limited to resources is about an action of which the emulator does not know them",
        why: "the cloud decides; to guess could be more lenient than it",
    },
    requestTooLarge: {
        product: "*",
        code: "RequestEntityTooLarge",
        when: "the body of a request is larger than the emulator reads",
        why: "the cloud has limits of its own, which differ by product",
    },
    clientToken: {
        product: "*",
        code: "InvalidClientToken",
        when: "a ClientToken is not of at most 64 ASCII characters",
        why: "the limit is documented, the code is not",
    },
    nextToken: {
        product: "*",
        code: "InvalidNextToken",
        when: "a NextToken is none that the action has answered",
        why: "most actions document no code for it",
    },
    modelViolation: {
        product: "*",
        code: "EmulatorModelViolation",
        when: "the emulator's own answer does not fit the official API model",
        why: "a mistake of the emulator, which must not pass unnoticed",
    },
    internalError: {
        product: "*",
        code: "EmulatorInternalError",
        when: "the emulator's own code failed",
        why: "a mistake of the emulator, which must not pass unnoticed",
    },
    privateLinkIllegalParam: {
        product: "privatelink",
        code: "IllegalParam",
        when: "a parameter is outside its documented values; the parameter's name follows: IllegalParam.Bandwidth",
        why: "the pattern is documented for ResourceAllocateMode only; other parameters have no documented code",
    },
    privateLinkMismatch: {
        product: "privatelink",
        code: "Mismatch.VSwitchId",
        when: "an endpoint zone's vSwitch is not in the endpoint's VPC, or not in the zone",
        why: "the pattern Mismatch.<name> is documented, but not for vSwitches",
    },
    privateLinkOwnRegion: {
        product: "privatelink",
        code: "OperationDenied.OwnRegion",
        when: "DeleteSupportedRegionSet names the service's own region",
        why: "what the cloud does is not documented; the service would be out of reach of its own region",
    },
    privateLinkRegionInUse: {
        product: "privatelink",
        code: "OperationDenied.SupportedRegionInUse",
        when: "DeleteSupportedRegionSet names a region in which the service has endpoints",
        why: "what becomes of them is not documented; to let it pass could be more lenient than the cloud",
    },
    vpcCidrBlockInUse: {
        product: "vpc",
        code: "InvalidCidrBlock.InUse",
        when: "ModifyVpcAttribute or UnassociateVpcCidrBlock would leave a vSwitch outside of its VPC",
        why: "documented to fail, the code is not documented",
    },
    vpcIllegalParameter: {
        product: "vpc",
        code: "IllegalParam.Emulator",
        when: "a route table's name or description is too long, MoveResourceGroup names another kind",
        why: "the limits are documented, the codes are not",
    },
    vpcHasEndpoint: {
        product: "vpc",
        code: "DependencyViolation.VpcEndpoint",
        when: "DeleteVpc, while an endpoint of PrivateLink is in the VPC",
        why: "the pattern DependencyViolation.<kind> is documented, but not for endpoints",
    },
    ecsEnterpriseSecurityGroup: {
        product: "ecs",
        code: "InvalidOperation.EnterpriseSecurityGroup",
        when: "an advanced security group's policy is modified, or a rule of it names a security group",
        why: "documented as not supported, the code is not documented",
    },
    ecsSecurityGroupRuleKind: {
        product: "ecs",
        code: "InvalidParam.SecurityGroupRuleKind",
        when: "ModifySecurityGroupRule turns a rule for addresses into one for a security group, or back",
        why: "documented as not possible, the code is not documented",
    },
    ecsDuplicateSecurityGroupRule: {
        product: "ecs",
        code: "InvalidParam.DuplicateSecurityGroupRule",
        when: "ModifySecurityGroupRule would make a rule the same as another one of its group",
        why: "documented as not possible, the code is not documented",
    },
    ecsCommandType: {
        product: "ecs",
        code: "CmdType.Unknown",
        when: "a command is of a type that Cloud Assistant does not have",
        why: "the types are documented, the code is not",
    },
    ecsCommandDecode: {
        product: "ecs",
        code: "CmdContent.DecodeError",
        when: "the content of a command is not in Base64",
        why: "the encoding is documented, the code is not",
    },
    ecsCommandSize: {
        product: "ecs",
        code: "CmdContent.ExceedLimit",
        when: "the content of a command has more than 24 KB in Base64",
        why: "the limit is documented, the code is not",
    },
    ecsCommandParameter: {
        product: "ecs",
        code: "CmdParam.Unknown",
        when: "Parameters of an invocation names one that the command does not have",
        why: "documented as not possible, the code is not documented",
    },
    ecsCommandQuota: {
        product: "ecs",
        code: "CmdCount.ExceedLimit",
        when: "an account has 500 commands in a region",
        why: "the quota is documented, the code is not",
    },
    ecsInvocationNotFound: {
        product: "ecs",
        code: "InvalidInvokeId.Unknown",
        when: "StopInvocation names no invocation of the account's",
        why: "the code is not documented",
    },
    slbLoadBalancerInUse: {
        product: "slb",
        code: "OperationDenied.ServiceResourceInUse",
        when: "DeleteLoadBalancer, while the CLB is a service resource of an endpoint service",
        why: "it is refused, the code is not documented",
    },
    albLoadBalancerInUse: {
        product: "alb",
        code: "OperationDenied.EndpointServiceResource",
        when: "DeleteLoadBalancer, while the ALB is a service resource of an endpoint service",
        why: "PrivateLink associates itself with the ALB, the refusal and its code are not documented",
    },
    albZoneInUse: {
        product: "alb",
        code: "OperationDenied.EndpointServiceZone",
        when: "UpdateLoadBalancerZones leaves out a zone in which the ALB is a service resource",
        why: "what the cloud does is not documented; to let it pass could be more lenient than it",
    },
    albZoneAddress: {
        product: "alb",
        code: "OperationDenied.ZoneAddressChanged",
        when: "UpdateLoadBalancerZones names another IntranetAddress for a zone that stays",
        why: "the API documents the refusal of another vSwitch, but nothing about another address",
    },
    nlbLoadBalancerInUse: {
        product: "nlb",
        code: "OperationDenied.PrivateLinkResource",
        when: "DeleteLoadBalancer, while the NLB is a service resource of an endpoint service",
        why: "OperationDenied with a word of its own is documented for the action, that word is not",
    },
    nlbZoneInUse: {
        product: "nlb",
        code: "OperationDenied.PrivateLinkZone",
        when: "UpdateLoadBalancerZones leaves out a zone in which the NLB is a service resource",
        why: "OperationDenied with a word of its own is documented for the action, that word is not",
    },
    gwlbLoadBalancerInUse: {
        product: "gwlb",
        code: "OperationDenied.GatewayServiceResource",
        when: "DeleteLoadBalancer, while the GWLB is a service resource of an endpoint service",
        why: "no list of GWLB's own codes was found; ALB and NLB refuse the same here",
    },
    pvtzZoneName: {
        product: "pvtz",
        code: "Zone.Invalid.Name",
        when: "AddZone names a zone that is no domain name",
        why: "the code is not documented",
    },
    pvtzZoneConflict: {
        product: "pvtz",
        code: "ZoneVpc.Conflict.ZoneName",
        when: "BindZoneVpc, while another zone of the same name is bound to one of the VPCs",
        why: "which of the two would answer is not documented, nor is the refusal",
    },
    pvtzRecordNotFound: {
        product: "pvtz",
        code: "Record.NotExists",
        when: "a RecordId is none of the account's",
        why: "the code is not documented",
    },
    pvtzRecordConflict: {
        product: "pvtz",
        code: "Record.Conflict",
        when: "a record is there already, or a name would have an alias beside other records",
        why: "an alias excludes other records (RFC 1034), the code is not documented",
    },
} as const satisfies Record<string, InventedCode>;

/** The only way to an invented code, so that none can be used without a row in the table. */
export function refuse(row: keyof typeof INVENTED, message: string, status = 400): ApiError {
    return new ApiError(INVENTED[row].code, message, status);
}
