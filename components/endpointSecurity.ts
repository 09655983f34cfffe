import * as ecs from "@pulumi/alicloud/ecs";
import * as pulumi from "@pulumi/pulumi";

import type { InterfaceEndpointArgs } from "./interfaceEndpoint";
import type { Preflight } from "./preflight";
import { securityGroup, securityGroupRules, vpc } from "./preflight/lookups";
import * as rules from "./preflight/rules";
import { holdsDeferred } from "./preflight/rules/values";
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
    preflight: Preflight,
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
    for (const { key, cidrBlock } of clients(preflight, args, parent)) {
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
    preflight: Preflight,
    args: InterfaceEndpointArgs,
    parent: pulumi.Resource,
): ClientRange[] {
    if (args.clientCidrBlocks !== undefined) {
        return args.clientCidrBlocks.map((cidrBlock) => ({ key: cidrBlock, cidrBlock }));
    }
    const cidrBlock = pulumi
        .output(preflight.beforeOthers(args.vpcId))
        .apply(async (vpcId) => (await vpc(vpcId, parent))?.cidrBlock ?? "");
    const known = preflight.later({ vpcId: args.vpcId, cidrBlock }, (later, facts) => {
        later.holds("vpcId", facts, rules.vpcOfClients);
    });
    return [{ key: undefined, cidrBlock: known.cidrBlock }];
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

const AUTHORIZE = "AuthorizeSecurityGroup";
export const portsGiven = rules.nonEmptyList("port that clients may reach", AUTHORIZE);
export const clientsGiven = rules.nonEmptyList("CIDR block", AUTHORIZE);
export const transport = rules.oneOf("Transport protocol of a port", TransportProtocol, AUTHORIZE);

/** Checks who may reach the endpoint. */
export function checkSecurity(
    preflight: Preflight,
    args: SecurityArgs,
): Pick<SecurityArgs, "securityGroupIds"> {
    if (args.securityGroupIds === undefined) {
        preflight.holds("ports", portsOf(args), portsGiven);
        preflight.holds("icmpAllowed", args.icmpAllowed ?? true, rules.aBoolean);
    } else if (args.icmpAllowed !== undefined) {
        const facts = { next: "securityGroupIds", kind: "security group" };
        preflight.holds("icmpAllowed", facts, rules.onlyNew);
    }
    const ports = preflight.entries("ports", args.ports);
    for (const { path, entry } of ports) {
        preflight.holds(`${path}.port`, entry.port, rules.port);
        preflight.holds(`${path}.protocol`, entry.protocol ?? TransportProtocol.Tcp, transport);
    }
    preflight.holds(
        "ports",
        ports.map(({ entry }) => entry),
        rules.servicePorts,
    );
    if (args.clientCidrBlocks !== undefined) {
        preflight.holds("clientCidrBlocks", args.clientCidrBlocks, clientsGiven);
        const ranges = preflight.list("clientCidrBlocks", args.clientCidrBlocks);
        ranges.forEach((cidrBlock, index) => {
            preflight.holds(`clientCidrBlocks[${index}]`, cidrBlock, rules.clientCidrBlock);
        });
        preflight.holds(
            "clientCidrBlocks",
            ranges,
            rules.clientCidrBlocksDistinct,
            rules.clientsNotEveryone,
        );
    }
    return {
        securityGroupIds: preflight.input(
            "securityGroupIds",
            args.securityGroupIds as pulumi.Input<string[]> | undefined,
            rules.securityGroupCount,
            rules.securityGroupIds,
        ),
    };
}

/** The ids of existing security groups, once it is certain that clients reach the endpoint through them. */
export function existingSecurityGroups(
    preflight: Preflight,
    args: InterfaceEndpointArgs,
    parent: pulumi.Resource,
): pulumi.Output<string[]> {
    const known = { ids: args.securityGroupIds as pulumi.Input<string[]>, vpcId: args.vpcId };
    const openings = portsOf(args).map(({ port, protocol }) => ({
        port,
        protocol: protocol ?? TransportProtocol.Tcp,
    }));
    // The rules of a group that the same program makes may come after the group.
    const madeBefore = !holdsDeferred(args.securityGroupIds);
    const checked = preflight.asking(known, async (later, { ids, vpcId }) => {
        const groups = await Promise.all(ids.map((id) => securityGroup(id, parent)));
        groups.forEach((group, index) => {
            if (group) {
                later.holds(
                    `securityGroupIds[${index}]`,
                    { securityGroupId: group.id, found: group.vpcId, vpcId },
                    rules.securityGroupVpc,
                );
            }
        });
        if (!madeBefore) {
            return;
        }
        const found = await Promise.all(ids.map((id) => securityGroupRules(id, parent)));
        found.forEach((group, index) => {
            if (group) {
                later.holds(`securityGroupIds[${index}]`, group, rules.rulesNotContained);
            }
        });
        if (found.every((group) => group)) {
            const facts = {
                openings,
                sources: args.clientCidrBlocks ?? [],
                rules: found.flatMap((group) => group?.rules ?? []),
            };
            later.holds("securityGroupIds", facts, rules.portsOpen, rules.rulesNotWider);
        }
    });
    return checked.ids;
}
