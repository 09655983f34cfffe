import cloud_components_alicloud_privatelink as privatelink
import pulumi

config = pulumi.Config()

# Lets two accounts make endpoints. Two endpoints of the first are accepted; those of the second wait.
consumers = privatelink.EndpointServiceConsumers(
    "orders",
    service_id=config.require("serviceId"),
    consumers={
        "1111222233334444": {
            "display_name": "web shop",
            "max_endpoints": 2,
            "zone_ids": ["eu-central-1a", "eu-central-1b"],
            "end_date": "2099-12-31",
        },
        "5555666677778888": {"display_name": "warehouse"},
    },
)

pulumi.export("connected", consumers.connected)
pulumi.export("waiting", consumers.waiting)
pulumi.export("refused", consumers.refused)
