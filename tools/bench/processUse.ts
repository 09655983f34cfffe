import { existsSync, readdirSync, readFileSync } from "node:fs";

/**
 * Whose use is measured: the user's program, the provider's plugin, and the CLI with its language host. Terraform has
 * no program: its CLI reads the configuration.
 */
export const PARTS = ["program", "plugin", "engine"] as const;
export type MeasuredPart = (typeof PARTS)[number];

export interface Use {
    /** Peak memory in MB. The engine has several processes, whose peaks are added up. */
    readonly megabytes: number;
    /** Processor time of all processes, less what each used after it was last looked at. */
    readonly processorSeconds: number;
}

const SAMPLE_MILLISECONDS = 100;

/** What Linux counts processor time in, on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

interface SeenProcess {
    readonly part: MeasuredPart;
    readonly name: string;
    kilobytes: number;
    ticks: number;
}

/**
 * What each part uses, over all commands that work on a folder's state while something runs. Only Linux shows it:
 * elsewhere, all is 0.
 */
export async function measureUse(
    folder: string,
    work: () => Promise<unknown>,
): Promise<Record<MeasuredPart, Use>> {
    const seen = new Map<string, SeenProcess>();
    const sample = () => {
        for (const { id, name } of processesOf(folder)) {
            const part = partOf(name);
            if (part !== undefined) {
                const { kilobytes = 0, ticks = 0 } = seen.get(id) ?? {};
                seen.set(id, {
                    part,
                    name,
                    kilobytes: Math.max(kilobytes, peakOf(id)),
                    ticks: Math.max(ticks, ticksOf(id)),
                });
            }
        }
    };
    const timer = setInterval(sample, SAMPLE_MILLISECONDS);
    try {
        await work();
    } finally {
        clearInterval(timer);
    }
    const useOf = (part: MeasuredPart): Use => {
        const ofPart = [...seen.values()].filter((each) => each.part === part);
        const peaks = new Map<string, number>();
        for (const { name, kilobytes } of ofPart) {
            peaks.set(name, Math.max(kilobytes, peaks.get(name) ?? 0));
        }
        return {
            megabytes: sumOf([...peaks.values()]) / 1000,
            processorSeconds: sumOf(ofPart.map(({ ticks }) => ticks)) / TICKS_PER_SECOND,
        };
    };
    return { program: useOf("program"), plugin: useOf("plugin"), engine: useOf("engine") };
}

export function sumOf(values: readonly number[]): number {
    return values.reduce((sum, value) => sum + value, 0);
}

export function partOf(name: string): MeasuredPart | undefined {
    if (/^(pulumi-resource|terraform-provider)-alicloud/.test(name)) {
        return "plugin";
    }
    if (name === "pulumi" || name.startsWith("pulumi-language-") || name === "terraform") {
        return "engine";
    }
    return name === "node" ? "program" : undefined;
}

/** Every process of a command inherits the address of the state backend. */
export function processesOf(folder: string): { readonly id: string; readonly name: string }[] {
    const ids = existsSync("/proc/self/environ") ? readdirSync("/proc") : [];
    return ids
        .filter((id) => /^\d+$/.test(id))
        .flatMap((id) => {
            try {
                if (!readFileSync(`/proc/${id}/environ`, "utf8").includes(`file://${folder}`)) {
                    return [];
                }
                const [command] = readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
                return [{ id, name: command.slice(command.lastIndexOf("/") + 1) }];
            } catch {
                // It has ended, or belongs to someone else.
                return [];
            }
        });
}

function peakOf(id: string): number {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${id}/status`))?.[1] ?? 0);
}

function ticksOf(id: string): number {
    return ticksIn(read(`/proc/${id}/stat`));
}

/** User and system time in a line of /proc/<id>/stat, whose second field, the name, may hold anything. */
export function ticksIn(line: string): number {
    const [user, system] = line
        .slice(line.lastIndexOf(")") + 2)
        .split(" ")
        .slice(11);
    return Number(user ?? 0) + Number(system ?? 0);
}

function read(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return "";
    }
}
