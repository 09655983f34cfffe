/** How a state marks a secret: an object with this key and value, and the value as JSON (sdk/go/common/resource/sig). */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

interface SecretValue {
    readonly plaintext: string;
}

/** Whether a value of a state that was exported with its secrets in plain text is one. */
export function isSecret(value: unknown): value is SecretValue {
    return (
        typeof value === "object" &&
        value !== null &&
        (value as Record<string, unknown>)[SIGNATURE_KEY] === SECRET_SIGNATURE &&
        typeof (value as Record<string, unknown>).plaintext === "string"
    );
}

/** A value of a state as the program gave it, with secrets and what is in them as plain values. */
export function plainValue(value: unknown): unknown {
    if (isSecret(value)) {
        return plainValue(JSON.parse(value.plaintext));
    }
    if (Array.isArray(value)) {
        return value.map(plainValue);
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plainValue(each)]))
        : value;
}
