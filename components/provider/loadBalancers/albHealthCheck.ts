import type { types } from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../../preflight";
import * as rules from "../../preflight/rules";
import { AlbHealthCheckMethod, AlbHealthCheckProtocol } from "../../shared/loadBalancers";
import { checkLimits } from "./healthCheckLimits";

/** Health check of an ALB's servers. */
export interface AlbHealthCheck {
    /** Whether servers are checked. True by default. */
    enabled?: pulumi.Input<boolean>;
    /** Protocol: `HTTP` (the default), `HTTPS` or `TCP`. */
    protocol?: pulumi.Input<AlbHealthCheckProtocol>;
    /** Method of the request: `HEAD` (the default) or `GET`. */
    method?: pulumi.Input<AlbHealthCheckMethod>;
    /** Path of the request. `/` by default. */
    path?: pulumi.Input<string>;
    /** Host name that the request carries. The server's address by default. */
    host?: pulumi.Input<string>;
    /** HTTP codes that count as healthy: any of `http_2xx` (the default), `http_3xx`, `http_4xx` and `http_5xx`. */
    codes?: pulumi.Input<pulumi.Input<string>[]>;
    /** Port that is checked, from 1 to 65535. The server's own by default. */
    port?: pulumi.Input<number>;
    /** Seconds between two checks, from 1 to 50. 2 by default. */
    intervalSeconds?: pulumi.Input<number>;
    /** Seconds to wait for a response, from 1 to 300. 5 by default. */
    timeoutSeconds?: pulumi.Input<number>;
    /** Successful checks in a row after which a server is healthy, from 2 to 10. 3 by default. */
    healthyThreshold?: pulumi.Input<number>;
    /** Failed checks in a row after which a server is unhealthy, from 2 to 10. 3 by default. */
    unhealthyThreshold?: pulumi.Input<number>;
}

const HEALTHY_CODES = "http_2xx";

/**
 * A health check with every default of CreateServerGroup (HealthCheckConfig): all are set, because the
 * provider does not reset a property that is not set. A TCP check has no HTTP properties.
 */
export function healthCheckConfig(
    check: AlbHealthCheck = {},
): pulumi.Input<types.input.alb.ServerGroupHealthCheckConfig> {
    const protocol = pulumi.output(check.protocol ?? AlbHealthCheckProtocol.Http);
    const ofRequest = <T>(value: pulumi.Input<T>) =>
        pulumi
            .all([protocol, value])
            .apply(([known, setting]) =>
                known === AlbHealthCheckProtocol.Tcp ? undefined : setting,
            ) as pulumi.Input<T>;
    return {
        healthCheckEnabled: check.enabled ?? true,
        healthCheckProtocol: protocol,
        healthCheckMethod: ofRequest(check.method ?? AlbHealthCheckMethod.Head),
        healthCheckPath: ofRequest(check.path ?? "/"),
        healthCheckHost: ofRequest(check.host ?? "$SERVER_IP"),
        // In a fixed order, because the provider shows another order as a change.
        healthCheckCodes: ofRequest(
            pulumi.output(check.codes ?? [HEALTHY_CODES]).apply((codes) => [...codes].sort()),
        ),
        // The server's own port.
        healthCheckConnectPort: check.port ?? 0,
        healthCheckInterval: check.intervalSeconds ?? 2,
        healthCheckTimeout: check.timeoutSeconds ?? 5,
        healthyThreshold: check.healthyThreshold ?? 3,
        unhealthyThreshold: check.unhealthyThreshold ?? 3,
    };
}

/** Checks a health check. */
export function checkHealthCheck(checks: ChildChecks, path: string, check: AlbHealthCheck): void {
    if (!checks.plain<unknown>(path, check, rules.anObject)) {
        return;
    }
    checkLimits(checks, path, check, rules.albHealthCheckPath);
    checks.arguments(
        check,
        {
            enabled: rules.aBoolean,
            protocol: rules.albHealthCheckProtocol,
            method: rules.albHealthCheckMethod,
            host: rules.healthCheckHost,
            codes: rules.healthCodes,
        },
        path,
    );
}
