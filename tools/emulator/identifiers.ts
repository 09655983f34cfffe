import { randomInt, randomUUID } from "node:crypto";

import { findRegion } from "./regions";

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** An id in the cloud's style: a prefix such as `alb-` and lower-case letters and digits. */
export function newIdentifier(prefix: string, length = 20): string {
    let identifier = prefix;
    for (let position = 0; position < length; position += 1) {
        identifier += ALPHABET[randomInt(ALPHABET.length)];
    }
    return identifier;
}

/** The id of what belongs to a region: its first characters are the same for all of the region. */
export function newRegionalIdentifier(prefix: string, regionId: string, length = 20): string {
    const mark = findRegion(regionId)?.idMark ?? "";
    return newIdentifier(`${prefix}${mark}`, length - mark.length);
}

/** The API gateway makes UUIDs of version 5. */
export function newRequestId(): string {
    return randomUUID()
        .toUpperCase()
        .replace(/^(.{14})./, "$15");
}
