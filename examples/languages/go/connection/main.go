// The owner's approval: enables the connection that the consumer's endpoint asks for.
package main

import (
	"encoding/json"
	"fmt"

	privatelink "github.com/cloud-components/pulumi-alicloud-privatelink/sdk/go/alicloudprivatelink"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

const project = "alicloud-privatelink-same-account"

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		offer, err := contract[privatelink.EndpointServiceOffer](ctx, "provider", "offer")
		if err != nil {
			return err
		}
		request, err := contract[privatelink.EndpointRequest](ctx, "consumer", "request")
		if err != nil {
			return err
		}
		connection, err := privatelink.NewEndpointConnection(ctx, "connection", &privatelink.EndpointConnectionArgs{
			Offer:   offer.(privatelink.EndpointServiceOfferOutput),
			Request: request.(privatelink.EndpointRequestOutput),
		})
		if err != nil {
			return err
		}
		ctx.Export("connectionStatus", connection.ConnectionStatus)
		return nil
	})
}

// contract reads an output of the other side's stack, by default of the one with the same name. The fields have the
// names of the contract's properties.
func contract[Contract any](ctx *pulumi.Context, side, output string) (pulumi.Output, error) {
	key := side + "Stack"
	name := config.New(ctx, "").Get(key)
	if name == "" {
		name = fmt.Sprintf("%s/%s-%s/%s", ctx.Organization(), project, side, ctx.Stack())
	}
	stack, err := pulumi.NewStackReference(ctx, key, &pulumi.StackReferenceArgs{Name: pulumi.String(name)})
	if err != nil {
		return nil, err
	}
	return stack.GetOutput(pulumi.String(output)).ApplyT(func(value any) (Contract, error) {
		var contract Contract
		if value == nil {
			return contract, fmt.Errorf("the stack %s has no output %s", name, output)
		}
		text, err := json.Marshal(value)
		if err == nil {
			err = json.Unmarshal(text, &contract)
		}
		return contract, err
	}), nil
}
