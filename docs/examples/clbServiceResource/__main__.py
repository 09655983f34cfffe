import cloud_components_alicloud_privatelink as privatelink
import pulumi

config = pulumi.Config()

# A CLB in one zone that passes port 443 on to port 8443 of a server.
load_balancer = privatelink.ClbServiceResource(
    "orders",
    vswitch_id=config.require("vswitchId"),
    zone_id="eu-central-1a",
    listeners=[{"port": 443, "backend_port": 8443}],
    backend_servers=[{"server_id": config.require("serverId")}],
)

pulumi.export("loadBalancerId", load_balancer.load_balancer_id)
pulumi.export("zoneId", load_balancer.zone_id)
pulumi.export("address", load_balancer.address)
pulumi.export("ports", load_balancer.ports)
