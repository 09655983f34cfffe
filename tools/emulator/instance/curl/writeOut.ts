import type { Progress } from "./progress";

/** What `--write-out` knows of a transfer. */
export interface WriteOutSubject {
    readonly progress: Progress;
    readonly url: URL | undefined;
    readonly effectiveUrl: string;
    readonly method: string;
    readonly localAddress: string;
    readonly exitCode: number;
    readonly error: string;
}

type Variable = (subject: WriteOutSubject) => string;

const VARIABLES: Readonly<Record<string, Variable>> = {
    http_code: status,
    response_code: status,
    http_version: ({ progress }) => (progress.status === 0 ? "0" : "1.0"),
    remote_ip: ({ progress }) => progress.remoteAddress,
    remote_port: ({ progress }) => String(progress.remotePort),
    local_ip: ({ progress, localAddress }) => (progress.connections > 0 ? localAddress : ""),
    time_namelookup: ({ progress }) => time(progress.nameLookedUpAt),
    time_connect: ({ progress }) => time(progress.connectedAt),
    time_appconnect: ({ progress }) => time(progress.securedAt),
    time_starttransfer: ({ progress }) => time(progress.startedReceivingAt),
    time_total: ({ progress }) => time(progress.endedAt),
    size_download: ({ progress }) => String(progress.bytes),
    num_connects: ({ progress }) => String(progress.connections),
    num_redirects: ({ progress }) => String(progress.redirects),
    content_type: ({ progress }) => progress.contentType,
    url_effective: ({ effectiveUrl }) => effectiveUrl,
    method: ({ method }) => method,
    scheme: ({ url }) => url?.protocol.replace(":", "").toUpperCase() ?? "",
    exitcode: ({ exitCode }) => String(exitCode),
    errormsg: ({ error }) => error,
};

/** The format with its variables and escapes filled in, and the names that are none of curl's. */
export function writeOut(
    format: string,
    subject: WriteOutSubject,
): { readonly text: string; readonly unknown: readonly string[] } {
    const unknown: string[] = [];
    const text = format.replace(
        /%%|%\{([^}]*)\}|\\([nrt])/g,
        (found: string, name: string | undefined, escape: string | undefined) => {
            if (escape !== undefined) {
                return { n: "\n", r: "\r", t: "\t" }[escape] ?? found;
            }
            if (name === undefined) {
                return "%";
            }
            if (!Object.hasOwn(VARIABLES, name)) {
                unknown.push(name);
                return "";
            }
            return VARIABLES[name](subject);
        },
    );
    return { text, unknown };
}

function status({ progress }: WriteOutSubject): string {
    return String(progress.status).padStart(3, "0");
}

function time(milliseconds: number): string {
    return (milliseconds / 1000).toFixed(6);
}
