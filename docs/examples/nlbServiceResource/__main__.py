import cloud_components_alicloud_privatelink as privatelink
import pulumi

config = pulumi.Config()

# A database in the owner's network, published over TCP. After a failover, give its new address.
load_balancer = privatelink.NlbServiceResource(
    "orders",
    vpc_id=config.require("vpcId"),
    zones=[
        {"zone_id": "eu-central-1a", "vswitch_id": config.require("vswitchIdA")},
        {"zone_id": "eu-central-1b", "vswitch_id": config.require("vswitchIdB")},
    ],
    listeners=[{"port": 5432}],
    server_group={
        "servers": [{"name": "primary", "server_ip": "10.10.0.20", "port": 5432}],
    },
)

pulumi.export("loadBalancerId", load_balancer.load_balancer_id)
pulumi.export("zoneIds", load_balancer.zone_ids)
pulumi.export("dnsName", load_balancer.dns_name)
pulumi.export("ports", load_balancer.ports)
