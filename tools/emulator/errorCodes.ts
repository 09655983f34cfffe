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
 * What the API gateway answers before an action is reached, and `DryRunOperation`, which is no refusal. The
 * lists of the actions do not repeat these.
 */
const GATEWAY_CODES =
    /^(Missing[A-Z]\w*|InvalidParameter|DryRunOperation|InvalidAccessKeyId\.\w+|InvalidSecurityToken\.\w+|SignatureDoesNotMatch|IncompleteSignature|InvalidTimeStamp\.\w+|SignatureNonceUsed|Throttling[.\w]*|InvalidRegionId\.NotFound)$/;

/** The codes that the official metadata lists for the actions of one product. */
export class ErrorCodes {
    private constructor(
        private readonly product: string,
        private readonly actions: Readonly<Record<string, CodesByStatus>> | undefined,
    ) {}

    /** A product of which no list was found (GWLB, Location, BssOpenApi) has nothing to be compared with. */
    static load(product: string, version: string): ErrorCodes {
        const file = path.join(__dirname, "error-codes", `${product}-${version}.json`);
        if (!existsSync(file)) {
            return new ErrorCodes(product, undefined);
        }
        const content = JSON.parse(readFileSync(file, "utf8")) as {
            actions: Record<string, CodesByStatus>;
        };
        return new ErrorCodes(product, content.actions);
    }

    /** Whether the cloud is known to refuse the action so, or the code is a row of the invented ones. */
    knows(refusal: Refusal): boolean {
        return (
            this.actions === undefined ||
            GATEWAY_CODES.test(refusal.code) ||
            this.isListed(this.actions, refusal) ||
            this.isInvented(refusal) ||
            this.isKnownFromElsewhere(refusal)
        );
    }

    /** An action without a list of its own answers what the product's others do. */
    private isListed(
        actions: Readonly<Record<string, CodesByStatus>>,
        { action, code, status }: Refusal,
    ): boolean {
        const own = actions[action];
        const lists = own === undefined ? Object.values(actions) : [own];
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
                row.product === this.product &&
                row.status === status &&
                row.actions?.test(action) !== false &&
                row.codes.some((pattern) => matches(pattern, code)),
        );
    }
}

/** Whether a code is of a pattern: `%s` stands for whatever the call decides. */
function matches(pattern: string, code: string): boolean {
    const literal = pattern.split("%s").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${literal.join(".+")}$`).test(code);
}
