/** A resource as a stack's exported state has it. */
export interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly dependencies?: readonly string[];
}

/**
 * Seconds that the provider waits before it first asks whether a new resource is ready, whatever the
 * cloud answers (terraform-provider-alicloud 1.285.0: the delays of its state waits; a vSwitch and a
 * listener are ready at the second question, 3 and 5 seconds after the first).
 */
const FIXED_WAITS: Readonly<Record<string, number>> = {
    "alicloud:vpc/network:Network": 5,
    "alicloud:vpc/switch:Switch": 3,
    "alicloud:ecs/instance:Instance": 10,
    "alicloud:ecs/ecsInvocation:EcsInvocation": 5,
    "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer": 5,
    "alicloud:slb/listener:Listener": 5,
    "alicloud:nlb/loadBalancer:LoadBalancer": 5,
    "alicloud:nlb/serverGroup:ServerGroup": 5,
    "alicloud:nlb/serverGroupServerAttachment:ServerGroupServerAttachment": 5,
    "alicloud:nlb/listener:Listener": 5,
    "alicloud:privatelink/vpcEndpointService:VpcEndpointService": 5,
    "alicloud:privatelink/vpcEndpointServiceResource:VpcEndpointServiceResource": 5,
    "alicloud:privatelink/vpcEndpointServiceConnection:VpcEndpointServiceConnection": 5,
    "alicloud:privatelink/vpcEndpoint:VpcEndpoint": 60,
    "alicloud:privatelink/vpcEndpointZone:VpcEndpointZone": 60,
};

/** The longest chain of waits that the resources' dependencies leave no way around, in seconds. */
export function floorSeconds(resources: readonly StateResource[]): number {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const ready = new Map<string, number>();
    const readyAt = (urn: string): number => {
        const known = ready.get(urn);
        const resource = byUrn.get(urn);
        if (known !== undefined || resource === undefined) {
            return known ?? 0;
        }
        const startAt = Math.max(0, ...(resource.dependencies ?? []).map(readyAt));
        const seconds = startAt + (FIXED_WAITS[resource.type] ?? 0);
        ready.set(urn, seconds);
        return seconds;
    };
    return Math.max(0, ...resources.map(({ urn }) => readyAt(urn)));
}
