import * as nlb from "@pulumi/alicloud/nlb";
import type * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../../preflight";
import * as rules from "../../preflight/rules";
import { NlbListenerProtocol, NlbScheduler } from "../../shared/loadBalancers";
import type { Tags } from "../../shared/types";
import { checkHealthCheck, healthCheckOf, type NlbHealthCheck } from "./nlbHealthCheck";
import { type NlbListener, protocolOf } from "./nlbListener";
import { checkServers, isKnownByAddress, type NlbServer } from "./nlbServer";

/** The servers behind an NLB and how they are used. */
export interface NlbServerGroup {
    /** The servers, at least one. Either all are known by `serverIp`, or none is. */
    servers: NlbServer[];
    /** Name of the group. The component's name by default. */
    serverGroupName?: pulumi.Input<string>;
    /** How a server is chosen: `Wrr` (the default), `Wlc`, `Rr`, `Sch` or `Tch`. */
    scheduler?: pulumi.Input<NlbScheduler>;
    /** Health check. On by default, with the defaults of its properties. */
    healthCheck?: NlbHealthCheck;
    /** Seconds for which connections go on to a server that is removed or unhealthy, from 0 to 900. They end at once by default. */
    drainTimeoutSeconds?: pulumi.Input<number>;
    /**
     * Whether servers see the addresses of clients in the load balancer's VPC as those that connect. True by
     * default, except for servers that are known by `serverIp`, which never do.
     */
    clientAddressPreserved?: pulumi.Input<boolean>;
}

/** Where a server group is, and the listeners that forward to it. */
interface Placement {
    readonly vpcId: pulumi.Input<string>;
    readonly resourceGroupId?: pulumi.Input<string>;
    readonly tags?: Tags;
    readonly listeners: readonly NlbListener[];
}

/** Creates the server group of a load balancer. The protocol of a group is that of its listeners. */
export function createServerGroup(
    name: string,
    group: NlbServerGroup,
    { listeners, ...placement }: Placement,
    options: pulumi.CustomResourceOptions,
): nlb.ServerGroup {
    const byAddress = isKnownByAddress(group.servers);
    const protocols = [...new Set(listeners.map(protocolOf))];
    return new nlb.ServerGroup(
        name,
        {
            ...placement,
            serverGroupName: group.serverGroupName ?? name,
            serverGroupType: byAddress ? "Ip" : "Instance",
            protocol: protocols.length > 1 ? "TCP_UDP" : (protocols[0] ?? NlbListenerProtocol.Tcp),
            anyPortEnabled: hasRanges(listeners),
            scheduler: group.scheduler ?? NlbScheduler.WeightedRoundRobin,
            healthCheck: healthCheckOf(group.healthCheck),
            connectionDrainEnabled: group.drainTimeoutSeconds !== undefined,
            connectionDrainTimeout: group.drainTimeoutSeconds,
            preserveClientIpEnabled: group.clientAddressPreserved ?? !byAddress,
        },
        options,
    );
}

/** Whether the listeners are of port ranges. */
export function hasRanges(listeners: readonly NlbListener[]): boolean {
    return listeners.some(({ lastPort }) => lastPort !== undefined);
}

/** Checks a server group, and that it fits the listeners that forward to it. */
export function checkServerGroup(
    checks: ChildChecks,
    path: string,
    group: NlbServerGroup,
    listeners: readonly NlbListener[],
): void {
    if (!checks.plain<unknown>(path, group, rules.anObject)) {
        return;
    }
    checks.arguments(
        group,
        {
            serverGroupName: rules.albName,
            scheduler: rules.nlbScheduler,
            drainTimeoutSeconds: rules.drainTimeout,
            clientAddressPreserved: rules.aBoolean,
        },
        path,
    );
    const isRange = hasRanges(listeners);
    const servers = checkServers(checks, `${path}.servers`, group.servers, isRange);
    const { clientAddressPreserved, healthCheck } = group;
    const facts = { byAddress: isKnownByAddress(servers), preserved: clientAddressPreserved };
    checks.compare(facts, (known, report) => {
        report.check(`${path}.clientAddressPreserved`, known, rules.clientAddressPreserved);
    });
    if (healthCheck !== undefined) {
        checkHealthCheck(checks, `${path}.healthCheck`, healthCheck);
    }
    const { enabled = true, type, port } = healthCheck ?? {};
    checks.compare({ isChecked: enabled }, ({ isChecked }, report) => {
        const checked = { isRange, isChecked, isSet: port !== undefined };
        report.check(`${path}.healthCheck.port`, checked, rules.checkedPortOfRange);
    });
    checks.compare({ type }, (known, report) => {
        const protocols = listeners.map(protocolOf);
        report.check(`${path}.healthCheck.type`, { ...known, protocols }, rules.udpHealthCheck);
    });
}
