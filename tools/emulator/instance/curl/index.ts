import { readFileSync } from "node:fs";
import * as path from "node:path";

import { errorResponse, type HttpResponse, type Reply } from "../../dataplane/connection";
import {
    type CommandResult,
    type EmulatedCommand,
    type InstanceNetwork,
    type OutputPart,
    toStderr,
    toStdout,
} from "../emulatedCommand";
import { connect } from "./connect";
import { Deadline } from "./deadline";
import { CurlFailure } from "./failure";
import { secure } from "./secure";
import { type CurlOptions, CurlUsageError, readOptions } from "./options";
import { Progress } from "./progress";
import { writeOut } from "./writeOut";

const MOST_REDIRECTS = 50;
/** What an HTTPS listener says to a request that is not encrypted. */
const IN_THE_CLEAR: Reply = { response: errorResponse(400, "Bad Request"), afterMilliseconds: 0 };

/**
 * `curl`, as far as it fetches something over HTTP: its options, exit codes, sentences and timeouts, with the
 * emulator's network in place of the machine's.
 */
export const curl: EmulatedCommand = async (args, network, signal, folder = "/") => {
    let options: CurlOptions;
    try {
        options = readOptions(args);
    } catch (error) {
        if (error instanceof CurlUsageError) {
            return { exitCode: 2, output: [toStderr(`curl: ${error.message}\n`)] };
        }
        throw error;
    }
    return new Transfer(options, network, signal, folder).run();
};

class Transfer {
    private readonly progress = new Progress();
    private readonly deadline: Deadline;
    private readonly received: Buffer[] = [];
    private readonly heads: Buffer[] = [];
    private url: URL | undefined;

    constructor(
        private readonly options: CurlOptions,
        private readonly network: InstanceNetwork,
        private readonly signal: AbortSignal,
        private readonly folder: string,
    ) {
        this.deadline = new Deadline(options.maxSeconds);
    }

    async run(): Promise<CommandResult> {
        const failure = await this.attempt();
        this.progress.endedAt = this.deadline.passedMilliseconds();
        const exitCode = failure?.exitCode ?? 0;
        return { exitCode, output: [...this.shown(failure), ...this.writtenOut(failure)] };
    }

    private async attempt(): Promise<CurlFailure | undefined> {
        try {
            let url = readUrl(this.options.urls[0]);
            for (;;) {
                this.url = url;
                const response = await this.fetch(url);
                const next = this.redirection(response, url);
                this.keep(response, next !== undefined);
                if (next === undefined) {
                    return undefined;
                }
                url = next;
            }
        } catch (error) {
            if (error instanceof CurlFailure) {
                return error;
            }
            throw error;
        }
    }

    private get method(): string {
        return this.options.method ?? (this.options.isHead ? "HEAD" : "GET");
    }

    private async fetch(url: URL): Promise<HttpResponse> {
        const { options, network, deadline, progress, signal } = this;
        const isSecure = url.protocol === "https:";
        const port = Number(url.port || (isSecure ? 443 : 80));
        const connection = await connect(
            network,
            { host: url.hostname, port },
            options,
            deadline,
            progress,
            signal,
        );
        if (isSecure) {
            await secure(connection, url.hostname, {
                isInsecure: options.isInsecure,
                authorities: this.authorities(),
            });
            progress.securedAt = deadline.passedMilliseconds();
        }
        const request = {
            method: this.method,
            target: `${url.pathname}${url.search}`,
            headers: headersOf(options, url),
        };
        const { response, afterMilliseconds } =
            connection.speaks === "https" && !isSecure ? IN_THE_CLEAR : connection.send(request);
        if (!(await deadline.pass(afterMilliseconds, signal))) {
            const passed = Math.ceil(deadline.passedMilliseconds());
            throw new CurlFailure(
                28,
                `Operation timed out after ${passed} milliseconds with 0 bytes received`,
            );
        }
        if (response === undefined) {
            throw new CurlFailure(52, "Empty reply from server");
        }
        progress.startedReceivingAt = deadline.passedMilliseconds();
        progress.status = response.status;
        progress.contentType = header(response, "content-type") ?? "";
        if (options.failsOnErrors && response.status >= 400) {
            throw new CurlFailure(
                22,
                `The requested URL returned error: ${response.status} ${response.reason}`,
            );
        }
        return response;
    }

    /** The content of `--cacert`, which is read only for TLS. */
    private authorities(): Buffer | undefined {
        const { caFile } = this.options;
        if (caFile === undefined) {
            return undefined;
        }
        try {
            return readFileSync(path.resolve(this.folder, caFile));
        } catch {
            throw new CurlFailure(
                77,
                `error setting certificate verify locations:\n  CAfile: ${caFile}\n  CApath: none`,
            );
        }
    }

    private redirection({ status, headers }: HttpResponse, from: URL): URL | undefined {
        const location = headers.find(([name]) => name.toLowerCase() === "location")?.[1];
        const isRedirect = [301, 302, 303, 307, 308].includes(status);
        if (!this.options.followsRedirects || !isRedirect || location === undefined) {
            return undefined;
        }
        this.progress.redirects += 1;
        if (this.progress.redirects > MOST_REDIRECTS) {
            throw new CurlFailure(47, `Maximum (${MOST_REDIRECTS}) redirects followed`);
        }
        return readUrl(new URL(location, from).href);
    }

    private keep(response: HttpResponse, isPassedBy: boolean): void {
        const { isHead, includesHeaders } = this.options;
        const lines = response.headers.map(([name, value]) => `${name}: ${value}\r\n`);
        const statusLine = `HTTP/1.0 ${response.status} ${response.reason}\r\n`;
        const head = Buffer.from(`${statusLine}${lines.join("")}\r\n`);
        this.heads.push(head);
        if (isHead || includesHeaders) {
            this.received.push(head);
        }
        if (!isHead && !isPassedBy) {
            this.received.push(response.body);
            this.progress.bytes = response.body.length;
        }
    }

    private shown(failure: CurlFailure | undefined): OutputPart[] {
        const { outputFile, headerFile, isSilent, showsErrors } = this.options;
        const data = Buffer.concat(this.received);
        const parts: OutputPart[] = [];
        if (headerFile !== undefined) {
            parts.push({ to: placeOf(headerFile), data: Buffer.concat(this.heads) });
        }
        if (data.length > 0) {
            parts.push({ to: placeOf(outputFile), data });
        }
        if (failure !== undefined && (!isSilent || showsErrors)) {
            parts.push(toStderr(`curl: (${failure.exitCode}) ${failure.message}\n`));
        }
        return parts;
    }

    private writtenOut(failure: CurlFailure | undefined): OutputPart[] {
        const { writeOut: format, urls } = this.options;
        if (format === undefined) {
            return [];
        }
        const { text, unknown } = writeOut(format, {
            progress: this.progress,
            url: this.url,
            effectiveUrl: this.url?.href ?? urls[0],
            method: this.method,
            localAddress: this.network.address,
            exitCode: failure?.exitCode ?? 0,
            error: failure?.message ?? "",
        });
        return [
            toStdout(text),
            ...unknown.map((name) => toStderr(`curl: unknown --write-out variable: '${name}'\n`)),
        ];
    }
}

function placeOf(file: string | undefined): OutputPart["to"] {
    return file === undefined || file === "-" ? "stdout" : { file };
}

function readUrl(text: string): URL {
    const url = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
    if (!URL.canParse(url)) {
        throw new CurlFailure(3, "URL using bad/illegal format or missing URL");
    }
    const parsed = new URL(url);
    if (parsed.protocol !== "http:" && parsed.protocol !== "https:") {
        const scheme = parsed.protocol.replace(":", "");
        throw new CurlFailure(1, `Protocol "${scheme}" not supported or disabled in libcurl`);
    }
    return parsed;
}

function headersOf({ headers }: CurlOptions, url: URL): Map<string, string> {
    const all = new Map([
        ["host", url.host],
        ["user-agent", "curl/7.61.1"],
        ["accept", "*/*"],
    ]);
    for (const line of headers) {
        const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
        if (name !== undefined) {
            all.set(name.toLowerCase(), value);
        }
    }
    return all;
}

function header({ headers }: HttpResponse, wanted: string): string | undefined {
    return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}
