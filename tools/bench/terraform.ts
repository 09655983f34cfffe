import { setMaxListeners } from "node:events";
import * as path from "node:path";

import type { Stack } from "@pulumi/pulumi/automation";

import { Sandbox } from "../demo/sandbox";
import { providerEndpoints } from "../emulator";
import { findTerraformProvider, type TerraformProvider, terminalProgress } from "../engine";
import { findOnPath } from "../engine/searchPath";
import { comparison, type Measured } from "./comparison";
import { endProcesses, type MeasuredRun, runMeasured } from "./measuredCommand";
import { type Made, requireSameResources } from "./sameResources";
import { prepareTerraform } from "./terraformFolder";

const ROOT = path.resolve(__dirname, "../..");
const PROVIDER_FOLDER = "examples/same-account/provider";
const CONSUMER_FOLDER = "examples/same-account/consumer";
const STACK = "bench";

/** Previews of each tool that count, after one that does not. */
const RUNS = 7;

/** What the shell gives back of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** What each preview, and each update from nothing, takes with Pulumi and with Terraform, for the same resources. */
export async function measureTerraform(): Promise<void> {
    const terraform = findOnPath("terraform", process.env);
    const provider = findTerraformProvider(process.env);
    if (terraform === undefined || provider === undefined) {
        console.error(missingOf({ terraform, provider }).join("\n"));
        process.exitCode = 1;
        return;
    }
    const interruption = new AbortController();
    setMaxListeners(0, interruption.signal);
    const interrupt = () => interruption.abort();
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    signals.forEach((signal) => process.on(signal, interrupt));
    try {
        console.log(await compare(terraform, provider, interruption.signal));
    } catch (error) {
        if (!interruption.signal.aborted) {
            throw error;
        }
        console.error("The comparison was interrupted. Nothing of it is left.");
        process.exitCode = INTERRUPTED;
    } finally {
        signals.forEach((signal) => process.removeListener(signal, interrupt));
    }
}

/** A line for each thing that the comparison needs and that is not there. */
export function missingOf(found: {
    readonly terraform: string | undefined;
    readonly provider: TerraformProvider | undefined;
}): string[] {
    return [
        ...(found.terraform === undefined
            ? [
                  "There is no terraform on PATH: install it (https://developer.hashicorp.com/terraform/install).",
              ]
            : []),
        ...(found.provider === undefined
            ? [
                  "There is no alicloud provider for Terraform: npm run engine -- --terraform builds it, once for this machine.",
              ]
            : []),
    ];
}

async function compare(
    terraform: string,
    provider: TerraformProvider,
    signal: AbortSignal,
): Promise<string> {
    const progress = terminalProgress();
    const sandbox = await Sandbox.open({ progress });
    try {
        const [account] = sandbox.emulator.accounts;
        const open = (folder: string) => sandbox.openStack({ folder, stackName: STACK, account });
        progress("pulumi up: the provider's side");
        const service = await open(PROVIDER_FOLDER);
        await service.up({ suppressOutputs: true, signal });
        const { offer } = await service.outputs();
        const consumer = await open(CONSUMER_FOLDER);

        const environment = { ...process.env, ...sandbox.environment(account) };
        const prepared = await prepareTerraform(sandbox.folder, {
            provider,
            environment,
            variables: { offer: offer.value as unknown },
            arguments: {
                region: "eu-central-1",
                account_type: "Domestic",
                protocol: "HTTP",
                skip_region_validation: true,
                endpoints: JSON.parse(providerEndpoints(sandbox.emulator)) as unknown,
            },
        });
        const measure = async (
            line: readonly string[],
            place: { readonly folder: string; readonly environment: NodeJS.ProcessEnv },
        ): Promise<Measured> => {
            progress(line.join(" "));
            const before = sandbox.emulator.calls.length;
            const run = await runMeasured({ line, ...place, stateFolder: sandbox.folder, signal });
            return { ...run, calls: sandbox.emulator.calls.slice(before) };
        };
        const pulumi = (command: string, ...flags: string[]) =>
            measure(
                [
                    ...["pulumi", command, "--stack", STACK, "--non-interactive"],
                    ...["--color", "never", ...flags],
                ],
                { folder: path.join(ROOT, CONSUMER_FOLDER), environment },
            );
        const terraformCommand = (command: string, ...flags: string[]) =>
            measure([terraform, command, "-no-color", ...flags], prepared);

        await terraformCommand("init", "-input=false");
        const up = await pulumi("up", "--yes");
        const apply = await terraformCommand("apply", "-input=false", "-auto-approve");
        const state = await terraformCommand("show", "-json");
        requireSameResources(await madeByPulumi(consumer, up), madeByTerraform(apply, state));

        const previews: Measured[] = [];
        const plans: Measured[] = [];
        for (let run = 0; run <= RUNS; run += 1) {
            previews.push(await pulumi("preview", "--expect-no-changes"));
            plans.push(await terraformCommand("plan", "-input=false", "-detailed-exitcode"));
        }
        const count = idsInTerraform(state).length;
        return [
            `The same ${count} resources in the same cloud, with the alicloud provider ${provider.version} for Terraform.`,
            `Previews without changes: median of ${RUNS}, in turn, after one of each that does not count. up and apply: once, from nothing.`,
            comparison([
                { name: "preview, plan", pulumi: previews.slice(1), terraform: plans.slice(1) },
                { name: "up, apply", pulumi: [up], terraform: [apply] },
            ]),
        ].join("\n");
    } finally {
        // Nothing runs any more but what was interrupted.
        endProcesses(sandbox.folder);
        await sandbox.close();
    }
}

async function madeByPulumi(stack: Stack, { calls }: Measured): Promise<Made> {
    const exported = await stack.exportStack();
    const { resources } = exported.deployment as {
        readonly resources: readonly {
            readonly type: string;
            readonly custom: boolean;
            readonly id: string;
        }[];
    };
    const ids = resources
        .filter(({ type, custom }) => custom && type.startsWith("alicloud:"))
        .map(({ id }) => id);
    return { tool: "Pulumi", calls, ids };
}

function madeByTerraform({ calls }: Measured, state: MeasuredRun): Made {
    return { tool: "Terraform", calls, ids: idsInTerraform(state) };
}

function idsInTerraform({ output }: MeasuredRun): string[] {
    const { values } = JSON.parse(output) as {
        readonly values: {
            readonly root_module: {
                readonly resources: readonly {
                    readonly mode: string;
                    readonly values: { readonly id: string };
                }[];
            };
        };
    };
    return values.root_module.resources
        .filter(({ mode }) => mode === "managed")
        .map((resource) => resource.values.id);
}
