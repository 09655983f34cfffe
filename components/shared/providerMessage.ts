/** Codes for colors, which the provider puts into its messages. */
const COLORS = /\u001b\[\d+m/g;

/** What the engine puts in front of a message of the provider, twice. */
const INVOCATION = /^invocation of \S+ returned an error: (invoking \S+: )?/;

/** Parameters of a request, with the id of the access key and a signature. */
const QUERY = /\?[^"\s]*(?=["\s])/g;

/** The message of a failed lookup as a person reads it, on one line and without the request's parameters. */
export function providerMessage(error: unknown): string {
    return (error instanceof Error ? error.message : String(error))
        .replace(INVOCATION, "")
        .replace(COLORS, "")
        .replace(QUERY, "")
        .replace(/\s+/g, " ")
        .trim()
        .replace(/\.$/, "");
}
