export interface FurtherCodes {
    /** Or `*` for every product. */
    readonly product: string;
    /** The actions whose own list lacks the codes; all of the product's by default. */
    readonly actions?: RegExp;
    readonly status: number;
    readonly codes: readonly string[];
    /** Who says that the cloud answers them. */
    readonly source: string;
}

/** What ECS lists for tags: products that have no list of their own for them share its checks. */
const TAG_CODES_OF_ECS = [
    "Duplicate.TagKey",
    "InvalidTagKey.Malformed",
    "InvalidTagValue.Malformed",
    "NumberExceed.ResourceIds",
    "NumberExceed.Tags",
    "OperationDenied.QuotaExceed",
];

/**
 * Codes that the metadata does not list for an action, and that are known from elsewhere: lists of common errors,
 * what users have met, what the Terraform provider of the cloud's makers reads, and actions that make the same check.
 */
export const FURTHER_CODES: readonly FurtherCodes[] = [
    {
        product: "*",
        status: 403,
        codes: ["Forbidden.RAM"],
        source: "answers of ECS and Alibaba Cloud DNS that users have reported (alibaba/packer-provider#34, honwen/aliyun-ddns-cli#27); products whose own code for a caller without permission is not known answer this one",
    },
    {
        product: "privatelink",
        status: 400,
        codes: [
            "AddSecurityGroupNotSupportWhenHaveNoSg",
            "CheckServiceLinkRoleError",
            "ConcurrentCallNotSupported",
            "IdempotenceProcessing",
            "IdempotenceSignatureMismatch",
            "NeedOpenProduct",
            "RegionNotFound",
            "UnsupportedRegion",
        ],
        source: "common errors of PrivateLink, help.aliyun.com/document_detail/469372",
    },
    {
        product: "privatelink",
        status: 403,
        codes: ["NoPermission"],
        source: "common errors of PrivateLink, help.aliyun.com/document_detail/469372; the status is that of other products",
    },
    {
        product: "privatelink",
        status: 400,
        codes: ["MissingParam.%s", "IllegalParamFormat.%s"],
        source: "the pattern is listed for CreateVpcEndpointService and UpdateVpcEndpointServiceAttribute",
    },
    {
        product: "privatelink",
        actions: /^(CreateVpcEndpoint|CreateVpcEndpointService)$/,
        status: 400,
        codes: [
            "DuplicatedTagKey",
            "IllegalTagKeyParam",
            "IllegalTagValueParam",
            "InvalidResourceGroup",
            "QuotaExceed.TagsPerResource",
        ],
        source: "listed for TagResources and ChangeResourceGroup, which make the same checks",
    },
    {
        product: "privatelink",
        actions: /^(CreateVpcEndpointService|DescribeZones|DetachResourceFromVpcEndpointService)$/,
        status: 400,
        codes: [
            "EndpointServiceResourceExist",
            "EndpointServiceResourceTypeNotEqual",
            "EndpointServiceResourceTypeNotSupport",
        ],
        source: "listed for AttachResourceToVpcEndpointService, which makes the same checks",
    },
    {
        product: "privatelink",
        actions: /^CreateVpcEndpoint$/,
        status: 400,
        codes: ["SecurityGroupExist"],
        source: "listed for AttachSecurityGroupToVpcEndpoint, which makes the same check",
    },
    {
        product: "privatelink",
        actions:
            /^(AddUserToVpcEndpointService|DetachResourceFromVpcEndpointService|RemoveUserFromVpcEndpointService)$/,
        status: 400,
        codes: ["EndpointServiceOperationDenied"],
        source: "listed for AttachResourceToVpcEndpointService: a service that is changing takes no other change",
    },
    {
        product: "slb",
        status: 404,
        codes: ["InvalidLoadBalancerId.NotFound"],
        source: "issue 626 of aliyun/terraform-provider-alicloud, an answer of the cloud",
    },
    {
        product: "slb",
        status: 404,
        codes: ["InvalidServerId.NotFound"],
        source: "common errors of CLB (AlibabaCloudDocs/slb, Common error codes)",
    },
    {
        product: "slb",
        status: 400,
        codes: [
            "ActionNotAllowed",
            "BackendServersMalformed",
            "InvalidBackendServers.Inconsistent",
            "InvalidWeight.Malformed",
            "ListenerAlreadyExists",
            "ObtainIpFail",
            "RspoolVipExist",
            "ServiceIsConfiguring",
            "TooManyBackendServers",
        ],
        source: "common errors of CLB (AlibabaCloudDocs/slb, Common error codes)",
    },
    {
        product: "slb",
        actions: /Listener(Attribute)?$|VServerGroup/,
        status: 404,
        codes: ["InvalidParameter"],
        source: "common errors of CLB (AlibabaCloudDocs/slb, Common error codes): a vServer group that does not exist",
    },
    {
        product: "slb",
        status: 409,
        codes: ["ServiceIsStopping"],
        source: "common errors of CLB (AlibabaCloudDocs/slb, Common error codes)",
    },
    {
        product: "slb",
        status: 403,
        codes: ["Forbidden"],
        source: "issue 1329 of certimate-go/certimate, an answer of the cloud",
    },
    {
        product: "slb",
        status: 400,
        codes: ["OperationFailed.ListenerStatusNotSupport"],
        source: "issue 3253 of aliyun/terraform-provider-alicloud, an answer of the cloud",
    },
    {
        product: "vpc",
        status: 404,
        actions: /^DescribeV(pc|Switch)Attributes?$/,
        codes: ["InvalidVpcID.NotFound", "InvalidVswitchID.NotFound"],
        source: "what aliyun/terraform-provider-alicloud reads; its delete ends only with HTTP 404 or an empty answer, so that the listed 400 InvalidVSwitchId.NotFound cannot be all",
    },
    {
        product: "vpc",
        status: 403,
        codes: ["Forbidden"],
        source: "listed for CreateVpc; which one other actions answer to a RAM user is not listed",
    },
    {
        product: "vpc",
        status: 400,
        codes: ["Duplicated.ClientToken", "OperationFailed.IdempotentTokenProcessing"],
        source: "listed for CreateVSwitch, which takes the same ClientToken",
    },
    {
        product: "vpc",
        actions: /^CreateV(pc|Switch)$/,
        status: 400,
        codes: [
            "Forbidden.TagKey.Duplicated",
            "InvalidTagKey",
            "InvalidTagValue",
            "SizeLimitExceeded.TagNum",
        ],
        source: "listed for TagResources, which makes the same checks",
    },
    {
        product: "ecs",
        status: 403,
        codes: ["IdempotentParameterMismatch", "IdempotentProcessing"],
        source: "common errors of ECS",
    },
    {
        product: "ecs",
        actions: /^DescribeAvailableResource$/,
        status: 404,
        codes: ["InvalidZoneId.NotFound"],
        source: "listed for DescribeInstanceStatus, which makes the same check",
    },
    {
        product: "alb",
        actions: /^CreateLoadBalancer$/,
        status: 400,
        codes: ["NotExist.ResourceGroup"],
        source: "listed for CreateServerGroup, which makes the same check",
    },
    {
        product: "alb",
        actions: /^CreateLoadBalancer$/,
        status: 404,
        codes: ["ResourceNotFound.Vpc"],
        source: "listed for CreateServerGroup, which makes the same check",
    },
    {
        product: "alb",
        actions: /^CreateListener$/,
        status: 400,
        codes: ["UnsupportedFeature.FullTraceHttps"],
        source: "listed for UpdateListenerAttribute, which makes the same check",
    },
    {
        product: "alb",
        actions: /^ListServerGroupServers$/,
        status: 404,
        codes: ["ResourceNotFound.ServerGroup"],
        source: "what aliyun/terraform-provider-alicloud reads of ListServerGroupServers",
    },
    {
        product: "alb",
        status: 400,
        codes: ["IdempotenceProcessing", "IdempotenceSignatureMismatch"],
        source: "what aliyun/terraform-provider-alicloud repeats; listed with the second for NLB",
    },
    {
        product: "nlb",
        status: 400,
        codes: ["IdempotenceProcessing", "IdempotenceSignatureMismatch"],
        source: "listed for UpdateListenerAttribute; what aliyun/terraform-provider-alicloud repeats",
    },
    {
        product: "slb",
        actions: /^(CreateLoadBalancer|MoveResourceGroup)$/,
        status: 400,
        codes: ["InvalidResourceGroupId.NotFound"],
        source: "listed for CreateAccessControlList, which makes the same check",
    },
    {
        product: "slb",
        status: 400,
        codes: ["OperationFailed.TokenIsProcessing"],
        source: "listed for CreateLoadBalancer, which takes the same ClientToken",
    },
    {
        product: "pvtz",
        status: 400,
        codes: ["Ecs.SyncTask.NotExists", "Zone.NotExists", "ZoneVpc.NotExists.VpcId"],
        source: "what aliyun/terraform-provider-alicloud reads of PrivateZone's answers",
    },
    {
        product: "pvtz",
        actions: /TagResources$/,
        status: 404,
        codes: ["InvalidResourceId.NotFound", "InvalidResourceType.NotFound"],
        source: "ECS lists them for the same actions; of PrivateZone's no list was found",
    },
    {
        product: "pvtz",
        actions: /TagResources$/,
        status: 400,
        codes: TAG_CODES_OF_ECS,
        source: "ECS lists them for the same actions; of PrivateZone's no list was found",
    },
    {
        product: "pvtz",
        status: 404,
        codes: ["InvalidResourceGroup.NotFound"],
        source: "ECS lists it for its resource groups; of PrivateZone's actions no list was found",
    },
    {
        product: "pvtz",
        status: 400,
        codes: ["Record.Invalid.Conflict"],
        source: "what aliyun/terraform-provider-alicloud 1.50 read of AddZoneRecord, and public scripts do",
    },
    {
        product: "alb",
        status: 400,
        codes: TAG_CODES_OF_ECS,
        source: "ECS lists them for the same mistakes; ALB's lists have no code for tags",
    },
    {
        product: "nlb",
        actions: /^ListTagResources$/,
        status: 400,
        codes: ["IllegalParam"],
        source: "listed for TagResources and UntagResources, which make the same checks",
    },
    {
        product: "slb",
        actions: /^(CreateLoadBalancer|CreateVServerGroup)$/,
        status: 400,
        codes: ["Duplicate.TagKey"],
        source: "listed for TagResources, which makes the same check",
    },
    {
        product: "ecs",
        actions: /^(CreateCommand|InvokeCommand)$/,
        status: 400,
        codes: [
            "Duplicate.TagKey",
            "InvalidTagKey.Malformed",
            "InvalidTagValue.Malformed",
            "NumberExceed.Tags",
        ],
        source: "listed for RunCommand, which makes the same checks",
    },
    {
        product: "gwlb",
        status: 404,
        codes: ["ResourceNotFound.LoadBalancer"],
        source: "what aliyun/terraform-provider-alicloud reads of GWLB's answers",
    },
    {
        product: "gwlb",
        status: 404,
        codes: [
            "InvalidResourceGroup.NotFound",
            "ResourceNotFound.VSwitch",
            "ResourceNotFound.Vpc",
        ],
        source: "ECS and NLB list them for the same mistakes; of GWLB's actions no list was found",
    },
    {
        product: "gwlb",
        status: 400,
        codes: [
            "Duplicate.TagKey",
            "IdempotenceProcessing",
            "IncorrectStatus.LoadBalancer",
            "InvalidTagKey.Malformed",
            "InvalidTagValue.Malformed",
            "InvalidZones",
            "Mismatch.ZoneIdAndVSwitchId",
            "NumberExceed.Tags",
            "ResourceNotEnough.VSwitchIp",
        ],
        source: "ALB, NLB and ECS list them for the same mistakes; of GWLB's actions no list was found",
    },
];
