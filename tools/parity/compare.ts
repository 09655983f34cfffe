import type { RecordedCall, Recording } from "./recording";

export type DifferenceKind =
    | "status"
    | "code"
    | "message"
    | "field missing"
    | "field extra"
    | "type"
    | "value"
    | "order"
    | "states"
    | "not made";

/** One thing in which the emulator differs from the account. */
export interface Difference {
    /** The call's title. */
    readonly title: string;
    readonly call: string;
    readonly kind: DifferenceKind;
    /** Where in the answer: `Connections[0].ZoneId`. Empty for the answer as a whole. */
    readonly at: string;
    readonly account: string;
    readonly emulator: string;
}

type Found = Pick<Difference, "kind" | "at" | "account" | "emulator">;

/** Every difference between what an account answered and what the emulator answered, in the order of the calls. */
export function compare(account: Recording, emulator: Recording): Difference[] {
    const others = new Map(callsOf(emulator).map((call) => [call.title, call]));
    return callsOf(account).flatMap((one) => {
        const other = others.get(one.title);
        return other === undefined
            ? []
            : [...differencesOf(one, other)].map((found) => ({
                  title: one.title,
                  call: one.call,
                  ...found,
              }));
    });
}

export function callsOf({ chapters }: Recording): RecordedCall[] {
    return chapters.flatMap(({ calls }) => calls);
}

function* differencesOf(account: RecordedCall, emulator: RecordedCall): Iterable<Found> {
    if (account.answer === undefined || emulator.answer === undefined) {
        if (account.notMade !== emulator.notMade) {
            yield found("not made", "", made(account), made(emulator));
        }
        return;
    }
    if (account.answer.status !== emulator.answer.status) {
        yield found("status", "", account.answer.status, emulator.answer.status);
    }
    const [states, others] = [account, emulator].map((call) =>
        (call.states ?? []).map(({ state }) => state),
    );
    if (!isPartInOrder(states, others) || states.at(-1) !== others.at(-1)) {
        yield found("states", "", states.join(" → "), others.join(" → "));
    }
    yield* valueDifferences(account.answer.body, emulator.answer.body, "");
}

/** A state of an account may be over between two reads; a state of the emulator lasts until it is read. */
function isPartInOrder(part: readonly string[], whole: readonly string[]): boolean {
    let from = 0;
    return part.every((state) => {
        const index = whole.indexOf(state, from);
        from = index + 1;
        return index >= 0;
    });
}

function made({ notMade }: RecordedCall): string {
    return notMade === undefined ? "made" : `not made: ${notMade}`;
}

function* valueDifferences(account: unknown, emulator: unknown, at: string): Iterable<Found> {
    if (typeOf(account) !== typeOf(emulator)) {
        yield found("type", at, typeOf(account), typeOf(emulator));
    } else if (Array.isArray(account) && Array.isArray(emulator)) {
        yield* listDifferences(account, emulator, at);
    } else if (isRecord(account) && isRecord(emulator)) {
        for (const name of new Set([...Object.keys(account), ...Object.keys(emulator)])) {
            const place = at === "" ? name : `${at}.${name}`;
            if (!(name in emulator)) {
                yield found("field missing", place, account[name], "");
            } else if (!(name in account)) {
                yield found("field extra", place, "", emulator[name]);
            } else {
                yield* valueDifferences(account[name], emulator[name], place);
            }
        }
    } else if (account !== emulator) {
        const kind = at === "Code" ? "code" : at === "Message" ? "message" : "value";
        yield found(kind, at, account, emulator);
    }
}

function* listDifferences(
    account: readonly unknown[],
    emulator: readonly unknown[],
    at: string,
): Iterable<Found> {
    const texts = (list: readonly unknown[]) => list.map((item) => JSON.stringify(item));
    const sameItems =
        JSON.stringify(texts(account).sort()) === JSON.stringify(texts(emulator).sort());
    if (sameItems) {
        if (JSON.stringify(account) !== JSON.stringify(emulator)) {
            yield found("order", at, account, emulator);
        }
        return;
    }
    if (account.length !== emulator.length) {
        yield found("value", `${at}.length`, account.length, emulator.length);
    }
    for (let index = 0; index < Math.min(account.length, emulator.length); index++) {
        yield* valueDifferences(account[index], emulator[index], `${at}[${index}]`);
    }
}

function found(kind: DifferenceKind, at: string, account: unknown, emulator: unknown): Found {
    return { kind, at, account: textOf(account), emulator: textOf(emulator) };
}

const LONGEST = 300;

function textOf(value: unknown): string {
    const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function typeOf(value: unknown): string {
    return value === null ? "null" : Array.isArray(value) ? "list" : typeof value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null;
}
