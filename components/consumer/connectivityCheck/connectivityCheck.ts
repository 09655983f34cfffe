import * as pulumi from "@pulumi/pulumi";

import type { ConnectivityRow } from "./report";
import { DEFAULT_PROTOCOL, DEFAULT_SECONDS, run } from "./run";
import { outputsOf } from "./outputs";
import { COMPONENT_INPUTS } from "../../shared/dependencies";
import { type ChildChecks, ComponentChecks } from "../../preflight";
import * as rules from "../../preflight/rules";
import { type ConnectivityCheckArgs } from "./connectivityCheckArgs";

export type { ConnectivityRow } from "./report";

/**
 * Proves that a client reaches the backends of a service through its endpoint. A script on the client,
 * run by Cloud Assistant, resolves the endpoint's domain and the domain of each zone, compares them
 * with the network interfaces, and requests the offered port by each domain and address, for `serverName` if it is
 * set, whose certificate it then verifies. With `consumerIdentity`, the backend must have seen this endpoint. If
 * something fails, the update fails and names the likely causes.
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
        const checks = ComponentChecks.of("ConnectivityCheck", name, args);
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

function checkRun(component: ComponentChecks, args: ConnectivityCheckArgs): ChildChecks {
    const checks = component.ofChild();
    checks.plain("timeoutSeconds", args.timeoutSeconds ?? DEFAULT_SECONDS, rules.checkSeconds);
    checks.arguments(args, {
        clientInstanceId: [rules.required, rules.scriptId, rules.clientInstanceId],
        endpointId: [rules.required, rules.scriptId, rules.endpointId],
        endpointDomain: [rules.required, rules.domainName],
        port: [rules.required, rules.port],
        protocol: rules.checkProtocol,
        serverName: rules.serverName,
        caCertificate: rules.caCertificate,
        path: rules.urlPath,
        expectedStatus: rules.httpStatus,
        consumerIdentity: rules.aBoolean,
    });
    const { protocol, serverName, caCertificate, consumerIdentity } = args;
    checks.compare({ protocol, serverName, caCertificate }, (known, report) => {
        const facts = {
            protocol: known.protocol ?? DEFAULT_PROTOCOL,
            hasServerName: known.serverName !== undefined,
            hasCaCertificate: known.caCertificate !== undefined,
        };
        report.check("serverName", facts, rules.serverNameForHttps);
        report.check("caCertificate", facts, rules.caCertificateForName);
    });
    checks.compare({ protocol, consumerIdentity }, (known, report) => {
        const facts = {
            protocol: known.protocol ?? DEFAULT_PROTOCOL,
            consumerIdentity: known.consumerIdentity ?? false,
        };
        report.check("consumerIdentity", facts, rules.seenEndpointOfHttp);
    });
    return checks;
}
