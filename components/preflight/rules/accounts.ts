import { z } from "zod";

import { CONTRACTS } from "../../contract/description";
import { isAccountId } from "../../shared/accountId";
import { crossFieldRule, distinctRule, type Rule, valueRule } from "./rule";

export const accountId: Rule<string> = valueRule({
    id: "accounts.accountId",
    title: "UID of an account",
    prevents: "A whitelist entry that is created without an error and allows no account.",
    source: "AddUserToVpcEndpointService: UserId",
    example: "223456789012345678",
    allowed: (value) => {
        if (typeof value === "number") {
            return "Must be a string, because a number of 16 digits can lose some of them. Write the UID in quotes.";
        }
        if (typeof value !== "string") {
            return "Must be the 16-digit UID of an Alibaba Cloud account, in quotes.";
        }
        if (value === "*") {
            return "Name each account by its UID, of 16 digits. To accept the endpoints of all accounts on the whitelist, set acceptanceRequired of the EndpointService to false.";
        }
        if (value.startsWith("acs:")) {
            return "This is an ARN. Use only the 16-digit UID of the account.";
        }
        if (/^\d+(\.\d+)?e\+?\d+$/i.test(value)) {
            return "This number has lost digits. Write the 16-digit UID in quotes.";
        }
        if (/^2\d{17}$/.test(value)) {
            return "This is the id of a RAM user. Use the 16-digit UID of the account that the user belongs to.";
        }
        return isAccountId(value)
            ? undefined
            : "Must be the UID of an Alibaba Cloud account: 16 digits, the first not 0.";
    },
});

export const accountsDistinct = distinctRule({
    id: "accounts.accountsDistinct",
    entry: z.string(),
    title: "Accounts of a whitelist, without duplicates",
    prevents: "Two resources for one whitelist entry: deleting one of them removes it.",
    source: "AddUserToVpcEndpointService",
    example: ["1234567890123456", "1234567890123456"],
    remedy: "List each account only once.",
});

export const notTheOwner = crossFieldRule({
    id: "accounts.notTheOwner",
    facts: z.object({ uid: z.string(), ownerId: z.string() }),
    title: "The owner on its own whitelist",
    prevents: "An entry without effect: the owner is always allowed.",
    source: "AddUserToVpcEndpointService",
    lookup: "getCallerIdentity",
    example: { uid: "1234567890123456", ownerId: "1234567890123456" },
    problem: ({ uid, ownerId }) =>
        uid === ownerId
            ? `found "${uid}". This is the account that owns the service, which is always allowed. Remove it from the list.`
            : undefined,
});

const FACTS = z.object({
    consumerId: z.string(),
    offer: CONTRACTS.offer.pick({
        accountId: true,
        serviceName: true,
        allowedAccountIds: true,
        whitelistComplete: true,
        consumerAccountId: true,
    }),
});

const OFFER: z.infer<typeof FACTS>["offer"] = {
    accountId: "1234567890123456",
    serviceName: "com.aliyuncs.privatelink.eu-central-1.epsrv-1",
};

export const consumerAllowed = crossFieldRule({
    id: "accounts.consumerAllowed",
    facts: FACTS,
    title: "The consumer's account on the whitelist, where the offer says that its list is complete",
    prevents: "An endpoint that the cloud refuses to create after its VPC and security group.",
    source: "CreateVpcEndpoint; AddUserToVpcEndpointService",
    lookup: "getCallerIdentity",
    example: {
        consumerId: "1111222233334444",
        offer: { ...OFFER, allowedAccountIds: [], whitelistComplete: true },
    },
    problem: ({ consumerId, offer }) =>
        offer.whitelistComplete !== true ||
        consumerId === offer.accountId ||
        (offer.allowedAccountIds ?? []).includes(consumerId)
            ? undefined
            : `account ${consumerId} is not on the whitelist of ${offer.serviceName}. Ask its owner, account ${offer.accountId}, to add it.`,
});

export const offeredToConsumer = crossFieldRule({
    id: "accounts.offeredToConsumer",
    facts: FACTS,
    title: "An offer for one account, used by that account",
    prevents: "An endpoint of an account that the offer was not made for.",
    source: "consumerAccountId of EndpointServiceOffer",
    lookup: "getCallerIdentity",
    example: {
        consumerId: "1111222233334444",
        offer: { ...OFFER, consumerAccountId: "5555666677778888" },
    },
    problem: ({ consumerId, offer: { accountId: ownerId, consumerAccountId } }) =>
        consumerAccountId === undefined || [ownerId, consumerAccountId].includes(consumerId)
            ? undefined
            : `the offer is for account ${consumerAccountId}, and the credentials belong to account ${consumerId}. Use those of ${consumerAccountId}, or ask the owner, account ${ownerId}, for an offer for ${consumerId}.`,
});

export const privateLinkActivated: Rule<boolean> = {
    id: "accounts.privateLinkActivated",
    title: "PrivateLink activated in the account",
    prevents: "NeedOpenProduct in the middle of an update.",
    source: "NeedOpenProduct of every action of PrivateLink",
    lookup: "privatelink.getVpcEndpoints",
    example: false,
    problem: (opened) =>
        opened
            ? undefined
            : "PrivateLink is not activated in this account (NeedOpenProduct). Activate it once, in the console or " +
              'with the data source alicloud.privatelink.getService({ enable: "On" }). This cannot be undone.',
};
