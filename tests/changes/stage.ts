import { writeFile } from "node:fs/promises";
import * as path from "node:path";

import type { CommandError, Stack } from "@pulumi/pulumi/automation";

import { openWorkbench, type Workbench } from "../end-to-end/workbench";
import { Events, type RowRecord } from "./events";
import type { Findings, Progress } from "./findings";
import { type Args, nameOf, type Part, type Row } from "./row";
import { GROUP_AFTER, OTHER_GROUP } from "./rows/scenario";
import { type Consumer, FIXED_ADDRESSES, makeScene, type Scene } from "./scene";

export type State = "before" | "after" | "without";

/**
 * The state is written at the end of an update and not after each of its steps, which for hundreds of
 * resources takes longer than the steps.
 */
const SAVED_ONCE = {
    PULUMI_EXPERIMENTAL: "true",
    PULUMI_SKIP_CHECKPOINTS: "true",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
};

/** Enough for the provider's waiting to overlap. */
const PARALLEL = 200;

/** Calls that change nothing. */
const READS = /^(Describe|Get|List|Query)/;

/** How often it is asked again whether clients are served, and whether everything is gone. */
const TURNS = 5;

/** In the order in which a program makes them. */
const CLASSES = [
    "ClbServiceResource",
    "AlbServiceResource",
    "NlbServiceResource",
    "EndpointService",
    "EndpointServiceWhitelist",
    "EndpointServiceConsumers",
    "InterfaceEndpoint",
    "EndpointConnection",
    "PrivateDnsName",
    "ConnectivityCheck",
];

/** What a command came to. */
export interface Ran {
    readonly failure: string | undefined;
    readonly records: ReadonlyMap<string, RowRecord>;
    readonly seconds: number;
}

/** One stack with a component for each row, all of which change at the same time. */
export class Stage {
    private outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {};
    private readonly consumers = new Map<string, Consumer>();

    private constructor(
        readonly workbench: Workbench,
        readonly scene: Scene,
        private readonly stack: Stack,
        private readonly file: string,
        readonly rows: readonly Row[],
    ) {}

    static async open(rows: readonly Row[]): Promise<Stage> {
        const workbench = await openWorkbench({ transitionMilliseconds: 20 });
        try {
            const [{ accountId }] = workbench.emulator.accounts;
            for (const id of [OTHER_GROUP, GROUP_AFTER]) {
                workbench.emulator.cloud.resourceGroups.add({ accountId, id, name: id });
            }
            const scene = await makeScene(workbench.emulator, workbench.owner);
            const file = path.join(workbench.sandbox.folder, "parts.json");
            const stack = await workbench.open(
                "tests/changes/program",
                { "changes:parts": file },
                undefined,
                { environment: SAVED_ONCE },
            );
            return new Stage(workbench, scene, stack, file, rows);
        } catch (error) {
            await workbench.close();
            throw error;
        }
    }

    close(): Promise<void> {
        return this.workbench.close();
    }

    /** Gives the component of each row the arguments of a state. */
    async set(stateOf: (row: Row) => State): Promise<void> {
        const parts = this.rows.flatMap((row, index) => {
            const name = nameOf(row);
            const args = row[stateOf(row)] ?? row.before;
            const own: Part = { componentClass: row.componentClass, args };
            return [own, ...(row.around ?? [])].map((part) => ({
                componentClass: part.componentClass,
                name: `${name}${part.suffix ?? ""}`,
                args: this.placed(part.args, name, index),
            }));
        });
        const inOrder = parts.sort(
            (one, other) =>
                CLASSES.indexOf(one.componentClass) - CLASSES.indexOf(other.componentClass),
        );
        await writeFile(this.file, JSON.stringify(inOrder));
    }

    async run(command: "up" | "preview" | "refresh" | "destroy"): Promise<Ran> {
        const startedAt = Date.now();
        const events = new Events();
        let output = "";
        const options = {
            color: "never" as const,
            parallel: PARALLEL,
            onEvent: events.note,
            onOutput: (text: string) => (output += text),
            ...(command === "preview" || command === "refresh" ? {} : { continueOnError: true }),
        };
        let failure: string | undefined;
        try {
            await this.stack[command](options);
        } catch (error) {
            failure = `${output}\n${(error as CommandError).message}`;
        }
        if (command === "up") {
            const { outputs } = await this.stack.outputs();
            this.outputs = (outputs?.value ?? this.outputs) as typeof this.outputs;
        }
        return {
            failure,
            records: events.byRow(this.rows.map(nameOf)),
            seconds: (Date.now() - startedAt) / 1000,
        };
    }

    /** The outputs of a component since the last update. */
    outputsOf(componentClass: string, name: string): Readonly<Record<string, unknown>> {
        return this.outputs[`${componentClass} ${name}`] ?? {};
    }

    /** The calls so far that change something. */
    writes(): string[] {
        return this.workbench.emulator.calls.flatMap(({ action = "" }) =>
            READS.test(action) ? [] : [action],
        );
    }

    /**
     * Removes everything. Tried again, as a service takes one write at a time: where many connections of
     * one are closed together, some are not within their time limit.
     */
    async destroy(progress: Progress, found: Findings): Promise<void> {
        let failure: string | undefined;
        for (let turn = 0; turn < TURNS; turn += 1) {
            const ran = await this.run("destroy");
            failure = ran.failure;
            progress(
                `destroyed: ${ran.seconds.toFixed(0)} s${failure ? ", but not all of it" : ""}`,
            );
            if (failure === undefined) {
                return;
            }
        }
        if (found.size === 0) {
            throw new Error(failure);
        }
        // What a change that failed left behind is in the way.
    }

    /** Connects the consumers that use what the rows' programs have made. */
    async connect(): Promise<void> {
        for (const row of this.rows.filter(({ consumerZones }) => consumerZones !== undefined)) {
            const name = nameOf(row);
            const { serviceId } = this.outputsOf("EndpointService", name);
            this.consumers.set(
                name,
                await this.scene.connect(serviceId as string, row.consumerZones ?? []),
            );
        }
    }

    async disconnect(): Promise<void> {
        for (const consumer of this.consumers.values()) {
            await this.scene.disconnect(consumer);
        }
        this.consumers.clear();
    }

    /**
     * The ports of each row that answer a client through its endpoint. Repeated while one that should
     * does not: a new server is taken for healthy only after some checks.
     */
    async serving(
        rows: readonly Row[],
        ports: readonly number[],
        wanted: (row: Row) => readonly number[],
    ): Promise<ReadonlyMap<string, readonly number[]>> {
        const requests = rows.flatMap((row) =>
            ports.map((port) => ({ row, port, url: this.urlOf(row, port) })),
        );
        const missing = (answering: ReadonlySet<string>) =>
            requests.some(
                ({ row, port, url }) => wanted(row).includes(port) && !answering.has(url),
            );
        let answering = await this.scene.answering(requests.map(({ url }) => url));
        for (let turn = 0; turn < TURNS && missing(answering); turn += 1) {
            answering = await this.scene.answering(requests.map(({ url }) => url));
        }
        return new Map(
            rows.map((row) => [
                nameOf(row),
                requests
                    .filter((each) => each.row === row && answering.has(each.url))
                    .map(({ port }) => port),
            ]),
        );
    }

    private urlOf(row: Row, port: number): string {
        const name = nameOf(row);
        const { endpointDomain } = this.outputsOf("InterfaceEndpoint", name);
        const domain = this.consumers.get(name)?.domain ?? (endpointDomain as string);
        return `http://${domain}:${port}/`;
    }

    /** `<vswitch a>` as its id, `<address a 0>` as an address of the row's own, `<name>` as its name. */
    private placed(args: Args, name: string, index: number): unknown {
        const text = JSON.stringify(args).replaceAll(/<([a-z0-9 ]+)>/g, (whole, place: string) => {
            const [, zone = "", turn = ""] = /^address (\w+) (\d)$/.exec(place) ?? [];
            const found =
                zone === ""
                    ? place === "name"
                        ? name
                        : this.scene.places.get(place)
                    : addressOf(FIXED_ADDRESSES[zone] ?? "", index, Number(turn));
            if (found === undefined) {
                throw new Error(`The row ${name} names a place that there is not: ${whole}`);
            }
            // As a part of JSON: a certificate has several lines.
            return JSON.stringify(found).slice(1, -1);
        });
        return JSON.parse(text.replaceAll(" *", ` ${name}`));
    }
}

function addressOf(network: string, index: number, turn: number): string {
    const number = 4 * index + turn + 1;
    const [first, second, third = "0"] = network.split(".");
    return `${first}.${second}.${Number(third) + Math.floor(number / 250)}.${1 + (number % 250)}`;
}
