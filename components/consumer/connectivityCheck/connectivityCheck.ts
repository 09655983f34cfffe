import * as pulumi from "@pulumi/pulumi";

import type { ConnectivityRow } from "./report";
import { DEFAULT_SECONDS, run } from "./run";
import { toldOf } from "./outputs";
import { COMPONENT_INPUTS } from "../../shared/dependencies";
import { type ChildChecks, ComponentChecks, type PreflightMode } from "../../preflight";
import * as rules from "../../preflight/rules";

export type { ConnectivityRow } from "./report";

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
    /** Whatever makes the check replace its command when it changes, for instance the offered weights. None by default. */
    triggers?: pulumi.Input<pulumi.Input<string>[]>;
    /** Whether rules that need a lookup are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}

/**
 * Proves that a client reaches the backends of a service through its endpoint. A script on the client,
 * run by Cloud Assistant, resolves the endpoint's domain and the domain of each zone, compares what it
 * finds with the network interfaces, and fetches the offered port by each domain and address. Where
 * something fails, the update fails and names the likely causes.
 *
 * It runs in every update, for what changed on the other side cannot be seen from here; a preview runs
 * nothing. When what it checks has changed, and after a run that failed, its command is replaced. The
 * outputs say what was found and when, also of a failure: a stack of a TypeScript program never goes on
 * saying that the check passed. In the other languages a failed update leaves the outputs of the last
 * one; `checkedAt` says how old they are. It belongs after the connection, in a stack of its own.
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
    /** Whether all of it was right at `checkedAt`. An update in which it is not fails, and this is false then. */
    public readonly passed: pulumi.Output<boolean>;
    /** The result in a sentence, with its time. */
    public readonly summary: pulumi.Output<string>;
    /** When the client was asked, in UTC, for instance `2026-01-01T00:00:00Z`; empty where it was not. */
    public readonly checkedAt: pulumi.Output<string>;

    constructor(name: string, args: ConnectivityCheckArgs, opts?: pulumi.ComponentResourceOptions) {
        const component = `ConnectivityCheck "${name}"`;
        const checks = new ComponentChecks(component, args?.preflight);
        const ofRun = checkRun(checks, args ?? {});
        super(
            "alicloud-privatelink:index:ConnectivityCheck",
            name,
            COMPONENT_INPUTS,
            checks.options(opts),
        );

        const { found } = checks.outputs(["found"], () => ({
            found: run(ofRun, component, name, args, this),
        }));
        const outputs = toldOf(component, found);
        this.table = outputs.table;
        this.passed = outputs.passed;
        this.summary = outputs.summary;
        this.checkedAt = outputs.checkedAt;
        this.registerOutputs(outputs);
    }
}

export const checkProtocol = rules.oneOf(
    "connectivityCheck.checkProtocol",
    "Protocol of a check",
    CheckProtocol,
    "curl",
);

function checkRun(component: ComponentChecks, args: ConnectivityCheckArgs): ChildChecks {
    const checks = component.ofChild();
    checks.plain("timeoutSeconds", args.timeoutSeconds ?? DEFAULT_SECONDS, rules.checkSeconds);
    checks.arguments(args, {
        clientInstanceId: [rules.required, rules.scriptId],
        endpointId: [rules.required, rules.scriptId],
        endpointDomain: [rules.required, rules.domainName],
        port: [rules.required, rules.port],
        protocol: checkProtocol,
        path: rules.urlPath,
        expectedStatus: rules.httpStatus,
    });
    return checks;
}
