import { type Rule, valueRule } from "./rule";
import { wholeNumber } from "./values";

export const port = wholeNumber(
    "numbers.port",
    "Ports of listeners, servers and offers",
    [1, 65535],
    {
        source: "CreateLoadBalancerTCPListener of CLB, CreateListener of ALB: ListenerPort",
    },
);

export const bandwidth: Rule<number> = valueRule({
    id: "numbers.bandwidth",
    title: "Bandwidth of a connection",
    prevents: "A call that the cloud refuses in the middle of an update.",
    source: "EnableVpcEndpointConnection: Bandwidth, 100 to 10240 for a CLB, 25000 for an ALB or a GWLB, 50000 for an NLB; alicloud provider 1.285.0: 10240 for all of them",
    example: 20000,
    allowed: (value) => {
        if (Number.isInteger(value) && value >= 100 && value <= 10240) {
            return undefined;
        }
        const allowed = "Must be a whole number from 100 to 10240 (Mbit/s).";
        return Number.isInteger(value) && value > 10240 && value <= 50000
            ? `${allowed} The API accepts more for load balancers other than CLBs, but the provider does not.`
            : allowed;
    },
});

export const crossRegionBandwidth = valueRule<number>({
    id: "numbers.crossRegionBandwidth",
    title: "Bandwidth of an endpoint between regions",
    prevents: "An endpoint that the cloud refuses to create.",
    source: "CreateVpcEndpoint: CrossRegionBandwidth; the maximum is a quota of the account",
    example: 50,
    allowed: (value) =>
        Number.isInteger(value) && value >= 100
            ? undefined
            : "Must be a whole number of at least 100 (Mbit/s).",
});

export const weight = wholeNumber("numbers.weight", "Weight of a server", [0, 100], {
    source: "AddBackendServers of CLB, AddServersToServerGroup of ALB: Weight",
});

export const healthCheckInterval = wholeNumber(
    "numbers.healthCheckInterval",
    "Interval of a health check",
    [1, 50],
    {
        unit: " (seconds)",
        source: "CreateLoadBalancerTCPListener of CLB, CreateServerGroup of ALB: HealthCheckInterval",
    },
);

export const healthCheckTimeout = wholeNumber(
    "numbers.healthCheckTimeout",
    "Timeout of a health check",
    [1, 300],
    {
        unit: " (seconds)",
        source: "CreateLoadBalancerTCPListener of CLB, CreateServerGroup of ALB: HealthCheckTimeout",
    },
);

export const healthCheckThreshold = wholeNumber(
    "numbers.healthCheckThreshold",
    "Thresholds of a health check",
    [2, 10],
    {
        source: "CreateLoadBalancerTCPListener of CLB, CreateServerGroup of ALB: HealthyThreshold, UnhealthyThreshold",
    },
);

export const clbListenerBandwidth: Rule<number> = valueRule({
    id: "numbers.clbListenerBandwidth",
    title: "Bandwidth of a CLB listener",
    prevents: "A listener that the cloud refuses to create.",
    source: "CreateLoadBalancerTCPListener of CLB: Bandwidth",
    example: 0,
    allowed: (value) =>
        value === -1 || (Number.isInteger(value) && value >= 1 && value <= 5120)
            ? undefined
            : "Must be -1 (no limit) or a whole number from 1 to 5120 (Mbit/s).",
});

export const persistenceTimeout = wholeNumber(
    "numbers.persistenceTimeout",
    "Persistence of a CLB listener",
    [0, 3600],
    {
        unit: " (seconds)",
        source: "CreateLoadBalancerTCPListener of CLB: PersistenceTimeout",
    },
);

export const idleTimeout = wholeNumber(
    "numbers.idleTimeout",
    "Idle timeout of an ALB listener",
    [1, 60],
    {
        unit: " (seconds)",
        source: "CreateListener of ALB: IdleTimeout",
    },
);

export const serviceIdleTimeout = wholeNumber(
    "numbers.serviceIdleTimeout",
    "Idle timeout of a service, in its offer",
    [1, 4000],
    {
        unit: " (seconds)",
        source: "idleTimeoutSeconds of EndpointServiceOffer",
    },
);

export const requestTimeout = wholeNumber(
    "numbers.requestTimeout",
    "Request timeout of an ALB listener",
    [1, 180],
    {
        unit: " (seconds)",
        source: "CreateListener of ALB: RequestTimeout",
    },
);

export const cookieTimeout = wholeNumber(
    "numbers.cookieTimeout",
    "Timeout of an ALB's cookie",
    [1, 86400],
    {
        unit: " (seconds)",
        source: "CreateServerGroup of ALB: StickySessionConfig.CookieTimeout",
    },
);
