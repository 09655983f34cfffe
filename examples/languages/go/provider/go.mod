module alicloud-privatelink-same-account-provider

go 1.25.11

require (
	github.com/pulumi/pulumi-alicloud/sdk/v3 v3.108.0
	github.com/pulumi/pulumi/sdk/v3 v3.256.0
)
