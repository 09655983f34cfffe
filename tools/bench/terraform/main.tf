# What examples/same-account/consumer creates, written by hand. `npm run bench -- terraform` compares the calls that
# both make, and adds the provider's settings and the offer.

variable "offer" {
  type = object({
    serviceId   = string
    serviceName = string
    regionId    = string
    ports       = list(object({ port = number, protocol = string }))
  })
}

locals {
  zone_id        = "eu-central-1b"
  vpc_cidr_block = "10.10.0.0/16"
  rules = concat(
    [for each in var.offer.ports : { protocol = each.protocol, range = "${each.port}/${each.port}" }],
    [{ protocol = "icmp", range = "-1/-1" }],
  )
}

data "alicloud_caller_identity" "current" {}

resource "alicloud_vpc" "vpc1" {
  vpc_name   = "vpc1"
  cidr_block = local.vpc_cidr_block
}

resource "alicloud_vswitch" "vpc1" {
  vswitch_name = "vpc1-${local.zone_id}"
  vpc_id       = alicloud_vpc.vpc1.id
  zone_id      = local.zone_id
  cidr_block   = "10.10.0.0/24"
}

resource "alicloud_security_group" "client" {
  security_group_name = "client"
  vpc_id              = alicloud_vpc.vpc1.id
}

data "alicloud_instance_types" "client" {
  cpu_core_count       = 2
  memory_size          = 4
  availability_zone    = local.zone_id
  system_disk_category = "cloud_essd"
}

data "alicloud_images" "client" {
  owners      = "system"
  name_regex  = "^aliyun_3_.*x64"
  most_recent = true
}

resource "alicloud_instance" "ecs1" {
  instance_name        = "ecs1"
  vswitch_id           = alicloud_vswitch.vpc1.id
  security_groups      = [alicloud_security_group.client.id]
  instance_type        = data.alicloud_instance_types.client.instance_types[0].id
  image_id             = data.alicloud_images.client.images[0].id
  system_disk_category = "cloud_essd"

  lifecycle {
    ignore_changes = [instance_type, image_id]
  }
}

resource "alicloud_security_group" "endpoint" {
  security_group_name = "endpoint"
  description         = "Clients of the endpoint endpoint"
  vpc_id              = alicloud_vpc.vpc1.id
  security_group_type = "normal"
  inner_access_policy = "Drop"
}

resource "alicloud_security_group_rule" "endpoint" {
  for_each = { for rule in local.rules : "${rule.protocol}-${rule.range}" => rule }

  security_group_id = alicloud_security_group.endpoint.id
  type              = "ingress"
  ip_protocol       = each.value.protocol
  port_range        = each.value.range
  cidr_ip           = local.vpc_cidr_block
  policy            = "accept"
  priority          = 1
}

resource "alicloud_privatelink_vpc_endpoint" "endpoint" {
  vpc_endpoint_name  = "endpoint"
  endpoint_type      = "Interface"
  vpc_id             = alicloud_vpc.vpc1.id
  service_name       = var.offer.serviceName
  address_ip_version = "IPv4"
  security_group_ids = [alicloud_security_group.endpoint.id]
}

resource "alicloud_privatelink_vpc_endpoint_zone" "endpoint" {
  endpoint_id = alicloud_privatelink_vpc_endpoint.endpoint.id
  zone_id     = local.zone_id
  vswitch_id  = alicloud_vswitch.vpc1.id
}

output "request" {
  value = {
    endpointId     = alicloud_privatelink_vpc_endpoint_zone.endpoint.endpoint_id
    serviceId      = var.offer.serviceId
    regionId       = var.offer.regionId
    accountId      = data.alicloud_caller_identity.current.account_id
    zoneIds        = [local.zone_id]
    endpointDomain = alicloud_privatelink_vpc_endpoint.endpoint.endpoint_domain
  }
}
