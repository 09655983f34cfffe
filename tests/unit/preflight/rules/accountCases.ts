import fc from "fast-check";

import {
    accountIds,
    all,
    among,
    type CasesByRule,
    different,
    distinct,
    NO_TEXT,
    repeating,
} from "./ruleCases";

const OWNER = "1234567890123456";
const CONSUMER = "1111222233334444";
const SERVICE_NAME = "com.aliyuncs.privatelink.eu-central-1.epsrv-1";

export const ACCOUNT_CASES: CasesByRule = {
    "accounts.accountId": {
        allows: [OWNER, "9999999999999999"],
        refuses: [
            ...all(
                ["123456789012345", "12345678901234567", "*", "", " 1234567890123456"],
                /16 digits/,
            ),
            ["1234-5678-9012-3456", /16 digits/],
            ["0234567890123456", /first not 0/],
            ["223456789012345678", /RAM user/],
            ["acs:ram::1234567890123456:root", /ARN/],
            ...all(["1.2345678901234568e+15", "1e16"], /lost digits/),
            [1234567890123456, /found 1234567890123456\. .*in quotes/],
            ...all([undefined, null, ["1234567890123456"], {}], /16-digit UID/),
        ],
        good: accountIds,
        bad: fc.oneof(
            NO_TEXT,
            fc.stringMatching(/^\d{0,15}$/),
            fc.stringMatching(/^\d{17,24}$/),
            fc.stringMatching(/^0\d{15}$/),
            accountIds.map((uid) => `acs:ram::${uid}:root`),
            accountIds.map((uid) => Number(uid).toExponential()),
            fc.tuple(accountIds, fc.constantFrom(..." \n-_x,")).map((parts) => parts.join("")),
        ),
    },
    "accounts.accountsDistinct": {
        allows: [[], [OWNER], [OWNER, CONSUMER]],
        refuses: [
            [
                [OWNER, CONSUMER, OWNER],
                /^"1234567890123456" is listed more than once\. List each account only once\.$/,
            ],
        ],
        good: distinct(accountIds),
        bad: repeating(accountIds),
    },
    "accounts.notTheOwner": {
        allows: [{ uid: CONSUMER, ownerId: OWNER }],
        refuses: [
            [
                { uid: OWNER, ownerId: OWNER },
                /^found "1234567890123456"\. This is the account that owns the service, which is always allowed/,
            ],
        ],
        good: different(accountIds).map(([uid, ownerId]) => ({ uid, ownerId })),
        bad: accountIds.map((uid) => ({ uid, ownerId: uid })),
    },
    "accounts.consumerAllowed": {
        allows: [
            consumer(OWNER, []),
            consumer(CONSUMER, [CONSUMER]),
            consumer(CONSUMER, ["5555666677778888", CONSUMER]),
            // The list may not be all there is.
            consumer(CONSUMER, [], { whitelistComplete: false }),
            consumer(CONSUMER, [], { whitelistComplete: undefined }),
            consumer(CONSUMER, undefined, { whitelistComplete: false }),
        ],
        refuses: [
            [
                consumer(CONSUMER, ["5555666677778888"]),
                /^account 1111222233334444 is not on the whitelist of com\.aliyuncs\S+\. Ask its owner, account 1234567890123456, to add it\.$/,
            ],
        ],
        good: among(accountIds.filter((uid) => uid !== OWNER)).chain(({ one, all }) =>
            fc.constantFrom(consumer(one, all), consumer(OWNER, all)),
        ),
        bad: among(accountIds.filter((uid) => uid !== OWNER)).map(({ one, others }) =>
            consumer(one, others),
        ),
    },
    "accounts.offeredToConsumer": {
        allows: [
            consumer(CONSUMER, []),
            consumer(CONSUMER, undefined, { consumerAccountId: CONSUMER }),
            consumer(OWNER, undefined, { consumerAccountId: CONSUMER }),
        ],
        refuses: [
            [
                consumer(CONSUMER, undefined, { consumerAccountId: "5555666677778888" }),
                /^the offer is for account 5555666677778888, and the credentials belong to account 1111222233334444\..* ask the owner, account 1234567890123456, for an offer for 1111222233334444\.$/,
            ],
        ],
        good: accountIds.map((uid) => consumer(uid, undefined, { consumerAccountId: uid })),
        bad: different(accountIds.filter((uid) => uid !== OWNER)).map(([uid, consumerAccountId]) =>
            consumer(uid, undefined, { consumerAccountId }),
        ),
    },
    "accounts.privateLinkActivated": {
        allows: [true],
        refuses: [[false, /NeedOpenProduct.*Activate it once.*This cannot be undone\.$/]],
        good: fc.constant(true),
        bad: fc.constant(false),
    },
};

function consumer(
    consumerId: string,
    allowedAccountIds: readonly string[] | undefined,
    offer: object = { whitelistComplete: true },
) {
    return {
        consumerId,
        offer: { accountId: OWNER, serviceName: SERVICE_NAME, allowedAccountIds, ...offer },
    };
}
