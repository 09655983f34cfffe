import cloud_components_alicloud_privatelink as privatelink
import pulumi

config = pulumi.Config()

# Lets two accounts make endpoints for a service that was made elsewhere.
whitelist = privatelink.EndpointServiceWhitelist(
    "orders",
    service_id=config.require("serviceId"),
    allowed_account_ids=["1111222233334444", "5555666677778888"],
)

pulumi.export("allowedAccountIds", whitelist.allowed_account_ids)
