import { createHash } from "node:crypto";

import { Command } from "@pulumi/alicloud/ecs/command";
import { EcsInvocation } from "@pulumi/alicloud/ecs/ecsInvocation";
import * as pulumi from "@pulumi/pulumi";

import { hasCloudAssistant, outputOf, runsOf } from "./connectivityCheck/cloudAssistant";
import { failure } from "./connectivityCheck/failure";
import { ofProvidersAccount, ownCaller } from "./connectivityCheck/ownCaller";
import type { Question } from "./connectivityCheck/question";
import {
    allPassed,
    type ConnectivityRow,
    failureMessage,
    rowsOf,
} from "./connectivityCheck/report";
import { runEnded } from "./connectivityCheck/runEnd";
import { scriptOf, scriptSeconds } from "./connectivityCheck/script";
import type { OwnCaller } from "./connectivityCheck/signedCall";
import { zonesOf } from "./connectivityCheck/zones";
import { COMPONENT_INPUTS } from "./ordering";
import { Preflight, type PreflightMode } from "./preflight";
import { endpoint, instance } from "./preflight/lookups";
import * as rules from "./preflight/rules";

export type { ConnectivityRow } from "./connectivityCheck/report";

/** What a check asks the backend. */
export const CheckProtocol = {
    /** Only whether a connection is made. A request for a page is sent, whose answer does not matter. */
    Tcp: "tcp",
    /** A page over HTTP. */
    Http: "http",
    /** A page over HTTPS. Its certificate is not checked: it hardly names the endpoint. */
    Https: "https",
} as const;
export type CheckProtocol = (typeof CheckProtocol)[keyof typeof CheckProtocol];

/** Arguments of a ConnectivityCheck. */
export interface ConnectivityCheckArgs {
    /**
     * Id of a running Linux instance in the endpoint's VPC, with Cloud Assistant, curl, getent and
     * timeout, as the system images of Alibaba Cloud Linux have them. The check runs on it as root.
     */
    clientInstanceId: pulumi.Input<string>;
    /** Id of the endpoint. Its zones, their addresses and whether it was let in are looked up. */
    endpointId: pulumi.Input<string>;
    /** Domain of the endpoint. */
    endpointDomain: pulumi.Input<string>;
    /** Port that the service offers. */
    port: pulumi.Input<number>;
    /** What is asked of the port: `http` (the default), `https`, or `tcp` for a connection alone. */
    protocol?: pulumi.Input<CheckProtocol>;
    /** Path of the page to fetch. `/` by default. */
    path?: pulumi.Input<string>;
    /** The status that the page must have. Any from 200 to 399 by default. */
    expectedStatus?: pulumi.Input<number>;
    /**
     * How long the traffic is given to flow, in seconds, from 1 to 300. 20 by default. Each target is
     * tried until then; the update takes up to half a minute more.
     */
    timeoutSeconds?: number;
    /** Whatever makes the check run again when it changes, for instance the offered weights. None by default. */
    triggers?: pulumi.Input<pulumi.Input<string>[]>;
    /** Whether rules that need an answer of the cloud are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}

/**
 * Proves that a client reaches the backends of a service through its endpoint. A script on the client,
 * run by Cloud Assistant, resolves the endpoint's domain and the domain of each zone, compares what it
 * finds with the network interfaces, and fetches the offered port by each domain and address. Where
 * something fails, the update fails and names the likely causes.
 *
 * It runs when what it checks changes, the connection's state included, and again after a run that
 * failed; otherwise it tells the last result, which Cloud Assistant keeps for some weeks. It belongs
 * after the connection, in a stack of its own.
 *
 * The result is read by a call of its own (DescribeInvocations with IncludeOutput, which the provider
 * leaves out), with the access key of the provider: that of an explicit one in TypeScript, otherwise
 * `alicloud:accessKey` and `alicloud:secretKey`, or ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY. A
 * profile, a RAM role and, in other languages, the keys of an explicit provider are not known to it; it
 * fails where its key is of another account than the provider works in.
 */
export class ConnectivityCheck extends pulumi.ComponentResource {
    /** What was found: a row for the endpoint's domain, and for each zone one for its domain and one for its address. */
    public readonly table: pulumi.Output<ConnectivityRow[]>;
    /** Whether all of it is right. An update in which it is not fails, so this is false only where the cloud no longer keeps the result. */
    public readonly passed: pulumi.Output<boolean>;
    /** The result in a sentence. */
    public readonly summary: pulumi.Output<string>;

    constructor(name: string, args: ConnectivityCheckArgs, opts?: pulumi.ComponentResourceOptions) {
        const component = `ConnectivityCheck "${name}"`;
        const preflight = new Preflight(component, args?.preflight);
        const checked = check(preflight, args ?? {});
        super(
            "alicloud-privatelink:index:ConnectivityCheck",
            name,
            COMPONENT_INPUTS,
            preflight.before(opts),
        );

        const outputs = preflight.outputs(() => run(preflight, name, checked, this));
        this.table = outputs.table;
        this.passed = outputs.passed;
        this.summary = outputs.summary;
        this.registerOutputs(outputs);
    }
}

const DEFAULT_SECONDS = 20;

/** After how much more than its script takes at most a run is given up, */
const PATIENCE_SECONDS = 5;
/** ended by Cloud Assistant, */
const END_SECONDS = 10;
/** and given up by the provider, which looks every 5 seconds. */
const INVOCATION_SECONDS = 30;

/** A question, who asks it, and what is known of it from earlier runs. */
interface Asked {
    readonly question: Question;
    readonly caller: OwnCaller;
    readonly commandName: string;
    /** Whether the last run found all of it right. */
    readonly passed: boolean;
    /** Id of the last run that found something wrong; empty where there is none. */
    readonly failedRun: string;
}

function run(
    preflight: Preflight,
    name: string,
    args: ConnectivityCheckArgs,
    parent: ConnectivityCheck,
) {
    const timeoutSeconds = args.timeoutSeconds ?? DEFAULT_SECONDS;
    const seconds = scriptSeconds({ timeoutSeconds });
    const question = questionOf(preflight, preflight.beforeOthers(args), timeoutSeconds, parent);
    const asked = preflight.asking(
        // Nothing is asked, and no key is needed for it, before the question is known.
        question.apply((known) =>
            ownCaller(parent).apply(async (caller) => {
                await ofProvidersAccount(preflight.component, caller, parent);
                return withEarlierRuns(name, known, caller);
            }),
        ),
        async (later, known) => {
            if (!known.passed) {
                await checkClient(later, known, parent);
            }
        },
    );
    const command = new Command(
        name,
        {
            name: asked.commandName,
            description: "Checks a PrivateLink endpoint",
            type: "RunShellScript",
            commandContent: asked.apply((known) =>
                Buffer.from(scriptOf(known.question, known.failedRun)).toString("base64"),
            ),
            timeout: seconds + END_SECONDS,
        },
        { parent },
    );
    const invocation = new EcsInvocation(
        name,
        { commandId: command.id, instanceIds: [asked.question.clientInstanceId] },
        {
            parent,
            customTimeouts: { create: `${seconds + INVOCATION_SECONDS}s` },
        },
    );
    const over = new AbortController();
    invocation.id.apply(() => over.abort());
    const ended = pulumi
        .all([asked, command.id])
        .apply(([{ caller, question }, commandId]) =>
            runEnded(
                preflight.component,
                caller,
                { clientInstanceId: question.clientInstanceId, commandId },
                seconds + PATIENCE_SECONDS,
                over.signal,
            ),
        );
    const table = pulumi
        .all([asked, invocation.id, ended])
        .apply(([known, id]) => resultOf(preflight, known, id));
    return {
        table,
        passed: table.apply((rows) => rows.length > 0),
        summary: table.apply((rows) =>
            rows.length > 0
                ? `The traffic flows: all ${rows.length} targets passed.`
                : "The cloud no longer keeps the result.",
        ),
    };
}

function questionOf(
    { component }: Preflight,
    args: ConnectivityCheckArgs,
    timeoutSeconds: number,
    parent: ConnectivityCheck,
): pulumi.Output<Question> {
    return pulumi
        .output({
            clientInstanceId: args.clientInstanceId,
            endpointId: args.endpointId,
            endpointDomain: args.endpointDomain,
            zones: zonesOf(component, args.endpointId, parent),
            port: args.port,
            protocol: args.protocol ?? CheckProtocol.Http,
            path: args.path ?? "/",
            expectedStatus: args.expectedStatus,
            triggers: args.triggers ?? [],
        })
        .apply((known) => ({ ...known, timeoutSeconds }));
}

/** A question and its earlier runs, which are those of the command that is named after it. */
async function withEarlierRuns(
    name: string,
    question: Question,
    caller: OwnCaller,
): Promise<Asked> {
    const identity = [pulumi.getProject(), pulumi.getStack(), question];
    const hash = createHash("sha256").update(JSON.stringify(identity)).digest("hex");
    const commandName = `${name}-${hash.slice(0, 16)}`;
    const runs = await runsOf(caller, { CommandName: commandName });
    for (const [index, { id }] of runs.entries()) {
        if (!allPassed(rowsOf(question, (await outputOf(caller, id)) ?? ""))) {
            return { question, caller, commandName, passed: index > 0, failedRun: id };
        }
    }
    return { question, caller, commandName, passed: runs.length > 0, failedRun: "" };
}

/** What would keep the check from running, or from ever passing. */
async function checkClient(
    preflight: Preflight,
    { question: { clientInstanceId, endpointId }, caller }: Asked,
    parent: ConnectivityCheck,
): Promise<void> {
    const [client, checkedEndpoint] = await Promise.all([
        instance(clientInstanceId, parent),
        endpoint(endpointId, parent),
    ]);
    if (client === undefined) {
        return;
    }
    preflight.holds(
        "clientInstanceId",
        {
            instanceId: clientInstanceId,
            status: client?.status ?? "",
            vpcId: client?.vpcId ?? "",
            endpointVpcId: checkedEndpoint?.vpcId ?? "",
            hasCloudAssistant:
                client?.status === "Running" && (await hasCloudAssistant(caller, clientInstanceId)),
        },
        rules.clientRunning,
        rules.clientInVpc,
        rules.clientHasCloudAssistant,
    );
}

/** The rows of a run in which all was right; none where the cloud no longer keeps it. */
async function resultOf(
    { component }: Preflight,
    { question, caller }: Asked,
    invocationId: string,
): Promise<ConnectivityRow[]> {
    const output = await outputOf(caller, invocationId);
    if (output === undefined) {
        void pulumi.log.warn(
            `${component}: Cloud Assistant no longer keeps the result. "pulumi up --refresh" checks again.`,
        );
        return [];
    }
    const rows = rowsOf(question, output);
    if (!allPassed(rows)) {
        throw failure(failureMessage(component, rows));
    }
    return rows;
}

export const checkProtocol = rules.oneOf("Protocol of a check", CheckProtocol, "curl");

function check(preflight: Preflight, args: ConnectivityCheckArgs): ConnectivityCheckArgs {
    preflight.holds("timeoutSeconds", args.timeoutSeconds ?? DEFAULT_SECONDS, rules.checkSeconds);
    return {
        ...args,
        clientInstanceId: preflight.required(
            "clientInstanceId",
            args.clientInstanceId,
            rules.nonEmpty,
        ),
        endpointId: preflight.required("endpointId", args.endpointId, rules.nonEmpty),
        endpointDomain: preflight.required("endpointDomain", args.endpointDomain, rules.domainName),
        port: preflight.required("port", args.port, rules.port),
        protocol: preflight.input("protocol", args.protocol, checkProtocol),
        path: preflight.input("path", args.path, rules.urlPath),
        expectedStatus: preflight.input("expectedStatus", args.expectedStatus, rules.httpStatus),
    };
}
