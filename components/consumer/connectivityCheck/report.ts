import {
    ALL_ZONES,
    CONNECTED,
    type CheckSpecification,
    type Target,
    targetsOf,
} from "./specification";
import { certificateProblem, checkedCertificate } from "./certificate";
import { seenEndpointProblem } from "./seenEndpoint";
import { CERTIFICATE_REFUSED, LINE_PREFIX } from "./script";

/** The result for a domain or an address of the endpoint. */
export interface ConnectivityRow {
    /** The zone; `all` for the domain of the whole endpoint. */
    zoneId: string;
    /** The domain, or the address of the zone's network interface. */
    domain: string;
    /** What the domain resolved to on the client. */
    resolvedTo: string[];
    /** Addresses of the network interfaces that it must resolve to. */
    expected: string[];
    /** How long the connection took, in milliseconds. -1 if there was none. */
    connectMilliseconds: number;
    /** Status of the HTTP response. 0 if there was none. */
    httpStatus: number;
    /** What is known of the certificate: `verified`, `not verified` or `refused`. Empty unless the protocol is `https`. */
    certificate: string;
    /** The start of the backend's response, as one line of text. */
    answer: string;
    /** Id of the endpoint that the backend saw, as the header `PrivateLink-Endpoint-Id` of its response says it. Empty if it says none. */
    seenEndpointId: string;
    /** `passed`, or the likely cause of the failure. */
    verdict: string;
}

export const PASSED = "passed";

/** The length of a response in a table. */
const ANSWER_CHARACTERS = 120;

/** The script's output for a target. */
interface TargetOutput {
    readonly resolvedTo: string[];
    /** Exit code of curl. */
    readonly code: number;
    readonly httpStatus: number;
    readonly connectMilliseconds: number;
    readonly answer: string;
    readonly seenEndpointId: string;
    /** What curl said about a failure. */
    readonly said: string;
}

/** The rows of the table, with verdicts, from the script's output. */
export function rowsOf(specification: CheckSpecification, output: string): ConnectivityRow[] {
    const seen = new Map<number, TargetOutput>();
    for (const line of output.split(/\r?\n/)) {
        const [mark, index, addresses, code, status, lookup, connect, size, answer, ...more] =
            line.split("|");
        const [said = "", seenEndpointId = ""] = more;
        if (mark === LINE_PREFIX && answer !== undefined && /^\d+$/.test(index)) {
            seen.set(Number(index), {
                resolvedTo: addresses.split(",").filter((each) => /^[\d.]+$/.test(each)),
                code: Number(code),
                httpStatus: wholeNumber(status),
                connectMilliseconds:
                    Number(connect) > 0
                        ? Math.max(0, Math.round((Number(connect) - Number(lookup)) * 1000))
                        : -1,
                answer: plainText(answer, wholeNumber(size)),
                seenEndpointId: plainText(seenEndpointId, 0),
                said: plainText(said, 0).replace(/^curl: (\(\d+\) )?/, ""),
            });
        }
    }
    return targetsOf(specification).map((target, index) => {
        const found = seen.get(index);
        return {
            zoneId: target.zoneId,
            domain: target.domain,
            resolvedTo: found?.resolvedTo ?? [],
            expected: [...target.expected],
            connectMilliseconds: found?.connectMilliseconds ?? -1,
            httpStatus: found?.httpStatus ?? 0,
            certificate: checkedCertificate(specification, found?.code),
            answer: found?.answer ?? "",
            seenEndpointId: found?.seenEndpointId ?? "",
            verdict: found === undefined ? UNREADABLE : verdictOf(specification, target, found),
        };
    });
}

/** Whether all targets passed. */
export function allPassed(rows: readonly ConnectivityRow[]): boolean {
    return rows.every(({ verdict }) => verdict === PASSED);
}

/** The message of a check that failed: the likely causes, without duplicates, and what the client saw. */
export function failureMessage(component: string, rows: readonly ConnectivityRow[]): string {
    const failed = rows.filter(({ verdict }) => verdict !== PASSED);
    const causes = [...new Set(failed.map(({ verdict }) => verdict))].sort(
        (one, other) => rank(one) - rank(other),
    );
    return [
        `${component}: the traffic does not arrive: ${failed.length} of ${rows.length} targets failed. Likely causes:`,
        ...causes.map((cause, index) => `  ${index + 1}. ${cause}`),
        "What the client saw:",
        ...rows.map(
            (row) =>
                `  - ${row.zoneId} ${row.domain}: ` +
                `resolves to ${row.resolvedTo.join(", ") || "nothing"} (expected ${row.expected.join(", ") || "nothing"}), ` +
                `${row.connectMilliseconds < 0 ? "no connection" : `connected in ${row.connectMilliseconds} ms`}, ` +
                (row.certificate === "" ? "" : `certificate ${row.certificate}, `) +
                `${row.httpStatus === 0 ? "no HTTP answer" : `HTTP ${row.httpStatus}`}: ` +
                (row.verdict === PASSED ? PASSED : row.verdict.split(":")[0]),
        ),
    ].join("\n");
}

const NOT_ACCEPTED = "not accepted";
const NOT_RESOLVED = "name does not resolve";
const RESOLVES_ELSEWHERE = "name resolves elsewhere";
const BLOCKED = "security group";
const REFUSED = "listener";
const CERTIFICATE = "certificate";
const BACKEND = "no healthy backend";
const ANSWERED_OTHERWISE = "unexpected answer";
const UNSEEN = "consumer identity";
const UNREADABLE =
    "no result: the script wrote nothing for it, for instance because the time limit was over or a program is missing on the client";

/** In the order of a request's path. */
const ORDER = [
    NOT_ACCEPTED,
    NOT_RESOLVED,
    RESOLVES_ELSEWHERE,
    BLOCKED,
    REFUSED,
    CERTIFICATE,
    BACKEND,
    ANSWERED_OTHERWISE,
    UNSEEN,
];

function rank(verdict: string): number {
    const position = ORDER.findIndex((cause) => verdict.startsWith(`${cause}:`));
    return position < 0 ? ORDER.length : position;
}

/** Exit codes of curl (its manual page, EXIT CODES). */
const UNKNOWN_OPTION = 2;
const UNRESOLVED = 6;
const CONNECTION_REFUSED = 7;
const TIMED_OUT = 28;

function verdictOf(specification: CheckSpecification, target: Target, seen: TargetOutput): string {
    const { port, protocol, expectedStatus } = specification;
    const { resolvedTo, code, httpStatus, connectMilliseconds, said } = seen;
    const connected = connectMilliseconds >= 0;
    const accepted = target.status === CONNECTED;
    if (code === UNKNOWN_OPTION) {
        return `no result: curl on the client is too old for this check (${said}); serverName needs 7.49 or newer`;
    }
    if (!accepted && !connected) {
        return `${NOT_ACCEPTED}: the owner of the service has not accepted the endpoint${inZone(target)} (status ${target.status})`;
    }
    if (resolvedTo.length === 0 || code === UNRESOLVED) {
        return `${NOT_RESOLVED}: the client found no address for ${target.domain}`;
    }
    if (resolvedTo.some((address) => !target.expected.includes(address))) {
        return `${RESOLVES_ELSEWHERE}: ${target.domain} resolves to ${resolvedTo.join(", ")} on the client and not to the endpoint, for instance because of a PrivateZone of its VPC`;
    }
    if (code === TIMED_OUT && !connected) {
        return `${BLOCKED}: nothing answers on port ${port}; a security group of the endpoint or of the client does not let the client through, or the client is in another VPC than the endpoint`;
    }
    if (code === CONNECTION_REFUSED || !connected) {
        return `${REFUSED}: the connection to port ${port} is refused; the load balancer has no running listener on it, or no healthy backend behind it`;
    }
    if (protocol === "tcp") {
        return PASSED;
    }
    if (CERTIFICATE_REFUSED.includes(code)) {
        return `${CERTIFICATE}: ${certificateProblem(specification, said)}`;
    }
    if (code === TIMED_OUT) {
        return `${BACKEND}: the connection is established, but there is no response`;
    }
    if (code !== 0) {
        return `${ANSWERED_OTHERWISE}: what listens on port ${port} does not use ${protocol} as expected (curl ended with ${code})`;
    }
    const isRight =
        expectedStatus === undefined
            ? httpStatus >= 200 && httpStatus < 400
            : httpStatus === expectedStatus;
    if (isRight) {
        const problem = seenEndpointProblem(specification, seen.seenEndpointId);
        return problem === undefined ? PASSED : `${UNSEEN}: ${problem}`;
    }
    return [502, 503, 504].includes(httpStatus)
        ? `${BACKEND}: the load balancer answers HTTP ${httpStatus}`
        : `${ANSWERED_OTHERWISE}: HTTP ${httpStatus}, where ${expectedStatus ?? "200 to 399"} is expected`;
}

function inZone({ zoneId }: Target): string {
    return zoneId === ALL_ZONES ? "" : ` in ${zoneId}`;
}

function wholeNumber(text: string): number {
    return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

/** A backend's response, as one line of text without control characters. */
function plainText(base64: string, size: number): string {
    const bytes = Buffer.from(base64, "base64");
    if (bytes.includes(0)) {
        return `binary, ${size} bytes`;
    }
    const text = bytes
        .toString("utf8")
        // Truncated characters and control characters.
        .replace(/[\p{Cc}\p{Cf}\uFFFD]+/gu, " ")
        .replace(/\s+/g, " ")
        .trim();
    return text.length > ANSWER_CHARACTERS ? `${text.slice(0, ANSWER_CHARACTERS)}…` : text;
}
