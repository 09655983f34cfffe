/** The API's long integers have up to 19 digits; a number holds 16 of them exactly. */
const MARK = "\u{F0000}";

/** An integer for an answer, exact to the last digit. */
export function longInteger(digits: string): number | string {
    const value = Number(digits);
    return Number.isSafeInteger(value) ? value : `${MARK}${digits}`;
}

/** An answer as text. */
export function jsonText(answer: unknown): string {
    return JSON.stringify(answer).replaceAll(/"\u{F0000}(\d+)"/gu, "$1");
}
