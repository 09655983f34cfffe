import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { rootCertificates } from "node:tls";

import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";

import { exportStack } from "../diagram";
import {
    type AccessKey,
    type Emulator,
    type EmulatorOptions,
    providerEndpoints,
    startEmulator,
} from "../emulator";
import {
    type Engine,
    ensureEngine,
    type Language,
    makeSandboxHome,
    type Progress,
} from "../engine";
import { openStoredStack } from "./storedState";

/** The project's root: where examples are looked for. */
const ROOT = path.resolve(__dirname, "../..");

/** By the folder of the CLI, which is asked for its version once. */
const commands = new Map<string, PulumiCommand>();

/** A stack of an example, and whose credentials it is deployed with. */
export interface StackRequest {
    /** The project's folder below the root, for instance `examples/same-account/provider`. */
    readonly folder: string;
    readonly stackName: string;
    readonly account: AccessKey;
    readonly config?: Readonly<Record<string, unknown>>;
    /** Variables on top of those of `Sandbox.environment`, for instance another state backend. */
    readonly environment?: Readonly<Record<string, string>>;
}

/** What encrypts secrets in place of a passphrase, and the variables that a CLI finds it with. */
export interface SecretsProvider {
    readonly url: string;
    readonly environment: Readonly<Record<string, string>>;
}

export interface SandboxOptions {
    readonly progress: Progress;
    readonly emulator?: EmulatorOptions;
    /** Languages of the programs to run. Node alone by default. */
    readonly languages?: readonly Language[];
    /** What encrypts the stacks' secrets. A passphrase by default. */
    readonly secretsProvider?: SecretsProvider;
    /** Variables to find the engine with, in place of the process's own. */
    readonly engineEnvironment?: NodeJS.ProcessEnv;
}

/**
 * A real engine, an emulator of the cloud and a state backend of their own, in a temporary folder
 * that goes away with `close`.
 */
export class Sandbox {
    private readonly configFiles: string[] = [];

    private constructor(
        readonly engine: Engine,
        readonly emulator: Emulator,
        readonly folder: string,
        readonly command: PulumiCommand,
        private readonly secretsProvider?: SecretsProvider,
    ) {}

    static async open(options: SandboxOptions): Promise<Sandbox> {
        const { progress, languages, engineEnvironment: environment } = options;
        const engine = await ensureEngine({ progress, languages, environment });
        const folder = await mkdtemp(path.join(tmpdir(), "alicloud-privatelink-"));
        const home = homeIn(folder);
        let emulator: Emulator | undefined;
        try {
            await mkdir(path.join(folder, "tmp"));
            makeSandboxHome(home, engine.pulumiHome);
            emulator = await startEmulator(options.emulator);
            // The provider trusts the emulator's certificate in addition to the usual ones.
            await writeFile(
                path.join(folder, "certificates.pem"),
                [emulator.certificate, ...rootCertificates].join("\n"),
            );
            const command = await commandOf(engine.pulumiRoot, home);
            return new Sandbox(engine, emulator, folder, command, options.secretsProvider);
        } catch (error) {
            // Ctrl-C ends the CLI that is asked for its version.
            await emulator?.stop();
            await rm(folder, { recursive: true, force: true });
            throw error;
        }
    }

    /** The variables to set for a CLI that works on this sandbox with an account's credentials. */
    environment(account: AccessKey): Record<string, string> {
        return {
            ...this.engine.environment(),
            PULUMI_HOME: homeIn(this.folder),
            // Beside a stack's file Pulumi keeps one for its attributes, which is empty while it is written:
            // another stack that reads the first one's outputs at that moment ends with "failed to load
            // checkpoint: EOF". Without it, a stack's file is replaced as a whole.
            PULUMI_BACKEND_URL: `file://${this.folder}?metadata=skip`,
            PULUMI_CONFIG_PASSPHRASE: "emulator",
            ...this.secretsProvider?.environment,
            // The CLI leaves a temporary folder behind where it cuts a program short.
            TMPDIR: path.join(this.folder, "tmp"),
            SSL_CERT_FILE: path.join(this.folder, "certificates.pem"),
            ALICLOUD_ACCESS_KEY: account.accessKeyId,
            ALICLOUD_SECRET_KEY: account.accessKeySecret,
            ...(account.securityToken === undefined
                ? {}
                : { ALICLOUD_SECURITY_TOKEN: account.securityToken }),
        };
    }

    /** Makes a stack of a project, configured as for a real region except for where the cloud is. */
    async openStack(request: StackRequest): Promise<Stack> {
        const { folder, stackName, account, config, environment } = request;
        const workDir = path.join(ROOT, folder);
        this.configFiles.push(path.join(workDir, `Pulumi.${stackName}.yaml`));
        const envVars = { ...this.environment(account), ...environment };
        const workspace = await LocalWorkspace.create({
            workDir,
            envVars,
            pulumiCommand: this.command,
            // A passphrase of the stack's own goes before what all have.
            secretsProvider:
                environment?.PULUMI_CONFIG_PASSPHRASE === undefined
                    ? this.secretsProvider?.url
                    : undefined,
            stackSettings: { [stackName]: { config: { ...this.cloudConfig(), ...config } } },
        });
        return openStoredStack(stackName, workspace, envVars.PULUMI_BACKEND_URL);
    }

    /** Changes keys of a stack's config; a key that is undefined goes away. */
    async configure(stack: Stack, config: Readonly<Record<string, unknown>>): Promise<void> {
        const settings = await stack.workspace.stackSettings(stack.name);
        await stack.workspace.saveStackSettings(stack.name, {
            ...settings,
            config: JSON.parse(JSON.stringify({ ...settings.config, ...config })) as object,
        });
    }

    /** What `pulumi stack export` writes of a stack: unlike its `exportStack`, with encrypted secrets. */
    exportStack({ name, workspace }: Stack, account: AccessKey): Promise<string> {
        return exportStack(
            { pulumiRoot: this.engine.pulumiRoot, environment: this.environment(account) },
            workspace.workDir,
            name,
        );
    }

    /** Provider config that leads to the emulator, in place of a region's own addresses. */
    cloudConfig(): Record<string, string> {
        return {
            "alicloud:accountType": "Domestic",
            "alicloud:endpoints": providerEndpoints(this.emulator),
            "alicloud:protocol": "HTTP",
            "alicloud:skipRegionValidation": "true",
        };
    }

    /** Ends the emulator and removes every file that the sandbox made. */
    async close(): Promise<void> {
        await this.emulator.stop();
        await Promise.all(
            [this.folder, ...this.configFiles].map((target) =>
                rm(target, { recursive: true, force: true }),
            ),
        );
    }
}

function homeIn(folder: string): string {
    return path.join(folder, "home");
}

async function commandOf(pulumiRoot: string, home: string): Promise<PulumiCommand> {
    const command = commands.get(pulumiRoot) ?? (await askedInHome(pulumiRoot, home));
    commands.set(pulumiRoot, command);
    return command;
}

/** The CLI is asked with the variables of the process, and would leave its log in the user's home. */
function askedInHome(root: string, home: string): Promise<PulumiCommand> {
    const usual = process.env.PULUMI_HOME;
    process.env.PULUMI_HOME = home;
    try {
        return PulumiCommand.get({ root });
    } finally {
        // The CLI has been started with the variables by now.
        if (usual === undefined) {
            delete process.env.PULUMI_HOME;
        } else {
            process.env.PULUMI_HOME = usual;
        }
    }
}
