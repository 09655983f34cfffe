import { getNetworks } from "@pulumi/alicloud/vpc/getNetworks";
import { getSwitches } from "@pulumi/alicloud/vpc/getSwitches";

import { answeredList } from "./answeredList";
import { batchedById } from "./lookupCache";
import { optionalLookup } from "./optionalLookup";

/** A VPC (DescribeVpcs). */
export const vpc = batchedById(
    optionalLookup("VPCs", "vpc:DescribeVpcs", async (ids: string[], options) => {
        return answeredList(await getNetworks({ ids }, options), "vpcs");
    }),
    ({ id }) => id,
);

/** A vSwitch (DescribeVSwitches). */
export const vswitch = batchedById(
    optionalLookup("vSwitches", "vpc:DescribeVSwitches", async (ids: string[], options) => {
        return answeredList(await getSwitches({ ids }, options), "vswitches");
    }),
    ({ id }) => id,
);
