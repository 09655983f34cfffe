// Components with the offer that the stack's config names, which the tests of this language preview.
package main

import (
	privatelink "github.com/cloud-components/pulumi-alicloud-privatelink/sdk/go/alicloudprivatelink"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

var offline = privatelink.PreflightModeOffline

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")
		if name := settings.Get("offerStack"); name != "" {
			provider, err := pulumi.NewStackReference(ctx, name, nil)
			if err != nil {
				return err
			}
			offer := provider.GetOutput(pulumi.String("offer"))
			if zoneName := settings.Get("zoneName"); zoneName != "" {
				return newNames(ctx, offer, zoneName)
			}
			_, err = newEndpoint(ctx, settings, offer)
			return err
		}
		if text := settings.Get("offer"); text != "" {
			_, err := newEndpoint(ctx, settings, pulumi.String(text))
			return err
		}
		return newBothSides(ctx, settings)
	})
}

// newBothSides makes the service whose offer the endpoint takes, and accepts the endpoint.
func newBothSides(ctx *pulumi.Context, settings *config.Config) error {
	service, err := privatelink.NewEndpointService(ctx, "service", &privatelink.EndpointServiceArgs{
		ServiceResources: privatelink.ServiceResourceArray{
			privatelink.ServiceResourceArgs{
				LoadBalancerId: pulumi.String("lb-test"),
				ZoneIds:        pulumi.StringArray{pulumi.String("eu-central-1b")},
			},
		},
		Ports:     privatelink.ServicePortArray{privatelink.ServicePortArgs{Port: pulumi.Float64(443)}},
		Preflight: offline,
	})
	if err != nil {
		return err
	}
	endpoint, err := newEndpoint(ctx, settings, service.Offer)
	if err != nil {
		return err
	}
	_, err = privatelink.NewEndpointConnection(ctx, "connection", &privatelink.EndpointConnectionArgs{
		Offer:     service.Offer,
		Request:   endpoint.Request,
		Preflight: offline,
	})
	return err
}

func newEndpoint(
	ctx *pulumi.Context, settings *config.Config, offer pulumi.Input,
) (*privatelink.InterfaceEndpoint, error) {
	var zones privatelink.EndpointZoneArray
	var zoneIDs []string
	settings.RequireObject("zoneIds", &zoneIDs)
	for _, zoneID := range zoneIDs {
		zones = append(zones, privatelink.EndpointZoneArgs{
			ZoneId: pulumi.String(zoneID), VswitchId: pulumi.String("vsw-test"),
		})
	}
	args := &privatelink.InterfaceEndpointArgs{
		Offer:            offer,
		VpcId:            pulumi.String("vpc-test"),
		Zones:            zones,
		ClientCidrBlocks: pulumi.StringArray{pulumi.String("10.0.0.0/16")},
		Preflight:        offline,
	}
	if port := settings.GetFloat64("port"); port != 0 {
		args.Ports = privatelink.ServicePortArray{privatelink.ServicePortArgs{Port: pulumi.Float64(port)}}
	}
	return privatelink.NewInterfaceEndpoint(ctx, "endpoint", args)
}

func newNames(ctx *pulumi.Context, offer pulumi.Input, zoneName string) error {
	_, err := privatelink.NewPrivateDnsName(ctx, "names", &privatelink.PrivateDnsNameArgs{
		Offer:            offer,
		ZoneName:         pulumi.String(zoneName),
		EndpointDomain:   pulumi.String("ep-test.privatelink.aliyuncs.com"),
		VpcIds:           pulumi.StringArray{pulumi.String("vpc-test")},
		ConnectionStatus: pulumi.String("Connected"),
		Preflight:        offline,
	})
	return err
}
