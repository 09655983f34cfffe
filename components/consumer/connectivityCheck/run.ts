import { Command } from "@pulumi/alicloud/ecs/command";
import { EcsInvocation } from "@pulumi/alicloud/ecs/ecsInvocation";
import * as pulumi from "@pulumi/pulumi";

import type { ConnectivityCheckArgs } from "./connectivityCheckArgs";
import type { ChildChecks, Report } from "../../preflight";
import { instance } from "../../preflight/lookups/ecs";
import { endpoint } from "../../preflight/lookups/privateLink";
import * as rules from "../../preflight/rules";
import { isMocked } from "../../shared/mocks";
import { cloudRunner } from "./cloudRunner";
import { mockedRunner } from "./mockedRunner";
import { COMMAND_GRACE_SECONDS, type RunFindings, type ScriptRunner } from "./scriptRunner";
import type { CheckSpecification } from "./specification";
import { scriptSeconds } from "./script";

export const DEFAULT_SECONDS = 20;
export const DEFAULT_PROTOCOL = "http";

/** After Cloud Assistant has ended the script, the provider gives up, which polls every 5 seconds. */
const INVOCATION_GRACE_SECONDS = 30;

/**
 * Creates the command and its first run. If both do not change, an update runs the script once more, so that
 * the results are never older than the update.
 */
export function run(
    checks: ChildChecks,
    component: string,
    name: string,
    args: ConnectivityCheckArgs,
    parent: pulumi.Resource,
): pulumi.Output<RunFindings> {
    const timeoutSeconds = args.timeoutSeconds ?? DEFAULT_SECONDS;
    const seconds = scriptSeconds({ timeoutSeconds });
    const check = { component, name, seconds, parent };
    const runner = isMocked() ? mockedRunner(check) : cloudRunner(check);
    const { clientInstanceId, endpointId } = args;
    checks.lookUp({ clientInstanceId, endpointId }, (known, report) =>
        checkClient(report, known, runner, parent),
    );
    // Other components do not wait for the lookups of zones and earlier runs.
    const prepared = checks.deriveOutsideBarrier(
        {
            clientInstanceId,
            endpointId,
            endpointDomain: args.endpointDomain,
            port: args.port,
            protocol: args.protocol ?? DEFAULT_PROTOCOL,
            serverName: args.serverName,
            caCertificate: args.caCertificate,
            path: args.path ?? "/",
            expectedStatus: args.expectedStatus,
            consumerIdentity: args.consumerIdentity ?? false,
            triggers: args.triggers ?? [],
        },
        async (known) => {
            const zones = await runner.zones(known.endpointId);
            return runner.prepare({ ...known, zones, timeoutSeconds });
        },
    );
    const command = new Command(
        name,
        {
            name: prepared.commandName,
            description: "Checks a PrivateLink endpoint",
            type: "RunShellScript",
            commandContent: prepared.apply(({ script }) => Buffer.from(script).toString("base64")),
            timeout: seconds + COMMAND_GRACE_SECONDS,
        },
        { parent },
    );
    const invocation = new EcsInvocation(
        name,
        { commandId: command.id, instanceIds: [prepared.specification.clientInstanceId] },
        {
            parent,
            customTimeouts: { create: `${seconds + INVOCATION_GRACE_SECONDS}s` },
        },
    );
    const over = new AbortController();
    invocation.id.apply(() => over.abort());
    const ended = pulumi
        .all([prepared, command.id])
        .apply(([known, commandId]) => runner.ended(known, commandId, over.signal));
    return pulumi
        .all([prepared, invocation.id, ended])
        .apply(([known, id]) => runner.findings(known, id));
}

/** Checks for what would keep the check from running, or from ever passing. */
async function checkClient(
    report: Report,
    { clientInstanceId, endpointId }: Pick<CheckSpecification, "clientInstanceId" | "endpointId">,
    runner: ScriptRunner,
    parent: pulumi.Resource,
): Promise<void> {
    const [client, checkedEndpoint] = await Promise.all([
        instance(clientInstanceId, parent),
        endpoint(endpointId, parent),
    ]);
    if (checkedEndpoint !== undefined) {
        const exists = checkedEndpoint !== null;
        report.check("endpointId", { endpointId, exists }, rules.endpointFound);
    }
    if (client === undefined) {
        return;
    }
    report.check(
        "clientInstanceId",
        {
            instanceId: clientInstanceId,
            status: client?.status ?? "",
            vpcId: client?.vpcId ?? "",
            endpointVpcId: checkedEndpoint?.vpcId ?? "",
            hasCloudAssistant:
                client?.status === "Running" && (await runner.canRun(clientInstanceId)),
        },
        rules.clientRunning,
        rules.clientInVpc,
        rules.clientHasCloudAssistant,
    );
}
