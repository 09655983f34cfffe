import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";

import { FURTHER_CODES } from "./furtherCodes";
import { INVENTED } from "./invented";

/** What a refusal says to a program, and of which action it is. */
export interface Refusal {
    readonly action: string;
    readonly code: string;
    readonly status: number;
}

/** Codes of an action by HTTP status; `%s` in one stands for a word that the call decides. */
type CodesByStatus = Readonly<Record<string, readonly string[]>>;

/**
 * What the API gateway answers before an action is reached, and `DryRunOperation`, which is no refusal; each with its
 * HTTP status. The lists of the actions do not repeat these.
 */
const GATEWAY_CODES: readonly (readonly [status: number, codes: RegExp])[] = [
    [
        400,
        /^(Missing[A-Z]\w*|InvalidParameter|DryRunOperation|InvalidSecurityToken\.\w+|SignatureDoesNotMatch|IncompleteSignature|InvalidTimeStamp\.\w+|SignatureNonceUsed)$/,
    ],
    [404, /^(InvalidAccessKeyId\.NotFound|InvalidRegionId\.NotFound)$/],
];

/** The codes that the official metadata lists for the actions of one product. */
export class ErrorCodes {
    /** What is answered while the product is not known: the API gateway's codes, and invented ones. */
    static readonly ofGateway = new ErrorCodes("*", {});

    private constructor(
        private readonly product: string,
        private readonly actions: Readonly<Record<string, CodesByStatus>>,
    ) {}

    /** Of a product without a list (GWLB, Location, BssOpenApi) only what is known from elsewhere passes. */
    static load(product: string, version: string): ErrorCodes {
        const file = path.join(__dirname, "error-codes", `${product}-${version}.json`);
        if (!existsSync(file)) {
            return new ErrorCodes(product, {});
        }
        const content = JSON.parse(readFileSync(file, "utf8")) as {
            actions: Record<string, CodesByStatus>;
        };
        return new ErrorCodes(product, content.actions);
    }

    /** Whether the cloud is known to refuse the action so, or the code is a row of the invented ones. */
    knows(refusal: Refusal): boolean {
        return (
            isOfGateway(refusal) ||
            this.isListed(refusal) ||
            this.isInvented(refusal) ||
            this.isKnownFromElsewhere(refusal)
        );
    }

    /** An action without a list of its own answers what the product's others do. */
    private isListed({ action, code, status }: Refusal): boolean {
        const own = this.actions[action];
        const lists = own === undefined ? Object.values(this.actions) : [own];
        return lists.some((codes) =>
            (codes[String(status)] ?? []).some((pattern) => matches(pattern, code)),
        );
    }

    private isInvented({ code }: Refusal): boolean {
        return Object.values(INVENTED).some(
            (row) => ["*", this.product].includes(row.product) && matches(row.code, code),
        );
    }

    private isKnownFromElsewhere({ action, code, status }: Refusal): boolean {
        return FURTHER_CODES.some(
            (row) =>
                ["*", this.product].includes(row.product) &&
                row.status === status &&
                row.actions?.test(action) !== false &&
                row.codes.some((pattern) => matches(pattern, code)),
        );
    }
}

function isOfGateway({ code, status }: Refusal): boolean {
    return GATEWAY_CODES.some(([ofStatus, codes]) => ofStatus === status && codes.test(code));
}

/** Whether a code is of a pattern: `%s` stands for whatever the call decides. */
function matches(pattern: string, code: string): boolean {
    const literal = pattern.split("%s").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${literal.join(".+")}$`).test(code);
}
