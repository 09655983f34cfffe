/** Ids, in whose place stands what they identify and a number. */
const ID =
    /\b(vpc|vsw|vrt|vtb|sg|sgr|lb|rsp|alb|nlb|ep|epsrv|eni|eip|i|rg|acl|ngw|dhcp)-[0-9a-z]{8,}\b/g;
const UUID = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi;
const TIME = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?\b/g;
const IPV4 = /\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?\b/g;
const IPV6 = /\b(?:[0-9a-f]{1,4}:){2,}[0-9a-f:]*(?:\/\d{1,3})?/gi;
const ACCOUNT = /\b\d{15,}\b/g;

/** Fields that hold nothing but what differs from run to run. */
const TIMES = /(Time|TimeStamp|Timestamp|Date)$/;

/** Fields about the user who calls; what they hold is nobody else's business. */
const PERSONAL = /(Principal|AccessDeniedDetail|DisplayName|^Arn$|EncodedDiagnosticMessage)/;

/** Texts that the API itself has: words, codes, regions, zones, domains. All others could be a user's. */
const OF_THE_API = /^[\w<>.:*/%-]*$/;
const SENTENCES = new Set(["Message", "LocalName", "Recommend"]);

const LONGEST_WORD = 80;

/**
 * Puts placeholders in the place of ids, times, addresses and UIDs, the same ones for the same value, so that two runs can
 * be compared and neither says whose it is. What a run sent itself, its parameters, stays as it is.
 */
export class Normaliser {
    private readonly placeholders = new Map<string, string>();
    private readonly counts = new Map<string, number>();
    private readonly sent = new Set<string>();

    /** Gives a value the name that the list of calls has for it. */
    name(value: string, name: string): void {
        if (value !== "") {
            this.placeholders.set(value, `<${name}>`);
        }
    }

    /** The parameters of a call. */
    parameters(value: unknown): unknown {
        this.remember(value);
        return this.sentValue(value);
    }

    /** The answer to a call. */
    answer(value: unknown, field = ""): unknown {
        if (Array.isArray(value)) {
            return value.map((item) => this.answer(item, field));
        }
        if (typeof value === "object" && value !== null) {
            return Object.fromEntries(
                Object.entries(value).map(([name, item]) => [
                    name,
                    PERSONAL.test(name) ? "<hidden>" : this.answer(item, name),
                ]),
            );
        }
        if (TIMES.test(field) && value !== "" && value !== undefined) {
            return "<time>";
        }
        if (typeof value === "number") {
            return value >= 1e14 ? this.placeholder(String(value), "account") : value;
        }
        return typeof value === "string" ? this.text(value, field) : value;
    }

    private text(value: string, field: string): string {
        if (this.sent.has(value)) {
            return this.known(value);
        }
        const text = this.known(value)
            .replace(UUID, "<request>")
            .replace(TIME, "<time>")
            .replace(ID, (id, kind: string) => this.placeholder(id, kind))
            .replace(ACCOUNT, (uid) => this.placeholder(uid, "account"))
            .replace(IPV6, (address) => this.placeholder(address, "address"))
            .replace(IPV4, (address) => this.placeholder(address, "address"));
        return SENTENCES.has(field) || (OF_THE_API.test(text) && text.length <= LONGEST_WORD)
            ? text
            : "<text>";
    }

    /** The values that have a name, wherever they are in a text: the longest first, as one may be part of another. */
    private known(text: string): string {
        return [...this.placeholders]
            .sort(([one], [other]) => other.length - one.length)
            .reduce((rest, [value, placeholder]) => rest.replaceAll(value, placeholder), text);
    }

    private placeholder(value: string, kind: string): string {
        const existing = this.placeholders.get(value);
        if (existing !== undefined) {
            return existing;
        }
        const count = (this.counts.get(kind) ?? 0) + 1;
        this.counts.set(kind, count);
        const placeholder = `<${kind} ${count}>`;
        this.placeholders.set(value, placeholder);
        return placeholder;
    }

    private remember(value: unknown): void {
        if (typeof value === "string") {
            this.sent.add(value);
        } else if (typeof value === "object" && value !== null) {
            Object.values(value).forEach((item) => this.remember(item));
        }
    }

    private sentValue(value: unknown): unknown {
        if (Array.isArray(value)) {
            return value.map((item) => this.sentValue(item));
        }
        if (typeof value === "object" && value !== null) {
            return Object.fromEntries(
                Object.entries(value).map(([name, item]) => [name, this.sentValue(item)]),
            );
        }
        return typeof value === "string" ? this.known(value) : value;
    }
}
