import * as pulumi from "@pulumi/pulumi";

import type { ConnectivityRow } from "./report";
import { DEFAULT_SECONDS, run } from "./run";
import { outputsOf } from "./outputs";
import { COMPONENT_INPUTS } from "../../shared/dependencies";
import { type ChildChecks, ComponentChecks, type PreflightMode } from "../../preflight";
import * as rules from "../../preflight/rules";

export type { ConnectivityRow } from "./report";

/** What a check requests from the backend. */
export const CheckProtocol = {
    /** Only a connection. A request for a page is sent, but its response does not matter. */
    Tcp: "tcp",
    /** A page over HTTP. */
    Http: "http",
    /** A page over HTTPS. Its certificate is not checked, because it rarely names the endpoint. */
    Https: "https",
} as const;
export type CheckProtocol = (typeof CheckProtocol)[keyof typeof CheckProtocol];

/** Arguments of a ConnectivityCheck. */
export interface ConnectivityCheckArgs {
    /**
     * Id of a running Linux instance in the endpoint's VPC, with Cloud Assistant, curl, getent and
     * timeout, as in the system images of Alibaba Cloud Linux. The check runs on it as root.
     */
    clientInstanceId: pulumi.Input<string>;
    /** Id of the endpoint. Its zones, their addresses and the state of its connection are looked up. */
    endpointId: pulumi.Input<string>;
    /** Domain of the endpoint. */
    endpointDomain: pulumi.Input<string>;
    /** Port that the service offers. */
    port: pulumi.Input<number>;
    /** What is requested at the port: `http` (the default), `https`, or `tcp` for only a connection. */
    protocol?: pulumi.Input<CheckProtocol>;
    /** Path of the page to fetch. `/` by default. */
    path?: pulumi.Input<string>;
    /** The status that the page must have. Any from 200 to 399 by default. */
    expectedStatus?: pulumi.Input<number>;
    /**
     * Time limit for the traffic to arrive, in seconds, from 1 to 300. 20 by default. Each target is tried until
     * then; the update takes up to half a minute more.
     */
    timeoutSeconds?: number;
    /** Values that make the check replace its command when they change, for instance the offered weights. None by default. */
    triggers?: pulumi.Input<pulumi.Input<string>[]>;
    /** Whether rules that need a lookup are checked: `online` (the default) or `offline`. */
    preflight?: PreflightMode;
}

/**
 * Proves that a client reaches the backends of a service through its endpoint. A script on the client,
 * run by Cloud Assistant, resolves the endpoint's domain and the domain of each zone, compares them
 * with the network interfaces, and requests the offered port by each domain and address. If something fails,
 * the update fails and names the likely causes.
 *
 * It runs in every update, because changes on the other side cannot be seen from here; a preview runs
 * nothing. Its command is replaced when its arguments change, and after a run that failed. The outputs have
 * the results and their time, also of a failure: a TypeScript program never keeps outputs that say that the
 * check passed. In the other languages a failed update keeps the outputs of the last one; `checkedAt` shows
 * their age. It belongs after the connection, in a stack of its own.
 *
 * The result is read with a call of its own (DescribeInvocations with IncludeOutput, which the provider
 * does not set), with the access key of the provider: that of an explicit one in TypeScript, otherwise
 * `alicloud:accessKey` and `alicloud:secretKey`, or ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY. It
 * cannot use a profile, a RAM role or, in other languages, the keys of an explicit provider; it fails if its
 * key belongs to another account than the provider's.
 */
export class ConnectivityCheck extends pulumi.ComponentResource {
    /** The results: a row for the endpoint's domain, and two for each zone, for its domain and its address. */
    public readonly table: pulumi.Output<ConnectivityRow[]>;
    /** Whether all targets passed at `checkedAt`. If not, the update fails, and this is false. */
    public readonly passed: pulumi.Output<boolean>;
    /** The result in a sentence, with its time. */
    public readonly summary: pulumi.Output<string>;
    /** When the check ran, in UTC, for instance `2026-01-01T00:00:00Z`. Empty if it did not. */
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
        const outputs = outputsOf(component, found);
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
