import { setImmediate } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

import type { ChildChecks, ComponentChecks } from "../preflight";
import { deployedResources } from "../preflight/deployedResources";
import { callerAccountId } from "../preflight/lookups/caller";
import * as rules from "../preflight/rules";
import { ClosedConnection } from "../shared/types";
import { connectedOf, type Decision, type Facts, nameOf } from "./acceptancePolicy";
import type { DeployedConnection } from "./acceptedConnections";
import type {
    EndpointServiceConsumer,
    EndpointServiceConsumersArgs,
} from "./endpointServiceConsumersArgs";
import { isWhitelisted, otherWhitelists, type WhitelistUsers } from "./whitelistUsers";

/** Checks the arguments of a map of consumers. */
export function checkConsumers(
    checks: ComponentChecks,
    args: EndpointServiceConsumersArgs,
): ChildChecks {
    const children = checks.ofChild();
    children.arguments(args, { serviceId: [rules.required, rules.nonEmpty, rules.serviceId] });
    children.plain("whenClosed", args.whenClosed ?? ClosedConnection.Warn, rules.whenClosed);
    const areConsumers = children.plain<unknown>(
        "consumers",
        args.consumers,
        rules.required,
        rules.anObject,
    );
    for (const [accountId, consumer] of Object.entries(areConsumers ? args.consumers : {})) {
        const path = pathOf(accountId);
        const isAccount = children.plain(path, accountId, rules.accountId);
        if (isAccount && children.plain<unknown>(path, consumer, rules.anObject)) {
            checkConsumer(children, path, consumer);
        }
    }
    return children;
}

function checkConsumer(
    checks: ChildChecks,
    path: string,
    { maxEndpoints, regionIds, zoneIds, bandwidth, endDate }: EndpointServiceConsumer,
): void {
    checks.argument(`${path}.bandwidth`, bandwidth, rules.bandwidth);
    checks.plain(`${path}.maxEndpoints`, maxEndpoints ?? 0, rules.maxEndpoints);
    if (endDate !== undefined && endDate !== null) {
        checks.plain(`${path}.endDate`, endDate, rules.endDate);
    }
    const regions = checks.list(`${path}.regionIds`, regionIds);
    regions.forEach((regionId, index) => {
        checks.plain(`${path}.regionIds[${index}]`, regionId, rules.regionId);
    });
    checks.check(`${path}.regionIds`, regions, rules.supportedRegionsDistinct);
    const zones = checks.list(`${path}.zoneIds`, zoneIds);
    checks.check(`${path}.zoneIds`, zones, rules.zonesDistinct);
    zones.forEach((zoneId, index) => {
        const zonePath = `${path}.zoneIds[${index}]`;
        if (checks.plain(zonePath, zoneId, rules.zoneId) && regions.length > 0) {
            const facts = { zoneId, regionIds: regions };
            checks.check(zonePath, facts, rules.zoneOfAllowedRegion);
        }
    });
}

/** Checks the consumers against the account, the state of the stack and the rest of the program. */
export function checkDeployedConsumers(
    checks: ChildChecks,
    whitelist: WhitelistUsers,
    consumers: Facts["consumers"],
    deployed: Promise<readonly DeployedConnection[]>,
    parent: pulumi.Resource,
): void {
    const { name, serviceId, accountIds } = whitelist;
    // The state changes while the program waits for the service's id.
    const resources = deployedResources();
    if (accountIds.length > 0) {
        checks.lookUp({}, async (_, report) => {
            const ownerId = await callerAccountId(parent);
            for (const uid of accountIds) {
                report.check(pathOf(uid), { uid, ownerId }, rules.notTheOwner);
            }
        });
    }
    const ending = Object.entries(consumers).filter(([, { endDate }]) => endDate !== undefined);
    if (ending.length > 0) {
        checks.lookUp({}, async (_, report) => {
            const known = (await resources) ?? [];
            for (const [uid, { endDate = "" }] of ending) {
                const facts = { endDate, today: today(), isNew: !isWhitelisted(known, uid) };
                report.check(`${pathOf(uid)}.endDate`, facts, rules.newConsumerNotOver);
            }
        });
    }
    checks.lookUp({ serviceId }, async ({ serviceId: id }, report) => {
        const own = (await deployed).filter((each) => each.mapName === name);
        const elsewhere = own.filter((each) => each.serviceId !== id);
        const endpoints = elsewhere
            .filter(({ accountId }) => accountIds.includes(accountId))
            .map(({ endpointId }) => endpointId);
        const deployedServiceId = elsewhere.at(0)?.serviceId ?? id;
        const facts = { serviceId: id, deployedServiceId, endpoints };
        report.check("serviceId", facts, rules.sameServiceAsBefore);
        // Other components of the program may be made after this one.
        await setImmediate();
        for (const [accountId, other] of await otherWhitelists(whitelist, id, parent)) {
            report.check(pathOf(accountId), { accountId, other }, rules.onOneWhitelist);
        }
    });
}

/** Warns of consumers that have more than they are allowed from now on: nothing is disconnected because of that. */
export function warnOfExceeded(
    name: string,
    { consumers, listed, today: day }: Facts,
    { accepted }: Decision,
): void {
    for (const [accountId, { maxEndpoints = 0, endDate }] of Object.entries(consumers)) {
        const connected = connectedOf(accountId, accepted, listed);
        const path = `EndpointServiceConsumers "${name}": ${pathOf(accountId)}`;
        const those = `${connected.length} endpoints of ${nameOf(consumers, accountId)} are connected (${connected.join(", ")})`;
        if (connected.length > maxEndpoints) {
            void pulumi.log.warn(
                `${path}.maxEndpoints: found ${maxEndpoints}, but ${those}. They stay so: to end one, have the consumer delete its endpoint, or remove the consumer from the map to disconnect all.`,
            );
        }
        if (endDate !== undefined && day > endDate && connected.length > 0) {
            void pulumi.log.warn(
                `${path}.endDate: ${endDate} is over, and ${those}. They stay so until the consumer is removed from the map.`,
            );
        }
    }
}

/** Path of a consumer in messages. */
function pathOf(accountId: string): string {
    return `consumers["${accountId}"]`;
}

/** The current day in UTC. */
export function today(): string {
    return new Date().toISOString().slice(0, "2026-01-01".length);
}
