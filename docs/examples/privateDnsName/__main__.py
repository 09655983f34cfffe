import cloud_components_alicloud_privatelink as privatelink
import pulumi

config = pulumi.Config()

# The service is orders.internal.example in the consumer's VPC, once the endpoint has been accepted.
consumer = pulumi.StackReference(config.require("consumerStack"))
connection = pulumi.StackReference(config.require("connectionStack"))
name = privatelink.PrivateDnsName(
    "orders",
    zone_name="internal.example",
    host_names=["orders"],
    endpoint_domain=consumer.require_output("endpointDomain"),
    vpc_ids=[consumer.require_output("vpcId")],
    connection_status=connection.require_output("connectionStatus"),
)

pulumi.export("domains", name.domains)
