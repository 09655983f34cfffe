import cloud_components_alicloud_privatelink as privatelink
import pulumi

config = pulumi.Config()

# Lets the endpoint of the consumer's stack into the service of the owner's stack.
provider = pulumi.StackReference(config.require("providerStack"))
consumer = pulumi.StackReference(config.require("consumerStack"))
connection = privatelink.EndpointConnection(
    "orders",
    offer=provider.get_output("offer"),
    request=consumer.get_output("request"),
)

pulumi.export("connectionStatus", connection.connection_status)
