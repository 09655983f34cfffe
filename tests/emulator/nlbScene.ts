import { eventually, NLB, refusal } from "./client";
import { inNetwork, ZONE_A, ZONE_B, type NetworkScene } from "./networkScene";

type Body = Record<string, any>;

/** A network with vSwitches in two zones, and NLB through the official generic client: it has none of its own on npm. */
export interface NlbScene extends NetworkScene {
    /** By zone. */
    readonly vswitchIds: Readonly<Record<string, string>>;
    nlb(action: string, parameters?: Body): Promise<Body>;
    /** The zone mappings of these zones. */
    mappings(...zoneIds: string[]): Body[];
    /** Asks for an NLB in two zones without waiting for it. */
    ask(changes?: Body): Promise<string>;
    /** An Active NLB in two zones. */
    active(changes?: Body): Promise<string>;
    attributes(loadBalancerId: string): Promise<Body>;
    becomesActive(loadBalancerId: string): Promise<void>;
    /** An Available server group of the VPC. */
    group(changes?: Body): Promise<string>;
    groupOf(serverGroupId: string): Promise<Body>;
    servers(serverGroupId: string): Promise<Body[]>;
    /** A Running TCP listener on port 80. */
    listener(loadBalancerId: string, serverGroupId: string, changes?: Body): Promise<string>;
    /** Calls an action that starts a job, and waits for the job. */
    done(action: string, parameters: Body): Promise<Body>;
    /** The code and status of the refusal that a call ends in. */
    refused(action: string, parameters?: Body): Promise<string>;
}

export function withNlb(
    test: (scene: NlbScene) => Promise<void>,
    options?: Parameters<typeof inNetwork>[1],
): Promise<void> {
    return inNetwork(async (network) => test(await sceneOf(network)), options);
}

async function sceneOf(network: NetworkScene): Promise<NlbScene> {
    const { vpcId, owner } = network;
    const nlb = (action: string, parameters?: Body) => owner.call(NLB, action, parameters);
    const vswitchIds: Record<string, string> = {
        [ZONE_A]: network.vswitchId,
        [ZONE_B]: await network.vswitch(vpcId, "10.0.2.0/24", ZONE_B),
    };
    const mappings = (...zoneIds: string[]) =>
        zoneIds.map((ZoneId) => ({ ZoneId, VSwitchId: vswitchIds[ZoneId] }));
    const done = async (action: string, parameters: Body) => {
        const answer = await nlb(action, parameters);
        await eventually(
            () => nlb("GetJobStatus", { JobId: answer["JobId"] }),
            ({ Status }) => Status === "Succeeded",
        );
        return answer;
    };
    const scene: NlbScene = {
        ...network,
        vswitchIds,
        nlb,
        mappings,
        done,
        async ask(changes = {}) {
            const { LoadbalancerId } = await nlb("CreateLoadBalancer", {
                VpcId: vpcId,
                AddressType: "Intranet",
                ZoneMappings: mappings(ZONE_A, ZONE_B),
                ...changes,
            });
            return LoadbalancerId as string;
        },
        async active(changes) {
            const id = await scene.ask(changes);
            await scene.becomesActive(id);
            return id;
        },
        attributes: (LoadBalancerId) => nlb("GetLoadBalancerAttribute", { LoadBalancerId }),
        async becomesActive(id) {
            await eventually(
                () => scene.attributes(id),
                ({ LoadBalancerStatus }) => LoadBalancerStatus === "Active",
            );
        },
        async group(changes = {}) {
            const { ServerGroupId } = await done("CreateServerGroup", {
                ServerGroupName: "group",
                VpcId: vpcId,
                ...changes,
            });
            return ServerGroupId as string;
        },
        async groupOf(id) {
            const { ServerGroups } = await nlb("ListServerGroups", { ServerGroupIds: [id] });
            return ServerGroups[0] as Body;
        },
        async servers(ServerGroupId) {
            const { Servers } = await nlb("ListServerGroupServers", { ServerGroupId });
            return Servers as Body[];
        },
        async listener(LoadBalancerId, ServerGroupId, changes = {}) {
            const { ListenerId } = await done("CreateListener", {
                LoadBalancerId,
                ServerGroupId,
                ListenerProtocol: "TCP",
                ListenerPort: 80,
                ...changes,
            });
            return ListenerId as string;
        },
        async refused(action, parameters) {
            const { code, status } = await refusal(nlb(action, parameters));
            return `${status} ${code}`;
        },
    };
    return scene;
}
