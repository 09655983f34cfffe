import { isRead, type Answer, type Call, type Parameter } from "./call";
import { malformedToken, tokenInProgress, tokenOfAnotherCall } from "./clientTokens";
import { text } from "./parameters";

interface Remembered {
    readonly fingerprint: string;
    /** Undefined while the first call is still on its way. */
    answer?: Answer;
}

const MOST_REMEMBERED = 10_000;

/**
 * The same ClientToken with the same parameters gets the first call's answer and changes nothing again;
 * with other parameters it is refused (How to ensure idempotence). A refused call may be sent again.
 */
export class Idempotency {
    private readonly calls = new Map<string, Remembered>();

    async once(call: Call, act: () => Answer | Promise<Answer>): Promise<Answer> {
        const token = text(call, "ClientToken");
        if (token === undefined || isRead(call.action)) {
            return act();
        }
        if (token.length > 64 || !/^[\x20-\x7e]+$/.test(token)) {
            throw malformedToken(call);
        }
        const key = JSON.stringify([
            call.account.accountId,
            call.regionId,
            call.product,
            call.action,
            token,
        ]);
        const fingerprint = canonical(call.parameters);
        const known = this.calls.get(key);
        if (known !== undefined) {
            return repeat(call, known, fingerprint);
        }
        const remembered: Remembered = { fingerprint };
        this.remember(key, remembered);
        try {
            remembered.answer = await act();
            return remembered.answer;
        } catch (error) {
            this.calls.delete(key);
            throw error;
        }
    }

    private remember(key: string, call: Remembered): void {
        const oldest = this.calls.keys().next();
        if (this.calls.size >= MOST_REMEMBERED && !oldest.done) {
            this.calls.delete(oldest.value);
        }
        this.calls.set(key, call);
    }
}

/** Clients send the same parameters in any order. */
function canonical(parameters: Readonly<Record<string, Parameter>>): string {
    return JSON.stringify(parameters, (_name, value: unknown) =>
        typeof value === "object" && value !== null && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
            : value,
    );
}

function repeat(call: Call, first: Remembered, fingerprint: string): Answer {
    if (first.fingerprint !== fingerprint) {
        throw tokenOfAnotherCall(call);
    }
    if (first.answer === undefined) {
        throw tokenInProgress(call);
    }
    return first.answer;
}
