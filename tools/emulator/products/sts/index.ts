import type { Product } from "../../call";

export function sts(): Product {
    return {
        name: "sts",
        version: "2015-04-01",
        actions: {
            /** The access keys are the accounts' own: there are no RAM users and roles. */
            GetCallerIdentity: ({ account: { accountId } }) => ({
                AccountId: accountId,
                Arn: `acs:ram::${accountId}:root`,
                IdentityType: "Account",
                PrincipalId: accountId,
                UserId: accountId,
            }),
        },
    };
}
