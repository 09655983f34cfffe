// The owner's approval: enables the connection that the consumer's endpoint asks for.
package main

import (
	"fmt"

	privatelink "github.com/cloud-components/pulumi-alicloud-privatelink/sdk/go/alicloudprivatelink"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

const project = "alicloud-privatelink-same-account"

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		offer, err := contract(ctx, "provider", "offer")
		if err != nil {
			return err
		}
		request, err := contract(ctx, "consumer", "request")
		if err != nil {
			return err
		}
		connection, err := privatelink.NewEndpointConnection(ctx, "connection", &privatelink.EndpointConnectionArgs{
			Offer:   offer,
			Request: request,
		})
		if err != nil {
			return err
		}
		ctx.Export("connectionStatus", connection.ConnectionStatus)
		return nil
	})
}

// contract is an output of the other side's stack, by default of the one with the same name.
func contract(ctx *pulumi.Context, side, output string) (pulumi.Output, error) {
	key := side + "Stack"
	name := config.New(ctx, "").Get(key)
	if name == "" {
		name = fmt.Sprintf("%s/%s-%s/%s", ctx.Organization(), project, side, ctx.Stack())
	}
	stack, err := pulumi.NewStackReference(ctx, key, &pulumi.StackReferenceArgs{Name: pulumi.String(name)})
	if err != nil {
		return nil, err
	}
	return stack.GetOutput(pulumi.String(output)), nil
}
