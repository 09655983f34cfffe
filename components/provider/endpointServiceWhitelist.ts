import type * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import { COMPONENT_INPUTS } from "../shared/dependencies";
import { type ChildChecks, ComponentChecks, type PreflightMode } from "../preflight";
import { callerAccountId } from "../preflight/lookups/caller";
import * as rules from "../preflight/rules";
import { createUsers, lookUpService } from "./whitelistUsers";

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
                addUsers(users, name, args, this, opts).map(({ userId }) => userId),
            ),
        }));
        this.allowedAccountIds = outputs.allowedAccountIds;
        this.registerOutputs(outputs);
    }
}

function addUsers(
    checks: ChildChecks,
    name: string,
    { serviceId, allowedAccountIds }: EndpointServiceWhitelistArgs,
    parent: pulumi.Resource,
    opts: pulumi.ComponentResourceOptions | undefined,
): readonly privatelink.VpcEndpointServiceUser[] {
    if (allowedAccountIds.length > 0) {
        checks.lookUp({}, async (_, report) => {
            const ownerId = await callerAccountId(parent);
            for (const uid of allowedAccountIds) {
                report.check("allowedAccountIds", { uid, ownerId }, rules.notTheOwner);
            }
        });
    }
    if (allowedAccountIds.length > 0) {
        lookUpService(checks, serviceId, parent);
    }
    const users = createUsers(
        checks,
        { component: "EndpointServiceWhitelist", name, serviceId, accountIds: allowedAccountIds },
        { parent, dependsOn: opts?.dependsOn },
    );
    return [...users.values()];
}

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
