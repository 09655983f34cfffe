import cloud_components_alicloud_privatelink as privatelink
import pulumi

config = pulumi.Config()

# An ALB in two zones that spreads HTTP requests over two servers and asks each whether it is well.
load_balancer = privatelink.AlbServiceResource(
    "orders",
    vpc_id=config.require("vpcId"),
    zones=[
        {
            "zone_id": "eu-central-1a",
            "vswitch_id": config.require("vswitchIdA"),
            "address": "10.10.0.9",
        },
        {
            "zone_id": "eu-central-1b",
            "vswitch_id": config.require("vswitchIdB"),
            "address": "10.10.1.9",
        },
    ],
    listeners=[{"port": 80}],
    server_group={
        "servers": [
            {"server_ip": "10.10.0.20", "port": 8080},
            {"server_ip": "10.10.1.20", "port": 8080},
        ],
        "health_check": {"method": privatelink.AlbHealthCheckMethod.GET, "path": "/healthy"},
    },
)

pulumi.export("loadBalancerId", load_balancer.load_balancer_id)
pulumi.export("zoneIds", load_balancer.zone_ids)
pulumi.export("dnsName", load_balancer.dns_name)
pulumi.export("ports", load_balancer.ports)
