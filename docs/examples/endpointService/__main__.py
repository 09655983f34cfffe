import cloud_components_alicloud_privatelink as privatelink
import pulumi

config = pulumi.Config()

# Publishes a CLB to one other account, whose endpoints the owner accepts one by one.
service = privatelink.EndpointService(
    "orders",
    service_resources=[
        {
            "load_balancer_id": config.require("loadBalancerId"),
            "zone_ids": ["eu-central-1a"],
        }
    ],
    ports=[{"port": 443}],
    allowed_account_ids=["1111222233334444"],
)

# For the consumers' programs, and for the one that accepts their endpoints.
pulumi.export("offer", service.offer)
pulumi.export("serviceName", service.service_name)
