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
        when: "a ClientToken is not of at most 64 ASCII characters, for other actions than RunInstances and those of Cloud Assistant",
        why: "the limit is documented; of all lists of the metadata only these actions have a code for it",
    },
    clientTokenReused: {
        product: "*",
        code: "IdempotentParameterMismatch",
        when: "a ClientToken comes again with other parameters, to CLB, GWLB or PrivateZone",
        why: "the code is ECS's; the lists of CLB and PrivateZone and CLB's common errors have none, of GWLB no list was found",
    },
    nextToken: {
        product: "*",
        code: "InvalidNextToken",
        when: "a NextToken is none that the action has answered, for other actions than those in nextTokens.ts",
        why: "looked for in the lists of all actions that take one: these alone have a code for it",
    },
    undocumentedRefusal: {
        product: "*",
        code: "EmulatorUndocumentedRefusal",
        when: "the emulator is about to refuse a call with a code and status that nothing says the cloud answers",
        why: "a mistake of the emulator, which must not pass unnoticed",
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
        code: "IllegalParam.%s",
        when: "a parameter is outside its documented values; its name is in the code: IllegalParam.Bandwidth",
        why: "the lists of all 34 actions have it for ResourceAllocateMode and ResourceReplaceMode only; Create- and UpdateVpcEndpointService have IllegalParamFormat.<name>",
    },
    privateLinkOwnRegion: {
        product: "privatelink",
        code: "OperationDenied.OwnRegion",
        when: "DeleteSupportedRegionSet names the service's own region",
        why: "neither UpdateVpcEndpointServiceAttribute's list nor the provider's tests remove it; the service would be out of reach of its own region",
    },
    privateLinkRegionInUse: {
        product: "privatelink",
        code: "OperationDenied.SupportedRegionInUse",
        when: "DeleteSupportedRegionSet names a region in which the service has endpoints",
        why: "UpdateVpcEndpointServiceAttribute's list has no such code, and the provider's tests have no endpoint there; to let it pass could be more lenient than the cloud",
    },
    resourceGroupName: {
        product: "resourcemanager",
        code: "EntityAlreadyExists.ResourceGroup",
        when: "CreateResourceGroup, with the name of another resource group of the account",
        why: "the name is documented as what identifies the group; CreateResourceGroup's list has no code for it, those of resource directories and folders have this form",
    },
    slbLoadBalancerInUse: {
        product: "slb",
        code: "OperationDenied.ServiceResourceInUse",
        when: "DeleteLoadBalancer, while the CLB is a service resource of an endpoint service",
        why: "DeleteLoadBalancer's list and CLB's common errors have none; PrivateLink's service-linked role may switch deletion protection on, which would be OperationDenied.DeleteProtectionIsOn",
    },
    albLoadBalancerInUse: {
        product: "alb",
        code: "OperationDenied.EndpointServiceResource",
        when: "DeleteLoadBalancer, while the ALB is a service resource of an endpoint service",
        why: "DeleteLoadBalancer's list has none; that PrivateLink associates itself with the ALB is known from its service-linked role (alb:AssociateResources)",
    },
    albZoneInUse: {
        product: "alb",
        code: "OperationDenied.EndpointServiceZone",
        when: "UpdateLoadBalancerZones leaves out a zone in which the ALB is a service resource",
        why: "UpdateLoadBalancerZones' list has no code for it; to let it pass could be more lenient than the cloud",
    },
    albZoneAddress: {
        product: "alb",
        code: "OperationDenied.ZoneAddressChanged",
        when: "UpdateLoadBalancerZones names another IntranetAddress for a zone that stays",
        why: "UpdateLoadBalancerZones' list has OperationDenied.ZoneVSwitchChanged for another vSwitch; NLB has OperationDenied.ProtectedPrivateIPv4AddressChanged for an address",
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
    pvtzRecordNotFound: {
        product: "pvtz",
        code: "Record.NotExists",
        when: "a RecordId is none of the account's",
        why: "looked for in PrivateZone's lists, in the provider, which reads none, and in public code: Alibaba Cloud DNS has DomainRecordNotBelongToUser",
    },
} as const satisfies Record<string, InventedCode>;

/** The only way to an invented code, so that none can be used without a row in the table. */
export function refuse(row: keyof typeof INVENTED, message: string, status = 400): ApiError {
    return new ApiError(INVENTED[row].code, message, status);
}
