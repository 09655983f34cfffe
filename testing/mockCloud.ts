import * as pulumi from "@pulumi/pulumi";

import { answerOf } from "./answers";
import { idOf, readId } from "./identifiers";
import { type MockedResource, type Properties, text } from "./properties";
import { type RunOptions, runProgram } from "./runProgram";
import { assumedStateOf, stateOf } from "./states";
import { STACK_REFERENCE } from "./tokens";

/** What a test says of the cloud. Everything else is as in an account that has just been opened. */
export interface MockCloudOptions {
    /** UID of the account that the program works in. `1234567890123456` by default. */
    readonly accountId?: string;
    /** UIDs of the accounts of explicit providers, by the provider's name in the program. */
    readonly accountIds?: Readonly<Record<string, string>>;
    /** Region of the program, unless its config or an explicit provider has another. `eu-central-1` by default. */
    readonly regionId?: string;
    /**
     * What exists before the program runs: properties by id, for instance
     * `{ "vsw-1": { zoneId: "eu-central-1a", vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" } }`. An id shows what it is of:
     * `vsw-1` of a vSwitch, `ep-1:eu-central-1a` of a zone of an endpoint, `epsrv-1:1111222233334444` of an account on
     * a whitelist, and `epsrv-1:ep-1` of a connection. With it, even if it is empty, the checks that need a lookup are
     * made, and what is not in it does not exist. Without it, whatever the program names exists, and these checks are
     * not made (`preflight: "offline"`).
     */
    readonly existing?: Readonly<Record<string, Readonly<Properties>>>;
    /** Outputs of other stacks, by the name that the program gives to a StackReference. */
    readonly stacks?: Readonly<Record<string, Readonly<Properties>>>;
    /**
     * Properties that a resource of a type has in place of the usual ones, or an error in place of the resource.
     * By the token, for instance `alicloud:privatelink/vpcEndpoint:VpcEndpoint`.
     */
    readonly resources?: Readonly<
        Record<string, Override<pulumi.runtime.MockResourceArgs & { readonly id?: string }>>
    >;
    /**
     * Properties that the answer to a call has in place of the usual ones, or an error in place of an answer. By
     * the token, for instance `alicloud:vpc/getSwitches:getSwitches`.
     */
    readonly calls?: Readonly<Record<string, Override<pulumi.runtime.MockCallArgs>>>;
}

/** Properties, or a function of what was asked for that returns properties or throws. */
export type Override<Request> =
    Readonly<Properties> | ((request: Request) => Readonly<Properties> | undefined);

const DEFAULT_ACCOUNT = "1234567890123456";
const DEFAULT_REGION = "eu-central-1";

/**
 * Mocks for `pulumi.runtime.setMocks` that answer as the cloud would: with ids, names, domains and states in
 * its form, with what the program has created, and with what a test says that exists.
 */
export class MockCloud implements pulumi.runtime.Mocks {
    private readonly existing: readonly MockedResource[];
    private registered: MockedResource[] = [];

    constructor(private readonly options: MockCloudOptions = {}) {
        const existing: MockedResource[] = [];
        for (const [id, inputs] of Object.entries(options.existing ?? {})) {
            const { type, properties } = readId(id);
            const whole = { ...properties, ...inputs };
            existing.push(this.created({ type, name: id, inputs: whole, id }, id, existing));
        }
        this.existing = existing;
    }

    /**
     * Runs a program until all of its resources are registered. Returns the values of its outputs; rejects with
     * what it fails with, also if that comes later than its last line. One program runs at a time, because Pulumi
     * has one set of mocks for a process.
     */
    run<Result>(
        program: () => Result | Promise<Result>,
        options: RunOptions = {},
    ): Promise<pulumi.Unwrap<Result>> {
        this.registered = [];
        const offline = { "alicloud-privatelink:preflight": "offline" };
        const config = {
            ...(this.options.existing === undefined ? offline : {}),
            ...options.config,
        };
        return runProgram(this, program, { ...options, config });
    }

    /** What the program has registered, in order, with its components and other resources. */
    get resources(): readonly MockedResource[] {
        return [...this.registered];
    }

    /** What the program has registered of a type: the whole token, or its last part, such as `VpcEndpoint`. */
    resourcesOf(type: string): readonly MockedResource[] {
        return this.registered.filter(
            (each) => each.type === type || each.type.split(":").at(-1) === type,
        );
    }

    /** For Pulumi: creates a resource, or reads one that exists. */
    newResource(args: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
        const resource = this.newMockedResource(args);
        this.registered.push(resource);
        return { id: resource.id, state: resource.state };
    }

    /** For Pulumi: answers a call. A call that the package does not make is answered with its inputs. */
    call(args: pulumi.runtime.MockCallArgs): pulumi.runtime.MockCallResult {
        const inputs = args.inputs as Properties;
        const answer = answerOf(args.token, inputs, {
            accountId: this.accountOf(args.provider),
            accountOf: (provider) => this.accountOf(provider),
            resources: [...this.existing, ...this.registered],
            assumed: (type, id) => this.assumed(type, id, args.provider),
        });
        return { ...(answer ?? inputs), ...overridden(this.options.calls?.[args.token], args) };
    }

    /** Without a word about what exists, what the program names does. */
    private assumed(
        type: string,
        id: string,
        provider: string | undefined,
    ): MockedResource | undefined {
        if (this.options.existing !== undefined) {
            return undefined;
        }
        const state = assumedStateOf(type, id, this.regionOf(provider));
        return { type, name: id, id, inputs: {}, state, provider };
    }

    private newMockedResource(args: pulumi.runtime.MockResourceArgs): MockedResource {
        const { type, name, provider, custom } = args;
        const inputs = args.inputs as Properties;
        if (custom === false) {
            return { type, name, inputs, id: undefined, state: inputs, provider };
        }
        const read = args.id !== undefined && args.id !== "" ? args.id : undefined;
        if (read === undefined && pulumi.runtime.isDryRun() && type !== STACK_REFERENCE) {
            return { type, name, inputs, id: undefined, state: inputs, provider };
        }
        const id = read ?? idOf({ type, name, inputs });
        const before = this.existing.find((each) => each.type === type && each.id === id);
        const whole = { ...before?.inputs, ...inputs };
        return this.created({ ...args, inputs: whole }, id, [...this.existing, ...this.registered]);
    }

    private created(
        args: pulumi.runtime.MockResourceArgs,
        id: string,
        others: readonly MockedResource[],
    ): MockedResource {
        const { type, name, provider } = args;
        const inputs = args.inputs as Properties;
        const state = {
            ...stateOf(type, {
                name,
                id,
                inputs,
                regionId: this.regionOf(provider),
                find: (wanted) => others.find((each) => each.id === wanted),
            }),
            ...(type === STACK_REFERENCE ? this.outputsOf(id) : {}),
            ...overridden(this.options.resources?.[type], { ...args, id }),
        };
        return { type, name, inputs, id, state, provider };
    }

    private outputsOf(stack: string): Properties {
        const outputs = this.options.stacks?.[stack];
        if (outputs === undefined) {
            throw new Error(
                `stacks: the program reads the outputs of "${stack}", and the mocks have none of it. Add them to stacks.`,
            );
        }
        return { outputs, secretOutputNames: [] };
    }

    private accountOf(provider: string | undefined): string {
        const { accountId = DEFAULT_ACCOUNT, accountIds = {} } = this.options;
        return accountIds[this.providerOf(provider)?.name ?? ""] ?? accountId;
    }

    private regionOf(provider: string | undefined): string {
        return (
            text(this.providerOf(provider)?.inputs, "region") ||
            pulumi.runtime.getConfig("alicloud:region") ||
            (this.options.regionId ?? DEFAULT_REGION)
        );
    }

    /** The explicit provider that a call or a resource names, as `<urn>::<id>`. */
    private providerOf(reference: string | undefined): MockedResource | undefined {
        const name = reference?.split("::").at(-2);
        return this.registered.find(
            (each) => each.type === "pulumi:providers:alicloud" && each.name === name,
        );
    }
}

function overridden<Request>(
    override: Override<Request> | undefined,
    request: Request,
): Properties {
    return { ...(typeof override === "function" ? override(request) : override) };
}
