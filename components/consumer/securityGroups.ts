import * as ecs from "@pulumi/alicloud/ecs";
import * as pulumi from "@pulumi/pulumi";

import type { InterfaceEndpointArgs } from "./interfaceEndpointArgs";
import { isOfThisProgram, promiseOf } from "../shared/dependencies";
import type { ChildChecks } from "../preflight";
import { deployedChild, type DeployedResource, deployedWith } from "../preflight/deployedResources";
import { plainContract } from "../preflight/contractInputs";
import { checkSecurityGroups } from "../preflight/checks/securityGroups";
import { securityGroupRules } from "../preflight/lookups/ecs";
import { vpc } from "../preflight/lookups/vpc";
import * as rules from "../preflight/rules";
import { containsDeferred } from "../preflight/rules/values";
import { isMocked } from "../shared/mocks";
import { type ServicePort, TransportProtocol } from "../shared/types";

/** The arguments of an endpoint that decide which clients can reach it. */
type ClientAccessArgs = Pick<
    InterfaceEndpointArgs,
    "offer" | "ports" | "clientCidrBlocks" | "icmpAllowed" | "securityGroupIds"
>;

/**
 * Creates the security group of an endpoint, in which clients reach the offered ports and nothing else.
 * Returns the group's id.
 */
export function createSecurityGroup(
    checks: ChildChecks,
    name: string,
    args: InterfaceEndpointArgs,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    const ranges = clientRanges(checks, name, args, parent);
    const group = new ecs.SecurityGroup(
        name,
        {
            securityGroupName: args.endpointName ?? name,
            description: `Clients of the endpoint ${name}`,
            vpcId: args.vpcId,
            securityGroupType: "normal",
            innerAccessPolicy: "Drop",
            resourceGroupId: args.resourceGroupId,
            tags: args.tags,
        },
        { parent, dependsOn: checks.dependsOn() },
    );
    const deployed = deployedRules(name);
    for (const { key, cidrBlock } of ranges) {
        for (const { ipProtocol, portRange, ruleKey } of ingressRules(args)) {
            const ruleName = nameOfRule(name, ruleKey, key);
            const former = Promise.all([deployed, promiseOf(cidrBlock)]).then(
                ([found, cidrIp]) =>
                    found.find(
                        ({ outputs }) =>
                            outputs.cidrIp === cidrIp &&
                            outputs.ipProtocol === ipProtocol &&
                            outputs.portRange === portRange,
                    )?.name ?? ruleName,
            );
            new ecs.SecurityGroupRule(
                ruleName,
                {
                    securityGroupId: group.id,
                    type: "ingress",
                    ipProtocol,
                    portRange,
                    cidrIp: cidrBlock,
                    policy: "accept",
                    priority: 1,
                },
                { parent, aliases: [pulumi.output(former).apply((each) => ({ name: each }))] },
            );
        }
    }
    return group.id;
}

function nameOfRule(name: string, ruleKey: string, rangeKey?: string): string {
    return [name, ruleKey, rangeKey].filter((part) => part !== undefined).join("-");
}

/**
 * The rules of the endpoint's group as the last update left them. The cloud identifies a rule by its content:
 * a rule with the same content and another name, as when `clientCidrBlocks` lists the VPC's own range, must be
 * the same resource. Otherwise deleting the first one would also remove the second.
 */
async function deployedRules(name: string): Promise<readonly DeployedResource[]> {
    return deployedWith(RULE, "securityGroupId", (await deployedGroup(name))?.outputs.id);
}

function deployedGroup(name: string): Promise<DeployedResource | undefined> {
    return deployedChild("InterfaceEndpoint", "alicloud:ecs/securityGroup:SecurityGroup", name);
}

const RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule";

/** Stands for a VPC's range in a unit test whose mocks do not answer the lookup (RFC 5737). */
const DOCUMENTATION_RANGE = "192.0.2.0/24";

interface ClientRange {
    /** Part of the names of the range's rules. Undefined for the VPC's own range. */
    readonly key: string | undefined;
    readonly cidrBlock: pulumi.Input<string>;
}

function clientRanges(
    checks: ChildChecks,
    name: string,
    args: InterfaceEndpointArgs,
    parent: pulumi.Resource,
): ClientRange[] {
    const { vpcId, clientCidrBlocks } = args;
    if (clientCidrBlocks !== undefined) {
        return clientCidrBlocks.map((cidrBlock) => ({ key: cidrBlock, cidrBlock }));
    }
    const cidrBlock = checks.derive({ vpcId }, async (known, report) => {
        const found = await vpc(known.vpcId, parent);
        if (found === undefined && isMocked()) {
            return DOCUMENTATION_RANGE;
        }
        const cidrBlock =
            found === null
                ? ""
                : (found?.cidrBlock ?? (await deployedRange(name, args, known.vpcId)));
        report.check("vpcId", { ...known, cidrBlock }, rules.vpcOfClients);
        warnOfSecondaryRanges(name, known.vpcId, found);
        return cidrBlock ?? "";
    });
    return [{ key: undefined, cidrBlock }];
}

/** The VPC's range as the last update found it, where it cannot be looked up. */
async function deployedRange(
    name: string,
    args: InterfaceEndpointArgs,
    vpcId: string,
): Promise<string | undefined> {
    const group = await deployedGroup(name);
    if (group?.outputs.vpcId !== vpcId) {
        return undefined;
    }
    const names = ingressRules(args).map(({ ruleKey }) => nameOfRule(name, ruleKey));
    const rule = (await deployedRules(name)).find((each) => names.includes(each.name));
    return rule?.outputs.cidrIp as string | undefined;
}

/**
 * Says that clients in further ranges of the VPC are not accepted. A lookup must not decide how many rules there are:
 * they would come and go with the ranges, and would be missing in the preview that creates the VPC.
 */
function warnOfSecondaryRanges(
    name: string,
    vpcId: string,
    found:
        { readonly cidrBlock: string; readonly secondaryCidrBlocks?: string[] } | null | undefined,
): void {
    const secondary = found?.secondaryCidrBlocks ?? [];
    if (found && secondary.length > 0) {
        const all = JSON.stringify([found.cidrBlock, ...secondary]);
        void pulumi.log.warn(
            `InterfaceEndpoint "${name}": clientCidrBlocks: is not set, so the new security group accepts clients in ${found.cidrBlock} alone, and not those in ` +
                `${secondary.join(", ")}, the secondary ranges of VPC ${vpcId}. Set it to ${all}, or to those of these ranges that have clients.`,
        );
    }
}

interface IngressRule {
    readonly ipProtocol: string;
    readonly portRange: string;
    readonly ruleKey: string;
}

function ingressRules(args: ClientAccessArgs): IngressRule[] {
    const offered = portsOf(args).map(({ port, protocol }) => {
        const ipProtocol = protocol ?? TransportProtocol.Tcp;
        return { ipProtocol, portRange: `${port}/${port}`, ruleKey: `${ipProtocol}-${port}` };
    });
    return args.icmpAllowed === false
        ? offered
        : [...offered, { ipProtocol: "icmp", portRange: "-1/-1", ruleKey: "icmp" }];
}

/** The ports that clients reach; those of an offer that is known only later are not among them. */
function portsOf({ offer, ports }: ClientAccessArgs): ServicePort[] {
    return ports ?? (plainContract("offer", offer)?.ports as ServicePort[] | undefined) ?? [];
}

/** Checks which clients can reach the endpoint. */
export function checkClientAccess(checks: ChildChecks, args: ClientAccessArgs): void {
    if (args.securityGroupIds === undefined) {
        const { ports, offer } = args;
        const facts = { isSet: ports !== undefined, isOfferKnown: !containsDeferred(offer) };
        if (checks.check("ports", facts, rules.portsKnown)) {
            checks.plain("ports", portsOf(args), rules.portsNotEmpty);
        }
        checks.plain("icmpAllowed", args.icmpAllowed ?? true, rules.aBoolean);
    } else {
        const isSet = args.icmpAllowed !== undefined;
        const facts = { isSet, idProperty: "securityGroupIds", kind: "security group" };
        checks.check("icmpAllowed", facts, rules.onlyForNew);
    }
    const ports = checks.entries("ports", args.ports);
    for (const { path, entry } of ports) {
        checks.plain(`${path}.port`, entry.port, rules.port);
        checks.plain(
            `${path}.protocol`,
            entry.protocol ?? TransportProtocol.Tcp,
            rules.transportProtocol,
        );
    }
    checks.check(
        "ports",
        ports.map(({ entry }) => entry),
        rules.servicePorts,
    );
    if (args.clientCidrBlocks !== undefined) {
        checks.plain("clientCidrBlocks", args.clientCidrBlocks, rules.clientCidrBlocksNotEmpty);
        const ranges = checks.list("clientCidrBlocks", args.clientCidrBlocks);
        ranges.forEach((cidrBlock, index) => {
            checks.plain(`clientCidrBlocks[${index}]`, cidrBlock, rules.clientCidrBlock);
        });
        checks.check(
            "clientCidrBlocks",
            ranges,
            rules.clientCidrBlocksDistinct,
            rules.clientsNotEveryone,
        );
    }
    checks.arguments(args, {
        securityGroupIds: [
            rules.securityGroupCount,
            rules.securityGroupIds,
            rules.idsOfSecurityGroups,
        ],
    });
}

/** Looks up whether existing security groups accept the clients, and no others. */
export function checkExistingSecurityGroups(
    checks: ChildChecks,
    args: InterfaceEndpointArgs,
    parent: pulumi.Resource,
): void {
    const { vpcId, securityGroupIds = [], clientCidrBlocks = [], offer } = args;
    checks.lookUp({ securityGroupIds, vpcId, offer }, async (known, report) => {
        const ids = known.securityGroupIds;
        const exist = await checkSecurityGroups(report, { ids, vpcId: known.vpcId }, parent);
        // The rules of a group that this program makes may come after the group, or change in this update.
        if (!exist || (await isOfThisProgram(securityGroupIds))) {
            return;
        }
        const found = await Promise.all(ids.map((id) => securityGroupRules(id, parent)));
        found.forEach((group, index) => {
            if (group) {
                report.check(`securityGroupIds[${index}]`, group, rules.rulesNotContained);
            }
        });
        if (found.every((group) => group)) {
            const ports = portsOf({ ...args, offer: known.offer });
            const facts = {
                requiredPorts: ports.map(({ port, protocol }) => ({
                    port,
                    protocol: protocol ?? TransportProtocol.Tcp,
                })),
                sources: clientCidrBlocks,
                rules: found.flatMap((group) => group?.rules ?? []),
            };
            report.check("securityGroupIds", facts, rules.portsOpen, rules.rulesNotWider);
        }
    });
}
