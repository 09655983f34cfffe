import type { ListedEndpoint } from "../../../components/preflight/lookups/serviceEndpoints";
import { CALLER, PARTNER, REGION } from "../cloud";

/** An endpoint of a partner that waits for the owner of its service. */
export function waitingEndpoint(
    endpointId: string,
    changed: Partial<ListedEndpoint> = {},
): ListedEndpoint {
    return {
        endpointId,
        accountId: PARTNER,
        isOwnersOwn: false,
        regionId: REGION,
        vpcId: "vpc-1",
        zones: [{ zoneId: `${REGION}a`, status: "Wait", loadBalancerId: "lb-1" }],
        bandwidth: 3072,
        status: "Disconnected",
        modifiedAt: "2026-01-01T00:00:00Z",
        ...changed,
    };
}

/** What the cloud lists; a test changes it and puts it back with `resetServiceEndpoints`. */
export const serviceEndpoints: {
    endpoints: readonly ListedEndpoint[];
    /** The endpoints of this service; `endpoints` by default. */
    endpointsOf?: (serviceId: string) => readonly ListedEndpoint[];
    /** An error instead of the endpoints. */
    refusal?: { readonly Code: string; readonly Message: string };
    /** How often the list was read. */
    calls: number;
} = { endpoints: [], calls: 0 };
resetServiceEndpoints();

/** As the cloud of an owner for whom one endpoint waits. */
export function resetServiceEndpoints(): void {
    const endpoints = [waitingEndpoint("ep-1")];
    Object.assign(serviceEndpoints, {
        endpoints,
        endpointsOf: undefined,
        refusal: undefined,
        calls: 0,
    });
}

const PLACES = { privatelink: "https://privatelink.test/", sts: "https://sts.test/" };

/** Answers the calls for the list in this process from now on: the mocks of the SDK see calls of the provider alone. */
export function answerServiceEndpoints(): void {
    Object.assign(process.env, {
        PRIVATELINK_ENDPOINT: PLACES.privatelink,
        STS_ENDPOINT: PLACES.sts,
        ALICLOUD_ACCESS_KEY: "key",
        ALICLOUD_SECRET_KEY: "secret",
        ALICLOUD_REGION: REGION,
    });
    const usual = globalThis.fetch;
    globalThis.fetch = (place, init) => {
        if (place === PLACES.sts) {
            return Promise.resolve(Response.json({ AccountId: CALLER }));
        }
        if (place !== PLACES.privatelink) {
            return usual(place, init);
        }
        serviceEndpoints.calls += 1;
        const { refusal, endpoints, endpointsOf } = serviceEndpoints;
        const serviceId = new URLSearchParams(init?.body as string).get("ServiceId") ?? "";
        const listed = endpointsOf?.(serviceId) ?? endpoints;
        return Promise.resolve(
            refusal === undefined
                ? Response.json({ Connections: listed.map(asInApi) })
                : Response.json(refusal, { status: 403 }),
        );
    };
}

function asInApi(endpoint: ListedEndpoint): object {
    return {
        EndpointId: endpoint.endpointId,
        EndpointOwnerId: Number(endpoint.accountId),
        ResourceOwner: endpoint.isOwnersOwn,
        EndpointRegionId: endpoint.regionId,
        EndpointVpcId: endpoint.vpcId,
        ConnectionStatus: endpoint.status,
        Bandwidth: endpoint.bandwidth,
        ModifiedTime: endpoint.modifiedAt,
        Zones: endpoint.zones.map(({ zoneId, status, loadBalancerId }) => ({
            ZoneId: zoneId,
            ZoneStatus: status,
            ResourceId: loadBalancerId,
        })),
    };
}
