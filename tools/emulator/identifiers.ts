import { randomInt } from "node:crypto";

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** An id in the cloud's style: a prefix such as `vpc-` and lower-case letters and digits. */
export function newIdentifier(prefix: string, length = 20): string {
    let identifier = prefix;
    for (let position = 0; position < length; position += 1) {
        identifier += ALPHABET[randomInt(ALPHABET.length)];
    }
    return identifier;
}
