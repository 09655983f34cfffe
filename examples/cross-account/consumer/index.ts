import {
    checkAddressPlan,
    InterfaceEndpoint,
    readOffer,
} from "@cloud-components/alicloud-privatelink";
import * as ecs from "@pulumi/alicloud/ecs";
import { getService } from "@pulumi/alicloud/privatelink";
import * as vpc from "@pulumi/alicloud/vpc";
import * as pulumi from "@pulumi/pulumi";

import { createServer } from "../../shared/server";
import { StackConfig } from "../../shared/stackConfig";

const PROVIDER_PROJECT = "alicloud-privatelink-cross-account-provider";

export = async () => {
    const config = new StackConfig();
    if (config.getBoolean("openPrivateLink") === true) {
        // Activates PrivateLink in this account, also in a preview. This cannot be undone.
        await getService({ enable: "On" });
    }
    // The offer as JSON where the two sides share no state backend, otherwise from the provider's stack.
    const sameName = `${pulumi.getOrganization()}/${PROVIDER_PROJECT}/${pulumi.getStack()}`;
    const name = config.get("providerStack") ?? sameName;
    const json = config.get("offer");
    const offer = await readOffer(json ?? new pulumi.StackReference("providerStack", { name }));

    const zoneId = config.require("zoneId");
    const vpcCidrBlock = config.require("vpcCidrBlock");
    const vswitchCidrBlock = config.require("vswitchCidrBlock");
    const eniIp = config.get("eniIp");
    const tags = config.namedTexts("tags");

    // VPC1 with a client, in place of your own.
    const plan = checkAddressPlan("vpc1", {
        vpcCidrBlock,
        vswitchCidrBlocks: { [zoneId]: vswitchCidrBlock },
        addresses: { [zoneId]: eniIp === undefined ? [] : [eniIp] },
    });
    const network = new vpc.Network("vpc1", {
        vpcName: "vpc1",
        cidrBlock: plan.vpcCidrBlock,
        tags,
    });
    const vswitch = new vpc.Switch(`vpc1-${zoneId}`, {
        vswitchName: `vpc1-${zoneId}`,
        vpcId: network.id,
        zoneId,
        cidrBlock: vswitchCidrBlock,
        tags,
    });
    const securityGroup = new ecs.SecurityGroup("client", {
        securityGroupName: "client",
        description: "Servers of client",
        vpcId: network.id,
        tags,
    });
    const client = createServer("ecs1", {
        zoneId,
        vswitchId: vswitch.id,
        securityGroupId: securityGroup.id,
        instanceType: config.get("instanceType"),
        imageId: config.get("imageId"),
        tags,
    });

    const securityGroupIds = config.texts("securityGroupIds");
    const clientCidrBlocks = config.texts("clientCidrBlocks") ?? [vpcCidrBlock];
    const icmpAllowed = config.getBoolean("icmpAllowed");
    const endpoint = new InterfaceEndpoint("endpoint", {
        offer,
        vpcId: network.id,
        zones: [{ zoneId, vswitchId: vswitch.id, eniIp }],
        // Security groups of your own take the place of the one that the component creates.
        ...(securityGroupIds ? { securityGroupIds } : { clientCidrBlocks, icmpAllowed }),
        endpointName: config.require("endpointName"),
        endpointDescription: config.get("endpointDescription"),
        crossRegionBandwidth: config.getNumber("crossRegionBandwidth"),
        resourceGroupId: config.get("resourceGroupId"),
        tags,
    });
    config.rejectUnknownKeys();

    return {
        /** For the connection stack. */
        request: endpoint.request,
        vpcId: network.id,
        clientIds: { ecs1: client.id },
        endpointId: endpoint.endpointId,
        endpointDomain: endpoint.endpointDomain,
        zones: endpoint.zones,
    };
};
