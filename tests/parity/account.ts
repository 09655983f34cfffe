import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { type Emulator, type EmulatorOptions, startEmulator } from "../../tools/emulator";
import { type Api, signedApi } from "../../tools/parity/api";
import {
    compareWithAccount,
    type ParityOptions,
    type ParityResult,
} from "../../tools/parity/parity";
import { REGION } from "../emulator/client";

const ROOT = path.join(__dirname, "../..");
const MAIN = path.join(ROOT, "tools/parity/main.ts");

/** What a run of the kit ended with. */
export interface Run {
    readonly exitCode: number | null;
    readonly output: string;
}

/**
 * An emulator in the place of a real account: the kit reaches it by TLS at the cloud's host names, through the proxy that
 * the environment names, with the official signature.
 */
export class AccountInPlace {
    private constructor(
        readonly emulator: Emulator,
        readonly folder: string,
    ) {}

    static async open(options?: EmulatorOptions): Promise<AccountInPlace> {
        const folder = await mkdtemp(path.join(tmpdir(), "parity-"));
        const emulator = await startEmulator(options);
        await writeFile(path.join(folder, "authority.pem"), emulator.certificate);
        return new AccountInPlace(emulator, folder);
    }

    async close(): Promise<void> {
        await this.emulator.stop();
        await rm(this.folder, { recursive: true, force: true });
    }

    /** Starts the kit with the account's credentials. */
    start(parameters: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
        const [{ accessKeyId, accessKeySecret }] = this.emulator.accounts;
        return spawn(
            process.execPath,
            ["-r", "./tools/scripts/register.cjs", MAIN, ...parameters],
            {
                cwd: ROOT,
                stdio: ["ignore", "pipe", "pipe"],
                env: {
                    PATH: process.env.PATH,
                    HOME: this.folder,
                    TMPDIR: this.folder,
                    HTTPS_PROXY: `http://${this.emulator.endpoint}`,
                    NODE_EXTRA_CA_CERTS: path.join(this.folder, "authority.pem"),
                    ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
                    ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
                    ALIBABA_CLOUD_REGION: REGION,
                    ...environment,
                },
            },
        );
    }

    /** Compares the account with the emulator, to the end. */
    compare(parameters: readonly string[] = [], environment?: NodeJS.ProcessEnv): Promise<Run> {
        const usual = ["--account", "real", "--yes", "--poll-seconds", "0.02"];
        return ended(this.start([...usual, "--report", this.report(), ...parameters], environment));
    }

    /** The same in this process, which is quicker; with its result. */
    result(changes: Partial<ParityOptions> = {}): Promise<ParityResult> {
        return compareWithAccount({
            apis: { owner: this.api(0) },
            maxCost: 1,
            maxMinutes: 30,
            pollMilliseconds: 20,
            confirm: () => Promise.resolve(true),
            progress: () => undefined,
            ...changes,
        });
    }

    /** With the second account as the consumer. */
    resultOfTwo(): Promise<ParityResult> {
        return this.result({ apis: { owner: this.api(0), consumer: this.api(1) } });
    }

    /** The variables of the second account. */
    consumerEnvironment(): NodeJS.ProcessEnv {
        const { accessKeyId, accessKeySecret } = this.emulator.accounts[1];
        return {
            CONSUMER_ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
            CONSUMER_ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
        };
    }

    private api(index: number): Api {
        const { accessKeyId, accessKeySecret } = this.emulator.accounts[index];
        const key = { accessKey: accessKeyId, secretKey: accessKeySecret };
        return signedApi(() => Promise.resolve(key), REGION, {
            proxy: `http://${this.emulator.endpoint}`,
            authority: this.emulator.certificate,
        });
    }

    report(name = ""): string {
        return path.join(this.folder, "report", name);
    }

    async reported(name: string): Promise<string> {
        return readFile(this.report(name), "utf8");
    }
}

/** What a process printed, and its exit code. */
export async function ended(child: ChildProcess): Promise<Run> {
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
        stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    }
    const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { exitCode, output };
}
