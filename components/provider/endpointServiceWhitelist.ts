import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import { COMPONENT_INPUTS, promiseOf } from "../shared/dependencies";
import { type ChildChecks, ComponentChecks, type PreflightMode } from "../preflight";
import { deployedResources, deployedWith } from "../preflight/deployedResources";
import { sharedList } from "../preflight/lookups/lookupCache";
import { callerAccountId } from "../preflight/lookups/caller";
import { programWhitelist } from "../preflight/lookups/privateLink";
import * as rules from "../preflight/rules";

/** Arguments of an EndpointServiceWhitelist. */
export interface EndpointServiceWhitelistArgs {
    /** Id of the endpoint service, for instance `epsrv-...`. */
    serviceId: pulumi.Input<string>;
    /**
     * UIDs of the accounts that may create endpoints for the service: 16 digits each, as text. The
     * order does not matter. The owner of the service is always allowed and must not be listed.
     */
    allowedAccountIds: string[];
    /** Whether rules that need a lookup are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}

/**
 * The whitelist of an endpoint service: the accounts, other than its owner's, that may create
 * endpoints for it. Each account is a resource of its own, so that one is added or removed without
 * touching the others. Removing an account stops new endpoints; it does not end its connections. An
 * account that moves to another whitelist of the same service and stack stays on the service's whitelist.
 */
export class EndpointServiceWhitelist extends pulumi.ComponentResource {
    /** UIDs of the accounts on the whitelist, in ascending order. */
    public readonly allowedAccountIds: pulumi.Output<string[]>;

    constructor(
        name: string,
        args: EndpointServiceWhitelistArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const checks = ComponentChecks.of("EndpointServiceWhitelist", name, args);
        const users = checkUsers(checks, args ?? {});
        super(
            "alicloud-privatelink:index:EndpointServiceWhitelist",
            name,
            COMPONENT_INPUTS,
            checks.options(opts),
        );

        const outputs = checks.outputs(["allowedAccountIds"], () => ({
            allowedAccountIds: pulumi.all(
                createUsers(users, name, args, { parent: this, dependsOn: opts?.dependsOn }).map(
                    ({ userId }) => userId,
                ),
            ),
        }));
        this.allowedAccountIds = outputs.allowedAccountIds;
        this.registerOutputs(outputs);
    }
}

/**
 * One after the other: the service takes one write at a time (AddUserToVpcEndpointService) and
 * refuses the rest, which the provider would repeat for up to five minutes. In the order of the
 * UIDs, so that the order of the list does not matter. The first waits for what the component waits for,
 * and the others wait for it, also at destruction, when a component's own dependencies are ignored.
 */
function createUsers(
    checks: ChildChecks,
    name: string,
    { serviceId, allowedAccountIds }: EndpointServiceWhitelistArgs,
    { parent, dependsOn }: { parent: pulumi.Resource } & Pick<pulumi.ResourceOptions, "dependsOn">,
): privatelink.VpcEndpointServiceUser[] {
    programWhitelist(parent).push(...allowedAccountIds);
    if (allowedAccountIds.length > 0) {
        checks.lookUp({}, async (_, report) => {
            const ownerId = await callerAccountId(parent);
            for (const uid of allowedAccountIds) {
                report.check("allowedAccountIds", { uid, ownerId }, rules.notTheOwner);
            }
        });
    }
    // The state changes while the program waits for the service's id.
    void deployedResources();
    const users: privatelink.VpcEndpointServiceUser[] = [];
    for (const uid of [...allowedAccountIds].sort()) {
        const user = { name: `${name}-${uid}`, serviceId, uid };
        plannedUsers(parent).push(user.name);
        users.push(
            new privatelink.VpcEndpointServiceUser(
                user.name,
                { serviceId, userId: uid },
                {
                    parent,
                    aliases: [pulumi.output(userAlias(user, parent))],
                    dependsOn: users.length === 0 ? checks.dependsOn(dependsOn) : users.slice(-1),
                },
            ),
        );
    }
    return users;
}

/** Names of the users of all whitelists in the program. */
const plannedUsers = sharedList<string>();

/**
 * The alias of a user that is deployed by another whitelist of this stack, or by this one under another name.
 * A service has an account on its whitelist once: if the new user were created first, deleting the former one
 * would take the account off again.
 */
async function userAlias(
    user: { readonly name: string; readonly serviceId: pulumi.Input<string>; readonly uid: string },
    parent: pulumi.Resource,
): Promise<pulumi.URN | pulumi.Alias> {
    const own = { name: user.name };
    try {
        const deployed = await deployedWith(USER, "serviceId", await promiseOf(user.serviceId));
        const same = deployed.filter(
            ({ urn, outputs }) => outputs.userId === user.uid && urn.includes(WHITELIST_USER_URN),
        );
        if (same.some(({ name }) => name === user.name)) {
            return own;
        }
        // Once the component is registered, all whitelists have added the names of their users.
        await promiseOf(parent.urn);
        const planned = plannedUsers(parent);
        return same.find(({ name }) => !planned.includes(name))?.urn ?? own;
    } catch {
        return own;
    }
}

const USER = "alicloud:privatelink/vpcEndpointServiceUser:VpcEndpointServiceUser";
/** Other users may be resources of the program itself, which are not known here. */
const WHITELIST_USER_URN = `alicloud-privatelink:index:EndpointServiceWhitelist$${USER}::`;

function checkUsers(checks: ComponentChecks, args: EndpointServiceWhitelistArgs): ChildChecks {
    const users = checks.ofChild();
    users.arguments(args, { serviceId: [rules.required, rules.nonEmpty, rules.serviceId] });
    users.plain<unknown>("allowedAccountIds", args.allowedAccountIds, rules.required);
    checkAccountIds(users, args.allowedAccountIds);
    return users;
}

/** Checks the accounts of a whitelist, also for a component that creates one. */
export function checkAccountIds(
    checks: ChildChecks,
    allowedAccountIds: readonly string[] | undefined,
): void {
    const uids = checks.list("allowedAccountIds", allowedAccountIds);
    uids.forEach((uid, index) => {
        checks.plain(`allowedAccountIds[${index}]`, uid, rules.accountId);
    });
    checks.plain("allowedAccountIds", uids, rules.accountsDistinct);
}
