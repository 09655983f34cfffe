import type { Product } from "../../call";
import type { Cloud } from "../../cloud";
import { arnOf, type Principal } from "../../ram/state";
import { assumeRole } from "./assumeRole";

export function sts(cloud: Cloud): Product {
    return {
        name: "sts",
        version: "2015-04-01",
        actions: {
            AssumeRole: (call) => assumeRole(cloud, call),
            GetCallerIdentity: ({ account: { accountId }, principal }) => ({
                AccountId: accountId,
                Arn: arnOf(accountId, principal),
                ...identityOf(accountId, principal),
            }),
        },
    };
}

function identityOf(accountId: string, principal: Principal) {
    switch (principal.kind) {
        case "account":
            return { IdentityType: "Account", PrincipalId: accountId, UserId: accountId };
        case "user":
            return { IdentityType: "RAMUser", PrincipalId: principal.id, UserId: principal.id };
        case "role":
            return {
                IdentityType: "AssumedRoleUser",
                PrincipalId: `${principal.role.id}:${principal.name}`,
                RoleId: principal.role.id,
            };
    }
}
