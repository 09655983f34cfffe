/** A network interface of the endpoint, as the cloud tells it when the program runs. */
export interface CheckedZone {
    readonly zoneId: string;
    readonly domain: string;
    readonly eniIp: string;
    /** `Connected` once the owner has let the endpoint in. */
    readonly status: string;
}

/** All that a check is about: another question is another run. */
export interface Question {
    readonly clientInstanceId: string;
    readonly endpointId: string;
    readonly endpointDomain: string;
    readonly zones: readonly CheckedZone[];
    readonly port: number;
    readonly protocol: string;
    readonly path: string;
    /** The only status that is right; any from 200 to 399 where there is none. */
    readonly expectedStatus?: number;
    readonly timeoutSeconds: number;
    readonly triggers: readonly string[];
}

/** Something to reach: a name or an address, and the addresses that it must lead to. */
export interface Target {
    /** The zone; `all` for the domain of the whole endpoint. */
    readonly zoneId: string;
    readonly domain: string;
    readonly expected: readonly string[];
    /** Status of the zone; that of the best zone for the whole endpoint. */
    readonly status: string;
}

/** What `Target.zoneId` says of the domain of the whole endpoint. */
export const ALL_ZONES = "all";

export const CONNECTED = "Connected";

/** The endpoint's domain, and each zone's domain and address. */
export function targetsOf({ endpointDomain, zones }: Question): Target[] {
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
