/** A network interface of the endpoint, as the cloud returns it when the program runs. */
export interface CheckedZone {
    readonly zoneId: string;
    readonly domain: string;
    readonly eniIp: string;
    /** `Connected` once the owner has accepted the endpoint. */
    readonly status: string;
}

/** What a check does. Another specification makes another run. */
export interface CheckSpecification {
    readonly clientInstanceId: string;
    readonly endpointId: string;
    readonly endpointDomain: string;
    readonly zones: readonly CheckedZone[];
    readonly port: number;
    readonly protocol: string;
    /** The name that the certificate must be for. Without it, the certificate is not verified. */
    readonly serverName?: string;
    /** PEM of the trusted authorities. Those of the client if it is not set. */
    readonly caCertificate?: string;
    readonly path: string;
    /** The only valid status. Any from 200 to 399 if it is not set. */
    readonly expectedStatus?: number;
    /** Whether the backend must have seen this endpoint. */
    readonly consumerIdentity: boolean;
    readonly timeoutSeconds: number;
    readonly triggers: readonly string[];
}

/** A domain or an address to reach, and the addresses that it must resolve to. */
export interface Target {
    /** The zone; `all` for the domain of the whole endpoint. */
    readonly zoneId: string;
    readonly domain: string;
    readonly expected: readonly string[];
    /** Status of the zone. For the whole endpoint, the best status of its zones. */
    readonly status: string;
}

/** `Target.zoneId` for the domain of the whole endpoint. */
export const ALL_ZONES = "all";

export const CONNECTED = "Connected";

/** The endpoint's domain, and each zone's domain and address. */
export function targetsOf({ endpointDomain, zones }: CheckSpecification): Target[] {
    const connected = zones.filter(({ status }) => status === CONNECTED);
    return [
        {
            zoneId: ALL_ZONES,
            domain: endpointDomain,
            expected: (connected.length > 0 ? connected : zones).map(({ eniIp }) => eniIp),
            status: connected.length > 0 ? CONNECTED : (zones[0]?.status ?? "without a zone"),
        },
        ...zones.flatMap(({ zoneId, domain, eniIp, status }) =>
            [domain, eniIp].map((each) => ({ zoneId, domain: each, expected: [eniIp], status })),
        ),
    ];
}
