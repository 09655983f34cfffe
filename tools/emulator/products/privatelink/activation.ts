import type { Action, Call } from "../../call";
import type { Cloud } from "../../cloud";
import { newIdentifier } from "../../identifiers";
import { refusal } from "./errors";

export function activationActions(cloud: Cloud): Record<string, Action> {
    return {
        OpenPrivateLinkService(call) {
            if (isOpened(cloud, call)) {
                throw refusal("OrderOpend");
            }
            cloud.privatelink.openedAccountIds.add(call.account.accountId);
            return { OrderId: newIdentifier("", 12).replace(/\D/g, "7") };
        },

        CheckProductOpen(call) {
            requireOpened(cloud, call);
            return { Success: true };
        },
    };
}

/** Both sides must activate PrivateLink once in their account; nothing else works before. */
export function requireOpened(cloud: Cloud, call: Call): void {
    if (!isOpened(cloud, call)) {
        throw refusal("NeedOpenProduct");
    }
}

function isOpened(cloud: Cloud, call: Call): boolean {
    const { accountId, privateLinkOpened } = call.account;
    return privateLinkOpened || cloud.privatelink.openedAccountIds.has(accountId);
}
