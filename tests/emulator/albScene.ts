import AlbClient, * as models from "@alicloud/alb20200616";
import { $OpenApiUtil } from "@alicloud/openapi-core";

import { DEFAULT_ACCOUNTS, type Account, type Emulator } from "../../tools/emulator";
import { eventually } from "./client";
import { inNetwork, ZONE_A, ZONE_B, type NetworkScene } from "./networkScene";

export { models };

type Body = Record<string, any>;

/** A network with vSwitches in two zones, and the official client of ALB. */
export interface AlbScene extends NetworkScene {
    readonly alb: AlbClient;
    readonly strangersAlb: AlbClient;
    /** By zone. */
    readonly vswitchIds: Readonly<Record<string, string>>;
    /** The zone mappings of these zones. */
    mappings(...zoneIds: string[]): models.CreateLoadBalancerRequestZoneMappings[];
    /** Asks for an ALB in two zones without waiting for it. */
    ask(changes?: Body): Promise<string>;
    /** An Active ALB in two zones. */
    active(changes?: Body): Promise<string>;
    attributes(loadBalancerId: string): Promise<models.GetLoadBalancerAttributeResponseBody>;
    becomesActive(loadBalancerId: string): Promise<void>;
    /** An Available server group of the VPC. */
    group(changes?: Body): Promise<string>;
    groupOf(serverGroupId: string): Promise<models.ListServerGroupsResponseBodyServerGroups>;
    servers(serverGroupId: string): Promise<models.ListServerGroupServersResponseBodyServers[]>;
    becomesAvailable(serverGroupId: string): Promise<void>;
    /** A Running listener on port 80. */
    listener(loadBalancerId: string, serverGroupId: string, changes?: Body): Promise<string>;
    succeeds(jobId: string | undefined): Promise<void>;
}

export function albClient(emulator: Pick<Emulator, "endpoint">, account: Account): AlbClient {
    const { accessKeyId, accessKeySecret } = account;
    const { endpoint } = emulator;
    const Client = (AlbClient as unknown as { default?: typeof AlbClient }).default ?? AlbClient;
    return new Client(
        new $OpenApiUtil.Config({ accessKeyId, accessKeySecret, endpoint, protocol: "http" }),
    );
}

export function withAlb(
    test: (scene: AlbScene) => Promise<void>,
    options?: Parameters<typeof inNetwork>[1],
): Promise<void> {
    return inNetwork(async (network) => test(await sceneOf(network)), options);
}

export function forwardTo(
    ...serverGroupIds: string[]
): models.CreateListenerRequestDefaultActions[] {
    return [
        new models.CreateListenerRequestDefaultActions({
            type: "ForwardGroup",
            forwardGroupConfig: new models.CreateListenerRequestDefaultActionsForwardGroupConfig({
                serverGroupTuples: serverGroupIds.map(
                    (serverGroupId) =>
                        new models.CreateListenerRequestDefaultActionsForwardGroupConfigServerGroupTuples(
                            { serverGroupId },
                        ),
                ),
            }),
        }),
    ];
}

async function sceneOf(network: NetworkScene): Promise<AlbScene> {
    const alb = albClient(network.emulator, DEFAULT_ACCOUNTS[0]);
    const { vpcId } = network;
    const vswitchIds: Record<string, string> = {
        [ZONE_A]: network.vswitchId,
        [ZONE_B]: await network.vswitch(vpcId, "10.0.2.0/24", ZONE_B),
    };
    const mappings = (...zoneIds: string[]) =>
        zoneIds.map(
            (zoneId) =>
                new models.CreateLoadBalancerRequestZoneMappings({
                    zoneId,
                    vSwitchId: vswitchIds[zoneId],
                }),
        );
    const scene: AlbScene = {
        ...network,
        alb,
        strangersAlb: albClient(network.emulator, DEFAULT_ACCOUNTS[1]),
        vswitchIds,
        mappings,
        async ask(changes = {}) {
            const { body } = await alb.createLoadBalancer(
                new models.CreateLoadBalancerRequest({
                    vpcId,
                    addressType: "Intranet",
                    loadBalancerEdition: "Standard",
                    loadBalancerBillingConfig:
                        new models.CreateLoadBalancerRequestLoadBalancerBillingConfig({
                            payType: "PostPay",
                        }),
                    zoneMappings: mappings(ZONE_A, ZONE_B),
                    ...changes,
                }),
            );
            return body?.loadBalancerId ?? "";
        },
        async active(changes) {
            const loadBalancerId = await scene.ask(changes);
            await scene.becomesActive(loadBalancerId);
            return loadBalancerId;
        },
        async attributes(loadBalancerId) {
            const { body } = await alb.getLoadBalancerAttribute(
                new models.GetLoadBalancerAttributeRequest({ loadBalancerId }),
            );
            return body as models.GetLoadBalancerAttributeResponseBody;
        },
        async becomesActive(loadBalancerId) {
            await eventually(
                () => scene.attributes(loadBalancerId),
                ({ loadBalancerStatus }) => loadBalancerStatus === "Active",
            );
        },
        async group(changes = {}) {
            const { body } = await alb.createServerGroup(
                new models.CreateServerGroupRequest({
                    serverGroupName: "group",
                    vpcId,
                    healthCheckConfig: new models.CreateServerGroupRequestHealthCheckConfig({
                        healthCheckEnabled: true,
                    }),
                    ...changes,
                }),
            );
            await scene.succeeds(body?.jobId);
            return body?.serverGroupId ?? "";
        },
        async groupOf(serverGroupId) {
            const { body } = await alb.listServerGroups(
                new models.ListServerGroupsRequest({ serverGroupIds: [serverGroupId] }),
            );
            return body?.serverGroups?.[0] as models.ListServerGroupsResponseBodyServerGroups;
        },
        async servers(serverGroupId) {
            const { body } = await alb.listServerGroupServers(
                new models.ListServerGroupServersRequest({ serverGroupId }),
            );
            return body?.servers ?? [];
        },
        async becomesAvailable(serverGroupId) {
            await eventually(
                () => scene.groupOf(serverGroupId),
                ({ serverGroupStatus }) => serverGroupStatus === "Available",
            );
        },
        async listener(loadBalancerId, serverGroupId, changes = {}) {
            const { body } = await alb.createListener(
                new models.CreateListenerRequest({
                    loadBalancerId,
                    listenerPort: 80,
                    listenerProtocol: "HTTP",
                    defaultActions: forwardTo(serverGroupId),
                    ...changes,
                }),
            );
            await scene.succeeds(body?.jobId);
            return body?.listenerId ?? "";
        },
        async succeeds(jobId) {
            await eventually(
                async () => {
                    const { body } = await alb.listAsynJobs(
                        new models.ListAsynJobsRequest({ jobIds: [jobId ?? "none"] }),
                    );
                    return body?.jobs?.map(({ status }) => status).join();
                },
                (statuses) => statuses === "Succeeded",
            );
        },
    };
    return scene;
}
