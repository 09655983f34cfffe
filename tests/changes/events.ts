import type { EngineEvent } from "@pulumi/pulumi/automation";

/** What one command did to one resource. */
interface Touched {
    readonly type: string;
    readonly name: string;
    readonly steps: string[];
}

/** What a command did to the resources of a row, and what it said about them. */
export interface RowRecord {
    /** Sorted: `replace slb.Listener *-tcp-80`. */
    readonly operations: string[];
    /** Whether something was deleted before its replacement was made. */
    readonly interruption: boolean;
    /** What failed, and why. */
    readonly failures: string[];
}

/** Collects what a command does, by the row whose component it belongs to. */
export class Events {
    private readonly touched = new Map<string, Touched>();
    private readonly failures = new Map<string, string[]>();

    readonly note = (event: EngineEvent): void => {
        const { resOutputsEvent, resOpFailedEvent, diagnosticEvent } = event;
        const done = resOutputsEvent?.metadata;
        if (done !== undefined && isChange(done)) {
            const known = this.touched.get(done.urn);
            if (known === undefined) {
                const name = nameOf(done.urn);
                this.touched.set(done.urn, { type: done.type, name, steps: [done.op] });
            } else {
                known.steps.push(done.op);
            }
        }
        const failed = resOpFailedEvent?.metadata;
        if (failed !== undefined) {
            const name = nameOf(failed.urn);
            this.failed(name, `${failed.op} ${kind(failed.type)} ${name}`);
        }
        if (diagnosticEvent?.severity === "error" && diagnosticEvent.urn !== undefined) {
            const message = diagnosticEvent.message.replaceAll(COLOURS, "").trim();
            const findings = findingsOf(message);
            if (findings.length === 0) {
                this.failed(nameOf(diagnosticEvent.urn), message);
            }
            findings.forEach(([name, finding]) => this.failed(name, finding));
        }
    };

    /** By the row's name; what belongs to none is under "". */
    byRow(names: readonly string[]): ReadonlyMap<string, RowRecord> {
        const longestFirst = [...names].sort((one, other) => other.length - one.length);
        const ownerOf = (name: string) =>
            longestFirst.find((each) => name === each || name.startsWith(`${each}-`)) ?? "";
        const records = new Map<string, RowRecord & { interruption: boolean }>();
        const recordOf = (row: string) => {
            const record = records.get(row) ?? {
                operations: [],
                interruption: false,
                failures: [],
            };
            records.set(row, record);
            return record;
        };
        for (const { type, name, steps } of this.touched.values()) {
            const row = ownerOf(name);
            const record = recordOf(row);
            record.operations.push(`${verb(steps)} ${kind(type)} *${name.slice(row.length)}`);
            const gone = steps.indexOf("delete-replaced");
            record.interruption ||=
                !SERVING_NOBODY.includes(kind(type)) &&
                gone !== -1 &&
                gone < steps.indexOf("create-replacement");
        }
        for (const [name, messages] of this.failures) {
            recordOf(ownerOf(name)).failures.push(...messages);
        }
        for (const { operations } of records.values()) {
            operations.sort();
        }
        return records;
    }

    private failed(name: string, message: string): void {
        this.failures.set(name, [...(this.failures.get(name) ?? []), message]);
    }
}

/** The engine marks colours in what it reports, whether or not they are wanted. */
const COLOURS = /<\{%[^%]*%\}>/g;

/** What a preflight reports, which is an error of the stack, by the component that each finding is about. */
function findingsOf(message: string): (readonly [string, string])[] {
    let component: string | undefined;
    return message.split("\n").flatMap((line) => {
        component = /^\w+ "([^"]+)":$/.exec(line.trim())?.[1] ?? component;
        const isFinding = component !== undefined && line.trim().startsWith("- ");
        return isFinding ? [[component as string, line.trim()] as const] : [];
    });
}

/** What can be missing for a while without anyone being interrupted. */
const SERVING_NOBODY = ["ecs.Command", "ecs.EcsInvocation"];

/** The stack itself, providers and what is only read are the engine's own affair. */
function isChange({ op, type }: { op: string; type: string }): boolean {
    return !["same", "read", "refresh"].includes(op) && !type.startsWith("pulumi:");
}

function verb(steps: readonly string[]): string {
    return steps.some((step) => ["replace", "create-replacement"].includes(step))
        ? "replace"
        : [...new Set(steps)].join("+");
}

/** `alicloud:slb/listener:Listener` as `slb.Listener`, a component as its class. */
export function kind(type: string): string {
    const [, module = "", className = ""] = type.split(":");
    const [product] = module.split("/");
    return product === "index" ? className : `${product}.${className}`;
}

function nameOf(urn: string): string {
    return urn.split("::").at(-1) ?? "";
}
