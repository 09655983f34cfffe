import cloud_components_alicloud_privatelink as privatelink
import pulumi

config = pulumi.Config()

# An endpoint in one zone, for the clients of one address range.
endpoint = privatelink.InterfaceEndpoint(
    "orders",
    service_name=config.require("serviceName"),
    ports=[{"port": 443}],
    vpc_id=config.require("vpcId"),
    zones=[{"zone_id": "eu-central-1a", "vswitch_id": config.require("vswitchId")}],
    client_cidr_blocks=["10.20.0.0/16"],
)

# For the owner, to accept the endpoint.
pulumi.export("request", endpoint.request)
pulumi.export("url", pulumi.Output.concat("https://", endpoint.endpoint_domain))
