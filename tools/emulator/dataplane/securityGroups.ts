import * as ipaddr from "ipaddr.js";

import type { Cloud } from "../cloud";
import type { SecurityGroup, SecurityGroupRule } from "../products/ecs/state";

/** The other end of a connection, as the rules of a security group see it. */
export interface Peer {
    readonly address: string;
    /** The groups of its interface, where it is one of the same account's. */
    readonly securityGroupIds: readonly string[];
}

/**
 * Whether the security groups of an interface let a TCP connection pass. The rules of all its groups count
 * together: those of the best priority, 1 before 100, decide, and a Drop among them wins.
 */
export function isAllowed(
    cloud: Cloud,
    securityGroupIds: readonly string[],
    direction: SecurityGroupRule["direction"],
    peer: Peer,
    port: number,
): boolean {
    const groups = securityGroupIds.flatMap((id) => cloud.ecs.securityGroups.get(id) ?? []);
    const rules = groups
        .flatMap((group) => group.rules)
        .filter((rule) => rule.direction === direction && matches(rule, peer, port));
    if (rules.length > 0) {
        const best = Math.min(...rules.map(({ priority }) => priority));
        return rules.every(({ priority, policy }) => priority > best || policy === "Accept");
    }
    return direction === "ingress"
        ? groups.some((group) => isOpenInside(group, peer))
        : groups.every(({ type }) => type === "normal");
}

/** The members of a basic group reach each other, unless its inner access policy says otherwise. */
function isOpenInside({ id, type, innerAccessPolicy }: SecurityGroup, peer: Peer): boolean {
    return (
        type === "normal" && innerAccessPolicy === "Accept" && peer.securityGroupIds.includes(id)
    );
}

function matches(rule: SecurityGroupRule, peer: Peer, port: number): boolean {
    const [first, last] = rule.portRange.split("/").map(Number);
    const fitsProtocol =
        rule.ipProtocol === "ALL" || (rule.ipProtocol === "TCP" && first <= port && port <= last);
    return (
        fitsProtocol &&
        (rule.cidrIp === ""
            ? peer.securityGroupIds.includes(rule.groupId)
            : isWithin(peer.address, rule.cidrIp))
    );
}

function isWithin(address: string, cidrBlock: string): boolean {
    const block = cidrBlock.includes("/") ? cidrBlock : `${cidrBlock}/32`;
    return ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parseCIDR(block));
}
