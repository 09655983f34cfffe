import type { Answer } from "./api";
import type { Role } from "./call";

/** Why a run ends before its time, each with the exit code of its own. */
export const STOPS = {
    usage: 2,
    credentials: 3,
    permission: 4,
    arrears: 5,
    region: 6,
    quota: 7,
    network: 8,
    clock: 9,
    limit: 10,
    leftover: 11,
    interrupted: 130,
} as const;

export type Stop = keyof typeof STOPS;

/** Ends a run, which still deletes what it created. */
export class RunStopped extends Error {
    constructor(
        public readonly stop: Stop,
        message: string,
    ) {
        super(message);
    }
}

/** Codes that are about the account or the machine, not about the call: from the API's documents and error tables. */
const CODES: readonly (readonly [RegExp, Stop, advice: string])[] = [
    [
        /^(Illegal|Invalid)Time[sS]tamp/,
        "clock",
        "This machine's clock is wrong. Set it, and run the kit again.",
    ],
    [
        /^(InvalidAccessKeyId|IncompleteSignature|SignatureDoesNotMatch|InvalidSecurityToken|MissingSecurityToken|Forbidden\.AccessKeyDisabled)/,
        "credentials",
        "The access key is wrong, disabled or expired. Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or name a profile with --profile.",
    ],
    [
        /(InsufficientBalance|UnpaidBills|Arrear|FinancialLocked|PAYMENT)/i,
        "arrears",
        "The account has no balance or unpaid bills. Pay them, and run the kit again.",
    ],
    [
        /^(NeedOpenProduct|UnsupportedRegion|RegionNotFound|InvalidRegionId|UnsupportedFeature|PRODUCT\.NOT_AVAILABLE)/,
        "region",
        "The product is not activated, or not offered in this region. Activate PrivateLink, or name another region with --region.",
    ],
    [
        /Quota/,
        "quota",
        "A quota of the account is used up. Delete what is not needed, or raise the quota.",
    ],
    [
        /^(NoPermission|Forbidden|Unauthorized|AccessDenied|CheckServiceLinkRoleError)/,
        "permission",
        "The user or role lacks a permission. Attach the policy docs/ram/parity.json to it.",
    ],
];

/** The reason why an account is refused, if it is one that has nothing to do with the call. */
export function accountProblem(
    action: string,
    { status, body }: Answer,
    account: Role,
): RunStopped | undefined {
    const code = typeof body.Code === "string" ? body.Code : undefined;
    if (status < 400 || code === undefined) {
        return undefined;
    }
    const [, stop, advice] = CODES.find(([pattern]) => pattern.test(code)) ?? [];
    const whose = account === "consumer" ? " of the consumer's account" : "";
    return stop && new RunStopped(stop, `${action}${whose} was refused: ${code}. ${advice}`);
}
