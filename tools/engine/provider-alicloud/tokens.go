package main

import (
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// The names are those of the npm package @pulumi/alicloud, which cannot be computed from Terraform's: that a CLB is
// `slb.ApplicationLoadBalancer` and a VPC `vpc.Network` is history. Only what a program may use here is listed; what
// is not listed does not exist for the engine.

func resource(module, name string, changes ...func(*tfbridge.ResourceInfo)) *tfbridge.ResourceInfo {
	info := &tfbridge.ResourceInfo{Tok: tokens.Type(tfbridge.MakeResource(packageName, module, name))}
	for _, change := range changes {
		change(info)
	}
	return info
}

func dataSource(module, name string) *tfbridge.DataSourceInfo {
	return &tfbridge.DataSourceInfo{Tok: tfbridge.MakeDataSource(packageName, module, name)}
}

// omit leaves out a field that the published package does not have either.
func omit(field string) func(*tfbridge.ResourceInfo) {
	return adjust(field, &tfbridge.SchemaInfo{Omit: true})
}

// single makes one object of a list, as the published package does for lists that can hold one entry only.
func single(field string) func(*tfbridge.ResourceInfo) {
	return adjust(field, &tfbridge.SchemaInfo{MaxItemsOne: tfbridge.True()})
}

func adjust(field string, change *tfbridge.SchemaInfo) func(*tfbridge.ResourceInfo) {
	return func(info *tfbridge.ResourceInfo) {
		if info.Fields == nil {
			info.Fields = map[string]*tfbridge.SchemaInfo{}
		}
		info.Fields[field] = change
	}
}

func resources() map[string]*tfbridge.ResourceInfo {
	return map[string]*tfbridge.ResourceInfo{
		"alicloud_vpc":     resource("vpc", "Network"),
		"alicloud_vswitch": resource("vpc", "Switch"),

		"alicloud_security_group":      resource("ecs", "SecurityGroup"),
		"alicloud_security_group_rule": resource("ecs", "SecurityGroupRule"),
		"alicloud_instance":            resource("ecs", "Instance", single("network_interfaces")),
		"alicloud_ecs_command":         resource("ecs", "Command"),
		"alicloud_ecs_invocation":      resource("ecs", "EcsInvocation"),

		"alicloud_slb_load_balancer":                  resource("slb", "ApplicationLoadBalancer"),
		"alicloud_slb_listener":                       resource("slb", "Listener"),
		"alicloud_slb_backend_server":                 resource("slb", "BackendServer"),
		"alicloud_slb_server_group":                   resource("slb", "ServerGroup"),
		"alicloud_slb_server_group_server_attachment": resource("slb", "ServerGroupServerAttachment"),

		"alicloud_alb_load_balancer": resource("alb", "LoadBalancer"),
		"alicloud_alb_server_group":  resource("alb", "ServerGroup"),
		"alicloud_alb_listener":      resource("alb", "Listener", omit("xforwarded_for_config"), single("certificates")),

		"alicloud_nlb_load_balancer":                  resource("nlb", "LoadBalancer"),
		"alicloud_nlb_server_group":                   resource("nlb", "ServerGroup"),
		"alicloud_nlb_server_group_server_attachment": resource("nlb", "ServerGroupServerAttachment"),
		"alicloud_nlb_listener":                       resource("nlb", "Listener"),

		"alicloud_gwlb_load_balancer": resource("gwlb", "LoadBalancer"),
		"alicloud_gwlb_server_group":  resource("gwlb", "ServerGroup"),
		"alicloud_gwlb_listener":      resource("gwlb", "Listener"),

		"alicloud_privatelink_vpc_endpoint":                  resource("privatelink", "VpcEndpoint"),
		"alicloud_privatelink_vpc_endpoint_connection":       resource("privatelink", "VpcEndpointServiceConnection"),
		"alicloud_privatelink_vpc_endpoint_service":          resource("privatelink", "VpcEndpointService"),
		"alicloud_privatelink_vpc_endpoint_service_resource": resource("privatelink", "VpcEndpointServiceResource"),
		"alicloud_privatelink_vpc_endpoint_service_user":     resource("privatelink", "VpcEndpointServiceUser"),
		"alicloud_privatelink_vpc_endpoint_zone":             resource("privatelink", "VpcEndpointZone"),

		"alicloud_pvtz_zone":            resource("pvtz", "Zone"),
		"alicloud_pvtz_zone_attachment": resource("pvtz", "ZoneAttachment"),
		"alicloud_pvtz_zone_record":     resource("pvtz", "ZoneRecord"),
	}
}

func dataSources() map[string]*tfbridge.DataSourceInfo {
	return map[string]*tfbridge.DataSourceInfo{
		"alicloud_account":         dataSource("index", "getAccount"),
		"alicloud_caller_identity": dataSource("index", "getCallerIdentity"),
		"alicloud_regions":         dataSource("index", "getRegions"),
		"alicloud_zones":           dataSource("index", "getZones"),

		"alicloud_vpcs":      dataSource("vpc", "getNetworks"),
		"alicloud_vswitches": dataSource("vpc", "getSwitches"),

		"alicloud_ecs_invocations":      dataSource("ecs", "getEcsInvocations"),
		"alicloud_images":               dataSource("ecs", "getImages"),
		"alicloud_instance_types":       dataSource("ecs", "getInstanceTypes"),
		"alicloud_instances":            dataSource("ecs", "getInstances"),
		"alicloud_security_group_rules": dataSource("ecs", "getSecurityGroupRules"),
		"alicloud_security_groups":      dataSource("ecs", "getSecurityGroups"),

		"alicloud_slb_backend_servers": dataSource("slb", "getBackendServers"),
		"alicloud_slb_listeners":       dataSource("slb", "getListeners"),
		"alicloud_slb_load_balancers":  dataSource("slb", "getApplicationLoadBalancers"),
		"alicloud_slb_server_groups":   dataSource("slb", "getServerGroups"),
		"alicloud_slb_zones":           dataSource("slb", "getZones"),

		"alicloud_alb_listeners":      dataSource("alb", "getListeners"),
		"alicloud_alb_load_balancers": dataSource("alb", "getLoadBalancers"),
		"alicloud_alb_server_groups":  dataSource("alb", "getServerGroups"),
		"alicloud_alb_zones":          dataSource("alb", "getZones"),

		"alicloud_nlb_listeners":                       dataSource("nlb", "getListeners"),
		"alicloud_nlb_load_balancers":                  dataSource("nlb", "getLoadBalancers"),
		"alicloud_nlb_server_group_server_attachments": dataSource("nlb", "getServerGroupServerAttachments"),
		"alicloud_nlb_server_groups":                   dataSource("nlb", "getServerGroups"),
		"alicloud_nlb_zones":                           dataSource("nlb", "getZones"),

		"alicloud_gwlb_zones": dataSource("gwlb", "getZones"),

		"alicloud_privatelink_service":                        dataSource("privatelink", "getService"),
		"alicloud_privatelink_vpc_endpoint_connections":       dataSource("privatelink", "getVpcEndpointConnections"),
		"alicloud_privatelink_vpc_endpoint_service_resources": dataSource("privatelink", "getVpcEndpointServiceResources"),
		"alicloud_privatelink_vpc_endpoint_service_users":     dataSource("privatelink", "getVpcEndpointServiceUsers"),
		"alicloud_privatelink_vpc_endpoint_services":          dataSource("privatelink", "getVpcEndpointServices"),
		"alicloud_privatelink_vpc_endpoint_zones":             dataSource("privatelink", "getVpcEndpointZones"),
		"alicloud_privatelink_vpc_endpoints":                  dataSource("privatelink", "getVpcEndpoints"),

		"alicloud_pvtz_service":      dataSource("pvtz", "getService"),
		"alicloud_pvtz_zone_records": dataSource("pvtz", "getZoneRecords"),
		"alicloud_pvtz_zones":        dataSource("pvtz", "getZones"),

		"alicloud_quotas_quotas": dataSource("quotas", "getQuotas"),

		"alicloud_resource_manager_resource_groups": dataSource("resourcemanager", "getResourceGroups"),
	}
}
