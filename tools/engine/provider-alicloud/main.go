// A resource plugin for the engine: the Terraform provider for Alibaba Cloud behind Pulumi's bridge, for the resources
// and data sources in tokens.go. It stands in for the vendor's plugin where only module and package registries can be
// reached.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/aliyun/terraform-provider-alicloud/alicloud"
	terraform "github.com/hashicorp/terraform-plugin-sdk/helper/schema"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
)

const packageName = "alicloud"

// Set by the linker: the version of @pulumi/alicloud whose requests this plugin answers.
var version = "0.0.0"

func main() {
	provider := providerInfo()
	if slices.Equal(os.Args[1:], []string{"--schema"}) {
		if err := provider.P.InternalValidate(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		schema, err := generateSchema(provider)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Stdout.Write(schema)
		return
	}
	tfbridge.Main(packageName, version, provider, storedSchema())
}

func providerInfo() tfbridge.ProviderInfo {
	upstream := alicloud.Provider().(*terraform.Provider)
	info := tfbridge.ProviderInfo{
		P:            newProvider(upstream),
		Name:         packageName,
		Version:      version,
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
		Config: map[string]*tfbridge.SchemaInfo{
			"ecs_role_name": fromEnvironment("ALICLOUD_ECS_ROLE_NAME"),
			"profile":       fromEnvironment("ALICLOUD_PROFILE"),
			"region":        fromEnvironment("ALICLOUD_REGION"),
		},
		Resources:   resources(),
		DataSources: dataSources(),
	}
	for name := range upstream.ResourcesMap {
		if info.Resources[name] == nil {
			info.IgnoreMappings = append(info.IgnoreMappings, name)
		}
	}
	for name := range upstream.DataSourcesMap {
		if info.DataSources[name] == nil {
			info.IgnoreMappings = append(info.IgnoreMappings, name)
		}
	}
	info.SetAutonaming(255, "-")
	return info
}

func fromEnvironment(name string) *tfbridge.SchemaInfo {
	return &tfbridge.SchemaInfo{Default: &tfbridge.DefaultInfo{EnvVars: []string{name}}}
}

// storedSchema reads what the build wrote beside the binary. Making it anew takes longer than the rest of the start, and
// nearly every start is for a program in Node that never asks for it.
func storedSchema() []byte {
	executable, err := os.Executable()
	if err != nil {
		return []byte("{}")
	}
	if target, err := filepath.EvalSymlinks(executable); err == nil {
		executable = target
	}
	schema, err := os.ReadFile(filepath.Join(filepath.Dir(executable), "schema.json"))
	if err != nil {
		return []byte("{}")
	}
	return schema
}
