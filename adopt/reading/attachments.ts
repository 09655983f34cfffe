import type { Stack } from "@pulumi/pulumi/automation";

export const SERVICE = "alicloud:privatelink/vpcEndpointService:VpcEndpointService";
export const ATTACHMENT =
    "alicloud:privatelink/vpcEndpointServiceResource:VpcEndpointServiceResource";

/** A load balancer that serves in a zone. */
export interface Attachment {
    readonly resourceId: string;
    readonly zoneId: string;
}

/** A CLB serves a service in one zone, the other kinds in several, and the provider writes ids accordingly. */
export function attachmentId(
    serviceId: string,
    type: string,
    resourceId: string,
    zoneId: string,
): string {
    return [serviceId, resourceId, ...(type === "slb" ? [] : [zoneId])].join(":");
}

interface Candidates {
    readonly serviceId: string;
    readonly type: string;
    readonly balancers: readonly { readonly id: string }[];
    readonly zoneIds: readonly string[];
}

interface Exported {
    readonly deployment: { readonly resources?: readonly StateResource[] };
}

interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly provider?: string;
    readonly outputs?: Readonly<Record<string, unknown>>;
}

/**
 * The zones in which each load balancer serves. No data source of the provider tells them, and its resource can be read
 * only by an id that has the zone. So a state gets an entry for each zone of the region, and a refresh drops those
 * that the cloud does not have.
 */
export async function attachmentsAmong(
    stack: Stack,
    { serviceId, type, balancers, zoneIds }: Candidates,
): Promise<Attachment[]> {
    await stack.import({
        resources: [{ type: SERVICE, name: "service", id: serviceId }],
        generateCode: false,
        protect: false,
    });
    const exported = (await stack.exportStack()) as unknown as Exported;
    const { resources = [] } = exported.deployment;
    const service = resources.find((each) => each.type === SERVICE);
    const candidates = balancers.flatMap(({ id }) =>
        (type === "slb" ? [""] : zoneIds).map((zoneId) => ({ resourceId: id, zoneId })),
    );
    const entries = candidates.map(({ resourceId, zoneId }) => {
        const id = attachmentId(serviceId, type, resourceId, zoneId);
        const values = { serviceId, resourceId, resourceType: type, zoneId };
        return {
            urn: `${service?.urn.split("::").slice(0, 2).join("::")}::${ATTACHMENT}::${id.replaceAll(":", "-")}`,
            custom: true,
            id,
            type: ATTACHMENT,
            inputs: values,
            outputs: { ...values, id },
            provider: service?.provider,
        };
    });
    await stack.importStack({
        ...exported,
        deployment: { ...exported.deployment, resources: [...resources, ...entries] },
    } as never);
    await stack.refresh({ color: "never" });
    const refreshed = (await stack.exportStack()) as unknown as Exported;
    return (refreshed.deployment.resources ?? [])
        .filter((each) => each.type === ATTACHMENT)
        .map(({ outputs = {} }) => ({
            resourceId: String(outputs.resourceId),
            zoneId: String(outputs.zoneId),
        }));
}
