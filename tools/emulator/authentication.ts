import type { Account } from "./accounts";
import { ApiError, missingParameter, notFound } from "./apiError";
import { refuse } from "./invented";
import type { Principal, RamState } from "./ram/state";
import type { FlatRequest } from "./request";
import {
    equal,
    sha256,
    signatureV1,
    signatureV3,
    stringToSignV1,
    stringToSignV3,
} from "./signature";

/** A request whose sender has proved to hold an access key of the account. */
export interface AuthenticatedRequest {
    readonly account: Account;
    readonly principal: Principal;
    readonly action: string;
    readonly version: string;
    /** The parameters of the action, without those of the protocol. */
    readonly parameters: ReadonlyMap<string, string>;
}

const VALIDITY_MILLISECONDS = 15 * 60 * 1000;

const PROTOCOL_PARAMETERS = new Set([
    "AccessKeyId",
    "Action",
    "Format",
    "SecurityToken",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureType",
    "SignatureVersion",
    "Timestamp",
    "Version",
]);

/** The fields of the protocol, whichever dialect carried them. */
interface Claim {
    readonly accessKeyId: string;
    /** Of temporary credentials. */
    readonly securityToken: string | undefined;
    readonly action: string;
    readonly version: string;
    readonly timestamp: string;
    readonly nonce: string;
    readonly signature: string;
    readonly stringToSign: string;
    sign(secret: string): string;
}

/** Checks who sent a request. Remembers the nonces of the last minutes, so that no request works twice. */
export class Authenticator {
    private readonly nonces = new Map<string, number>();

    constructor(
        private readonly accounts: readonly Account[],
        private readonly ram: RamState,
        private readonly now: () => Date,
    ) {}

    authenticate(request: FlatRequest): AuthenticatedRequest {
        const format = request.all.get("Format");
        if (format !== undefined && format !== "" && format.toUpperCase() !== "JSON") {
            throw refuse("unsupportedRequest", `The emulator answers Format=JSON, not ${format}.`);
        }
        const claim =
            request.wire.headers.authorization === undefined
                ? parameterClaim(request)
                : headerClaim(request);
        const { account, principal, accessKeySecret } = this.holder(claim.accessKeyId);
        this.checkTimestamp(claim.timestamp);
        if (!equal(claim.sign(accessKeySecret), claim.signature)) {
            throw new ApiError(
                "SignatureDoesNotMatch",
                `Specified signature is not matched with our calculation. server string to sign is:${claim.stringToSign}`,
            );
        }
        this.checkSecurityToken(principal, claim.securityToken);
        this.spendNonce(claim);
        return {
            account,
            principal,
            action: claim.action,
            version: claim.version,
            parameters: new Map(
                [...request.all].filter(([name]) => !PROTOCOL_PARAMETERS.has(name)),
            ),
        };
    }

    /** Whom an access key belongs to. */
    private holder(accessKeyId: string): {
        account: Account;
        principal: Principal;
        accessKeySecret: string;
    } {
        const owner = this.accounts.find((each) => each.accessKeyId === accessKeyId);
        if (owner !== undefined) {
            const { accessKeySecret } = owner;
            return { account: owner, principal: { kind: "account" }, accessKeySecret };
        }
        const principal = this.ram.holder(accessKeyId);
        const account = this.accounts.find(({ accountId }) => accountId === principal?.accountId);
        if (principal === undefined || account === undefined) {
            throw notFound("InvalidAccessKeyId.NotFound", "Specified access key is not found.");
        }
        return { account, principal, accessKeySecret: principal.accessKeySecret };
    }

    private checkSecurityToken(principal: Principal, token: string | undefined): void {
        const expected = principal.kind === "role" ? principal.securityToken : undefined;
        if (expected !== undefined && token === undefined) {
            throw new ApiError(
                "MissingSecurityToken",
                "SecurityToken is mandatory for this action.",
            );
        }
        if (token !== expected) {
            throw new ApiError(
                "InvalidSecurityToken.MismatchWithAccessKey",
                "Specified SecurityToken mismatch with the AccessKey.",
            );
        }
        if (principal.kind === "role" && principal.expiration <= this.now()) {
            throw new ApiError(
                "InvalidSecurityToken.Expired",
                "Specified SecurityToken is expired.",
            );
        }
    }

    private checkTimestamp(timestamp: string): void {
        if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(timestamp) || isNaN(Date.parse(timestamp))) {
            throw new ApiError(
                "InvalidTimeStamp.Format",
                "Specified time stamp or date value is not well formatted.",
            );
        }
        if (Math.abs(this.now().getTime() - Date.parse(timestamp)) > VALIDITY_MILLISECONDS) {
            throw new ApiError(
                "InvalidTimeStamp.Expired",
                "Specified time stamp or date value is expired.",
            );
        }
    }

    /** Only after the signature has been checked: a stranger must not be able to use up a nonce. */
    private spendNonce({ accessKeyId, nonce }: Claim): void {
        const now = this.now().getTime();
        for (const [spent, until] of this.nonces) {
            if (until > now) {
                break;
            }
            this.nonces.delete(spent);
        }
        const key = `${accessKeyId} ${nonce}`;
        if (this.nonces.has(key)) {
            throw new ApiError("SignatureNonceUsed", "Specified signature nonce was used already.");
        }
        this.nonces.set(key, now + 2 * VALIDITY_MILLISECONDS);
    }
}

/** The dialect of the provider: everything in parameters, HMAC-SHA1. */
function parameterClaim(request: FlatRequest): Claim {
    const required = (name: string): string => {
        const value = request.all.get(name);
        if (value === undefined || value === "") {
            throw missingParameter("*", name);
        }
        return value;
    };
    const claim = {
        action: required("Action"),
        version: required("Version"),
        accessKeyId: required("AccessKeyId"),
        securityToken: request.all.get("SecurityToken") || undefined,
        signature: required("Signature"),
        timestamp: required("Timestamp"),
        nonce: required("SignatureNonce"),
    };
    for (const [name, only] of [
        ["SignatureMethod", "HMAC-SHA1"],
        ["SignatureVersion", "1.0"],
    ] as const) {
        if (required(name) !== only) {
            throw refuse("unsupportedRequest", `The emulator checks ${name}=${only} only.`);
        }
    }
    const stringToSign = stringToSignV1(request);
    return { ...claim, stringToSign, sign: (secret) => signatureV1(secret, stringToSign) };
}

/** The dialect of the official SDKs: the protocol in headers, HMAC-SHA256. */
function headerClaim(request: FlatRequest): Claim {
    const { headers, body } = request.wire;
    const match =
        /^ACS3-HMAC-SHA256 +Credential=([^,\s]+), *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]+)$/.exec(
            headers.authorization ?? "",
        );
    if (match === null) {
        throw incomplete("the Authorization header is not of the form of ACS3-HMAC-SHA256.");
    }
    const [, accessKeyId = "", signedHeaderList = "", signature = ""] = match;
    const signedHeaders = signedHeaderList.split(";");
    const required = (name: string): string => {
        const value = headers[name];
        if (typeof value !== "string" || value === "") {
            throw incomplete(`the header ${name} is missing.`);
        }
        return value;
    };
    const claim = {
        action: required("x-acs-action"),
        version: required("x-acs-version"),
        timestamp: required("x-acs-date"),
        nonce: required("x-acs-signature-nonce"),
        securityToken: headers["x-acs-security-token"]?.toString() || undefined,
    };
    const unsigned = Object.keys(headers).find(
        (name) =>
            (name.startsWith("x-acs-") || name === "host" || name === "content-type") &&
            !signedHeaders.includes(name),
    );
    if (unsigned !== undefined) {
        throw incomplete(`the header ${unsigned} is not signed.`);
    }
    if (required("x-acs-content-sha256") !== sha256(body)) {
        throw incomplete("x-acs-content-sha256 is not the hash of the body.");
    }
    const stringToSign = stringToSignV3(request, signedHeaders);
    return {
        ...claim,
        accessKeyId,
        signature,
        stringToSign,
        sign: (secret) => signatureV3(secret, stringToSign),
    };
}

function incomplete(detail: string): ApiError {
    return new ApiError(
        "IncompleteSignature",
        `The request signature does not conform to Aliyun standards: ${detail}`,
    );
}
