import type { Action, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { stopIfDryRun } from "../../dryRun";
import { longInteger } from "../../longIntegers";
import { digits, text } from "../../parameters";
import { illegalFormat, illegalParam, missingParam, refusal } from "./errors";
import { accountLock, exclusively } from "./locks";
import { ownedService, requireActive, serviceLock } from "./lookups";
import { pageOf } from "./paging";
import type { EndpointService } from "./state";

/** A UID by number, in the form of an ARN, or both for the same account. */
interface NamedUser {
    readonly userId?: string;
    readonly arnUserId?: string;
}

export function whitelistActions(cloud: Cloud): Record<string, Action> {
    return {
        AddUserToVpcEndpointService(call) {
            const service = ownedService(cloud, call);
            return exclusively(cloud, [accountLock(call), serviceLock(service, call)], () => {
                requireActive(service, call);
                const { userId, arnUserId } = namedUser(call);
                stopIfDryRun(call);
                if (userId !== undefined && userId !== service.accountId) {
                    service.userIds.add(userId);
                }
                if (arnUserId !== undefined && arnUserId !== service.accountId) {
                    service.userArns.add(arnUserId);
                }
                return {};
            });
        },

        /** Connections that exist stay; the account only cannot create further endpoints. */
        RemoveUserFromVpcEndpointService(call) {
            const service = ownedService(cloud, call);
            return exclusively(cloud, [serviceLock(service, call)], () => {
                requireActive(service, call);
                const { userId, arnUserId } = namedUser(call);
                stopIfDryRun(call);
                if (userId !== undefined) {
                    service.userIds.delete(userId);
                }
                if (arnUserId !== undefined) {
                    service.userArns.delete(arnUserId);
                }
                return {};
            });
        },

        ListVpcEndpointServiceUsers(call) {
            const service = ownedService(cloud, call);
            const listType = text(call, "UserListType") ?? "Users";
            if (listType !== "Users" && listType !== "UserARNs") {
                throw illegalParam("UserListType");
            }
            const wanted = digits(call, "UserId");
            const listed =
                listType === "Users"
                    ? [service.accountId, ...service.userIds]
                    : [...service.userArns];
            const found = listed.filter((id) => wanted === undefined || id === wanted);
            const page = pageOf(call, found, 50);
            return {
                Users:
                    listType === "Users"
                        ? page.items.map((id) => ({ UserId: longInteger(id) }))
                        : [],
                UserARNs:
                    listType === "UserARNs"
                        ? page.items.map((id) => ({ UserARN: `acs:ram:*:${id}:*` }))
                        : [],
                TotalCount: String(found.length),
                ...page.fields,
            };
        },
    };
}

/** Whether the account may create endpoints of the service. The owner always may. */
export function isAllowed(service: EndpointService, accountId: string): boolean {
    return (
        accountId === service.accountId ||
        service.userIds.has(accountId) ||
        service.userArns.has(accountId)
    );
}

/** An id of a RAM user is taken, too, and gives nobody access: what counts is the account's UID. */
function namedUser(call: Call): NamedUser {
    const userId = digits(call, "UserId");
    const arn = text(call, "UserARN");
    if (userId === undefined && arn === undefined) {
        throw missingParam("UserArn");
    }
    if (userId !== undefined && !/^[1-9]/.test(userId)) {
        throw illegalParam("UserId");
    }
    const arnUserId = arn === undefined ? undefined : userOfArn(arn);
    if (userId !== undefined && arnUserId !== undefined && userId !== arnUserId) {
        throw refusal("Mismatch.UserIdAndUserArn", "UserId", "UserArn");
    }
    return { userId, arnUserId };
}

function userOfArn(arn: string): string {
    const userId = /^acs:ram:\*:([1-9]\d{0,18}):\*$/.exec(arn)?.[1];
    if (userId === undefined) {
        throw illegalFormat("UserArn");
    }
    return userId;
}
