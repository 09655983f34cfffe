import { REGION } from "./client";
import { endpointStatus, type Scene, type Side, side } from "./privatelinkScene";

export const OTHER_REGION = "eu-west-1";

/** The consumer, in another region than the service. */
export function remoteConsumer({ emulator, consumer }: Scene): Side {
    return side(emulator, consumer.account, OTHER_REGION);
}

export function createRemotely(remote: Side, parameters: object) {
    return remote.call("CreateVpcEndpoint", {
        VpcId: remote.vpcId,
        SecurityGroupId: [remote.securityGroup()],
        ...parameters,
    });
}

export async function remoteEndpoint(remote: Side, ServiceId: string): Promise<string> {
    const { EndpointId } = await createRemotely(remote, { ServiceId, ServiceRegionId: REGION });
    await endpointStatus(remote, EndpointId, "Active");
    return EndpointId;
}

export function update(owner: Side, ServiceId: string, parameters: object) {
    return owner.call("UpdateVpcEndpointServiceAttribute", { ServiceId, ...parameters });
}
