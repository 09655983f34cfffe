import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { exportLine, quoted } from "../shell/exportLine";
import {
    callLine,
    parseFaults,
    providerEndpoints,
    startEmulator,
    type Emulator,
    type FaultRule,
} from ".";
import { isMistake } from "./mistakes";

interface Options {
    readonly port: number;
    readonly log: boolean;
    readonly transitionMilliseconds: number;
    readonly certificateFile: string | undefined;
    readonly faults: readonly FaultRule[];
    readonly faultSeed: number;
}

const USAGE = `Runs the emulator until it is interrupted. Its standard output is for a shell to read.

  --port N                      the port on 127.0.0.1; one that is free when left out
  --transition-milliseconds N   how long a change of state takes; 50 when left out
  --certificate-file PATH       where to write the run's certificate for SSL_CERT_FILE
  --faults LIST                 what goes wrong, as throttle=3,lost=0.1@Create*; see tools/emulator/README.md
  --fault-seed N                which calls meet the faults; 0 when left out
  --log                         one line for every call, on standard error
  --help                        this text`;

/** The largest delay that a timer holds. */
const LONGEST_TRANSITION = 2 ** 31 - 1;

async function main(): Promise<void> {
    const options = readOptions(process.argv.slice(2));
    if (options === undefined) {
        console.log(USAGE);
        return;
    }
    const emulator = await start(options);
    if (options.certificateFile !== undefined) {
        await writeCertificate(emulator, options.certificateFile);
    }
    console.log(shellLines(emulator, options.certificateFile));
    // A shell takes these as well, but only where the stack is.
    console.error(stackConfig(emulator));
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.once(signal, () => void emulator.stop());
    }
}

function readOptions(args: string[]): Options | undefined {
    let values;
    try {
        ({ values } = parseArgs({
            args,
            options: {
                "port": { type: "string", default: "0" },
                "transition-milliseconds": { type: "string", default: "50" },
                "certificate-file": { type: "string" },
                "faults": { type: "string", default: "" },
                "fault-seed": { type: "string", default: "0" },
                "log": { type: "boolean", default: false },
                "help": { type: "boolean", default: false },
            },
        }));
    } catch (error) {
        throw new UsageError((error as Error).message.split("\n")[0]);
    }
    if (values.help) {
        return undefined;
    }
    const certificateFile = values["certificate-file"];
    if (certificateFile === "") {
        throw new UsageError("--certificate-file takes the path of a file, not an empty text.");
    }
    return {
        port: wholeNumber("--port", values.port, 65_535),
        transitionMilliseconds: wholeNumber(
            "--transition-milliseconds",
            values["transition-milliseconds"],
            LONGEST_TRANSITION,
        ),
        log: values.log,
        faults: values.faults === "" ? [] : faultRules(values.faults),
        faultSeed: wholeNumber("--fault-seed", values["fault-seed"], Number.MAX_SAFE_INTEGER),
        certificateFile: certificateFile === undefined ? undefined : resolve(certificateFile),
    };
}

function faultRules(text: string): FaultRule[] {
    try {
        return parseFaults(text);
    } catch (error) {
        throw new UsageError(`--faults: ${(error as Error).message}`);
    }
}

function wholeNumber(flag: string, value: string, largest: number): number {
    const number = /^\d+$/.test(value) ? Number(value) : NaN;
    if (!(number <= largest)) {
        throw new UsageError(`${flag} takes a whole number from 0 to ${largest}, not "${value}".`);
    }
    return number;
}

async function start(options: Options): Promise<Emulator> {
    const { port, log, transitionMilliseconds, faults, faultSeed } = options;
    try {
        return await startEmulator({
            port,
            transitionMilliseconds,
            faults: { rules: faults, seed: faultSeed },
            onCall: (record) => {
                if (log || isMistake(record)) {
                    console.error(callLine(record));
                }
                if (isMistake(record)) {
                    console.error(`This is a mistake of the emulator: ${record.message}`);
                    process.exitCode = 1;
                }
            },
        });
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === "EADDRINUSE" || code === "EACCES") {
            throw new UsageError(
                `--port ${port} cannot be opened: ${code === "EACCES" ? "it needs more rights" : "it is in use"}.`,
            );
        }
        throw error;
    }
}

async function writeCertificate(emulator: Emulator, file: string): Promise<void> {
    try {
        writeFileSync(file, emulator.certificate);
    } catch (error) {
        await emulator.stop();
        throw new UsageError(
            `--certificate-file ${file} cannot be written: ${(error as Error).message}.`,
        );
    }
}

/** What a shell takes as it is: the environment of the Pulumi CLI, whose plugins inherit it. */
function shellLines({ endpoint, accounts }: Emulator, certificateFile: string | undefined): string {
    const [account] = accounts;
    return [
        `# The emulator listens on ${endpoint}, plain HTTP and TLS alike.`,
        ...accounts.map(
            ({ accountId, accessKeyId, accessKeySecret }) =>
                `# Account ${accountId}: access key ${accessKeyId}, secret ${accessKeySecret}`,
        ),
        certificateFile === undefined
            ? "# The provider trusts the emulator with SSL_CERT_FILE: name a file for it with --certificate-file."
            : exportLine("SSL_CERT_FILE", certificateFile),
        exportLine("NO_PROXY", `${endpoint},127.0.0.1`),
        exportLine("ALICLOUD_ACCESS_KEY", account.accessKeyId),
        exportLine("ALICLOUD_SECRET_KEY", account.accessKeySecret),
        exportLine("ALIBABA_CLOUD_ACCOUNT_TYPE", "Domestic"),
    ].join("\n");
}

/** What to do for each stack, in the folder of its project. */
function stackConfig(emulator: Emulator): string {
    return [
        "# For a stack, in the folder of its project:",
        "pulumi config set alicloud:protocol HTTP",
        "pulumi config set alicloud:skipRegionValidation true",
        `pulumi config set alicloud:endpoints ${quoted(providerEndpoints(emulator))}`,
    ].join("\n");
}

class UsageError extends Error {}

main().catch((error: unknown) => {
    if (error instanceof UsageError) {
        console.error(error.message);
        process.exitCode = 2;
        return;
    }
    throw error;
});
