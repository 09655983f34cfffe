import * as ecs from "@pulumi/alicloud/ecs";
import { getNetworksOutput } from "@pulumi/alicloud/vpc";
import * as pulumi from "@pulumi/pulumi";

import type { InterfaceEndpointArgs } from "./interfaceEndpoint";
import { clientCidrBlock, nonEmptyList, oneOf, port, Preflight, repeated } from "./preflight";
import { type ServicePort, TransportProtocol } from "./types";

/** The part of an endpoint's arguments that says who may reach it. */
type SecurityArgs = Pick<
    InterfaceEndpointArgs,
    "offer" | "ports" | "clientCidrBlocks" | "icmpAllowed" | "securityGroupIds"
>;

/**
 * Makes the security group of an endpoint: clients reach the offered ports, and nobody anything
 * else. Returns the group's id.
 */
export function createSecurityGroup(
    name: string,
    args: InterfaceEndpointArgs,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    const group = new ecs.SecurityGroup(
        name,
        {
            securityGroupName: args.endpointName,
            description: `Clients of the endpoint ${name}`,
            vpcId: args.vpcId,
            securityGroupType: "normal",
            innerAccessPolicy: "Drop",
            resourceGroupId: args.resourceGroupId,
            tags: args.tags,
        },
        { parent },
    );
    for (const { key, cidrBlock } of clients(name, args, parent)) {
        for (const { ipProtocol, portRange, ruleKey } of openings(args)) {
            new ecs.SecurityGroupRule(
                [name, ruleKey, key].filter((part) => part !== undefined).join("-"),
                {
                    securityGroupId: group.id,
                    type: "ingress",
                    ipProtocol,
                    portRange,
                    cidrIp: cidrBlock,
                    policy: "accept",
                    priority: 1,
                },
                { parent },
            );
        }
    }
    return group.id;
}

interface ClientRange {
    /** What tells the range's rules from those of others; undefined for the VPC's own range. */
    readonly key: string | undefined;
    readonly cidrBlock: pulumi.Input<string>;
}

function clients(
    name: string,
    args: InterfaceEndpointArgs,
    parent: pulumi.Resource,
): ClientRange[] {
    if (args.clientCidrBlocks !== undefined) {
        return args.clientCidrBlocks.map((cidrBlock) => ({ key: cidrBlock, cidrBlock }));
    }
    const found = getNetworksOutput(
        { ids: pulumi.output(args.vpcId).apply((vpcId) => [vpcId]) },
        { parent },
    );
    const cidrBlock = pulumi.all([args.vpcId, found]).apply(([vpcId, { vpcs }]) => {
        const range = vpcs[0]?.cidrBlock;
        if (range === undefined || range === "") {
            const preflight = new Preflight(`InterfaceEndpoint "${name}"`);
            preflight.add(
                "vpcId",
                `there is no VPC ${vpcId} to take the clients' address range from. Check the id and the region, or give clientCidrBlocks.`,
            );
            preflight.reject();
        }
        return range;
    });
    return [{ key: undefined, cidrBlock }];
}

interface Opening {
    readonly ipProtocol: string;
    readonly portRange: string;
    readonly ruleKey: string;
}

function openings(args: SecurityArgs): Opening[] {
    const offered = portsOf(args).map(({ port, protocol }) => {
        const ipProtocol = protocol ?? TransportProtocol.Tcp;
        return { ipProtocol, portRange: `${port}/${port}`, ruleKey: `${ipProtocol}-${port}` };
    });
    return args.icmpAllowed === false
        ? offered
        : [...offered, { ipProtocol: "icmp", portRange: "-1/-1", ruleKey: "icmp" }];
}

function portsOf({ offer, ports }: SecurityArgs): ServicePort[] {
    return ports ?? (offer?.ports as ServicePort[] | undefined) ?? [];
}

/** Checks who may reach the endpoint. */
export function preflightSecurity(
    preflight: Preflight,
    args: SecurityArgs,
): Pick<SecurityArgs, "securityGroupIds"> {
    if (args.securityGroupIds !== undefined) {
        for (const property of ["ports", "clientCidrBlocks", "icmpAllowed"] as const) {
            if (args[property] !== undefined) {
                preflight.onlyNew(property, { next: "securityGroupIds", kind: "security group" });
            }
        }
    } else {
        preflight.plain("ports", portsOf(args), nonEmptyList("port that clients may reach"));
    }
    args.ports?.forEach((offered, index) => {
        preflight.plain(`ports[${index}].port`, offered.port, port);
        preflight.plain(
            `ports[${index}].protocol`,
            offered.protocol ?? TransportProtocol.Tcp,
            oneOf(TransportProtocol),
        );
    });
    for (const key of repeated(openings(args).map(({ ruleKey }) => ruleKey))) {
        preflight.add("ports", `"${key}" stands more than once. Name each port once.`);
    }
    if (args.clientCidrBlocks !== undefined) {
        preflight.plain("clientCidrBlocks", args.clientCidrBlocks, nonEmptyList("CIDR block"));
        args.clientCidrBlocks.forEach((cidrBlock, index) => {
            preflight.plain(`clientCidrBlocks[${index}]`, cidrBlock, clientCidrBlock);
        });
        for (const cidrBlock of repeated(args.clientCidrBlocks)) {
            preflight.add("clientCidrBlocks", `"${cidrBlock}" stands more than once.`);
        }
    }
    return {
        securityGroupIds: preflight.input("securityGroupIds", args.securityGroupIds, (ids) =>
            ids.length >= 1 && ids.length <= 10
                ? undefined
                : "Allowed are from 1 to 10 security groups.",
        ),
    };
}
