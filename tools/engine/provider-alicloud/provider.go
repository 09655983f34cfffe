package main

import (
	"context"

	terraform "github.com/hashicorp/terraform-plugin-sdk/helper/schema"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/diagnostics"
	sdk "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v1"
)

// provider is the Terraform provider without the check of all its schemas that comes before each check of its settings,
// and compiles a regular expression for every field: more than a third of the processor time of a run. The build does it
// once, with InternalValidate.
type provider struct {
	shim.Provider
	// The same settings, without resources and data sources.
	settings shim.Provider
}

func newProvider(upstream *terraform.Provider) shim.Provider {
	return provider{
		Provider: sdk.NewProvider(upstream),
		settings: sdk.NewProvider(&terraform.Provider{Schema: upstream.Schema}),
	}
}

func (p provider) Validate(
	ctx context.Context, config shim.ResourceConfig,
) ([]diagnostics.ValidationWarning, []error) {
	return p.settings.Validate(ctx, config)
}
