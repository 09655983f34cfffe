// The owner's side of a private service: a CLB with two backend servers, published as an endpoint service.
package main

import (
	"encoding/base64"
	"fmt"

	privatelink "github.com/cloud-components/pulumi-alicloud-privatelink/sdk/go/alicloudprivatelink"
	"github.com/pulumi/pulumi-alicloud/sdk/v3/go/alicloud/ecs"
	"github.com/pulumi/pulumi-alicloud/sdk/v3/go/alicloud/vpc"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

const (
	// From where load balancers reach and check their backend servers.
	loadBalancerCidrBlock = "100.64.0.0/10"

	port = 80

	pageServer = `#!/bin/bash
echo '<h1>Hello from %[1]s</h1>' > /srv/index.html
cd /srv && python3 -m http.server %[2]d &
`
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")
		zoneID := settings.Require("zoneId")
		vpcCidrBlock := settings.Require("vpcCidrBlock")

		network, err := vpc.NewNetwork(ctx, "vpc2", &vpc.NetworkArgs{
			VpcName:   pulumi.String("vpc2"),
			CidrBlock: pulumi.String(vpcCidrBlock),
		})
		if err != nil {
			return err
		}
		vswitch, err := vpc.NewSwitch(ctx, "vpc2-"+zoneID, &vpc.SwitchArgs{
			VswitchName: pulumi.String("vpc2-" + zoneID),
			VpcId:       network.ID(),
			ZoneId:      pulumi.String(zoneID),
			CidrBlock:   pulumi.String(settings.Require("vswitchCidrBlock")),
		})
		if err != nil {
			return err
		}

		securityGroup, err := ecs.NewSecurityGroup(ctx, "backends", &ecs.SecurityGroupArgs{
			SecurityGroupName: pulumi.String("backends"),
			VpcId:             network.ID(),
		})
		if err != nil {
			return err
		}
		for _, cidrBlock := range []string{vpcCidrBlock, loadBalancerCidrBlock} {
			name := fmt.Sprintf("backends-tcp-%d-%s", port, cidrBlock)
			_, err := ecs.NewSecurityGroupRule(ctx, name, &ecs.SecurityGroupRuleArgs{
				SecurityGroupId: securityGroup.ID(),
				Type:            pulumi.String("ingress"),
				IpProtocol:      pulumi.String("tcp"),
				PortRange:       pulumi.String(fmt.Sprintf("%d/%d", port, port)),
				CidrIp:          pulumi.String(cidrBlock),
			})
			if err != nil {
				return err
			}
		}

		names := []string{"ecs2", "ecs3"}
		servers, err := newServers(ctx, names, zoneID, vswitch.ID(), securityGroup.ID())
		if err != nil {
			return err
		}
		backendServers := privatelink.ClbBackendServerArray{}
		for _, name := range names {
			backendServers = append(backendServers, privatelink.ClbBackendServerArgs{
				ServerId: servers[name],
				Weight:   pulumi.Float64(100),
			})
		}

		loadBalancer, err := privatelink.NewClbServiceResource(ctx, "service", &privatelink.ClbServiceResourceArgs{
			VswitchId: vswitch.ID(),
			ZoneId:    pulumi.String(zoneID),
			Listeners: privatelink.ClbListenerArray{
				privatelink.ClbListenerArgs{Port: pulumi.Float64(port), BackendPort: pulumi.Float64(port)},
			},
			BackendServers: backendServers,
		})
		if err != nil {
			return err
		}
		service, err := privatelink.NewEndpointService(ctx, "service", &privatelink.EndpointServiceArgs{
			ServiceDescription: pulumi.String("A service behind a CLB"),
			ServiceResources: privatelink.ServiceResourceArray{
				privatelink.ServiceResourceArgs{
					LoadBalancerId: loadBalancer.LoadBalancerId,
					ZoneIds:        pulumi.StringArray{pulumi.String(zoneID)},
				},
			},
			Ports:                loadBalancer.Ports,
			AcceptanceRequired:   pulumi.Bool(true),
			WhitelistedElsewhere: pulumi.Bool(false),
			ZoneAffinityEnabled:  pulumi.Bool(true),
			Payer:                privatelink.PayerEndpoint,
		})
		if err != nil {
			return err
		}

		// What the consumer and the connection stack read.
		ctx.Export("offer", service.Offer)
		ctx.Export("vpcId", network.ID())
		ctx.Export("backendIds", servers)
		ctx.Export("loadBalancerId", loadBalancer.LoadBalancerId)
		ctx.Export("loadBalancerAddress", loadBalancer.Address)
		ctx.Export("serviceId", service.ServiceId)
		ctx.Export("serviceName", service.ServiceName)
		ctx.Export("serviceDomain", service.ServiceDomain)
		return nil
	})
}

// newServers makes servers that show a page, and gives their ids by name.
func newServers(
	ctx *pulumi.Context, names []string, zoneID string, vswitchID, securityGroupID pulumi.IDOutput,
) (pulumi.StringMap, error) {
	instanceTypes, err := ecs.GetInstanceTypes(ctx, &ecs.GetInstanceTypesArgs{
		AvailabilityZone:   pulumi.StringRef(zoneID),
		CpuCoreCount:       pulumi.IntRef(2),
		MemorySize:         pulumi.Float64Ref(4),
		SystemDiskCategory: pulumi.StringRef("cloud_essd"),
	})
	if err != nil {
		return nil, err
	}
	images, err := ecs.GetImages(ctx, &ecs.GetImagesArgs{
		Owners:     pulumi.StringRef("system"),
		NameRegex:  pulumi.StringRef("^aliyun_3_.*x64"),
		MostRecent: pulumi.BoolRef(true),
	})
	if err != nil {
		return nil, err
	}
	servers := pulumi.StringMap{}
	for _, name := range names {
		script := fmt.Sprintf(pageServer, name, port)
		server, err := ecs.NewInstance(ctx, name, &ecs.InstanceArgs{
			InstanceName:       pulumi.String(name),
			VswitchId:          vswitchID,
			SecurityGroups:     pulumi.StringArray{securityGroupID},
			InstanceType:       pulumi.String(instanceTypes.InstanceTypes[0].Id),
			ImageId:            pulumi.String(images.Images[0].Id),
			SystemDiskCategory: pulumi.String("cloud_essd"),
			UserData:           pulumi.String(base64.StdEncoding.EncodeToString([]byte(script))),
			// What the lookups find changes over time. A running server must not change with it.
		}, pulumi.IgnoreChanges([]string{"instanceType", "imageId"}))
		if err != nil {
			return nil, err
		}
		servers[name] = server.ID()
	}
	return servers, nil
}
