import {
    GetListenerAttributeRequest,
    GetLoadBalancerAttributeRequest,
    ListListenersRequest,
    ListServerGroupServersRequest,
    ListServerGroupsRequest,
} from "@alicloud/alb20200616";
import type AlbClient from "@alicloud/alb20200616";

// What the cloud holds of ALBs, read back through the official SDK.

export async function applicationLoadBalancer(alb: AlbClient, loadBalancerId: string) {
    const { body: found } = await alb.getLoadBalancerAttribute(
        new GetLoadBalancerAttributeRequest({ loadBalancerId }),
    );
    return {
        name: found?.loadBalancerName,
        status: found?.loadBalancerStatus,
        edition: found?.loadBalancerEdition,
        addressType: found?.addressType,
        addressAllocatedMode: found?.addressAllocatedMode,
        payType: found?.loadBalancerBillingConfig?.payType,
        vpcId: found?.vpcId,
        dnsName: found?.DNSName,
        deletionProtection: found?.deletionProtectionConfig?.enabled,
        /** By zone. */
        addresses: Object.fromEntries(
            (found?.zoneMappings ?? []).map(({ zoneId, loadBalancerAddresses }) => [
                zoneId,
                loadBalancerAddresses?.[0]?.intranetAddress,
            ]),
        ),
    };
}

/** The listeners by protocol and port: `HTTP 80`, each with its certificates. */
export async function applicationListeners(
    alb: AlbClient,
    loadBalancerId: string,
): Promise<Record<string, string[]>> {
    const { body } = await alb.listListeners(
        new ListListenersRequest({ loadBalancerIds: [loadBalancerId] }),
    );
    const found = (body?.listeners ?? []).map(async ({ listenerId }) => {
        const { body: listener } = await alb.getListenerAttribute(
            new GetListenerAttributeRequest({ listenerId }),
        );
        return [
            `${listener?.listenerProtocol} ${listener?.listenerPort} ${listener?.listenerStatus}`,
            (listener?.certificates ?? []).map(({ certificateId }) => String(certificateId)),
        ] as const;
    });
    return Object.fromEntries(await Promise.all(found));
}

/** The only server group of an account, with the port and weight of each server by its id. */
export async function serverGroup(alb: AlbClient) {
    const { body } = await alb.listServerGroups(new ListServerGroupsRequest({}));
    const groups = body?.serverGroups ?? [];
    if (groups.length !== 1) {
        throw new Error(`There are ${groups.length} server groups, not one.`);
    }
    const [{ serverGroupId, healthCheckConfig: check, ...group }] = groups;
    const { body: members } = await alb.listServerGroupServers(
        new ListServerGroupServersRequest({ serverGroupId }),
    );
    return {
        name: group.serverGroupName,
        type: group.serverGroupType,
        protocol: group.protocol,
        scheduler: group.scheduler,
        stickySession: group.stickySessionConfig?.stickySessionEnabled,
        healthCheck: check?.healthCheckEnabled
            ? [check.healthCheckProtocol, check.healthCheckPath, check.healthCheckCodes]
            : undefined,
        servers: Object.fromEntries(
            (members?.servers ?? []).map(({ serverId, port, weight }) => [
                serverId,
                `port ${port} weight ${weight}`,
            ]),
        ),
    };
}
