// The consumer's side of a private service: a client, and an interface endpoint to reach the service with.
package main

import (
	"fmt"

	privatelink "github.com/cloud-components/pulumi-alicloud-privatelink/sdk/go/alicloudprivatelink"
	"github.com/pulumi/pulumi-alicloud/sdk/v3/go/alicloud/ecs"
	"github.com/pulumi/pulumi-alicloud/sdk/v3/go/alicloud/vpc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

const providerProject = "alicloud-privatelink-same-account-provider"

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")
		zoneID := settings.Require("zoneId")
		vpcCidrBlock := settings.Require("vpcCidrBlock")

		provider, err := providerStack(ctx, settings.Get("providerStack"))
		if err != nil {
			return err
		}

		network, err := vpc.NewNetwork(ctx, "vpc1", &vpc.NetworkArgs{
			VpcName:   pulumi.String("vpc1"),
			CidrBlock: pulumi.String(vpcCidrBlock),
		})
		if err != nil {
			return err
		}
		vswitch, err := vpc.NewSwitch(ctx, "vpc1-"+zoneID, &vpc.SwitchArgs{
			VswitchName: pulumi.String("vpc1-" + zoneID),
			VpcId:       network.ID(),
			ZoneId:      pulumi.String(zoneID),
			CidrBlock:   pulumi.String(settings.Require("vswitchCidrBlock")),
		})
		if err != nil {
			return err
		}
		client, err := newClient(ctx, zoneID, network.ID(), vswitch.ID())
		if err != nil {
			return err
		}

		endpoint, err := privatelink.NewInterfaceEndpoint(ctx, "endpoint", &privatelink.InterfaceEndpointArgs{
			Offer: provider.GetOutput(pulumi.String("offer")),
			VpcId: network.ID(),
			Zones: privatelink.EndpointZoneArray{
				privatelink.EndpointZoneArgs{ZoneId: pulumi.String(zoneID), VswitchId: vswitch.ID()},
			},
			ClientCidrBlocks: pulumi.StringArray{pulumi.String(vpcCidrBlock)},
		})
		if err != nil {
			return err
		}

		// What the connection stack reads.
		ctx.Export("request", endpoint.Request)
		ctx.Export("vpcId", network.ID())
		ctx.Export("clientIds", pulumi.StringMap{"ecs1": client})
		ctx.Export("endpointId", endpoint.EndpointId)
		ctx.Export("endpointDomain", endpoint.EndpointDomain)
		ctx.Export("zones", endpoint.Zones)
		return nil
	})
}

// providerStack is the provider's stack, by default the one with the same name.
func providerStack(ctx *pulumi.Context, name string) (*pulumi.StackReference, error) {
	if name == "" {
		name = fmt.Sprintf("%s/%s/%s", ctx.Organization(), providerProject, ctx.Stack())
	}
	return pulumi.NewStackReference(ctx, "providerStack", &pulumi.StackReferenceArgs{Name: pulumi.String(name)})
}

// newClient makes a server that calls the service, and gives its id.
func newClient(
	ctx *pulumi.Context, zoneID string, vpcID, vswitchID pulumi.IDOutput,
) (pulumi.IDOutput, error) {
	securityGroup, err := ecs.NewSecurityGroup(ctx, "client", &ecs.SecurityGroupArgs{
		SecurityGroupName: pulumi.String("client"),
		VpcId:             vpcID,
	})
	if err != nil {
		return pulumi.IDOutput{}, err
	}
	instanceTypes, err := ecs.GetInstanceTypes(ctx, &ecs.GetInstanceTypesArgs{
		AvailabilityZone:   pulumi.StringRef(zoneID),
		CpuCoreCount:       pulumi.IntRef(2),
		MemorySize:         pulumi.Float64Ref(4),
		SystemDiskCategory: pulumi.StringRef("cloud_essd"),
	})
	if err != nil {
		return pulumi.IDOutput{}, err
	}
	images, err := ecs.GetImages(ctx, &ecs.GetImagesArgs{
		Owners:     pulumi.StringRef("system"),
		NameRegex:  pulumi.StringRef("^aliyun_3_.*x64"),
		MostRecent: pulumi.BoolRef(true),
	})
	if err != nil {
		return pulumi.IDOutput{}, err
	}
	client, err := ecs.NewInstance(ctx, "ecs1", &ecs.InstanceArgs{
		InstanceName:       pulumi.String("ecs1"),
		VswitchId:          vswitchID,
		SecurityGroups:     pulumi.StringArray{securityGroup.ID()},
		InstanceType:       pulumi.String(instanceTypes.InstanceTypes[0].Id),
		ImageId:            pulumi.String(images.Images[0].Id),
		SystemDiskCategory: pulumi.String("cloud_essd"),
		// What the lookups find changes over time. A running server must not change with it.
	}, pulumi.IgnoreChanges([]string{"instanceType", "imageId"}))
	if err != nil {
		return pulumi.IDOutput{}, err
	}
	return client.ID(), nil
}
