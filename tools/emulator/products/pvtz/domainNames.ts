/** A domain name of the Internet's form: labels of letters, digits, hyphens and underscores. */
export function isDomainName(name: string): boolean {
    return (
        name.length <= 253 &&
        /^([a-z\d_]([a-z\d_-]{0,61}[a-z\d_])?)(\.[a-z\d_]([a-z\d_-]{0,61}[a-z\d_])?)*$/i.test(name)
    );
}

/** A host record: `@`, `*`, or labels of which the first may be `*`. */
export function isHostRecord(rr: string): boolean {
    return rr === "@" || rr === "*" || isDomainName(rr.replace(/^\*\./, ""));
}
