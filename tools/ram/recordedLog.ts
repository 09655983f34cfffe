import type { CallOfAccount } from "./leastPolicy";

/** A line of `npm run emulator -- --log`: time, account, product and action, status, and the ids that the call named. */
const LINE = /^\S+ (\d{16}) ([a-z]+)\.(\w+) \d+ (.*)$/;

/** The calls of a log, by account. Lines of another form are passed over. */
export function recordedCalls(log: string): Map<string, CallOfAccount[]> {
    const calls = new Map<string, CallOfAccount[]>();
    for (const line of log.split("\n")) {
        const match = LINE.exec(line.trim());
        if (match !== null) {
            const [, accountId = "", product = "", action = "", rest = ""] = match;
            const call = { accountId, product, action, parameters: identifiers(rest) };
            calls.set(accountId, [...(calls.get(accountId) ?? []), call]);
        }
    }
    return calls;
}

/** `VpcId=vpc-1 SecurityGroupId=[sg-1,sg-2]` */
function identifiers(text: string): Record<string, string | string[]> {
    const found = [...text.matchAll(/(?:^| )(\w*Ids?)=(\S+)/g)].map(([, name = "", value = ""]) => [
        name,
        value.startsWith("[") ? value.slice(1, -1).split(",") : value,
    ]);
    return Object.fromEntries(found) as Record<string, string | string[]>;
}
