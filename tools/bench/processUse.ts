import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Whose memory is measured: the user's program, the provider's plugin, and the CLI with its language host. */
export const PARTS = ["program", "plugin", "engine"] as const;
export type MeasuredPart = (typeof PARTS)[number];

const SAMPLE_MILLISECONDS = 250;

/**
 * The peak memory in MB of each part, over all commands that work on a folder's state while something runs. The engine
 * has several processes, whose peaks are added up. Only Linux shows it: elsewhere, all are 0.
 */
export async function peakMemory(
    folder: string,
    work: () => Promise<unknown>,
): Promise<Record<MeasuredPart, number>> {
    const peaks = new Map<
        string,
        { readonly part: MeasuredPart; readonly name: string; kilobytes: number }
    >();
    const sample = () => {
        for (const { id, name } of processesOf(folder)) {
            const part = partOf(name);
            const kilobytes = peakOf(id);
            if (part !== undefined && kilobytes > (peaks.get(id)?.kilobytes ?? 0)) {
                peaks.set(id, { part, name, kilobytes });
            }
        }
    };
    const timer = setInterval(sample, SAMPLE_MILLISECONDS);
    try {
        await work();
    } finally {
        clearInterval(timer);
    }
    const byName = new Map<string, { readonly part: MeasuredPart; kilobytes: number }>();
    for (const { part, name, kilobytes } of peaks.values()) {
        const former = byName.get(name)?.kilobytes ?? 0;
        byName.set(name, { part, kilobytes: Math.max(former, kilobytes) });
    }
    const total = (part: MeasuredPart) =>
        [...byName.values()]
            .filter((each) => each.part === part)
            .reduce((sum, { kilobytes }) => sum + kilobytes, 0) / 1000;
    return { program: total("program"), plugin: total("plugin"), engine: total("engine") };
}

function partOf(name: string): MeasuredPart | undefined {
    if (name.startsWith("pulumi-resource-alicloud")) {
        return "plugin";
    }
    if (name === "pulumi" || name.startsWith("pulumi-language-")) {
        return "engine";
    }
    return name === "node" ? "program" : undefined;
}

/** Every process of a command inherits the address of the state backend. */
function processesOf(folder: string): { readonly id: string; readonly name: string }[] {
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
    try {
        return Number(
            /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0,
        );
    } catch {
        return 0;
    }
}
