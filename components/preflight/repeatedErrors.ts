import type { Finding } from "./findings";

/** How the SDK says that a data source of a program failed, also in the error of a property that is made of it. */
const LOOKUP = /\binvocation of \S+ returned an error/;

type Listener = (reason: unknown, promise: Promise<unknown>) => void;

/** The outcome of the checks that are under way: the findings that end the program, or none. */
type Outcome = Promise<readonly Finding[]>;

let outcomes: readonly Outcome[] = [];

/**
 * Whether an error says of a value what a finding already says. A data source that a program reads with the same wrong
 * zone fails as well, with sixty lines of the provider's structures above or below the finding.
 */
export function repeatsFinding(reason: unknown, findings: readonly Finding[]): boolean {
    const message = messageOf(reason);
    if (!LOOKUP.test(message)) {
        return false;
    }
    const values = findings.flatMap((finding) =>
        [...finding.reason.matchAll(/\bfound "([^"]{5,})"/g)].map(([, value]) => value),
    );
    return values.some((value) => message.includes(value));
}

/**
 * Leaves out the errors of the program's own lookups that repeat a finding. Those that come while checks are under way
 * wait for them; all others are shown as ever, by whatever listens for them.
 *
 * Only for a process that Pulumi's runner has started for the program.
 */
export function leaveOutRepetitions(outcome: Outcome): void {
    if (outcomes.length === 0) {
        const listeners = process.listeners("unhandledRejection") as Listener[];
        process.removeAllListeners("unhandledRejection");
        process.on("unhandledRejection", (reason, promise) => {
            const show = () => {
                listeners.forEach((listener) => {
                    listener(reason, promise);
                });
            };
            if (LOOKUP.test(messageOf(reason))) {
                void showUnlessRepeated(reason, show);
            } else {
                show();
            }
        });
    }
    outcomes = [...outcomes, outcome];
}

async function showUnlessRepeated(reason: unknown, show: () => void): Promise<void> {
    const findings = (await Promise.all(outcomes)).flat();
    if (!repeatsFinding(reason, findings)) {
        show();
    }
}

function messageOf(reason: unknown): string {
    return reason instanceof Error ? reason.message : String(reason);
}
