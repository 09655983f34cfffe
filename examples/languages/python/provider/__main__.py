"""The owner's side of a private service: a CLB with two backend servers, published as an endpoint service."""

import base64

import pulumi
from cloud_components_alicloud_privatelink import ClbServiceResource, EndpointService, Payer
from pulumi_alicloud import ecs, vpc

# From where load balancers reach and check their backend servers.
LOAD_BALANCER_CIDR_BLOCK = "100.64.0.0/10"

PORT = 80

PAGE_SERVER = """#!/bin/bash
echo '<h1>Hello from {name}</h1>' > /srv/index.html
cd /srv && python3 -m http.server {port} &
"""

config = pulumi.Config()
zone_id = config.require("zoneId")
vpc_cidr_block = config.require("vpcCidrBlock")

network = vpc.Network("vpc2", vpc_name="vpc2", cidr_block=vpc_cidr_block)
vswitch = vpc.Switch(
    f"vpc2-{zone_id}",
    vswitch_name=f"vpc2-{zone_id}",
    vpc_id=network.id,
    zone_id=zone_id,
    cidr_block=config.require("vswitchCidrBlock"),
)

security_group = ecs.SecurityGroup(
    "backends",
    security_group_name="backends",
    vpc_id=network.id,
)
for cidr_block in (vpc_cidr_block, LOAD_BALANCER_CIDR_BLOCK):
    ecs.SecurityGroupRule(
        f"backends-tcp-{PORT}-{cidr_block}",
        security_group_id=security_group.id,
        type="ingress",
        ip_protocol="tcp",
        port_range=f"{PORT}/{PORT}",
        cidr_ip=cidr_block,
    )

instance_type = ecs.get_instance_types_output(
    availability_zone=zone_id,
    cpu_core_count=2,
    memory_size=4,
    system_disk_category="cloud_essd",
).instance_types[0].id
image_id = ecs.get_images_output(
    owners="system", name_regex="^aliyun_3_.*x64", most_recent=True
).images[0].id

backends = {
    name: ecs.Instance(
        name,
        instance_name=name,
        vswitch_id=vswitch.id,
        security_groups=[security_group.id],
        instance_type=instance_type,
        image_id=image_id,
        system_disk_category="cloud_essd",
        user_data=base64.b64encode(PAGE_SERVER.format(name=name, port=PORT).encode()).decode(),
        # What the lookups find changes over time. A running server must not change with it.
        opts=pulumi.ResourceOptions(ignore_changes=["instanceType", "imageId"]),
    )
    for name in ("ecs2", "ecs3")
}

load_balancer = ClbServiceResource(
    "service",
    vswitch_id=vswitch.id,
    zone_id=zone_id,
    listeners=[{"port": PORT, "backend_port": PORT}],
    backend_servers=[{"server_id": server.id, "weight": 100} for server in backends.values()],
)
service = EndpointService(
    "service",
    service_description="A service behind a CLB",
    service_resources=[
        {"load_balancer_id": load_balancer.load_balancer_id, "zone_ids": [zone_id]}
    ],
    ports=load_balancer.ports,
    acceptance_required=True,
    whitelisted_elsewhere=False,
    zone_affinity_enabled=True,
    payer=Payer.ENDPOINT,
)

# What the consumer and the connection stack read.
pulumi.export("offer", service.offer)
pulumi.export("vpcId", network.id)
pulumi.export("backendIds", {name: server.id for name, server in backends.items()})
pulumi.export("loadBalancerId", load_balancer.load_balancer_id)
pulumi.export("loadBalancerAddress", load_balancer.address)
pulumi.export("serviceId", service.service_id)
pulumi.export("serviceName", service.service_name)
pulumi.export("serviceDomain", service.service_domain)
