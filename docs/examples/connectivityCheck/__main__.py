import cloud_components_alicloud_privatelink as privatelink
import pulumi

config = pulumi.Config()

# A client of the consumer's stack fetches a page through the endpoint, zone by zone.
consumer = pulumi.StackReference(config.require("consumerStack"))
check = privatelink.ConnectivityCheck(
    "orders",
    client_instance_id=config.require("clientInstanceId"),
    endpoint_id=consumer.require_output("endpointId"),
    endpoint_domain=consumer.require_output("endpointDomain"),
    port=80,
    path="/health",
)

pulumi.export("table", check.table)
pulumi.export("summary", check.summary)
