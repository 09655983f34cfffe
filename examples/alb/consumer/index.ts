import {
    checkAddressPlan,
    InterfaceEndpoint,
    readOffer,
} from "@cloud-components/alicloud-privatelink";
import * as ecs from "@pulumi/alicloud/ecs";
import * as vpc from "@pulumi/alicloud/vpc";
import * as pulumi from "@pulumi/pulumi";

import { createServer } from "../../shared/server";
import { anObject, aText, StackConfig } from "../../shared/stackConfig";

const PROVIDER_PROJECT = "alicloud-privatelink-alb-provider";

export = async () => {
    const config = new StackConfig();
    const sameName = `${pulumi.getOrganization()}/${PROVIDER_PROJECT}/${pulumi.getStack()}`;
    const provider = config.get("providerStack") ?? sameName;
    const offer = await readOffer(new pulumi.StackReference("providerStack", { name: provider }));

    const vpcCidrBlock = config.require("vpcCidrBlock");
    const tags = config.namedTexts("tags");
    const zone = anObject({ vswitchCidrBlock: aText, eniIp: aText.optional() });
    const zones = Object.entries(
        config.entries("zones", zone, {
            "cn-hangzhou-h": { vswitchCidrBlock: "10.0.10.0/24" },
            "cn-hangzhou-i": { vswitchCidrBlock: "10.10.0.0/24" },
        }),
    );

    // VPC1 with a client in each zone, in place of your own.
    const plan = checkAddressPlan("vpc1", {
        vpcCidrBlock,
        vswitchCidrBlocks: Object.fromEntries(
            zones.map(([zoneId, { vswitchCidrBlock }]) => [zoneId, vswitchCidrBlock]),
        ),
        addresses: Object.fromEntries(
            zones.map(([zoneId, { eniIp }]) => [zoneId, eniIp === undefined ? [] : [eniIp]]),
        ),
    });
    const network = new vpc.Network("vpc1", {
        vpcName: "vpc1",
        cidrBlock: plan.vpcCidrBlock,
        tags,
    });
    const vswitches: Record<string, vpc.Switch> = {};
    for (const [zoneId, { vswitchCidrBlock }] of zones) {
        vswitches[zoneId] = new vpc.Switch(
            `vpc1-${zoneId}`,
            {
                vswitchName: `vpc1-${zoneId}`,
                vpcId: network.id,
                zoneId,
                cidrBlock: vswitchCidrBlock,
                tags,
            },
            // One after the other: a VPC creates one vSwitch at a time (CreateVSwitch: IncorrectVSwitchStatus).
            { dependsOn: Object.values(vswitches).slice(-1) },
        );
    }
    const securityGroup = new ecs.SecurityGroup("client", {
        securityGroupName: "client",
        description: "Servers of client",
        vpcId: network.id,
        tags,
    });
    const clients = config.entries("clients", aText, {
        ecs01: "cn-hangzhou-h",
        ecs02: "cn-hangzhou-i",
    });
    const clientIds = Object.fromEntries(
        Object.entries(clients).map(([name, zoneId]) => {
            const client = createServer(name, {
                zoneId,
                vswitchId: vswitches[zoneId]?.id,
                securityGroupId: securityGroup.id,
                instanceType: config.get("instanceType"),
                imageId: config.get("imageId"),
                tags,
            });
            return [name, client.id];
        }),
    );

    const securityGroupIds = config.texts("securityGroupIds");
    const clientCidrBlocks = config.texts("clientCidrBlocks") ?? [vpcCidrBlock];
    const icmpAllowed = config.getBoolean("icmpAllowed");
    const endpoint = new InterfaceEndpoint("endpoint", {
        offer,
        vpcId: network.id,
        zones: zones.map(([zoneId, { eniIp }]) => ({
            zoneId,
            vswitchId: vswitches[zoneId].id,
            eniIp,
        })),
        // Security groups of your own take the place of the one that the component creates.
        ...(securityGroupIds ? { securityGroupIds } : { clientCidrBlocks, icmpAllowed }),
        endpointName: config.require("endpointName"),
        endpointDescription: config.get("endpointDescription"),
        resourceGroupId: config.get("resourceGroupId"),
        tags,
    });
    config.rejectUnknownKeys();

    return {
        /** For the connection stack. */
        request: endpoint.request,
        vpcId: network.id,
        clientIds,
        endpointId: endpoint.endpointId,
        endpointDomain: endpoint.endpointDomain,
        zones: endpoint.zones,
    };
};
