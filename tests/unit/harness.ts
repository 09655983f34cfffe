import * as assert from "node:assert/strict";
import { setImmediate, setTimeout as timeout } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";

import { PreflightError } from "../../index";
import { LISTS } from "../../components/preflight/lookups/laggingList";
import { type Inputs, answerOf, CALLER, stateOf as stateInCloud } from "./cloud";
import { PROJECT, STACK, stateOf } from "./stackState";

// What these mocks do not answer is not there, and no test waits for it.
LISTS.delays = [];

/** A resource as the program registers it. */
export interface Registration {
    readonly type: string;
    readonly name: string;
    /** The inputs without what is undefined; an unknown one is `UNKNOWN`. */
    readonly inputs: Inputs;
    readonly custom: boolean;
    readonly urn: string;
    /** URN of the parent; empty for a resource without one. */
    readonly parent: string;
    /** URNs of what it has to wait for, from `dependsOn` and from inputs alike. */
    readonly dependencies: readonly string[];
    /** URNs of what each input comes from; inputs that come from no resource are left out. */
    readonly inputDependencies: Readonly<Record<string, readonly string[]>>;
    /** What had been registered before it, as `line` writes it: at least whatever it waited for. */
    readonly registeredBefore: readonly string[];
    /** `<urn>::<id>` of an explicit provider; empty for the default one. */
    readonly provider: string;
    readonly protect: boolean;
    /** Whether it is deleted before it is replaced. */
    readonly deleteBeforeReplace: boolean;
    /** Names that it may have had before. */
    readonly formerNames: readonly string[];
    /** How long its deletion may take; empty where the provider decides. */
    readonly deleteTimeout: string;
    /** Id of an existing resource that is read, not made. */
    readonly readId: string | undefined;
}

export interface Invoke {
    readonly token: string;
    readonly inputs: Inputs;
    readonly provider: string;
    /** What had been registered before the call, as `line` writes it. */
    readonly registeredBefore: readonly string[];
}

export interface RunOptions {
    /** A preview: nothing is made, so ids and what only the cloud knows stay unknown. */
    readonly preview?: boolean;
    /** In a preview: what an earlier `up` has made, which is known with all it has. */
    readonly deployed?: (type: string, name: string) => boolean;
    /** The state of the stack before the run: outputs of its resources, by URN. */
    readonly stackState?: Readonly<Record<string, Inputs>>;
    /** UID of the account whose credentials the program has. */
    readonly caller?: string;
    /** What differs in the cloud from the usual state. */
    readonly state?: (type: string, name: string) => Inputs | undefined;
    /** What an invoke answers otherwise than usual. */
    readonly answer?: (token: string, inputs: Inputs) => Inputs | Promise<Inputs> | undefined;
    /** Runs as a user's unit test does. Otherwise components do as with an engine. */
    readonly mocked?: boolean;
    /** Makes a resource, in place of what a mock would. */
    readonly make?: (args: pulumi.runtime.MockResourceArgs) => Promise<Made>;
}

/** What became of a resource. */
export interface Made {
    readonly id: string;
    readonly state: Inputs;
}

export interface Run<T> {
    readonly result: T;
    /** In the order of registration. */
    readonly registrations: readonly Registration[];
    readonly invokes: readonly Invoke[];
    /** URNs of all registrations by type and name, as `line` writes them. */
    readonly urns: ReadonlyMap<string, string>;
    /** What a component gave to registerOutputs; undefined where it never did. */
    readonly registeredOutputs: (urn: string) => Inputs | undefined;
    /** The one registration of that type's last part and that name, for instance `Listener app-80`. */
    readonly registration: (line: string) => Registration;
}

/** Stands for a value that is not known yet, in the inputs of a registration. */
export const UNKNOWN = "(unknown)";

/** More than any refusal takes, and less than the patience of mocha. */
const REFUSAL_MILLISECONDS = 5000;

const ORGANIZATION = "organization";

interface Recorded {
    readonly registrations: Registration[];
    readonly invokes: Invoke[];
    readonly outputs: Map<string, Inputs>;
}

/** Builds with fresh mocks, waits until all resources are registered, and returns what they were. */
export async function run<T>(
    build: () => T | Promise<T>,
    options: RunOptions = {},
): Promise<Run<T>> {
    const recorded = await startMocks(options);
    const result = await withoutUnhandledRejections(async () => {
        const built = await build();
        await pulumi.runtime.disconnect();
        return built;
    });
    return view(result, { ...recorded, registrations: Object.values(recorded.registrations) });
}

/** Fails with what fails after the action's own promise. Mocha itself ignores unhandled rejections. */
async function withoutUnhandledRejections<T>(action: () => Promise<T>): Promise<T> {
    const reasons: unknown[] = [];
    const note = (reason: unknown) => reasons.push(reason);
    process.on("unhandledRejection", note);
    try {
        const result = await action();
        await setImmediate();
        if (reasons.length > 0) {
            throw reasons[0];
        }
        return result;
    } finally {
        process.removeListener("unhandledRejection", note);
    }
}

export interface Refusal {
    readonly error: Error;
    readonly registrations: readonly Registration[];
    readonly invokes: readonly Invoke[];
}

/** Builds what must be refused at once, by a throw. */
export async function refused(build: () => unknown, options: RunOptions = {}): Promise<Refusal> {
    const recorded = await startMocks(options);
    let error: unknown;
    try {
        await build();
    } catch (thrown) {
        error = thrown;
    }
    await pulumi.runtime.disconnect();
    assert.ok(error instanceof Error, "it was to be refused, and was not");
    return { error, ...recorded };
}

/**
 * Builds what must be refused once an output is known. The SDK reports such an error as an unhandled
 * rejection, which ends a real program; the resource that the output feeds, and everything that waits for
 * it, then waits for good. So this waits for the rejection, and then until nothing more happens.
 */
export async function refusedLater(
    build: () => unknown,
    options: RunOptions = {},
    quietMilliseconds = 20,
): Promise<Refusal> {
    const { error, ...outcome } = await outcomeOf(
        () => {
            build();
            return new Promise((resolve) => setTimeout(resolve, REFUSAL_MILLISECONDS).unref());
        },
        options,
        quietMilliseconds,
    );
    assert.ok(error instanceof Error, "it was to be refused, and was not");
    return { error, ...outcome };
}

/** The result of a program: all that it registered, or an error. */
export interface Outcome extends Omit<Refusal, "error"> {
    readonly error: unknown;
}

/** Builds until nothing is waited for, or until something that was built is rejected. */
export async function outcomeOf(
    build: () => unknown,
    options: RunOptions = {},
    quietMilliseconds = 20,
): Promise<Outcome> {
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    try {
        let reason: unknown;
        const rejection = new Promise<void>((resolve) => {
            process.on("unhandledRejection", (rejected) => {
                reason ??= rejected;
                resolve();
            });
        });
        const recorded = await startMocks(options);
        await Promise.race([rejection, Promise.resolve(build())]);
        // What is built can be there before Node reports that some of it was rejected.
        let before = -1;
        while (before < recorded.registrations.length) {
            before = recorded.registrations.length;
            await timeout(quietMilliseconds);
        }
        return {
            error: reason,
            registrations: Object.values(recorded.registrations),
            invokes: recorded.invokes,
        };
    } finally {
        process.removeAllListeners("unhandledRejection");
        others.forEach((listener) => process.on("unhandledRejection", listener));
        // What waits for good is expected here; without this it would fail the process at its exit.
        (debuggable as unknown as { leakedPromises(): unknown }).leakedPromises();
    }
}

/** What a PreflightError found: `path: what was found and what is allowed`, one each. */
export function findings({ error }: Refusal): string[] {
    assert.ok(error instanceof PreflightError, `not a PreflightError: ${error.stack}`);
    error.findings.forEach(({ propertyPath, reason, rule }) => {
        assert.ok(
            reason.startsWith(`${propertyPath}: `),
            `does not name ${propertyPath}: ${reason}`,
        );
        const shown = `${reason} [${rule}]`;
        assert.ok(error.message.includes(shown), `not in the message: ${shown}`);
    });
    return error.findings.map(({ reason }) => reason);
}

/** The value of an output, also of a plain one; rejects with what it was rejected with. */
export function read<T>(output: pulumi.Input<T>): Promise<T> {
    return (pulumi.output(output) as unknown as { promise(): Promise<T> }).promise();
}

/** Whether an output is known; false for one that is only known in an `up`. */
export function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
    return (output as unknown as { isKnown: Promise<boolean> }).isKnown;
}

/** `<last part of the type> <name>`, as tests list registrations. */
export function line({ type, name }: { type: string; name: string }): string {
    return `${type.split(":").pop()} ${name}`;
}

export function lines(registrations: readonly Registration[]): string[] {
    return registrations.map(line);
}

/** Registrations by `line`, to compare two runs of one program; what they wait for left out. */
export function inputsByLine(registrations: readonly Registration[]): Record<string, Inputs> {
    return Object.fromEntries(
        registrations.filter(({ custom }) => custom).map((each) => [line(each), each.inputs]),
    );
}

/** A resource of somebody else's that uses what a component gives. */
export class Consumer extends pulumi.CustomResource {
    constructor(name: string, uses: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
        super("test:index:Consumer", name, uses, opts);
    }
}

/** An output that is not known before an `up`, as the id of a resource yet to be made. */
export function unknown<T>(): pulumi.Output<T> {
    return pulumi.output((pulumi as unknown as { unknown: T }).unknown) as pulumi.Output<T>;
}

function view<T>(result: T, { registrations, invokes, outputs }: Recorded): Run<T> {
    return {
        result,
        registrations,
        invokes,
        urns: new Map(registrations.map((each) => [line(each), each.urn])),
        registeredOutputs: (urn) => outputs.get(urn),
        registration: (wanted) => {
            const found = registrations.filter((each) => line(each) === wanted);
            assert.equal(found.length, 1, `${wanted} among ${lines(registrations).join(", ")}`);
            return found[0];
        },
    };
}

type Callback = (error: unknown, response: { getUrn(): string }) => void;
type Call<Request> = (request: Request, callback: Callback) => Promise<void>;
type OutputsRequest = { getUrn(): string; getOutputs(): { toJavaScript(): Inputs } };

/** The monitor of the SDK's mocks, which sees more of a request than the mocks do. */
interface Monitor {
    readonly mocks?: pulumi.runtime.Mocks;
    registerResource: Call<RegisterResourceRequest>;
    readResource: Call<RegisterResourceRequest>;
    registerResourceOutputs(request: OutputsRequest, callback: Callback): void;
}

async function startMocks(options: RunOptions): Promise<Recorded> {
    const { preview = false, deployed = () => false, caller = CALLER } = options;
    const recorded: Recorded = { registrations: [], invokes: [], outputs: new Map() };
    const requests: pulumi.runtime.MockResourceArgs[] = [];
    const mocks: pulumi.runtime.Mocks = {
        newResource: async (args) => {
            requests.push(args);
            // Long enough for everything to be registered that does not wait for this one.
            await timeout(3);
            if (args.custom === false) {
                return { id: undefined, state: args.inputs as Inputs };
            }
            if (options.make !== undefined) {
                return options.make(args);
            }
            const inputs = args.inputs as Inputs;
            const isRead =
                args.id !== undefined && args.id !== "" && args.id !== UNKNOWN_ON_THE_WIRE;
            if (preview && !isRead && !deployed(args.type, args.name)) {
                return { id: undefined, state: inputs };
            }
            const id = isRead ? args.id : idOf(args.type, args.name);
            const usual = stateInCloud(args.type, { id: String(id), name: args.name, inputs });
            return { id, state: { ...usual, ...options.state?.(args.type, args.name) } };
        },
        call: ({ token, inputs, provider }) => {
            const values = inputs as Inputs;
            if (token === "pulumi:pulumi:readStackResourceOutputs") {
                // The engine answers this one itself; the cloud is not called.
                return options.answer?.(token, values) ?? stateOf(options.stackState ?? {});
            }
            const registeredBefore = Object.values(recorded.registrations).map(line);
            recorded.invokes.push({
                token,
                inputs: values,
                provider: provider ?? "",
                registeredBefore,
            });
            return options.answer?.(token, values) ?? answerOf(token, values, caller);
        },
    };
    await pulumi.runtime.setMocks(mocks, PROJECT, STACK, preview, ORGANIZATION);

    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    if (options.mocked !== true) {
        hideMocks(monitor);
    }
    const watch = (call: Call<RegisterResourceRequest>, isRead: boolean) =>
        function (request: RegisterResourceRequest, callback: Callback): Promise<void> {
            const position = requests.length;
            const registeredBefore = Object.values(recorded.registrations).map(line);
            return call.call(monitor, request, (error, response) => {
                const args = requests[position];
                if (args !== undefined && error === null) {
                    recorded.registrations[position] = {
                        type: args.type,
                        name: args.name,
                        inputs: readable(args.inputs) as Inputs,
                        custom: args.custom ?? false,
                        urn: response.getUrn(),
                        parent: request.getParent(),
                        dependencies: [...request.getDependenciesList()].sort(),
                        inputDependencies: isRead ? {} : inputDependencies(request),
                        registeredBefore,
                        provider: args.provider ?? "",
                        protect: isRead ? false : (request.getProtect() ?? false),
                        deleteBeforeReplace: isRead ? false : request.getDeletebeforereplace(),
                        formerNames: isRead ? [] : formerNames(request),
                        deleteTimeout: isRead
                            ? ""
                            : (request.getCustomtimeouts()?.getDelete() ?? ""),
                        readId: isRead ? args.id : undefined,
                    };
                }
                callback(error, response);
            });
        };
    monitor.registerResource = watch(monitor.registerResource, false);
    monitor.readResource = watch(monitor.readResource, true);
    const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
    monitor.registerResourceOutputs = (request, callback) => {
        recorded.outputs.set(
            request.getUrn(),
            readable(request.getOutputs().toJavaScript()) as Inputs,
        );
        registerOutputs(request, callback);
    };
    return recorded;
}

/** Components tell mocks from an engine by this property, which the monitor has from its prototype then. */
function hideMocks(monitor: Monitor): void {
    const { mocks } = monitor;
    delete (monitor as { mocks?: unknown }).mocks;
    const prototype = Object.create(Object.getPrototypeOf(monitor) as object) as object;
    Object.setPrototypeOf(monitor, Object.assign(prototype, { mocks }));
}

function formerNames(request: RegisterResourceRequest): string[] {
    const names = request
        .getAliasesList()
        .map((alias) => alias.getSpec()?.getName() ?? alias.getUrn());
    return names.filter((name) => name !== request.getName());
}

function inputDependencies(request: RegisterResourceRequest): Record<string, string[]> {
    const found: Record<string, string[]> = {};
    request.getPropertydependenciesMap().forEach((dependencies, input) => {
        const urns = dependencies.getUrnsList();
        if (urns.length > 0) {
            found[input] = [...urns].sort();
        }
    });
    return found;
}

const UNKNOWN_ON_THE_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A value as a test wants to compare it: no undefined properties, and `UNKNOWN` for what is. */
function readable(value: unknown): unknown {
    if (value === UNKNOWN_ON_THE_WIRE) {
        return UNKNOWN;
    }
    if (Array.isArray(value)) {
        return value.map(readable);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    if ((value as { __pulumiUnknown?: boolean }).__pulumiUnknown === true) {
        return UNKNOWN;
    }
    return Object.fromEntries(
        Object.entries(value)
            .filter(([, each]) => each !== undefined)
            .map(([key, each]) => [key, readable(each)]),
    );
}

function idOf(type: string, name: string): string {
    return `${type.split(":").pop()}/${name}`;
}
