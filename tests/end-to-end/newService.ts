import type { Belongings } from "../emulator/belongings";
import { type Clients, PRIVATELINK } from "../emulator/client";

/** The service that an account has beside the one of its belongings, and an endpoint of it by hand. */
export async function endpointOfNewService(
    { call }: Pick<Clients, "call">,
    owned: Belongings,
    parameters: Readonly<Record<string, unknown>> = {},
): Promise<{ serviceId: string; endpointId: string }> {
    const { Services } = await call(PRIVATELINK, "ListVpcEndpointServices");
    const serviceId = (Services as { ServiceId: string }[])
        .map(({ ServiceId }) => ServiceId)
        .find((id) => id !== owned.service) as string;
    const { EndpointId } = await call(PRIVATELINK, "CreateVpcEndpoint", {
        ServiceId: serviceId,
        VpcId: owned.vpc,
        SecurityGroupId: [owned["security group"]],
        ...parameters,
    });
    return { serviceId, endpointId: EndpointId as string };
}
