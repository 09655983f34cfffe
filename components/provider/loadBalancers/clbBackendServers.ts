import * as slb from "@pulumi/alicloud/slb";
import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks, Report } from "../../preflight";
import { deployedChild } from "../../preflight/deployedResources";
import * as rules from "../../preflight/rules";
import type { ClbBackendServer, ClbServiceResourceArgs } from "./clbServiceResourceArgs";
import { immutableArguments } from "./clbLoadBalancer";
import type { DeployedLoadBalancer } from "./deployedLoadBalancer";
import { changesThatReplace } from "./loadBalancerChanges";

/** Checks the backend servers. Returns those that are objects. */
export function checkBackendServers(
    checks: ChildChecks,
    backendServers: readonly ClbBackendServer[] | undefined,
): ClbBackendServer[] {
    const entries = checks.entries("backendServers", backendServers);
    const servers = entries.map(({ entry }) => entry);
    checks.check(
        "backendServers",
        servers.map(({ serverId }) => serverId),
        rules.serversDistinct,
    );
    for (const { path, entry } of entries) {
        const serverId = [rules.required, rules.nonEmpty, rules.serverId];
        checks.arguments(entry, { serverId, weight: rules.weight }, path);
    }
    return servers;
}

/** Adds the backend servers to a load balancer. */
export function createBackendServers(
    name: string,
    loadBalancerId: pulumi.Input<string>,
    backendServers: readonly ClbBackendServer[],
    options: pulumi.CustomResourceOptions,
): slb.BackendServer {
    return new slb.BackendServer(
        name,
        {
            loadBalancerId,
            backendServers: backendServers.map(({ serverId, weight }) => ({
                serverId,
                weight: weight ?? 100,
                type: "ecs",
            })),
            deleteProtectionValidation: false,
        },
        options,
    );
}

/** AddBackendServers: BackendServers. When they are first added to a load balancer, the provider makes a single call. */
const SERVERS_PER_CALL = 20;

/** Checks that one call can add the servers, where they are all added: at first, and to another load balancer. */
export function checkServerCount(
    checks: ChildChecks,
    deployed: DeployedLoadBalancer,
    args: ClbServiceResourceArgs,
    parent: pulumi.Resource,
): void {
    const added = args.backendServers?.length ?? 0;
    const check = (report: Report) => {
        const facts = { most: SERVERS_PER_CALL, added, removed: 0 };
        report.check("backendServers", facts, rules.serversPerCall);
    };
    const type = "alicloud:slb/backendServer:BackendServer";
    const servers = deployedChild("ClbServiceResource", type, deployed.name);
    checks.lookUp({}, async (_, report) => {
        if ((await servers) === undefined) {
            check(report);
        }
    });
    const values = immutableArguments(args);
    checks.lookUp({ to: args.loadBalancerId, values }, async (known, report) => {
        if ((await changesThatReplace(known, deployed, parent)).length > 0) {
            check(report);
        }
    });
}
