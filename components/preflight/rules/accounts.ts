import { z } from "zod";

import { crossFieldRule, entriesRule, duplicates, type Rule, valueRule } from "./rule";

export const accountId: Rule<string> = valueRule({
    id: "accounts.accountId",
    title: "UID of an account",
    prevents: "A whitelist entry that is made without an error and lets nobody in.",
    source: "AddUserToVpcEndpointService: UserId",
    example: "223456789012345678",
    allowed: (value) => {
        if (typeof value === "number") {
            return "A UID must be a text, for a number of 16 digits can lose some: write it in quotes.";
        }
        if (typeof value !== "string") {
            return "Allowed is the 16-digit UID of an Alibaba Cloud account, in quotes.";
        }
        if (value.startsWith("acs:")) {
            return "This is an ARN. Give the 16-digit UID of the account alone.";
        }
        if (/^\d+(\.\d+)?e\+?\d+$/i.test(value)) {
            return "This number has lost digits on its way. Give the 16-digit UID in quotes.";
        }
        if (/^2\d{17}$/.test(value)) {
            return "This is the id of a RAM user. Give the 16-digit UID of the account that the user belongs to.";
        }
        return /^[1-9]\d{15}$/.test(value)
            ? undefined
            : "Allowed is the UID of an Alibaba Cloud account: 16 digits, the first not 0.";
    },
});

export const accountsDistinct = entriesRule({
    id: "accounts.accountsDistinct",
    entry: z.string(),
    title: "Accounts of a whitelist, each once",
    prevents: "Two resources for one whitelist entry, of which the first to go takes it along.",
    source: "AddUserToVpcEndpointService",
    example: ["1234567890123456", "1234567890123456"],
    problem: (uids) => {
        const [uid] = duplicates(uids);
        return uid === undefined
            ? undefined
            : `"${uid}" stands more than once. Name each account once.`;
    },
});

export const notTheOwner = crossFieldRule({
    id: "accounts.notTheOwner",
    facts: z.object({ uid: z.string(), ownerId: z.string() }),
    title: "The owner on its own whitelist",
    prevents: "An entry that means nothing: the owner is always allowed.",
    source: "AddUserToVpcEndpointService",
    asks: "getCallerIdentity",
    example: { uid: "1234567890123456", ownerId: "1234567890123456" },
    problem: ({ uid, ownerId }) =>
        uid === ownerId
            ? `found "${uid}". This is the account that owns the service, which is always allowed. Remove it from the list.`
            : undefined,
});

export const consumerAllowed = crossFieldRule({
    id: "accounts.consumerAllowed",
    facts: z.object({
        consumerId: z.string(),
        offer: z.object({
            accountId: z.string(),
            allowedAccountIds: z.array(z.string()).readonly(),
            serviceName: z.string(),
        }),
    }),
    title: "The consumer's account on the whitelist",
    prevents:
        "An endpoint that the cloud refuses to make after its VPC and security group are there.",
    source: "CreateVpcEndpoint; AddUserToVpcEndpointService",
    asks: "getCallerIdentity",
    example: {
        consumerId: "1111222233334444",
        offer: {
            accountId: "1234567890123456",
            allowedAccountIds: [],
            serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-1",
        },
    },
    problem: ({ consumerId, offer }) =>
        consumerId === offer.accountId || offer.allowedAccountIds.includes(consumerId)
            ? undefined
            : `account ${consumerId} is not on the whitelist of ${offer.serviceName}. Ask its owner, account ${offer.accountId}, to add it.`,
});

export const privateLinkActivated: Rule<boolean> = {
    id: "accounts.privateLinkActivated",
    title: "PrivateLink opened in the account",
    prevents: "NeedOpenProduct in the middle of an update.",
    source: "NeedOpenProduct of every action of PrivateLink",
    asks: "privatelink.getVpcEndpoints",
    example: false,
    problem: (opened) =>
        opened
            ? undefined
            : "PrivateLink has not been opened in this account (NeedOpenProduct). Open it once, in the console or " +
              'with the data source alicloud.privatelink.getService({ enable: "On" }). It cannot be undone.',
};
