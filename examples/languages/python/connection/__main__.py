"""The owner's approval: enables the connection that the consumer's endpoint asks for."""

import pulumi
from cloud_components_alicloud_privatelink import EndpointConnection

PROJECT = "alicloud-privatelink-same-account"

config = pulumi.Config()


def contract(side: str, output: str) -> pulumi.Output:
    """The output of the other side's stack, by default of the one with the same name."""
    same_name = f"{pulumi.get_organization()}/{PROJECT}-{side}/{pulumi.get_stack()}"
    key = f"{side}Stack"
    return pulumi.StackReference(key, stack_name=config.get(key) or same_name).get_output(output)


connection = EndpointConnection(
    "connection",
    offer=contract("provider", "offer"),
    request=contract("consumer", "request"),
)

pulumi.export("connectionStatus", connection.connection_status)
