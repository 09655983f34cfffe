import type { types } from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";

import type { ChildChecks } from "../../preflight";
import * as rules from "../../preflight/rules";
import { NlbHealthCheckMethod, NlbHealthCheckType } from "../../shared/loadBalancers";
import { checkLimits } from "./healthCheckLimits";

/** Health check of an NLB's servers. */
export interface NlbHealthCheck {
    /** Whether servers are checked. True by default. */
    enabled?: pulumi.Input<boolean>;
    /** Kind of the check: `TCP` (the default), `HTTP`, or `UDP` where there are UDP listeners alone. */
    type?: pulumi.Input<NlbHealthCheckType>;
    /** Port that is checked, from 1 to 65535. The server's own by default; required behind listeners of port ranges. */
    port?: pulumi.Input<number>;
    /** Method of an HTTP check: `GET` (the default) or `HEAD`. */
    method?: pulumi.Input<NlbHealthCheckMethod>;
    /** Path that an HTTP check requests. `/` by default. */
    path?: pulumi.Input<string>;
    /** Host name that an HTTP check carries. The server's address by default. */
    host?: pulumi.Input<string>;
    /** HTTP codes that count as healthy: any of `http_2xx` (the default), `http_3xx`, `http_4xx` and `http_5xx`. */
    codes?: pulumi.Input<pulumi.Input<string>[]>;
    /** Seconds between two checks, from 1 to 50. 5 by default. */
    intervalSeconds?: pulumi.Input<number>;
    /** Seconds to wait for a response, from 1 to 300. 5 by default. */
    timeoutSeconds?: pulumi.Input<number>;
    /** Successful checks in a row after which a server is healthy, from 2 to 10. 2 by default. */
    healthyThreshold?: pulumi.Input<number>;
    /** Failed checks in a row after which a server is unhealthy, from 2 to 10. 2 by default. */
    unhealthyThreshold?: pulumi.Input<number>;
}

const HEALTHY_CODES = "http_2xx";

/**
 * A health check with every default of CreateServerGroup (HealthCheckConfig): all are set, because the
 * provider does not reset a property that is not set. Only an HTTP check has HTTP properties.
 */
export function healthCheckOf(
    check: NlbHealthCheck = {},
): pulumi.Input<types.input.nlb.ServerGroupHealthCheck> {
    const type = pulumi.output(check.type ?? NlbHealthCheckType.Tcp);
    const ofRequest = <T>(value: pulumi.Input<T>) =>
        pulumi
            .all([type, value])
            .apply(([known, setting]) =>
                known === NlbHealthCheckType.Http ? setting : undefined,
            ) as pulumi.Input<T>;
    return {
        healthCheckEnabled: check.enabled ?? true,
        healthCheckType: type,
        httpCheckMethod: ofRequest(check.method ?? NlbHealthCheckMethod.Get),
        healthCheckUrl: ofRequest(check.path ?? "/"),
        healthCheckDomain: ofRequest(check.host ?? "$SERVER_IP"),
        // In a fixed order, because the provider shows another order as a change.
        healthCheckHttpCodes: ofRequest(
            pulumi.output(check.codes ?? [HEALTHY_CODES]).apply((codes) => [...codes].sort()),
        ),
        // The server's own port.
        healthCheckConnectPort: check.port ?? 0,
        healthCheckInterval: check.intervalSeconds ?? 5,
        healthCheckConnectTimeout: check.timeoutSeconds ?? 5,
        healthyThreshold: check.healthyThreshold ?? 2,
        unhealthyThreshold: check.unhealthyThreshold ?? 2,
    };
}

/** Checks a health check. */
export function checkHealthCheck(checks: ChildChecks, path: string, check: NlbHealthCheck): void {
    if (!checks.plain<unknown>(path, check, rules.anObject)) {
        return;
    }
    checkLimits(checks, path, check, rules.healthCheckPath);
    checks.arguments(
        check,
        {
            enabled: rules.aBoolean,
            type: rules.nlbHealthCheckType,
            method: rules.nlbHealthCheckMethod,
            host: rules.healthCheckHost,
            codes: rules.healthCodes,
        },
        path,
    );
}
