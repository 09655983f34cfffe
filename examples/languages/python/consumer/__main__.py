"""The consumer's side of a private service: a client, and an interface endpoint to reach the service with."""

import pulumi
from cloud_components_alicloud_privatelink import InterfaceEndpoint
from pulumi_alicloud import ecs, vpc

PROVIDER_PROJECT = "alicloud-privatelink-same-account-provider"

config = pulumi.Config()
zone_id = config.require("zoneId")
vpc_cidr_block = config.require("vpcCidrBlock")

provider_stack = pulumi.StackReference(
    "providerStack",
    stack_name=config.get("providerStack")
    or f"{pulumi.get_organization()}/{PROVIDER_PROJECT}/{pulumi.get_stack()}",
)

network = vpc.Network("vpc1", vpc_name="vpc1", cidr_block=vpc_cidr_block)
vswitch = vpc.Switch(
    f"vpc1-{zone_id}",
    vswitch_name=f"vpc1-{zone_id}",
    vpc_id=network.id,
    zone_id=zone_id,
    cidr_block=config.require("vswitchCidrBlock"),
)

security_group = ecs.SecurityGroup(
    "client",
    security_group_name="client",
    vpc_id=network.id,
)
client = ecs.Instance(
    "ecs1",
    instance_name="ecs1",
    vswitch_id=vswitch.id,
    security_groups=[security_group.id],
    instance_type=ecs.get_instance_types_output(
        availability_zone=zone_id,
        cpu_core_count=2,
        memory_size=4,
        system_disk_category="cloud_essd",
    ).instance_types[0].id,
    image_id=ecs.get_images_output(
        owners="system", name_regex="^aliyun_3_.*x64", most_recent=True
    ).images[0].id,
    system_disk_category="cloud_essd",
    # What the lookups find changes over time. A running server must not change with it.
    opts=pulumi.ResourceOptions(ignore_changes=["instanceType", "imageId"]),
)

endpoint = InterfaceEndpoint(
    "endpoint",
    offer=provider_stack.get_output("offer"),
    vpc_id=network.id,
    zones=[{"zone_id": zone_id, "vswitch_id": vswitch.id}],
    client_cidr_blocks=[vpc_cidr_block],
)

# What the connection stack reads.
pulumi.export("request", endpoint.request)
pulumi.export("vpcId", network.id)
pulumi.export("clientIds", {"ecs1": client.id})
pulumi.export("endpointId", endpoint.endpoint_id)
pulumi.export("endpointDomain", endpoint.endpoint_domain)
pulumi.export("zones", endpoint.zones)
