import * as privatelink from "@pulumi/alicloud/privatelink";
import * as pulumi from "@pulumi/pulumi";

import { callerAccountId } from "./callerAccount";
import { COMPONENT_INPUTS } from "./ordering";
import { accountId, nonEmpty, Preflight, repeated } from "./preflight";

/** Arguments of an EndpointServiceWhitelist. */
export interface EndpointServiceWhitelistArgs {
    /** Id of the endpoint service, for instance `epsrv-...`. */
    serviceId: pulumi.Input<string>;
    /**
     * UIDs of the accounts that may make endpoints for the service: 16 digits each, as text. The
     * order means nothing. The owner of the service is always allowed and must not be named.
     */
    allowedAccountIds: string[];
}

/**
 * The whitelist of an endpoint service: the accounts, other than its owner's, that may make
 * endpoints for it. Each account is a resource of its own, so that one comes or goes without
 * touching the others. Taking an account off stops new endpoints; it does not end its connections.
 */
export class EndpointServiceWhitelist extends pulumi.ComponentResource {
    /** UIDs of the accounts on the whitelist, in ascending order. */
    public readonly allowedAccountIds: pulumi.Output<string[]>;

    constructor(
        name: string,
        args: EndpointServiceWhitelistArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const serviceId = preflight(name, args);
        super("alicloud-privatelink:index:EndpointServiceWhitelist", name, COMPONENT_INPUTS, opts);

        const users = createUsers(name, serviceId, args.allowedAccountIds, {
            parent: this,
            dependsOn: opts?.dependsOn,
        });

        this.allowedAccountIds = pulumi.all(users.map((user) => user.userId));
        this.registerOutputs({ allowedAccountIds: this.allowedAccountIds });
    }
}

/**
 * One after the other: the service takes one write at a time (AddUserToVpcEndpointService) and
 * refuses the rest, which the provider would repeat for up to five minutes. In the order of the
 * UIDs, so that the order in the list means nothing. The first waits for what the component waits
 * for, and through it the rest: at destruction, too, when a component's own dependencies count for
 * nothing.
 */
function createUsers(
    name: string,
    serviceId: pulumi.Input<string>,
    allowedAccountIds: string[],
    { parent, dependsOn }: { parent: pulumi.Resource } & Pick<pulumi.ResourceOptions, "dependsOn">,
): privatelink.VpcEndpointServiceUser[] {
    if (allowedAccountIds.length === 0) {
        return [];
    }
    const ownerId = callerAccountId(parent);
    const users: privatelink.VpcEndpointServiceUser[] = [];
    for (const uid of [...allowedAccountIds].sort()) {
        users.push(
            new privatelink.VpcEndpointServiceUser(
                `${name}-${uid}`,
                { serviceId, userId: ownerId.apply((owner) => notTheOwner(name, uid, owner)) },
                { parent, dependsOn: users.length === 0 ? dependsOn : users.slice(-1) },
            ),
        );
    }
    return users;
}

function notTheOwner(name: string, uid: string, ownerId: string): string {
    const preflight = new Preflight(`EndpointServiceWhitelist "${name}"`);
    preflight.plain("allowedAccountIds", uid, (value) =>
        value === ownerId
            ? "This is the account that owns the service, which is always allowed. Remove it from the list."
            : undefined,
    );
    preflight.reject();
    return uid;
}

function preflight(name: string, args: EndpointServiceWhitelistArgs): pulumi.Input<string> {
    const preflight = new Preflight(`EndpointServiceWhitelist "${name}"`);
    const serviceId = preflight.required("serviceId", args.serviceId, nonEmpty);
    if (args.allowedAccountIds === undefined) {
        preflight.add("allowedAccountIds", "is missing. It must be given.");
    }
    preflightAccountIds(preflight, args.allowedAccountIds ?? []);
    preflight.reject();
    return serviceId;
}

/** Checks the accounts of a whitelist, also on behalf of a component that makes one. */
export function preflightAccountIds(
    preflight: Preflight,
    allowedAccountIds: readonly string[],
): void {
    allowedAccountIds.forEach((uid, index) => {
        preflight.plain(`allowedAccountIds[${index}]`, uid, accountId);
    });
    for (const uid of repeated(allowedAccountIds)) {
        preflight.add(
            "allowedAccountIds",
            `"${uid}" stands more than once. Name each account once.`,
        );
    }
}
