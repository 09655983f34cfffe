/** Whether a value is the UID of an Alibaba Cloud account, as text: 16 digits, the first not 0. */
export function isAccountId(value: unknown): value is string {
    return typeof value === "string" && /^[1-9]\d{15}$/.test(value);
}
