import { setImmediate } from "node:timers/promises";

import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../preflight";
import { checkServiceFound } from "../preflight/checks/endpointService";
import {
    type DeployedResource,
    deployedResources,
    deployedWith,
} from "../preflight/deployedResources";
import { sharedList } from "../preflight/lookups/lookupCache";
import { programWhitelist } from "../preflight/lookups/privateLink";
import { comesFrom, promiseOf } from "../shared/dependencies";

/** The components that have users of a service as children. */
const COMPONENTS = ["EndpointServiceWhitelist", "EndpointServiceConsumers"] as const;

/** What an endpoint service comes from that is made in the same program. */
const SERVICES = [
    "alicloud:privatelink/vpcEndpointService:VpcEndpointService",
    "alicloud-privatelink:index:EndpointService",
];

/** What a component puts on the whitelist of a service. */
export interface WhitelistUsers {
    readonly component: (typeof COMPONENTS)[number];
    /** Name of the component. */
    readonly name: string;
    readonly serviceId: pulumi.Input<string>;
    readonly accountIds: readonly string[];
}

interface User extends Omit<WhitelistUsers, "name" | "accountIds"> {
    readonly name: string;
    readonly uid: string;
}

/**
 * One after the other: the service takes one write at a time (AddUserToVpcEndpointService) and
 * refuses the rest, which the provider would repeat for up to five minutes. In the order of the
 * UIDs, so that the order of the list does not matter. Returns them by UID. The first waits for what the component waits for,
 * and the others wait for it, also at destruction, when a component's own dependencies are ignored.
 */
export function createUsers(
    checks: ChildChecks,
    { accountIds, ...whitelist }: WhitelistUsers,
    { parent, dependsOn }: { parent: pulumi.Resource } & Pick<pulumi.ResourceOptions, "dependsOn">,
): ReadonlyMap<string, privatelink.VpcEndpointServiceUser> {
    programWhitelist(parent).push(...accountIds);
    // The state changes while the program waits for the service's id.
    void deployedResources();
    const users = new Map<string, privatelink.VpcEndpointServiceUser>();
    let earlier = checks.dependsOn(dependsOn) as pulumi.ResourceOptions["dependsOn"];
    for (const uid of [...accountIds].sort()) {
        const user = { ...whitelist, name: `${whitelist.name}-${uid}`, uid };
        const { serviceId } = user;
        plannedUsers(parent).push(user);
        const resource = new privatelink.VpcEndpointServiceUser(
            user.name,
            { serviceId, userId: uid },
            {
                parent,
                aliases: [pulumi.output(userAlias(user, parent))],
                dependsOn: earlier,
            },
        );
        users.set(uid, resource);
        earlier = resource;
    }
    return users;
}

/**
 * Looks up whether the service of a whitelist exists, unless the program itself makes it. Where the last update has put
 * accounts on it, it did, and a preview without changes makes no call.
 */
export function lookUpService(
    checks: ChildChecks,
    serviceId: pulumi.Input<string>,
    parent: pulumi.Resource,
): void {
    checks.lookUp({ serviceId }, async ({ serviceId: id }, report) => {
        const isKnown = (await deployedWith(USER, "serviceId", id)).length > 0;
        if (!isKnown && !(await comesFrom(serviceId, SERVICES))) {
            await checkServiceFound(report, "serviceId", id, parent);
        }
    });
}

/** The users that the components of the program create. */
const plannedUsers = sharedList<User>();

/**
 * Other components of the program that put one of these accounts on the whitelist of the same service, by UID. One whose
 * service is not known yet counts as of another.
 */
export async function otherWhitelists(
    { component, name, accountIds }: WhitelistUsers,
    serviceId: string,
    parent: pulumi.Resource,
): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const user of plannedUsers(parent)) {
        const owner = user.name.slice(0, -`-${user.uid}`.length);
        const isOwn = user.component === component && owner === name;
        if (!isOwn && accountIds.includes(user.uid)) {
            const other = await Promise.race([promiseOf(user.serviceId), setImmediate()]);
            if (other === serviceId) {
                found.set(user.uid, `${user.component} "${owner}"`);
            }
        }
    }
    return found;
}

/**
 * The alias of a user that is deployed by another component of this stack, or by this one under another name.
 * A service has an account on its whitelist once: if the new user were created first, deleting the former one
 * would take the account off again.
 */
async function userAlias(user: User, parent: pulumi.Resource): Promise<pulumi.URN | pulumi.Alias> {
    const own = { name: user.name };
    try {
        const deployed = await deployedWith(USER, "serviceId", await promiseOf(user.serviceId));
        const same = deployed.filter(
            ({ urn, outputs }) => outputs.userId === user.uid && keyInUrn(urn) !== undefined,
        );
        if (same.some(({ urn }) => keyInUrn(urn) === keyOf(user))) {
            return own;
        }
        // Once the component is registered, all others have added their users.
        await promiseOf(parent.urn);
        const planned = plannedUsers(parent).map(keyOf);
        return same.find(({ urn }) => !planned.includes(String(keyInUrn(urn))))?.urn ?? own;
    } catch {
        return own;
    }
}

const USER = "alicloud:privatelink/vpcEndpointServiceUser:VpcEndpointServiceUser";

/** Whether a component of this stack has put an account on a whitelist in an earlier update. */
export function isWhitelisted(deployed: readonly DeployedResource[], uid: string): boolean {
    return deployed.some(
        ({ urn, outputs }) => outputs.userId === uid && keyInUrn(urn) !== undefined,
    );
}

/** What tells a user from others in a stack: its component's class and its name. */
function keyOf({ component, name }: Pick<User, "component" | "name">): string {
    return `alicloud-privatelink:index:${component}$${USER}::${name}`;
}

/** The same of a URN. Undefined if no component made it: what the program makes itself is not known here. */
function keyInUrn(urn: string): string | undefined {
    const key = urn.slice(urn.lastIndexOf("alicloud-privatelink:index:"));
    return COMPONENTS.some((component) => key.startsWith(keyOf({ component, name: "" })))
        ? key
        : undefined;
}
